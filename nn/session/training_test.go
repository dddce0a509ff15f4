package session_test

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func TestTrainingFromScratch(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{})
	run(s)
	trained := answer[protocol.Trained](t, h, 2)
	if trained.Step != 200 || trained.Accuracy == nil || trained.Accuracy.TestAccuracy < 0.9 ||
		trained.StepsPerSecond <= 0 || trained.Loss > 1 {
		t.Errorf("%+v", trained)
	}
	progress := all[protocol.Progress](h)
	if len(progress) < 2 {
		t.Fatalf("%d progress events", len(progress))
	}
	if first := progress[0].Losses; len(first) == 0 || math.Abs(first[0]-math.Log(10)) > 0.1 {
		t.Errorf("the first losses are %v, want about log 10", first)
	}
	if l := last[protocol.Progress](t, h); l.Step != 200 || l.Remaining != 0 || l.Epoch != 0.4 {
		t.Errorf("the last progress is %+v", l)
	}
	evaluated := all[protocol.Evaluated](h)
	if first, last := evaluated[0], evaluated[len(evaluated)-1]; first.Step != 0 || first.TrainImages != 10_000 ||
		last.Step != 200 || last.TrainImages != 10_000 || last.TestImages != 300 || last != *trained.Accuracy {
		t.Errorf("evaluated %+v", evaluated)
	}
	if status := last[protocol.Status](t, h); status.Running || status.Builtin || status.Step != 200 {
		t.Errorf("status %+v", status)
	}
	if c := checkpoint(t, h); c.Step != 200 || len(c.Params) != 4 {
		t.Errorf("checkpoint at step %d with %d parameters", c.Step, len(c.Params))
	}
}

// params trains n steps in runs of the given lengths and returns the parameters.
func params(t *testing.T, between func(*session.Session, *host), runs ...int) []protocol.Param {
	t.Helper()
	h := newHost()
	s := started(t, h, small())
	for i, n := range runs {
		s.Handle(10+i, protocol.Train{Steps: n})
		run(s)
		answer[protocol.Trained](t, h, 10+i)
		if between != nil {
			between(s, h)
		}
	}
	s.Handle(99, protocol.Params{})
	return answer[protocol.ParamsCopied](t, h, 99).Params
}

func TestSameSeedSameBitsHoweverItIsCut(t *testing.T) {
	want := params(t, nil, 60)
	if got := params(t, nil, 25, 1, 34); !reflect.DeepEqual(got, want) {
		t.Error("three runs gave other weights than one")
	}
	look := func(s *session.Session, _ *host) { // looking changes nothing
		s.Handle(20, protocol.Graph{})
		s.Handle(21, protocol.Check{H: 1e-5, Samples: 1, Elements: 3})
		run(s)
		s.Handle(22, protocol.Classify{Strokes: [][][2]float64{{{0, 0}, {1, 1}}}})
	}
	if got := params(t, look, 30, 30); !reflect.DeepEqual(got, want) {
		t.Error("looking at the graph, checking and classifying changed the weights")
	}
	restore := func(s *session.Session, h *host) {
		s.Handle(23, restoring(checkpoint(t, h)))
	}
	if got := params(t, restore, 30, 30); !reflect.DeepEqual(got, want) {
		t.Error("going on from a checkpoint gave other weights")
	}
}

func TestPauseClassifyAndResetDuringTraining(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 1_000_000})
	s.Work(10 * time.Millisecond)
	s.Handle(3, protocol.Classify{Strokes: [][][2]float64{{{0, 0}, {0, 1}}}})
	if c := answer[protocol.Classified](t, h, 3); c.Network.Digit < 0 || len(c.Pixels) != digits.Pixels ||
		len(c.Network.Probabilities) != 10 {
		t.Errorf("classified %+v", c)
	}
	s.Handle(4, protocol.Train{})
	if f := answer[protocol.Failed](t, h, 4); f.Code != protocol.CodeBusy {
		t.Errorf("a second Train: %+v", f)
	}
	s.Handle(5, protocol.Check{H: 1e-5, Samples: 1})
	if f := answer[protocol.Failed](t, h, 5); f.Code != protocol.CodeBusy {
		t.Errorf("a check: %+v", f)
	}
	for len(all[protocol.Progress](h)) == 0 {
		s.Work(10 * time.Millisecond)
	}
	s.Handle(6, protocol.Pause{})
	trained := answer[protocol.Trained](t, h, 2)
	if status := answer[protocol.Status](t, h, 6); status.Running || status.Step != trained.Step || trained.Step == 0 {
		t.Errorf("after Pause %+v, trained %+v", status, trained)
	}
	run(s) // the evaluation that follows a Pause
	if e := last[protocol.Evaluated](t, h); e.Step != trained.Step || e.TestImages != 300 {
		t.Errorf("evaluated %+v", e)
	}

	s.Handle(7, protocol.Train{Steps: 1_000_000})
	s.Work(10 * time.Millisecond)
	s.Handle(8, protocol.Reset{})
	answer[protocol.Trained](t, h, 7)
	if status := answer[protocol.Status](t, h, 8); status.Running || status.Step != 0 {
		t.Errorf("after Reset %+v", status)
	}
	if s.Busy() {
		t.Error("training goes on after Reset")
	}
}

