package web

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// fakePort is the other end of a conversation: it keeps what was sent, and says what a test has it say.
type fakePort struct {
	inbox
	// sent are the Commands that came, and ids their IDs.
	sent   []protocol.Command
	ids    []int
	closed bool
}

// Post takes a Command. One that it cannot read is the fault of the test.
func (p *fakePort) post(m protocol.Message) {
	id, c, err := protocol.DecodeCommand(m)
	if err != nil {
		panic(err)
	}
	p.sent, p.ids = append(p.sent, c), append(p.ids, id)
}

// Close notes that nobody listens any more.
func (p *fakePort) close() { p.closed = true }

// Say sends an Event that answers the Command of that ID, or none.
func (p *fakePort) say(id int, e protocol.Event) { p.message(protocol.EncodeEvent(id, e)) }

// Answer answers the latest Command.
func (p *fakePort) answer(e protocol.Event) { p.say(p.ids[len(p.ids)-1], e) }

// Last is the latest Command.
func (p *fakePort) last() protocol.Command { return p.sent[len(p.sent)-1] }

// ready is the Status of an engine that has the network that comes with the page.
func ready() protocol.Status { return protocol.Status{Settings: setting.Default(), Parameters: 39760} }
