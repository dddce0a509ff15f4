package session_test

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

func TestNothingButConfigureBeforeStart(t *testing.T) {
	h := newHost()
	s := session.New(h)
	for id, c := range []protocol.Command{protocol.Train{}, protocol.Pause{}, protocol.Reset{}, protocol.Classify{},
		protocol.Graph{},
		protocol.Params{}, protocol.Check{}, protocol.Sample{}, protocol.Builtin{}} {
		s.Handle(id+1, c)
		if f := answer[protocol.Failed](t, h, id+1); f.Code != protocol.CodeNotReady {
			t.Errorf("%T: %+v", c, f)
		}
	}
}

func TestSettings(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	wider := small()
	wider.Hidden, wider.LearningRate = []int{5, 6}, 0.01
	s.Handle(2, protocol.Configure{Settings: wider})
	if got := answer[protocol.Status](t, h, 2); !reflect.DeepEqual(got.Settings.Hidden, []int{8}) ||
		got.Settings.LearningRate != 0.01 {
		t.Errorf("before Reset %+v", got.Settings)
	}
	s.Handle(3, protocol.Reset{})
	if got := answer[protocol.Status](t, h, 3); !reflect.DeepEqual(got.Settings, wider) {
		t.Errorf("after Reset %+v", got.Settings)
	}
	bad := small()
	bad.LearningRate = -1
	s.Handle(4, protocol.Configure{Settings: bad})
	if f := answer[protocol.Failed](t, h, 4); f.Code != protocol.CodeBadRequest ||
		!strings.Contains(f.Message, "Learning rate: -1 is outside") {
		t.Errorf("%+v", f)
	}
	bigger := wider
	bigger.BatchSize = 50
	s.Handle(5, protocol.Train{Steps: 3})
	run(s)
	s.Handle(6, protocol.Configure{Settings: bigger})
	s.Handle(7, protocol.Train{Steps: 3})
	run(s)
	if trained := answer[protocol.Trained](t, h, 7); trained.Step != 6 {
		t.Errorf("%+v", trained)
	}
	s.Handle(8, protocol.Graph{})
	if g := answer[protocol.Graphed](t, h, 8); g.Samples != 50 {
		t.Errorf("the graph is of %d images, want the batch of 50", g.Samples)
	}
}

func TestClassify(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 400})
	run(s)
	s.Handle(3, protocol.Sample{Index: 7})
	sample := answer[protocol.Sampled](t, h, 3)
	s.Handle(4, protocol.Classify{Pixels: sample.Pixels})
	if c := answer[protocol.Classified](t, h, 4).Network; c.Digit != sample.Label || c.Probabilities[c.Digit] < 0.5 {
		t.Errorf("%+v, want %d", c.Probabilities, sample.Label)
	}
	s.Handle(5, protocol.Classify{})
	if c := answer[protocol.Classified](t, h, 5); c.Best() != nil {
		t.Errorf("an empty drawing is a %d", c.Best().Digit)
	}
	for id, c := range map[int]protocol.Command{
		6: protocol.Classify{Strokes: [][][2]float64{{{math.NaN(), 0}}}},
		7: protocol.Classify{Pixels: make([]float64, 3)},
		8: protocol.Sample{Index: 300},
		9: protocol.Sample{Index: -1},
	} {
		s.Handle(id, c)
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest {
			t.Errorf("%+v: %+v", c, f)
		}
	}
}

func TestGraphOfADigit(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Sample{Index: 0})
	sample := answer[protocol.Sampled](t, h, 2)
	s.Handle(3, protocol.Graph{Pixels: sample.Pixels, Label: 3})
	g := answer[protocol.Graphed](t, h, 3)
	if g.Samples != 1 || len(g.Graph.Nodes) != 14 {
		t.Fatalf("%d images, %d nodes", g.Samples, len(g.Graph.Nodes))
	}
	x, target, loss := g.Graph.Nodes[0], g.Graph.Nodes[1], g.Graph.Nodes[13]
	if x.Name != "x" || !reflect.DeepEqual(x.Shape, []int{1, 784}) || x.Grad == nil || x.Grad.Stats().Norm == 0 {
		t.Errorf("x: %+v", x)
	}
	if target.Value.Data[0] != 3 || loss.Name != "loss" || loss.Grad.Data[0] != 1 {
		t.Errorf("t: %+v, loss: %+v", target, loss)
	}
	for id, c := range map[int]protocol.Graph{4: {Pixels: sample.Pixels, Label: 10}, 5: {Pixels: sample.Pixels[1:]}} {
		s.Handle(id, c)
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest {
			t.Errorf("%+v", f)
		}
	}
}

