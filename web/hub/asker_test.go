package hub

import (
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
)

// What is answered in another way while an Asker waits for a frame, it does not ask again: the page of a panel told of
// a drawing twice when the reader came just before a request.
func TestWhatIsKnownIsNotAsked(t *testing.T) {
	var port *enginetest.Port
	h := New(func(in engine.Inbox) (engine.Port, string) {
		port = &enginetest.Port{Inbox: in}
		return port, ""
	})
	d := app.NewClientTester(app.Div())
	defer d.Close()
	h.Begin(d)
	d.Consume()
	subject := 1
	a := h.NewAsker(func() (Question, bool) {
		return Question{Subject: subject, Every: time.Hour, Command: protocol.Classify{},
			Then: func(protocol.Event) {}}, true
	})
	frames := 0
	a.frame = func() { frames++ }
	port.Say(0, enginetest.Ready())
	d.Consume()
	sent := len(port.Sent)
	asked := func(what string, wantFrames, wantSent int) {
		t.Helper()
		if frames != wantFrames || len(port.Sent)-sent != wantSent {
			t.Errorf("%s: %d frames awaited and %d questions asked, want %d and %d", what, frames,
				len(port.Sent)-sent, wantFrames, wantSent)
		}
	}
	a.Pump()
	asked("something new", 1, 0)
	a.Known(subject)
	a.send()
	asked("known when the frame came", 1, 0)
	subject = 2
	a.Pump()
	asked("something new again", 2, 0)
	a.send()
	asked("in its frame", 2, 1)
}
