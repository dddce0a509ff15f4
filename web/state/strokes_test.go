package state_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// scribbled returns a State with strokes, some of which leave the paper.
func scribbled(strokes int, rng *rand.Rand) state.State {
	s := state.New()
	point := func() [2]float64 { return [2]float64{500*rng.Float64() - 100, 300 * rng.Float64()} }
	for range strokes {
		s.Draw = s.Draw.Begin(point())
		for range rng.IntN(40) {
			s.Draw = s.Draw.Extend(point(), point())
		}
		s.Draw = s.Draw.End()
	}
	s.Graph = s.Graph.BesidePad(true)
	s.Follow()
	return s
}

// Who opens a link has the drawing of its author, to the bit, and the graph is that of it.
func TestADrawingGoesIntoALink(t *testing.T) {
	for seed := range uint64(20) {
		author := scribbled(1+int(seed%4), rand.New(rand.NewPCG(seed, 0)))
		link := author.Settings.Wanted.Query()
		reader := state.New().WithSettings(statetest.Parsed(t, link), nil)
		reader.Follow()
		if !reflect.DeepEqual(reader.Draw.Drawing, author.Draw.Drawing) {
			t.Fatalf("%s gives %v, not %v", link, reader.Draw.Drawing, author.Draw.Drawing)
		}
		if got := reader.Settings.Wanted.Query(); got != link || !reader.Graph.Own {
			t.Errorf("after %s the link is %s, the graph of the drawing: %t", link, got, reader.Graph.Own)
		}
	}
}

func TestALinkWithoutADrawingLeavesIt(t *testing.T) {
	s := scribbled(2, rand.New(rand.NewPCG(1, 1)))
	before := s.Draw.Drawing
	s = s.WithSettings(statetest.Parsed(t, "seed=7"), nil)
	s.Follow()
	if !reflect.DeepEqual(s.Draw.Drawing, before) || !strings.Contains(s.Settings.Wanted.Query(), "strokes=") {
		t.Errorf("the drawing is %v, the link %s", s.Draw.Drawing, s.Settings.Wanted.Query())
	}
	s.Draw = s.Draw.Clear()
	s.Follow()
	if q := s.Settings.Wanted.Query(); q != "seed=7" {
		t.Errorf("without a drawing the link is %s", q)
	}
}

func TestADrawingThatCannotBeRead(t *testing.T) {
	for _, text := range []string{"!", "A", "AA", "AQ", "_____w", "AQD_____DwA", strings.Repeat("f", 8000)} {
		s := scribbled(1, rand.New(rand.NewPCG(2, 2)))
		before := s.Draw.Drawing
		s = s.WithSettings(statetest.Parsed(t, "strokes="+text), nil)
		s.Follow()
		if len(s.Settings.Ignored) != 1 || !reflect.DeepEqual(s.Draw.Drawing, before) {
			t.Errorf("%.20s: it says %q, and the drawing is %v", text, s.Settings.Ignored, s.Draw.Drawing)
		}
	}
}

func FuzzStrokes(f *testing.F) {
	f.Add(scribbled(2, rand.New(rand.NewPCG(3, 3))).Settings.Wanted.Strokes)
	f.Fuzz(func(_ *testing.T, text string) {
		s := setting.Default()
		s.Strokes = text
		_ = state.New().WithSettings(s, nil)
	})
}

// A test image goes into a link by its number, and waits for the engine.
func TestASampleGoesIntoALink(t *testing.T) {
	s := statetest.Trained(10).WithSettings(statetest.Parsed(t, "sample=1063"), nil)
	s.Follow()
	if !s.WantsSample() {
		t.Fatal("nobody wants the image")
	}
	s.Draw = s.Draw.AskSample()
	if s.WantsSample() {
		t.Error("it is asked for twice")
	}
	s = s.Redraw(s.Draw.Sampled(protocol.Sampled{Index: 1063, Label: 9, Pixels: make([]float64, 784)}))
	s.Follow()
	if got := s.Settings.Wanted.Query(); s.WantsSample() || got != "sample=1063" {
		t.Errorf("the link is %s", got)
	}
	s.Draw = s.Draw.Begin([2]float64{9, 9}).End()
	s.Follow()
	if got := s.Settings.Wanted.Sample; got != setting.NoSample || s.WantsSample() {
		t.Errorf("beside a drawing there is the image %d", got)
	}
}