func TestCheck(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 20}) // off the kinks, where fresh weights are near
	run(s)
	s.Handle(3, protocol.Check{H: 1e-5, Samples: 3, Elements: 30})
	run(s)
	c := answer[protocol.Checked](t, h, 3)
	if !c.OK || len(c.Params) != 4 || c.Params[0].Checked != 30 || c.Params[0].Size != 784*8 ||
		c.Params[1].Checked != 8 {
		t.Errorf("%+v", c)
	}
	s.Handle(4, protocol.Check{H: 1e-5, Samples: 3})
	s.Work(time.Millisecond)
	s.Handle(5, protocol.CancelCheck{})
	if f := answer[protocol.Failed](t, h, 4); f.Code != protocol.CodeCancelled {
		t.Errorf("%+v", f)
	}
	if status := answer[protocol.Status](t, h, 5); status.Checking || s.Busy() {
		t.Errorf("%+v", status)
	}
	for id, c := range map[int]protocol.Check{6: {H: math.NaN(), Samples: 1}, 7: {H: 1, Samples: 1}, 8: {H: 1e-5},
		9: {H: 1e-5, Samples: 1, Elements: -1}} {
		s.Handle(id, c)
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest {
			t.Errorf("%+v", f)
		}
	}
}

func TestRecoverGoesOnFromTheLastCheckpoint(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 30})
	run(s)
	kept := checkpoint(t, h)
	s.Handle(3, protocol.Train{Steps: 1_000_000})
	h.onEmit = func(e event) {
		if _, ok := e.e.(protocol.Progress); ok {
			panic("a defect")
		}
	}
	func() { // as the engine's edge does
		defer func() { recover(); s.Recover(0) }()
		run(s)
	}()
	h.onEmit = nil
	f := answer[protocol.Failed](t, h, 3)
	if f.Code != protocol.CodePanic || !strings.Contains(f.Message, "browser’s console") || s.Busy() {
		t.Errorf("%+v", f)
	}
	s.Handle(4, restoring(kept))
	if status := answer[protocol.Status](t, h, 4); status.Step != 30 || status.Running {
		t.Errorf("%+v", status)
	}
	s.Handle(5, protocol.Train{Steps: 2})
	run(s)
	if trained := answer[protocol.Trained](t, h, 5); trained.Step != 32 {
		t.Errorf("%+v", trained)
	}
}

func TestRestoreRefusesWhatDoesNotFit(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	good := checkpoint(t, h)
	for name, spoil := range map[string]func(*session.Checkpoint){
		"settings":  func(c *session.Checkpoint) { c.Settings.BatchSize = 0 },
		"step":      func(c *session.Checkpoint) { c.Step = -1 },
		"rand":      func(c *session.Checkpoint) { c.Rand = []byte("x") },
		"parameter": func(c *session.Checkpoint) { c.Params = c.Params[1:] },
		"shape":     func(c *session.Checkpoint) { c.Settings.Hidden = []int{9} },
	} {
		c := good
		c.Settings = good.Settings.Clone()
		spoil(&c)
		h.events = nil
		s.Handle(2, restoring(c))
		if f := answer[protocol.Failed](t, h, 2); f.Code != protocol.CodeBadRequest {
			t.Errorf("%s: %+v", name, f)
		}
		s.Handle(3, protocol.Params{})
		if got := answer[protocol.ParamsCopied](t, h, 3).Params; !reflect.DeepEqual(got, good.Params) {
			t.Errorf("%s: a Restore that failed changed the network", name)
		}
	}
}
