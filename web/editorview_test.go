package web

import (
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestDropPlace(t *testing.T) {
	boxes := []span{{0, 40}, {40, 80}, {120, 40}, {160, 40}} // middles at 20, 80, 140 and 180
	for _, c := range []struct {
		from int
		dy   float64
		to   int
	}{
		{0, 0, 0}, {0, 59, 0}, {0, 61, 1}, {0, 121, 2}, {0, 1000, 3},
		{3, -39, 3}, {3, -41, 2}, {3, -1000, 0}, {1, -61, 0}, {1, 61, 2},
	} {
		if got := dropPlace(boxes, c.from, c.dy); got != c.to {
			t.Errorf("row %d moved by %v comes to %d, want %d", c.from, c.dy, got, c.to)
		}
		var room []float64
		for i := range boxes {
			if i != c.from {
				room = append(room, makesRoom(i, c.from, c.to))
			}
		}
		moved := 0
		for _, r := range room {
			if r != 0 {
				moved++
			}
		}
		if want := max(c.from, c.to) - min(c.from, c.to); moved != want || slices.Contains(room, 2) {
			t.Errorf("row %d to %d: the others move by %v", c.from, c.to, room)
		}
	}
}

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
		{"closed", statetest.Editing(statetest.Convolutional), []string{"1 × 28 × 28 → Convolution 8 of 5×5, ReLU → max pool 2×2 → Affine 10. 11,738 parameters."}, []string{"layer-handle"}},
		{"open", open, []string{"Convolution1", "8 × 24 × 24", "11,530", "11,738 parameters", "in force", spec.Find(spec.KindConvolution).Help}, []string{"layer-wrong"}},
		{"wrong", statetest.SetLayer(open, 0, "kernel", "29"), []string{"layer-wrong", "Kernel 29 exceeds input 28.", "do not fit together yet"}, []string{"8 × 24 × 24"}},
		{"waits", statetest.SetLayer(open, 0, "kernel", "3"), []string{"not in force yet", "Start from scratch with this network"}, []string{"throws its weights away"}},
		{"asks", asks, []string{"throws its weights away", "Keep them"}, nil},
		{"asks at the top", statetest.With(waits, ask("train")), []string{"throws its weights away"}, nil},
		{"asks no more", asks.UndoLayers(), nil,
			[]string{"throws its weights away"}},
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

// The code is that of the last network that fits, whatever is being edited.
func TestCodeOfWhatFits(t *testing.T) {
	p := NewPage()
	p.Update(func(now *state.State) {
		*now = statetest.SetLayer(statetest.Editing(statetest.Convolutional), 0, "kernel", "29")
	})
	for inGo, want := range map[bool]string{true: "Filters: 8, Kernel: 5", false: "np.random.randn(8, 1, 5, 5)"} {
		c := &networkCode{Page: p, open: true, inGo: inGo}
		d := app.NewServerTester(c)
		got := app.HTMLString(c)
		d.Close()
		if !strings.Contains(got, want) || !strings.Contains(got, "the last network that fits together") {
			t.Errorf("in Go %v: it lacks %q or what that is", inGo, want)
		}
	}
}

// The editor offers every kind, says what it does, and shows its fields; what it adds comes back from a link.
func TestEditorAddsEveryKind(t *testing.T) {
	begin := statetest.With(statetest.Editing("affine10"), func(s *state.State) { s.Editor = s.Editor.WithOpen(true) })
	begin.Follow(state.New())
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
				t.Errorf("the settings have %v, a link %v; want %v", s.Settings.Wanted.Spec().Layers, again.Layers, want)
			}
		})
	}
}
