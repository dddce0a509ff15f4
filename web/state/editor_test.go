package state_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*state.Editor) *state.Editor
		want string
		// wanted is what the settings then have; "" where it is the same.
		wanted string
		news   string
	}{
		{"add", func(e *state.Editor) *state.Editor { return e.Add(spec.KindDropout) },
			"conv8k5-relu-pool2-dropout0.5-affine10", "",
			"Dropout1 is added in place 4 of 5."},
		{"duplicate", func(e *state.Editor) *state.Editor { return e.Duplicate(1) }, "conv8k5-relu-relu-pool2-affine10",
			"", "ReLU2 is added in place 3 of 5."},
		{"remove", func(e *state.Editor) *state.Editor { return e.Remove(2) }, "conv8k5-relu-affine10", "",
			"Pooling1 is removed."},
		{"move down", func(e *state.Editor) *state.Editor { return e.Move(1, 2) }, "conv8k5-pool2-relu-affine10", "",
			"ReLU1 is now in place 3 of 4."},
		{"move up", func(e *state.Editor) *state.Editor { return e.Move(2, 0) }, "pool2-conv8k5-relu-affine10", "",
			"Pooling1 is now in place 1 of 4."},
		{"move beyond the end", func(e *state.Editor) *state.Editor { return e.Move(1, 9) },
			"conv8k5-pool2-affine10-relu", "", ""},
		{"set", func(e *state.Editor) *state.Editor { return e.Set(0, "filters", " 12 ") },
			"conv12k5-relu-pool2-affine10", "", ""},
		{"choose", func(e *state.Editor) *state.Editor { return e.Set(2, "pool", "average") },
			"conv8k5-relu-avgpool2-affine10", "", ""},
		{"step", func(e *state.Editor) *state.Editor { return e.Step(0, "kernel", -1) }, "conv8k4-relu-pool2-affine10",
			"", ""},
		{"step out of bounds", func(e *state.Editor) *state.Editor { return e.Step(0, "pad", -1) },
			statetest.Convolutional, "", ""},
		{"too large", func(e *state.Editor) *state.Editor { return e.Set(0, "kernel", "29") },
			"conv8k29-relu-pool2-affine10", statetest.Convolutional, ""},
		{"no number", func(e *state.Editor) *state.Editor { return e.Set(0, "kernel", "x") }, statetest.Convolutional,
			statetest.Convolutional, ""},
		{"no output", func(e *state.Editor) *state.Editor {
			return e.Remove(3)
		}, "conv8k5-relu-pool2", statetest.Convolutional, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := statetest.Editing(statetest.Convolutional)
			s := before.Edit(c.edit)
			if got := statetest.Written(s); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			wanted := c.wanted
			if wanted == "" {
				wanted = c.want
			}
			if got := s.Settings.Wanted.Network; got != wanted {
				t.Errorf("wanted is %s, want %s", got, wanted)
			}
			if c.news != "" && s.Editor.News != c.news {
				t.Errorf("news %q, want %q", s.Editor.News, c.news)
			}
			if statetest.Written(before) != statetest.Convolutional ||
				before.Settings.Wanted.Network != statetest.Convolutional {
				t.Error("an earlier State was changed")
			}
			if back := s.UndoLayers(); statetest.Written(back) != statetest.Convolutional ||
				back.Settings.Wanted.Network != statetest.Convolutional {
				t.Errorf("undone it is %s", statetest.Written(back))
			}
			if again := s.UndoLayers().RedoLayers(); statetest.Written(again) != c.want ||
				again.Settings.Wanted.Network != wanted {
				t.Errorf("done again it is %s, want %s", statetest.Written(again), c.want)
			}
		})
	}
}

