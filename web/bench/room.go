package bench

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room is what the components of the bench share: the questions to the engine.
type Room struct {
	*control.Desk
	shown bool // there is a panel for the layer
	turn  hub.Turn
}

// New returns a Room that keeps the layer up to date while there is a panel for it.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	r.React(func(_, _ state.State) { r.pump() })
	return r
}

// pump asks for the layer, one Command at a time. It needs the engine's program, but neither a network nor data.
func (r *Room) pump() {
	s := r.State()
	subject, command, ok := s.Bench.Question(s.Settings.Wanted)
	if again := r.turn.Lost(r.Hub) && command.Layer != ""; !r.shown || !ok && !again {
		return
	}
	r.turn.Ask(r.Hub, command, protocol.CodeBadRequest, func(answer protocol.Event) {
		r.Update(func(s *state.State) { s.Bench = s.Bench.Answered(subject, answer) })
	})
}
