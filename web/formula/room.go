package formula

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room is what the components of the formula share: the questions to the engine, and the picture.
type Room struct {
	*control.Desk
	shown bool // there is a panel for the graph
	turn  hub.Turn
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
	if again := r.turn.Lost(r.Hub); !r.shown || !ok && !again {
		return
	}
	r.turn.Ask(r.Hub, command, protocol.CodeBadFormula, func(answer protocol.Event) {
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
