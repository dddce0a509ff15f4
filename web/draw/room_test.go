package draw

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/own"
	"github.com/inkgrad/inkgrad/web/state"
)

// What somebody else has had classified is shown with its answer, and not asked about again.
func TestClassifyShowsTheDrawing(t *testing.T) {
	var port *enginetest.Port
	h := hub.New(func(in engine.Inbox) (engine.Port, string) {
		port = &enginetest.Port{Inbox: in}
		return port, ""
	})
	h.Begin(nil)
	port.Say(0, enginetest.Ready())
	d := control.New(h)
	r := New(d, own.New(d))
	seven := state.StrokesDrawing([][][2]float64{{{0, 0}, {1, 1}}})
	var heard protocol.Event
	r.Classify(seven, func(answer protocol.Event) { heard = answer })
	port.Answer(protocol.Classified{Network: &protocol.Reading{Digit: 7}, Pixels: make([]float64, 784)})
	if now := h.State().Draw; heard == nil || len(now.Drawing.Strokes) != 1 || now.Seen == nil ||
		now.Seen.Network.Digit != 7 {
		t.Errorf("it answers %v, and shows %+v", heard, now)
	}
	if r.asker.Due() {
		t.Error("the page would ask about the same drawing again")
	}
	before := h.State()
	r.Classify(state.StrokesDrawing([][][2]float64{{{0, 0}, {0, 1}}}), func(protocol.Event) {})
	port.Answer(protocol.Failed{Code: protocol.CodeBadRequest, Message: "no"})
	if h.State().Draw != before.Draw {
		t.Error("a drawing that cannot be classified is shown")
	}
}
