package formula

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room is what the components of the formula share: the questions to the engine, and the picture.
type Room struct {
	*control.Desk
	// shown says that there is a panel for the graph, and waiting that an answer is on its way.
	shown, waiting bool
	// lost says that the last Command had no answer, from the engine's program of that number.
	lost bool
	life int
	// drawn is the picture of drawnOf.
	drawn   graphview.Drawn
	drawnOf pictured
}

// New returns a Room that keeps the graph of the formula up to date while there is a panel for it.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	r.React(func(_, _ state.State) { r.pump() })
	return r
}

// pump asks for the graph of the current formula, one Command at a time. It needs the engine's program, but neither a
// network nor data.
func (r *Room) pump() {
	s := r.State()
	subject, command, ok := s.Formula.Question(s.Settings.Wanted)
	life, alive := r.Life()
	if !ok && r.lost {
		ok = r.life != life
	}
	if !ok || !r.shown || r.waiting || !alive {
		return
	}
	r.waiting, r.life = true, life
	r.Send(command, func(answer protocol.Event) {
		failed, bad := answer.(protocol.Failed)
		r.waiting, r.lost = false, bad && failed.Code != protocol.CodeBadFormula
		r.Update(func(s *state.State) { s.Formula = s.Formula.Answered(subject, answer) })
	})
}

// picture returns the graph with its picture, which is drawn once for each state of it.
func (r *Room) picture() graphview.Drawn {
	s := r.State()
	if of := (pictured{s.Formula, s.Settings.Wanted.Step}); of != r.drawnOf {
		r.drawnOf, r.drawn = of, s.Formula.Drawn(s.Settings.Wanted)
	}
	return r.drawn
}

// pictured is what a picture of a formula depends on.
type pictured struct {
	formula *state.Formula
	step    int
}
