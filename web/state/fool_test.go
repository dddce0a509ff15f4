package state_test

import (
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func chosen(s state.State, choice func(*state.Fool)) state.State {
	s.Fool = s.Fool.With(choice)
	return s
}

// What the learner has not chosen, the page chooses.
func TestFoolDefaults(t *testing.T) {
	five, three := statetest.Read(statetest.Trained(10), 5), statetest.Read(statetest.Trained(10), 3)
	reader := chosen(three, func(f *state.Fool) { f.Reader = true })
	blank := chosen(three, func(f *state.Fool) { f.Blank = true })
	own := chosen(five, func(f *state.Fool) { f.Target, f.Norm = 7, protocol.NormCount })
	away := chosen(five, func(f *state.Fool) { f.Target = protocol.AnyOther })
	for name, c := range map[string]struct {
		s      state.State
		target int
		norm   string
	}{
		"at first":    {statetest.Trained(10), 3, protocol.NormMax},
		"a 5":         {five, 3, protocol.NormMax},
		"a 3 already": {three, 8, protocol.NormMax},
		"the reader":  {reader, 3, protocol.NormDistance},
		"blank paper": {blank, 3, protocol.NormDistance},
		"chosen":      {own, 7, protocol.NormCount},
		"away":        {away, protocol.AnyOther, protocol.NormMax},
		"away from blank paper": {chosen(away, func(f *state.Fool) { f.Blank = true }), 3,
			protocol.NormDistance},
	} {
		if got := c.s.FoolTarget(); got != c.target {
			t.Errorf("%s: to %d, want %d", name, got, c.target)
		}
		if got := c.s.FoolNorm(); got != c.norm {
			t.Errorf("%s: by %s, want %s", name, got, c.norm)
		}
	}
}

// It is asked of the very pixels that the networks see, once they have seen them.
func TestFoolCommand(t *testing.T) {
	s := statetest.Trained(10)
	if _, ok := s.FoolCommand(); ok {
		t.Error("an empty area can be asked about")
	}
	s = statetest.Read(s, 5)
	c, ok := s.FoolCommand()
	if !ok || !slices.Equal(c.Pixels, s.Draw.Seen.Pixels) || c.Target != 3 || c.Norm != protocol.NormMax || c.Reader ||
		c.Sure != 0 {
		t.Errorf("%t, %d pixels, %d, %s", ok, len(c.Pixels), c.Target, c.Norm)
	}
	if _, ok := s.Redraw(s.Draw.Begin([2]float64{1, 2})).FoolCommand(); ok {
		t.Error("a drawing that nobody has seen can be asked about")
	}
	if _, ok := s.AskFool().FoolCommand(); ok {
		t.Error("it can be asked twice")
	}
	blank := chosen(state.New(), func(f *state.Fool) { f.Blank = true })
	if _, ok := blank.FoolCommand(); ok {
		t.Error("there is no network yet")
	}
	blank = chosen(statetest.Trained(10), func(f *state.Fool) { f.Blank = true })
	c, ok = blank.FoolCommand()
	if !ok || slices.Max(c.Pixels) != 0 || len(c.Pixels) != form.Pixels || c.Sure != 0.99 {
		t.Errorf("blank paper: %t, %v", ok, c.Sure)
	}
}

// A way is shown as long as it is of what is chosen and drawn; a network that has changed makes it old.
func TestFoolWay(t *testing.T) {
	s := statetest.Fooled(statetest.Read(statetest.Trained(10), 5))
	if s.FoolWay() == nil || s.FoolOld() || s.FoolFrame() != &s.Fool.Way.Frames[0] {
		t.Fatal("the answer is not there")
	}
	for name, other := range map[string]state.State{
		"another digit":   chosen(s, func(f *state.Fool) { f.Target = 7 }),
		"another norm":    chosen(s, func(f *state.Fool) { f.Norm = protocol.NormCount }),
		"another network": chosen(s, func(f *state.Fool) { f.Reader = true }),
		"blank paper":     chosen(s, func(f *state.Fool) { f.Blank = true }),
		"another drawing": statetest.Read(s, 5),
	} {
		if other.FoolWay() != nil || other.FoolFrame() != nil || slices.Max(other.FoolChange().Pix) != 0 {
			t.Errorf("%s: the way is still there", name)
		}
	}
	if trained := s.Observe(protocol.Progress{Step: 11}); trained.FoolWay() == nil || !trained.FoolOld() {
		t.Error("a network that goes on does not make it old")
	}
	past := s.Engine.Status
	past.Past, past.Looked = true, past.Step
	past.Step += 5 // training has gone on since the moment that is looked at, of which the way is
	engine := *s.Engine
	engine.Status = past
	looking := s
	if looking.Engine = &engine; looking.FoolOld() {
		t.Error("the way of the moment that is looked at is taken for an old one")
	}
	refused := s.AskFool()
	refused.Fool = refused.Fool.Answered(protocol.Failed{Message: "No."})
	if refused.FoolWay() != nil || refused.Fool.Problem != "No." || refused.Fool.Asking {
		t.Errorf("a refusal: %+v", refused.Fool)
	}
}

// The film goes on to its end, can be stopped, and takes some seconds at most.
func TestFoolFilm(t *testing.T) {
	s := statetest.Fooled(statetest.Read(statetest.Trained(10), 5)).FoolAt(0, true)
	frames := 0
	for ; s.Fool.Playing; frames++ {
		s = s.FoolAt(s.Fool.At+1, true)
	}
	if last := len(s.Fool.Way.Frames) - 1; frames != last || s.Fool.At != last {
		t.Errorf("%d frames, the last is %d", frames, s.Fool.At)
	}
	if s = s.FoolAt(99, false); s.Fool.At != len(s.Fool.Way.Frames)-1 {
		t.Errorf("after the last there is %d", s.Fool.At)
	}
	if s = s.FoolAt(-1, false); s.Fool.At != 0 {
		t.Errorf("before the first there is %d", s.Fool.At)
	}
	if drawn := statetest.Read(s.FoolAt(0, true), 5).FoolAt(1, true); drawn.Fool.Playing || drawn.FoolWay() != nil {
		t.Error("it plays on although there is another drawing")
	}
	if got := s.FoolPace(); got != 150*time.Millisecond {
		t.Errorf("a frame takes %v", got)
	}
	long := s.AskFool()
	long.Fool = long.Fool.Answered(protocol.Fooled{Frames: make([]protocol.FoolFrame, 101)})
	if got := 101 * long.FoolPace(); got > 4*time.Second || got < 3*time.Second {
		t.Errorf("the longest way takes %v", got)
	}
}

// The colours are those of all signed data, on one scale for the whole way.
func TestFoolChange(t *testing.T) {
	s := statetest.Fooled(statetest.Read(statetest.Trained(10), 5)).FoolAt(1, false)
	p := s.FoolChange()
	if p.Max != 0.04 {
		t.Errorf("the full colour is %v", p.Max)
	}
	for i, v := range s.FoolFrame().Pixels {
		r, g, b, a := graphview.Diverging(v-s.Fool.Way.Frames[0].Pixels[i], 0.04)
		if got := p.Pix[4*i : 4*i+4]; !slices.Equal(got, []byte{r, g, b, a}) {
			t.Fatalf("pixel %d has the colour %v", i, got)
		}
	}
}

// The picture goes onto the area, and nothing that was there is lost.
func TestPutFooled(t *testing.T) {
	s := statetest.Read(statetest.Trained(10), 5)
	if put := s.PutFooled(); put.Draw != s.Draw {
		t.Error("there is nothing to put")
	}
	strokes := s.Draw.Drawing.Strokes
	s = statetest.Fooled(s).FoolAt(2, false)
	want := s.FoolFrame().Pixels
	s = s.PutFooled()
	if !slices.Equal(s.Draw.Drawing.Pixels, want) || s.Draw.Drawing.Sample != -1 || s.Fool.Put != s.Draw.Version {
		t.Errorf("on the area is %+v", s.Draw.Drawing)
	}
	if s.Draw = s.Draw.Undo(); len(s.Draw.Drawing.Strokes) != len(strokes) {
		t.Error("Undo does not bring the drawing back")
	}
}
