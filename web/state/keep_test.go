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
		phase  engine.Phase
		status protocol.Status
		want   bool
	}{
		"trained":      {engine.Ready, protocol.Status{Step: 3}, true},
		"fresh":        {engine.Ready, protocol.Status{}, false},
		"built in":     {engine.Ready, protocol.Status{Step: 10_000, Builtin: true}, false},
		"on its way":   {engine.Starting, protocol.Status{Step: 3}, false},
		"engine broke": {engine.Broken, protocol.Status{Step: 3}, false},
	} {
		s := state.New()
		s.Engine = &state.Engine{Link: engine.Link{Phase: c.phase}, Status: c.status}
		if s.Engine.WorthKeeping() != c.want {
			t.Errorf("%s: worth keeping %t", name, !c.want)
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
