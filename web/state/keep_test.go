package state_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestDrawingsAreKept(t *testing.T) {
	sample := state.NewDrawing()
	sample.Pixels, sample.Sample, sample.Label = make([]float64, form.Pixels), 7, 9
	sample.Pixels[1], sample.Pixels[2] = 0.5, 1
	for name, d := range map[string]state.Drawing{
		"nothing": state.NewDrawing(),
		"strokes": state.StrokesDrawing([][][2]float64{{{1, 2}, {3, 4}}, {{5, 6}}}),
		"sample":  sample,
	} {
		if got := state.DecodeDrawing(state.EncodeDrawing(d)); !reflect.DeepEqual(got, d) {
			t.Errorf("%s: %+v became %+v", name, d, got)
		}
	}
	for _, text := range []string{"", "null", "7", `{"Strokes": 7}`, `{"Strokes": [[["a"]]]}`,
		`{"Strokes": [[[1e300, 0]]]}`, `{"Strokes": [[]]}`, `{"Pixels": [1], "Sample": 3, "Label": 3}`,
		`{"Strokes": [[[1, 2]]], "Sample": -7}`, `{"Strokes": [[[1, 2]]], "Label": 10}`} {
		if got := state.DecodeDrawing(text); !got.Empty() || got.Sample != -1 {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// Whatever lies where the session is kept, it is read or told to be none; a page that kept less is understood.
func TestReadKept(t *testing.T) {
	file := []byte("a network")
	for name, c := range map[string]struct {
		fields map[string]any
		ok     bool
	}{
		"no record":       {nil, false},
		"nothing in it":   {map[string]any{}, false},
		"no file":         {map[string]any{"step": 3.0, "drawing": "", "runs": ""}, false},
		"a text as file":  {map[string]any{"file": "x"}, false},
		"a text as step":  {map[string]any{"file": file, "step": "3"}, false},
		"half a step":     {map[string]any{"file": file, "step": 0.5}, false},
		"no number":       {map[string]any{"file": file, "step": math.NaN()}, false},
		"a huge step":     {map[string]any{"file": file, "step": 1e300}, false},
		"a step below 0":  {map[string]any{"file": file, "step": -1.0}, false},
		"bytes as text":   {map[string]any{"file": file, "drawing": file}, false},
		"null as a text":  {map[string]any{"file": file, "runs": nil}, false},
		"a text replaced": {map[string]any{"file": file, "replaced": "x"}, false},
		"half a goal":     {map[string]any{"file": file, "goal": 0.5}, false},
		"a file alone":    {map[string]any{"file": file}, true},
		"no network":      {map[string]any{"file": []byte{}, "step": 0.0, "drawing": "", "runs": ""}, true},
		"texts of no use": {map[string]any{"file": file, "step": 3.0, "drawing": "{", "runs": "[7]"}, true},
	} {
		kept, ok := state.ReadKept(c.fields)
		if ok != c.ok || ok == (kept == nil) {
			t.Errorf("%s: %+v, %t", name, kept, ok)
		} else if ok && !kept.Drawing.Empty() {
			t.Errorf("%s: it has the drawing %+v", name, kept.Drawing)
		}
	}
}

// FuzzDecodeDrawing and FuzzDecodeRuns read anything as what a page has kept: what they take is kept and read to the
// same.
func FuzzDecodeDrawing(f *testing.F) {
	sample := state.NewDrawing()
	sample.Pixels, sample.Sample, sample.Label = make([]float64, form.Pixels), 7, 9
	f.Add(state.EncodeDrawing(sample))
	f.Add(state.EncodeDrawing(state.StrokesDrawing([][][2]float64{{{1, 2}, {3, 4}}, {{5, 6}}})))
	f.Add(state.EncodeDrawing(state.NewDrawing()))
	f.Fuzz(func(t *testing.T, text string) {
		defer cost.Bound(t, len(text))()
		d := state.DecodeDrawing(text)
		if again := state.DecodeDrawing(state.EncodeDrawing(d)); !reflect.DeepEqual(again, d) {
			t.Fatalf("%q is %+v, kept and read again %+v", text, d, again)
		}
		if len(d.Strokes) > 0 && form.Strokes(d.Strokes).Validate() != nil ||
			len(d.Pixels) > 0 && form.CheckPixels(d.Pixels) != nil {
			t.Fatalf("%q is %+v, which nobody can draw", text, d)
		}
	})
}

func FuzzDecodeRuns(f *testing.F) {
	d := setting.Default()
	s := statetest.TrainSteps(statetest.FromScratch(state.New(), d), d, 20)
	f.Add(s.Runs.Encode(s.Train))
	s = statetest.TrainSteps(statetest.FromScratch(s, d), d, 3)
	f.Add(s.Runs.Encode(s.Train))
	f.Fuzz(func(t *testing.T, text string) {
		defer cost.Bound(t, len(text))()
		k := state.DecodeRuns(text)
		s := state.New()
		runs, train := s.Runs.WithEarlier(k.Earlier), s.Train.WithCurves(k.Now, 1000)
		kept := runs.Encode(train)
		if len(k.Earlier) > 0 && kept == "" {
			t.Fatalf("%q is read as %+v, which cannot be kept", text, k)
		}
		again := state.DecodeRuns(kept)
		if got := s.Runs.WithEarlier(again.Earlier).Encode(s.Train.WithCurves(again.Now, 1000)); got != kept {
			t.Fatalf("%q is kept as %s, and then as %s", text, kept, got)
		}
		if n := len(runs.All(train, s.Engine)); n != len(k.Earlier)+1 {
			t.Fatalf("%q has %d runs, of which %d are shown", text, len(k.Earlier), n)
		}
	})
}

func TestWhatIsWorthKeeping(t *testing.T) {
	for name, c := range map[string]struct {
		phase engine.Phase
		last  *protocol.Checkpoint
		want  bool
	}{
		"trained":      {engine.Ready, &protocol.Checkpoint{Step: 3}, true},
		"fresh":        {engine.Ready, &protocol.Checkpoint{}, false},
		"built in":     {engine.Ready, &protocol.Checkpoint{Step: 10_000, Builtin: true}, false},
		"on its way":   {engine.Starting, nil, false},
		"engine broke": {engine.Broken, &protocol.Checkpoint{Step: 3}, true},
		"engine ended": {engine.Dead, &protocol.Checkpoint{Step: 3}, true},
	} {
		s := state.New()
		s.Engine = &state.Engine{Link: engine.Link{Phase: c.phase}, Checkpoint: c.last}
		if s.Engine.WorthKeeping() != c.want {
			t.Errorf("%s: worth keeping %t", name, !c.want)
		}
	}
}

// trainedTo is a page that has trained a network to a step, and has its checkpoint.
func trainedTo(network, step int) state.State {
	status := protocol.Status{Settings: setting.Default(), Parameters: 1, TrainImages: 10_000}
	s := state.New().WithLink(engine.Link{Phase: engine.Ready}).Observe(status)
	s = s.StartTraining(protocol.Train{Steps: 2 * step})
	s = s.Observe(protocol.Progress{Step: step, Loss: 1, Losses: []float64{1}})
	return s.Observe(protocol.Checkpoint{Network: network, Step: step, File: []byte("its file")})
}

// What is kept is the latest checkpoint, and where training was going.
func TestKept(t *testing.T) {
	s := trainedTo(0, 40)
	k := s.Kept()
	if string(k.File) != "its file" || k.Step != 40 || k.Goal != 80 || k.Runs.Now == nil {
		t.Errorf("while it trains: %+v", k)
	}
	fields := k.Fields()
	for _, name := range []string{"step", "goal", "replacedStep"} {
		fields[name] = float64(fields[name].(int)) // as JavaScript has it
	}
	if got, ok := state.ReadKept(fields); !ok || got.Goal != 80 || got.Step != 40 || got.Runs.Now == nil {
		t.Errorf("%+v became %+v, %t", k, got, ok)
	}
	if len(fields) != len(state.KeptFields) {
		t.Errorf("%d fields are written, %d are read", len(fields), len(state.KeptFields))
	}
	s = s.Observe(protocol.Trained{Step: 40})
	if k := s.Kept(); k.Goal != 0 || k.Step != 40 {
		t.Errorf("after it has stopped: %+v", k)
	}
	if !state.New().Kept().Empty() || s.Kept().Empty() {
		t.Error("a page on which nothing was done has something to keep, or one that has trained has nothing")
	}
}

// Whatever replaces a trained network, it can be had back.
func TestReplacedNetwork(t *testing.T) {
	for name, next := range map[string]protocol.Checkpoint{
		"the built-in network": {Network: 1, Step: 10_000, Builtin: true},
		"fresh weights":        {Network: 1},
		"a file":               {Network: 1, Step: 90},
	} {
		s := trainedTo(0, 40).Observe(protocol.Checkpoint{Step: 44, File: []byte("its last")}).Observe(next)
		r := s.Keep.Replaced
		if r == nil || r.Step != 44 || string(r.File) != "its last" || len(r.Run.Loss.Points) == 0 {
			t.Fatalf("%s: %+v", name, r)
		}
		if k := s.Kept(); string(k.Replaced) != "its last" || k.ReplacedStep != 44 || !k.HasNetwork() {
			t.Errorf("%s: kept is %+v", name, k)
		}
		s = s.Observe(protocol.Status{Settings: setting.Default(), Parameters: 1, Builtin: next.Builtin})
		if len(s.Runs.Earlier) != 1 {
			t.Fatalf("%s: %d earlier runs", name, len(s.Runs.Earlier))
		}
		s = s.PuttingBack()
		if s.Keep.Replaced != nil || len(s.Runs.Earlier) != 0 {
			t.Errorf("%s: after it was put back: %+v, %d earlier runs", name, s.Keep.Replaced, len(s.Runs.Earlier))
		}
	}
	for name, c := range map[string]struct {
		restoring bool
		event     protocol.Checkpoint
		step      int
	}{
		"training goes on":        {false, protocol.Checkpoint{Step: 60}, 60},
		"training diverged":       {false, protocol.Checkpoint{Step: 20}, 20},
		"a new engine":            {true, protocol.Checkpoint{Step: 10_000, Builtin: true}, 40},
		"a new engine, with ours": {true, protocol.Checkpoint{Network: 3, Step: 40}, 40},
	} {
		s := trainedTo(0, 40).WithLink(engine.Link{Phase: engine.Ready, Restoring: c.restoring}).Observe(c.event)
		if s.Keep.Replaced != nil || s.Engine.Checkpoint.Step != c.step {
			t.Errorf("%s: %+v, the checkpoint is of step %d", name, s.Keep.Replaced, s.Engine.Checkpoint.Step)
		}
	}
}

// A file brings the settings of its network and its training; the page's own stay.
func TestLoadedSettings(t *testing.T) {
	s := statetest.Set(statetest.Set(state.New(), "theme", "dark"), "seed", "no number")
	s.Keep = s.Keep.Told("a problem", "")
	of := setting.Default()
	of.Hidden, of.LearningRate, of.Theme = []int{20}, 0.5, "light"
	s = s.Loaded(protocol.Status{Settings: of, Step: 1200})
	if w := s.Settings.Wanted; w.Theme != "dark" || w.LearningRate != 0.5 || !reflect.DeepEqual(w.Hidden, []int{20}) {
		t.Errorf("the settings are %+v", w)
	}
	if len(s.Settings.Errors) > 0 || s.Keep.Problem != "" ||
		s.Keep.Note != "The network of step 1,200 is loaded, with its settings." {
		t.Errorf("errors %v, %+v", s.Settings.Errors, s.Keep)
	}
}

func TestFileName(t *testing.T) {
	s := protocol.Status{Settings: setting.Default(), Step: 1200}
	if got := state.FileName(s); got != "inkgrad-784-50-10-step-1200.safetensors" {
		t.Error(got)
	}
	s.Settings.Network = "conv8k5-relu-affine10"
	if got := state.FileName(s); got != "inkgrad-conv8k5-relu-affine10-step-1200.safetensors" {
		t.Error(got)
	}
}

// A training that ends with the engine is known, with its curves, until another engine has its network.
func TestInterruptedTraining(t *testing.T) {
	s := trainedTo(0, 40)
	s = s.Refused(protocol.Failed{Code: protocol.CodePanic}).WithLink(engine.Link{Phase: engine.Dead})
	s = s.WithLink(engine.Link{Phase: engine.Fetching, Restoring: true})
	status := protocol.Status{Settings: setting.Default(), Parameters: 1, Step: 10_000, Builtin: true}
	s = s.WithLink(engine.Link{Phase: engine.Ready, Restoring: true}).Observe(status)
	status.Step, status.Builtin = 40, false
	s = s.Observe(protocol.Checkpoint{Network: 1, Step: 40}).Observe(status).WithLink(engine.Link{Phase: engine.Ready})
	if s.Train.Interrupted != 80 || len(s.Train.Loss.Points) == 0 || len(s.Runs.Earlier) > 0 {
		t.Errorf("the goal was %d, the curve has %d points, there are %d earlier runs", s.Train.Interrupted,
			len(s.Train.Loss.Points), len(s.Runs.Earlier))
	}
	if s = s.StartTraining(protocol.Train{Steps: 40}); s.Train.Interrupted != 0 {
		t.Error("it is interrupted while it goes on")
	}
	if s := trainedTo(0, 40).Refused(protocol.Failed{Code: protocol.CodeDiverged}); s.Train.Interrupted != 0 {
		t.Error("training that diverged goes on by itself")
	}
}

// That the browser does not keep the work is told once, and once more when it had kept it meanwhile.
func TestNotKeptIsToldOnce(t *testing.T) {
	k := state.New().Keep
	for i, c := range []struct {
		change func(*state.Keep) *state.Keep
		want   state.Unkept
	}{
		{kept(true), state.IsKept},
		{kept(false), state.NotKept},
		{kept(false), state.NotKept},
		{(*state.Keep).UnkeptRead, state.NotKeptAndRead},
		{kept(false), state.NotKeptAndRead},
		{kept(true), state.IsKept},
		{kept(false), state.NotKept},
	} {
		if k = c.change(k); k.Unkept != c.want {
			t.Errorf("after %d changes %d, want %d", i+1, k.Unkept, c.want)
		}
	}
}

func kept(ok bool) func(*state.Keep) *state.Keep {
	return func(k *state.Keep) *state.Keep { return k.WithKept(ok) }
}

// A network that comes to the same bits again has not been replaced. Who trained it twice sees two runs, and who only
// loaded a link again sees one.
func TestTheSameNetworkAgain(t *testing.T) {
	for _, link := range []bool{false, true} {
		s := trainedTo(0, 40).Observe(protocol.Checkpoint{Step: 44, File: []byte("the same")})
		if s = s.StartTraining(protocol.Train{Steps: 44, Fresh: true}); link {
			s = s.Replayed()
		}
		s = s.Observe(protocol.Checkpoint{Network: 1})
		s = s.Observe(protocol.Status{Settings: setting.Default(), Parameters: 1})
		if s.Keep.Replaced == nil || len(s.Runs.Earlier) != 1 {
			t.Fatalf("link %v: %+v replaced, %d earlier runs", link, s.Keep.Replaced, len(s.Runs.Earlier))
		}
		other := s.Observe(protocol.Checkpoint{Network: 1, Step: 44, File: []byte("another")})
		s = s.Observe(protocol.Checkpoint{Network: 1, Step: 44, File: []byte("the same")})
		if n := len(s.Runs.Earlier); s.Keep.Replaced != nil || other.Keep.Replaced == nil || (n == 0) != link {
			t.Errorf("link %v: %+v and %+v replaced, %d earlier runs", link, s.Keep.Replaced, other.Keep.Replaced, n)
		}
	}
}

// A page that is loaded again shows the accuracy that it had, and its curves, although it measures on the first images
// before it has the others; the network of a file has none of that.
func TestTheAccuracyAfterAReload(t *testing.T) {
	settings := setting.Default()
	before := statetest.FromScratch(state.New(), settings)
	for step := 1; step <= 700; step++ {
		before = before.Observe(protocol.Progress{Step: step, Losses: []float64{1}})
		if step%350 == 0 {
			share := float64(step) / 1000
			before = before.Observe(protocol.Evaluated{Step: step, TrainAccuracy: share, TestAccuracy: share - 0.01,
				TrainImages: 60_000, TestImages: 10_000})
		}
	}
	kept := state.DecodeRuns(before.Runs.Encode(before.Train))

	status := protocol.Status{Settings: settings, Step: 700, Parameters: 39_760}
	s := state.New().Observe(status)
	s.Train = s.Train.WithCurves(kept.Now, 700)
	s = s.Observe(status) // of Configure
	first := protocol.Evaluated{Step: 700, TrainAccuracy: 0.9, TestAccuracy: 0.93, TrainImages: 10_000,
		TestImages: 10_000}
	s = s.Observe(first)
	status.Evaluated = &first
	s = s.Observe(status)
	if got := s.Train.Evaluated; got != before.Train.Evaluated || got.TrainImages != 60_000 {
		t.Errorf("after a reload the accuracy is %+v, want %+v", got, before.Train.Evaluated)
	}
	if got, want := s.Train.TrainAccuracy.Points, before.Train.TrainAccuracy.Points; !reflect.DeepEqual(got, want) ||
		len(want) != 2 {
		t.Errorf("after a reload the curve is %v, want %v", got, want)
	}
	all := first
	all.TrainImages, all.TrainAccuracy = 60_000, 0.95
	if got := s.Observe(all).Train.Evaluated; got != all {
		t.Errorf("measured on all images it is %+v, want %+v", got, all)
	}
	if got := s.Loaded(status).Train.Evaluated; got != first {
		t.Errorf("of a file’s network it is %+v, want %+v", got, first)
	}
	next := protocol.Evaluated{Step: 701, TrainImages: 10_000, TestImages: 10_000}
	if got := s.Observe(next).Train.Evaluated; got != next {
		t.Errorf("of the next step it is %+v, want %+v", got, next)
	}
}
