package bench

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room is what the components of the bench share: the questions to the engine.
type Room struct {
	*control.Desk
	// shown says that there is a panel for the layer, and waiting that an answer is on its way.
	shown, waiting bool
	// lost says that the last Command had no answer, from the engine's program of that number.
	lost bool
	life int
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
	life, alive := r.Life()
	if !ok && r.lost {
		ok = r.life != life && command.Layer != ""
	}
	if !ok || !r.shown || r.waiting || !alive {
		return
	}
	r.waiting, r.life = true, life
	r.Send(command, func(answer protocol.Event) {
		failed, bad := answer.(protocol.Failed)
		r.waiting, r.lost = false, bad && failed.Code != protocol.CodeBadRequest
		r.Update(func(s *state.State) { s.Bench = s.Bench.Answered(subject, answer) })
	})
}
