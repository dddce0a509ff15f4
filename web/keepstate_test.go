package web

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func TestDrawingsAreKept(t *testing.T) {
	sample := NewDrawing()
	sample.Pixels, sample.Sample, sample.Label = []float64{0, 0.5, 1}, 7, 9
	for name, d := range map[string]Drawing{
		"nothing": NewDrawing(),
		"strokes": StrokesDrawing([][][2]float64{{{1, 2}, {3, 4}}, {{5, 6}}}),
		"sample":  sample,
	} {
		if got := decodeDrawing(encodeDrawing(d)); !reflect.DeepEqual(got, d) {
			t.Errorf("%s: %+v became %+v", name, d, got)
		}
	}
	for _, text := range []string{"", "null", "7", `{"Strokes": 7}`, `{"Strokes": [[["a"]]]}`} {
		if got := decodeDrawing(text); !got.Empty() || got.Sample != -1 {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestWhatIsWorthKeeping(t *testing.T) {
	for name, c := range map[string]struct {
		phase  Phase
		status protocol.Status
		want   bool
	}{
		"trained":      {Ready, protocol.Status{Step: 3}, true},
		"fresh":        {Ready, protocol.Status{}, false},
		"built in":     {Ready, protocol.Status{Step: 10_000, Builtin: true}, false},
		"on its way":   {Starting, protocol.Status{Step: 3}, false},
		"engine broke": {Broken, protocol.Status{Step: 3}, false},
	} {
		s := NewState()
		s.Engine = &EngineState{Link: Link{Phase: c.phase}, Status: c.status}
		if s.worthKeeping() != c.want {
			t.Errorf("%s: worth keeping %t", name, !c.want)
		}
	}
}

// A file brings the settings of its network and its training; the page's own stay.
func TestLoadedSettings(t *testing.T) {
	s := NewState().WithSetting("theme", "dark").WithSetting("seed", "no number").Told("a problem", "")
	of := setting.Default()
	of.Hidden, of.LearningRate, of.Theme = []int{20}, 0.5, "light"
	s = s.Loaded(protocol.Status{Settings: of, Step: 1200})
	if w := s.Settings.Wanted; w.Theme != "dark" || w.LearningRate != 0.5 || !reflect.DeepEqual(w.Hidden, []int{20}) {
		t.Errorf("the settings are %+v", w)
	}
	if len(s.Settings.Errors) > 0 || s.Keep.Problem != "" || s.Keep.Note != "The network of step 1,200 is in force, with its settings." {
		t.Errorf("errors %v, %+v", s.Settings.Errors, s.Keep)
	}
}

func TestFileName(t *testing.T) {
	s := protocol.Status{Settings: setting.Default(), Step: 1200}
	if got := fileName(s); got != "inkgrad-784-50-10-step-1200.safetensors" {
		t.Error(got)
	}
	s.Settings.Network = "conv8k5-relu-affine10"
	if got := fileName(s); got != "inkgrad-conv8k5-relu-affine10-step-1200.safetensors" {
		t.Error(got)
	}
}