func TestWhatDoesNotFitIsKept(t *testing.T) {
	s := statetest.Editing(statetest.Convolutional).Edit(func(e *state.Editor) *state.Editor {
		return e.Set(0, "kernel", "many").Set(0, "filters", "12")
	})
	e := s.Editor
	if got := e.Fit(); got.Place != 0 || got.Problem != `Kernel: "many" is not a whole number.` ||
		len(got.Layers) != 0 {
		t.Errorf("%+v", got)
	}
	f, _ := e.Rows[0].Field("kernel")
	if got := e.Rows[0].Text(f); got != "many" {
		t.Errorf("the field shows %q", got)
	}
	// Another setting changes nothing about the layers.
	s = statetest.Set(s, "learningRate", "0.2").Edit(func(e *state.Editor) *state.Editor { return e.Move(0, 1) })
	e = s.Editor
	if got := e.Rows[1].Text(f); got != "many" {
		t.Errorf("after a move the field shows %q", got)
	}
	if s = statetest.SetLayer(s, 1, "kernel", "3"); s.Settings.Wanted.Network != "relu-conv12k3-pool2-affine10" {
		t.Errorf("wanted is %s", s.Settings.Wanted.Network)
	}
}

func TestFit(t *testing.T) {
	long := strings.Repeat("relu-", 50) + "affine10"
	for _, c := range []struct {
		name, layers string
		place        int
		problem      string
		params       int
	}{
		{"fits", statetest.Convolutional, -1, "", 8*25 + 8 + 8*12*12*10 + 10},
		{"kernel", "relu-conv8k29-affine10", 1, "Kernel 29 exceeds input 28.", 0},
		{"no image", "affine50-conv8k5-affine10", 1, "The input 50 is not an image, C×H×W.", 784*50 + 50},
		{"too few outputs", "affine9", 0, "There are 9 outputs at the end; 10 are needed, one for each digit.",
			7850 - 785},
		{"an image at the end", "conv8k5-pool2", 1,
			"The last output is 8 × 12 × 12; it must be one number for each class, as Affine gives it.", 208},
		{"no layers", "", -1, "There must be 1 to 50 layers, not 0.", 0},
		{"too many layers", long, -1, "There must be 1 to 50 layers, not 51.", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var e state.Editor
			for w := range strings.SplitSeq(c.layers, "-") {
				if n, err := spec.Parse(w); err == nil && len(n.Layers) == 1 {
					e.Rows = append(e.Rows, state.LayerRow{Layer: n.Layers[0]})
				}
			}
			f := e.Fit()
			if f.Place != c.place || f.Problem != c.problem || f.Params != c.params {
				t.Errorf("place %d, problem %q, %d parameters", f.Place, f.Problem, f.Params)
			}
		})
	}
}

// What is one edit to a person is one to Undo.
func TestUndoTakesWhatWasOneEdit(t *testing.T) {
	s := statetest.Editing(statetest.Convolutional)
	for range 5 {
		s = s.Edit(func(e *state.Editor) *state.Editor { return e.Step(0, "filters", 1) })
	}
	s = s.Edit(func(e *state.Editor) *state.Editor { return e.Step(0, "kernel", 1) })
	if s = s.UndoLayers(); statetest.Written(s) != "conv13k5-relu-pool2-affine10" {
		t.Errorf("%s", statetest.Written(s))
	}
	if s = s.UndoLayers(); statetest.Written(s) != statetest.Convolutional {
		t.Errorf("%s", statetest.Written(s))
	}
	if s = s.UndoLayers(); statetest.Written(s) != statetest.Convolutional {
		t.Errorf("there was nothing to undo, and it is %s", statetest.Written(s))
	}
	s = remove(s.RedoLayers(), 1)
	if again := s.RedoLayers(); statetest.Written(again) != statetest.Written(s) {
		t.Error("after a new edit there is nothing to do again")
	}
}

