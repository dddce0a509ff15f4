package session_test

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/version"
)

func TestStartLoadsTheFirstShardTheTestSetAndTheNetwork(t *testing.T) {
	h := withBuiltin(t)
	c, err := session.DecodeModel(h.files[session.NetworkFile])
	if err != nil {
		t.Fatal(err)
	}
	s := started(t, h, setting.Default())
	status := answer[protocol.Status](t, h, 1)
	if !status.Builtin || status.Step != 3 || status.TrainImages != 10_000 || status.TestImages != 300 ||
		status.Parameters != 39_760 {
		t.Errorf("status %+v", status)
	}
	if want := []string{session.NetworkFile, reader.File, "test.gz", "train-0.gz"}; !reflect.DeepEqual(h.asked, want) {
		t.Errorf("fetched %v, want %v", h.asked, want)
	}
	s.Handle(2, protocol.Params{})
	if got := answer[protocol.ParamsCopied](t, h, 2).Params; !reflect.DeepEqual(got, c.Params) {
		t.Error("the parameters are not those of the file")
	}

	s.Handle(3, protocol.Reset{})
	if status := answer[protocol.Status](t, h, 3); status.Builtin || status.Step != 0 {
		t.Errorf("after Reset %+v", status)
	}
	s.Handle(4, protocol.Builtin{})
	if status := answer[protocol.Status](t, h, 4); !status.Builtin || status.Step != 3 || status.Evaluated != nil {
		t.Errorf("after Builtin %+v", status)
	}
	run(s)
	if e := last[protocol.Evaluated](t, h); e.Step != 3 || e.TestImages != 300 {
		t.Errorf("the built-in network is not measured: %+v", e)
	}
	s.Handle(5, protocol.Pause{})
	if status := answer[protocol.Status](t, h, 5); status.Evaluated == nil ||
		*status.Evaluated != last[protocol.Evaluated](t, h) {
		t.Errorf("after its measurement %+v", status)
	}
}

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
	if first := progress[0]; math.Abs(float64(first.MeanLoss)-math.Log(10)) > 0.1 {
		t.Errorf("the first loss is %v, want about log 10", first.MeanLoss)
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
	if c := last[protocol.Checkpoint](t, h); c.Step != 200 || len(c.Params) != 4 {
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
		s.Handle(23, protocol.Restore{Checkpoint: last[protocol.Checkpoint](t, h)})
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
		!strings.Contains(f.Message, "learningRate") {
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

// Images beyond the first file are fetched when training begins, which waits for all of them: how fast they come makes
// no difference to a bit.
func TestAllTheImages(t *testing.T) {
	settings := small()
	settings.DataSize = 60_000
	var want []protocol.Param
	for name, before := range map[string]func(*host, *session.Session){
		"at the first Train": func(*host, *session.Session) {},
		"from another Train on": func(h *host, s *session.Session) {
			s.Handle(8, protocol.Configure{Settings: small()})
			s.Handle(9, protocol.Train{Steps: 1})
			run(s)
			s.Handle(10, protocol.Configure{Settings: settings})
			h.deliver()
			s.Handle(11, protocol.Reset{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost()
			s := started(t, h, settings)
			if status := answer[protocol.Status](t, h, 1); status.TrainImages != 10_000 || len(h.asked) != 4 {
				t.Errorf("before training there are %d images: %v", status.TrainImages, h.asked)
			}
			before(h, s)
			s.Handle(3, protocol.Train{Steps: 20})
			for len(h.wanted) > 0 {
				if s.Busy() {
					t.Fatalf("training does not wait for %v", h.asked)
				}
				next := h.wanted[0]
				h.wanted = h.wanted[1:]
				next()
			}
			if status := last[protocol.Status](t, h); status.TrainImages != 60_000 || !status.Running {
				t.Errorf("status %+v", status)
			}
			run(s)
			if trained := answer[protocol.Trained](t, h, 3); trained.Step != 20 {
				t.Errorf("%+v", trained)
			}
			if p := last[protocol.DataProgress](t, h); p.File != "train-5.gz" || p.Loaded != p.Total {
				t.Errorf("progress %+v", p)
			}
			s.Handle(4, protocol.Params{})
			got := answer[protocol.ParamsCopied](t, h, 4).Params
			if want == nil {
				want = got
			}
			if !reflect.DeepEqual(got, want) {
				t.Error("the weights are others than when all was there before")
			}
		})
	}
}

// What is said of the images is of those that the settings ask for. A network that was trained on more, and is loaded
// again, fetches none of them.
func TestImagesThatNobodyAsksFor(t *testing.T) {
	h := newHost()
	more := small()
	more.DataSize = 20_000
	s := started(t, h, more)
	s.Handle(2, protocol.Train{Steps: 1})
	h.deliver()
	run(s)
	s.Handle(3, protocol.Configure{Settings: small()})
	if status := answer[protocol.Status](t, h, 3); status.TrainImages != 10_000 {
		t.Errorf("of 20,000 images, %d are those of the settings", status.TrainImages)
	}
	s.Handle(4, protocol.Save{})

	other := newHost()
	s = started(t, other, small())
	s.Handle(2, protocol.Load{File: answer[protocol.Saved](t, h, 4).File})
	s.Handle(3, protocol.Configure{Settings: small()})
	other.deliver()
	if status := answer[protocol.Status](t, other, 3); status.TrainImages != 10_000 || len(other.asked) != 4 {
		t.Errorf("there are %d images, fetched are %v", status.TrainImages, other.asked)
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
		if status := last[protocol.Status](t, h); !status.Running || status.Builtin || status.Step != 0 {
			t.Errorf("training begins with %+v", status)
		}
		run(s)
		if first := all[protocol.Progress](h)[0]; math.Abs(first.MeanLoss-math.Log(10)) > 0.01 {
			t.Errorf("the first loss is %+v", first)
		}
		if status := last[protocol.Status](t, h); status.Step != 5 || status.Running {
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

func TestBadData(t *testing.T) {
	for name, damage := range map[string]func(map[string][]byte){
		"missing": func(f map[string][]byte) { delete(f, "train-1.gz") },
		"short":   func(f map[string][]byte) { f["train-1.gz"] = f["train-1.gz"][:1000] },
		"corrupt": func(f map[string][]byte) { f["train-1.gz"] = []byte("<!DOCTYPE html>") },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost()
			good := h.files["train-1.gz"]
			damage(h.files)
			s := started(t, h, small())
			want := small()
			want.DataSize = 30_000
			s.Handle(2, protocol.Configure{Settings: want})
			s.Handle(3, protocol.Train{Steps: 2}) // with what is there
			h.deliver()
			f := last[protocol.Failed](t, h)
			if f.Code != protocol.CodeData || f.File != "train-1.gz" || f.Message == "" ||
				strings.Contains(f.Message, f.File) {
				t.Errorf("%+v", f)
			}
			run(s)
			if trained := answer[protocol.Trained](t, h, 3); trained.Step != 2 {
				t.Errorf("%+v", trained)
			}
			h.files["train-1.gz"] = good
			s.Handle(4, protocol.Configure{Settings: want}) // the retry
			h.deliver()
			if status := last[protocol.Status](t, h); status.TrainImages != 30_000 {
				t.Errorf("after the retry %+v", status)
			}
		})
	}
}

func TestNoDataAtAll(t *testing.T) {
	h := &host{}
	s := started(t, h, small())
	if status := answer[protocol.Status](t, h, 1); status.TrainImages != 0 || status.Builtin || status.Parameters == 0 {
		t.Errorf("%+v", status)
	}
	if n := len(all[protocol.Failed](h)); n != 4 {
		t.Errorf("%d failures, want one for each file", n)
	}
	s.Handle(2, protocol.Train{})
	s.Handle(3, protocol.Sample{})
	s.Handle(4, protocol.Graph{})
	s.Handle(5, protocol.Check{H: 1e-5, Samples: 3})
	for id := 2; id <= 5; id++ {
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeNotReady {
			t.Errorf("command %d: %+v", id, f)
		}
	}
	s.Handle(6, protocol.Classify{Strokes: [][][2]float64{{{0, 0}, {0, 1}}}}) // fresh weights can still guess
	answer[protocol.Classified](t, h, 6)
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
	if g.Samples != 1 || len(g.Graph.Nodes) != 12 {
		t.Fatalf("%d images, %d nodes", g.Samples, len(g.Graph.Nodes))
	}
	x, target, loss := g.Graph.Nodes[0], g.Graph.Nodes[1], g.Graph.Nodes[11]
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

func TestDivergenceKeepsTheLastGoodParameters(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	good := last[protocol.Checkpoint](t, h)
	for i := range good.Params[0].Data {
		good.Params[0].Data[i] = 3e38 // float32's largest number is 3.4e38: sums overflow
	}
	good.Step = 30
	s.Handle(2, protocol.Restore{Checkpoint: good})
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

func TestRecoverGoesOnFromTheLastCheckpoint(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 30})
	run(s)
	kept := last[protocol.Checkpoint](t, h)
	s.Handle(3, protocol.Train{Steps: 1_000_000})
	h.onEmit = func(e event) {
		if _, ok := e.e.(protocol.Progress); ok {
			panic("a defect")
		}
	}
	func() { // as the engine's edge does
		defer func() { s.Recover(0, recover()) }()
		run(s)
	}()
	h.onEmit = nil
	f := answer[protocol.Failed](t, h, 3)
	if f.Code != protocol.CodePanic || !strings.Contains(f.Message, "a defect") || s.Busy() {
		t.Errorf("%+v", f)
	}
	s.Handle(4, protocol.Restore{Checkpoint: kept})
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
	good := last[protocol.Checkpoint](t, h)
	for name, spoil := range map[string]func(*protocol.Checkpoint){
		"settings":  func(c *protocol.Checkpoint) { c.Settings.BatchSize = 0 },
		"step":      func(c *protocol.Checkpoint) { c.Step = -1 },
		"rand":      func(c *protocol.Checkpoint) { c.Rand = []byte("x") },
		"parameter": func(c *protocol.Checkpoint) { c.Params = c.Params[1:] },
		"shape":     func(c *protocol.Checkpoint) { c.Settings.Hidden = []int{9} },
	} {
		c := good
		c.Settings = good.Settings.Clone()
		spoil(&c)
		h.events = nil
		s.Handle(2, protocol.Restore{Checkpoint: c})
		if f := answer[protocol.Failed](t, h, 2); f.Code != protocol.CodeBadRequest {
			t.Errorf("%s: %+v", name, f)
		}
		s.Handle(3, protocol.Params{})
		if got := answer[protocol.ParamsCopied](t, h, 3).Params; !reflect.DeepEqual(got, good.Params) {
			t.Errorf("%s: a Restore that failed changed the network", name)
		}
	}
}

func TestModelFile(t *testing.T) {
	h := newHost()
	started(t, h, small())
	want := last[protocol.Checkpoint](t, h)
	file := session.EncodeModel(want)
	got, err := session.DecodeModel(file)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got.Settings, want.Settings)
	}
	if _, err := session.DecodeModel(file[:len(file)-4]); err == nil {
		t.Error("a short file was taken")
	}
}

// A file names the Inkgrad that wrote it; one that was written before they did is as good.
func TestModelFileNamesItsWriter(t *testing.T) {
	h := newHost()
	started(t, h, small())
	want := last[protocol.Checkpoint](t, h)
	f, err := safetensors.Decode(session.EncodeModel(want))
	if err != nil {
		t.Fatal(err)
	}
	if f.Metadata["inkgrad"] != version.Current {
		t.Errorf("the file says %v", f.Metadata)
	}
	delete(f.Metadata, "inkgrad")
	if got, err := session.DecodeModel(safetensors.Encode(f)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("without the writer's version: %v", err)
	}
}

// A file has all settings, and one from when 10,000 images were the default, which it did not name, has those.
func TestModelFileNamesItsImages(t *testing.T) {
	h := newHost()
	started(t, h, small())
	c := last[protocol.Checkpoint](t, h)
	for query, want := range map[string]int{
		"hidden=8": 10_000, "hidden=8&dataSize=60000": 60_000, "hidden=8&dataSize=20000": 20_000,
	} {
		c.Settings.DataSize = want
		f, err := safetensors.Decode(session.EncodeModel(c))
		if err != nil {
			t.Fatal(err)
		}
		for _, settings := range []string{f.Metadata["settings"], query} {
			f.Metadata["settings"] = settings
			got, err := session.DecodeModel(safetensors.Encode(f))
			if err != nil || got.Settings.DataSize != want {
				t.Errorf("%s: %d images, want %d; %v", settings, got.Settings.DataSize, want, err)
			}
		}
	}
}
