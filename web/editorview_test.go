package web

import (
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestEditorShowsWhatFollows(t *testing.T) {
	unfold := func(s *state.State) { s.Editor = s.Editor.WithOpen(true) }
	ask := func(at string) func(*state.State) {
		return func(s *state.State) { s.Editor = s.Editor.AskFresh(at) }
	}
	open := statetest.With(statetest.Editing(statetest.Convolutional), unfold)
	waits := statetest.SetLayer(statetest.Trained(5), 0, "units", "30")
	asks := statetest.With(statetest.With(waits, unfold), ask("editor"))
	for _, c := range []struct {
		name  string
		state state.State
		has   []string
		lacks []string
	}{
		{"closed", statetest.Editing(statetest.Convolutional),
			[]string{"1 × 28 × 28 → Convolution 8 of 5×5, ReLU → max pool 2×2 → Affine 10. 11,738 " +
				"parameters."}, []string{"layer-handle"}},
		{"open", open, []string{"Convolution1", "8 × 24 × 24", "11,530", "11,738 parameters", "current network",
			spec.Find(spec.KindConvolution).Help}, []string{"layer-wrong"}},
		{"wrong", statetest.SetLayer(open, 0, "kernel", "29"),
			[]string{"layer-wrong", "Kernel 29 exceeds input 28.", "do not fit together yet"}, []string{"8 × 24 × 24"}},
		{"waits", statetest.SetLayer(open, 0, "kernel", "3"),
			[]string{"not applied yet", "Start from scratch with this network"}, []string{"replaces its weights"}},
		{"asks", asks, []string{"replaces its weights", "Keep them"}, nil},
		{"asks at the top", statetest.With(waits, ask("train")), []string{"replaces its weights"}, nil},
		{"asks no more", asks.UndoLayers(), nil,
			[]string{"replaces its weights"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := html(t, c.state, "train")
			for _, want := range c.has {
				if !strings.Contains(got, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			for _, unwanted := range c.lacks {
				if strings.Contains(got, unwanted) {
					t.Errorf("the page says %q", unwanted)
				}
			}
		})
	}
}

// The editor offers every kind, says what it does, and shows its fields; what it adds comes back from a link.
func TestEditorAddsEveryKind(t *testing.T) {
	begin := statetest.With(statetest.Editing("affine10"), func(s *state.State) { s.Editor = s.Editor.WithOpen(true) })
	begin.Follow()
	page := html(t, begin, "train")
	for _, k := range spec.Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			if !strings.Contains(page, `>`+k.Name+`</option>`) {
				t.Error("it is not offered")
			}
			s := begin.Edit(func(e *state.Editor) *state.Editor { return e.Add(k.Name) })
			if place := begin.Editor.NewPlace(); place != 0 || s.Editor.Rows[0].Layer != k.Default {
				t.Fatalf("place %d of %+v", place, s.Editor.Rows)
			}
			got := html(t, s, "train")
			if !strings.Contains(got, k.Help) || !strings.Contains(got, k.Default.String()) {
				t.Error("what it does, or what it is, is not said")
			}
			for _, f := range k.Fields {
				if !strings.Contains(got, f.Help) || !strings.Contains(got, `data-field="`+f.Name+`"`) {
					t.Errorf("there is no control for %s", f.Name)
				}
			}
			want := spec.Layers{k.Default, spec.Affine{Units: spec.Classes}}
			again := statetest.Editing(spec.Network{Layers: want}.Format()).Settings.Wanted.Spec()
			if !slices.Equal(s.Settings.Wanted.Spec().Layers, want) || !slices.Equal(again.Layers, want) {
				t.Errorf("the settings have %v, a link %v; want %v", s.Settings.Wanted.Spec().Layers, again.Layers,
					want)
			}
		})
	}
}
