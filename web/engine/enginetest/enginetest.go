// Package enginetest is an engine for tests: it keeps the Commands that come, and says what the test has it say.
package enginetest

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
)

// Port is the other end of a conversation: it keeps what was sent, and says what a test has it say.
type Port struct {
	engine.Inbox
	// Sent are the Commands that came, and ids their IDs.
	Sent   []protocol.Command
	IDs    []int
	Closed bool
	// Pings counts how often a sign of life was asked for.
	Pings int
	// Shows counts how often it was told that the page shows what was said.
	Shows int
}

// Post takes a Command. One that it cannot read is the fault of the test.
func (p *Port) Post(m protocol.Message) {
	id, c, err := protocol.DecodeCommand(m)
	if err != nil {
		panic(err)
	}
	p.Sent, p.IDs = append(p.Sent, c), append(p.IDs, id)
}

// Ping counts.
func (p *Port) Ping() { p.Pings++ }

// Shown counts.
func (p *Port) Shown() { p.Shows++ }

// Close notes that nobody listens any more.
func (p *Port) Close() { p.Closed = true }

// Say sends an Event that answers the Command of that ID, or none.
func (p *Port) Say(id int, e protocol.Event) { p.Message(protocol.EncodeEvent(id, e)) }

// Answer answers the latest Command.
func (p *Port) Answer(e protocol.Event) { p.Say(p.IDs[len(p.IDs)-1], e) }

// Last is the latest Command.
func (p *Port) Last() protocol.Command { return p.Sent[len(p.Sent)-1] }

// Ready is the Status of an engine that has the network that comes with the page.
func Ready() protocol.Status { return protocol.Status{Settings: setting.Default(), Parameters: 39760} }
