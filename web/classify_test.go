package web

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
	"github.com/inkgrad/inkgrad/web/state"
)

// A drawing from elsewhere is put on the area once the network has classified it, and the page does not ask for it again.
func TestClassifyShowsTheDrawing(t *testing.T) {
	var port *enginetest.Port
	p := newPage(func(in engine.Inbox) (engine.Port, string) {
		port = &enginetest.Port{Inbox: in}
		return port, ""
	})
	p.Begin(nil)
	port.Answer(enginetest.Ready())
	classify := func(d state.Drawing, answer protocol.Event) (got protocol.Event) {
		before := p.State().Draw
		p.Classify(d, func(e protocol.Event) { got = e })
		if p.State().Draw != before {
			t.Errorf("before the engine took it, %v is shown", p.State().Draw.Drawing)
		}
		port.Answer(answer)
		return got
	}
	seen := protocol.Classified{Digit: 1, Probabilities: []float64{0.25, 0.75}, Sure: true, Pixels: []float64{0, 1}, Own: true}
	if e, ok := classify(state.StrokesDrawing([][][2]float64{{{0, 0}, {1, 1}}}), seen).(protocol.Classified); !ok || e.Digit != 1 {
		t.Errorf("the answer is %v", e)
	}
	d := p.State().Draw
	if len(d.Drawing.Strokes) != 1 || d.Seen == nil || d.Seen.Digit != 1 || d.SeenVersion != d.Version {
		t.Errorf("drawing %+v", d)
	}
	if p.drawing.Due() {
		t.Error("the page would ask for the same drawing again")
	}
	before := p.State().Draw
	classify(state.NewDrawing(), protocol.Failed{Code: protocol.CodeBadRequest, Message: "1 pixels"})
	if p.State().Draw != before {
		t.Error("a drawing that the engine refused changed the area")
	}
}
