package train

import (
	"slices"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/keep"
	"github.com/inkgrad/inkgrad/web/moments"
	"github.com/inkgrad/inkgrad/web/state"
)

// Time goes back to earlier steps of the training: it has the engine look at the moment that is wanted, and plays all
// of them as a film.
type Time struct {
	*control.Desk
	keep *keep.Room
	// behind report whether something on the screen is still of the moment before.
	behind []func() bool
	// turned is when the film came to its present moment, and turning says that it is about to go on.
	turned  time.Time
	turning bool
	// both asks about two moments beside each other.
	both *hub.Asker
}

// filmPace is the shortest time between two moments of the film.
const filmPace = time.Second / 4

// NewTime returns a Time that follows the State. Each behind reports whether something on the screen is not of the
// moment yet that is looked at; the film waits for it.
func NewTime(d *control.Desk, k *keep.Room, behind ...func() bool) *Time {
	t := &Time{Desk: d, keep: k, behind: behind}
	t.both = d.NewAsker(t.contrast)
	t.behind = append(t.behind, t.both.Behind)
	d.React(func(_, _ state.State) {
		t.pump()
		t.both.Pump()
	})
	return t
}

// change changes the moments; present is the step that training has come to.
func (t *Time) change(change func(m *moments.Moments, present int) *moments.Moments) {
	t.Update(func(s *state.State) { s.Moments = change(s.Moments, s.Engine.Status.Step) })
}

// pump visits the moment that is wanted.
func (t *Time) pump() {
	s := t.State()
	step, ask := s.Moments.Question()
	if !ask || !s.Engine.Ready() {
		t.roll()
		return
	}
	t.change(func(m *moments.Moments, _ int) *moments.Moments { return m.Visiting() })
	t.Send(protocol.Visit{Step: step}, func(answer protocol.Event) {
		t.turned = time.Now()
		t.change(func(m *moments.Moments, _ int) *moments.Moments { return m.Visited(step, answer) })
	})
}

// roll has the film go on, when it is time and everything on the screen is of its present moment.
func (t *Time) roll() {
	is := func(behind func() bool) bool { return behind() }
	if m := t.State().Moments; !m.Film || !m.Shown() || t.turning || slices.ContainsFunc(t.behind, is) {
		return
	}
	t.turning = true
	time.AfterFunc(max(0, filmPace-time.Since(t.turned)), func() {
		t.Run(func() {
			t.turning = false
			if m := t.State().Moments; m.Film && m.Shown() {
				t.change(func(m *moments.Moments, present int) *moments.Moments { return m.Next(present) })
			}
		})
	})
}

// goOn makes the moment that is looked at the present, and trains on.
func (t *Time) goOn() {
	before := t.State()
	t.change(func(m *moments.Moments, _ int) *moments.Moments { return m.Ask(false) })
	t.Send(protocol.Resume{Step: before.Moments.Wanted}, func(answer protocol.Event) {
		if _, ok := answer.(protocol.Status); !ok {
			t.Refused(answer)
			return
		}
		t.Update(func(s *state.State) { *s = s.GoneBack(before) })
		t.TrainOn()
	})
}