// A preset brings layers and the way to train them; Undo takes back both, but not what presets leave alone.
func TestUndoTakesBackAPreset(t *testing.T) {
	s := statetest.Set(statetest.Editing(statetest.Convolutional), "batchSize", "7")
	s.Follow()
	preset := s.WithPreset(setting.Presets()[2])
	if w := preset.Settings.Wanted; w.Optimizer != "Adam" || w.BatchSize != 100 || !preset.Editor.CanUndo() {
		t.Fatalf("the preset gives %+v", w)
	}
	back := statetest.Set(preset, "seed", "5").UndoLayers()
	if w := back.Settings.Wanted; statetest.Written(back) != statetest.Convolutional || w.Optimizer != "SGD" ||
		w.BatchSize != 7 || w.Seed != 5 {
		t.Errorf("undone it is %s with %+v", statetest.Written(back), w)
	}
	again := back.RedoLayers()
	if w := again.Settings.Wanted; statetest.Written(again) != statetest.Written(preset) || w.Optimizer != "Adam" ||
		w.BatchSize != 100 {
		t.Errorf("done again it is %s with %+v", statetest.Written(again), w)
	}
	if once := remove(again, 0).UndoLayers(); once.Settings.Wanted.Optimizer != "Adam" {
		t.Error("Undo of an edit after a preset takes back the preset's settings")
	}
	if twice := remove(again, 0).UndoLayers().UndoLayers(); statetest.Written(twice) != statetest.Convolutional ||
		twice.Settings.Wanted.BatchSize != 7 {
		t.Errorf("undone twice it is %s with %+v", statetest.Written(twice), twice.Settings.Wanted)
	}
}

// The settings and the editor never contradict each other, whichever was changed.
func TestEditorFollowsTheSettings(t *testing.T) {
	s := state.New()
	if statetest.Written(s) != "affine50-relu-affine10" {
		t.Errorf("it begins as %s", statetest.Written(s))
	}
	s = statetest.SetLayer(s, 0, "units", "30")
	if w := s.Settings.Wanted; w.Network != "" || w.Text("hidden") != "30" {
		t.Errorf("network %q, hidden %q", w.Network, w.Text("hidden"))
	}
	s = statetest.Set(remove(statetest.Set(s, "hidden", "20,x"), 0).UndoLayers(), "hidden", "20")
	s.Follow()
	if statetest.Written(s) != "affine20-relu-affine10" {
		t.Errorf("%s", statetest.Written(s))
	}
	s = statetest.Set(s, "network", statetest.Convolutional).Edit(func(e *state.Editor) *state.Editor {
		return e.Move(1, 2)
	})
	s = s.UndoLayers().UndoLayers()
	if statetest.Written(s) != "affine20-relu-affine10" || s.Settings.Wanted.Network != "" {
		t.Errorf("%s, network %q", statetest.Written(s), s.Settings.Wanted.Network)
	}
	for _, p := range spec.Presets() {
		wanted := setting.Default()
		if err := wanted.SetLayers(p.Network.Layers); err != nil {
			t.Fatal(err)
		}
		s = s.WithSettings(wanted, nil)
		if e := s.Editor.Following(s.Settings.Wanted); statetest.Written(s) != p.Network.Format() ||
			e.Fit().Problem != "" {
			t.Errorf("%s: %s", p.Name, statetest.Written(s))
		}
	}
	n := 0
	for ; s.Editor.CanUndo() && n <= state.MaxUndo; n++ {
		s = s.UndoLayers()
	}
	if n == 0 || n > state.MaxUndo {
		t.Errorf("%d edits can be undone", n)
	}
}

func TestTrainedWeightsAreAskedFor(t *testing.T) {
	s := statetest.Editing(statetest.Convolutional)
	if s.Settings.NetworkWaits(s.Engine) || s.Settings.LosesTraining(s.Engine) {
		t.Error("nothing has changed")
	}
	for _, c := range []struct {
		name    string
		status  func(*protocol.Status)
		loses   bool
		network string
	}{
		{"trained", func(st *protocol.Status) { st.Step = 5 }, true, "affine10"},
		{"fresh", func(*protocol.Status) {}, false, "affine10"},
		{"built in", func(st *protocol.Status) { st.Step, st.Builtin = 5, true }, false, "affine10"},
		{"the same network", func(st *protocol.Status) { st.Step = 5 }, false, statetest.Convolutional},
	} {
		st := s.Engine.Status
		c.status(&st)
		next := statetest.Set(s.Observe(st), "network", c.network)
		if got := next.Settings.LosesTraining(next.Engine); got != c.loses {
			t.Errorf("%s: loses training: %v", c.name, got)
		}
	}
}

// remove removes a layer.
func remove(s state.State, place int) state.State {
	return s.Edit(func(e *state.Editor) *state.Editor { return e.Remove(place) })
}
