package mistakes

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room is what the panel Mistakes asks the engine, while it is seen.
type Room struct {
	*control.Desk
	visible bool
}

// New returns a Room that asks as soon as the engine has time.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	d.React(func(_, _ state.State) { r.pump() })
	return r
}

// pump asks for what the panel Mistakes lacks, while it is seen.
func (r *Room) pump() {
	if !r.visible {
		return
	}
	if s := r.State(); s.Mistakes.Due(s.Engine) {
		r.Update(func(s *state.State) { s.Mistakes = s.Mistakes.Ask(s.Engine) })
		r.Send(protocol.Confuse{}, func(answer protocol.Event) {
			r.Update(func(s *state.State) { s.Mistakes = s.Mistakes.Answered(answer).Named(s.Engine.NetworkName()) })
			r.fetchImages()
		})
	}
}

// fetchImages asks for the images that are to be shown and are not here.
func (r *Room) fetchImages() {
	if missing := r.State().Mistakes.Missing(); len(missing) > 0 {
		r.Send(protocol.Images{Indices: missing}, func(answer protocol.Event) {
			r.Update(func(s *state.State) { s.Mistakes = s.Mistakes.Pictured(answer) })
		})
	}
}

// chooseCell shows the images of a cell.
func (r *Room) chooseCell(c state.Cell) {
	r.Update(func(s *state.State) { s.Mistakes = s.Mistakes.WithCell(c) })
	r.fetchImages()
}