// withBuiltin returns a host that has a built-in network with the default settings, trained for 3 steps.
func withBuiltin(t *testing.T) *host {
	t.Helper()
	h := newHost()
	settings := setting.Default()
	settings.Iterations = 3
	images, err := digits.ReadShard("", bytes.NewReader(h.files["train-0.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := session.Pretrain(settings, images, images.First(10))
	if err != nil {
		t.Fatal(err)
	}
	h.files[session.NetworkFile] = session.EncodeModel(c)
	return h
}

// A Train with Fresh is a Reset and a Train: it begins with the fresh weights of the settings, in the place of the
// built-in network, which can be had again.
func TestTrainAFreshNetwork(t *testing.T) {
	settings := setting.Default()
	settings.DataSize = 10_000
	var params [2][]protocol.Param
	for i, commands := range [][]protocol.Command{
		{protocol.Train{Steps: 5, Fresh: true}}, {protocol.Reset{}, protocol.Train{Steps: 5}},
	} {
		h := withBuiltin(t)
		s := started(t, h, settings)
		if status := last[protocol.Status](t, h); !status.Builtin || status.Step != 3 ||
			status.BuiltinImages != 60_000 {
			t.Errorf("at the start %+v", status)
		}
		for _, c := range commands {
			s.Handle(2, c)
		}
		if status := last[protocol.Status](t, h); !status.Running || status.Builtin || status.Step != 0 ||
			status.Goal != 5 {
			t.Errorf("training begins with %+v", status)
		}
		run(s)
		if first := all[protocol.Progress](h)[0]; math.Abs(first.MeanLoss-math.Log(10)) > 0.01 {
			t.Errorf("the first loss is %+v", first)
		}
		if status := last[protocol.Status](t, h); status.Step != 5 || status.Running || status.Goal != 0 {
			t.Errorf("training ends with %+v", status)
		}
		s.Handle(3, protocol.Params{})
		params[i] = answer[protocol.ParamsCopied](t, h, 3).Params
		s.Handle(4, protocol.Builtin{})
		if status := answer[protocol.Status](t, h, 4); !status.Builtin || status.Step != 3 {
			t.Errorf("the built-in network is %+v", status)
		}
	}
	if !reflect.DeepEqual(params[0], params[1]) {
		t.Error("the weights are others than after Reset")
	}

	// A Start with Fresh has no use for the built-in network, and a Train that is refused changes nothing.
	h := withBuiltin(t)
	delete(h.files, "train-0.gz")
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: settings, Fresh: true})
	s.Need()
	h.deliver()
	if status := answer[protocol.Status](t, h, 1); status.Builtin || status.Step != 0 {
		t.Errorf("a fresh start gives %+v", status)
	}
	s.Handle(2, protocol.Builtin{})
	before := len(h.events)
	s.Handle(3, protocol.Train{Fresh: true})
	if f := answer[protocol.Failed](t, h, 3); f.Code != protocol.CodeNotReady || len(h.events) != before+1 {
		t.Errorf("without images: %+v", h.events[before:])
	}
}

func TestDivergenceKeepsTheLastGoodParameters(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	good := checkpoint(t, h)
	for i := range good.Params[0].Data {
		good.Params[0].Data[i] = 3e38 // float32's largest number is 3.4e38: sums overflow
	}
	good.Step = 30
	s.Handle(2, restoring(good))
	s.Handle(3, protocol.Train{Steps: 20})
	run(s)
	f := answer[protocol.Failed](t, h, 3)
	if f.Code != protocol.CodeDiverged || !strings.Contains(f.Message, "At step 31") ||
		!strings.Contains(f.Message, "learning rate of 0.1") {
		t.Errorf("%+v", f)
	}
	if status := last[protocol.Status](t, h); status.Step != 30 || status.Running {
		t.Errorf("%+v", status)
	}
	s.Handle(5, protocol.Params{})
	for i, p := range answer[protocol.ParamsCopied](t, h, 5).Params {
		for j, v := range p.Data {
			if v != float64(float32(good.Params[i].Data[j])) {
				t.Fatalf("%s holds %v", p.Name, v)
			}
		}
	}
}
