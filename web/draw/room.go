package draw

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/own"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room is what the components of the drawing area share, and the question that they have: which digit is it?
type Room struct {
	*control.Desk
	own   *own.Room
	asker *hub.Asker
}

// New returns a Room whose drawing is classified whenever it changes.
func New(d *control.Desk, labelled *own.Room) *Room {
	r := &Room{Desk: d, own: labelled}
	r.asker = d.NewAsker(r.ask)
	d.React(func(_, _ state.State) { r.asker.Pump() })
	return r
}

// Behind reports whether the digit on the screen is not yet that of the drawing and the network.
func (r *Room) Behind() bool { return r.asker.Behind() }

// drawingPace is how often a drawing that stays the same is classified again while training changes the network.
const drawingPace = 200 * time.Millisecond

// ask asks for the digit in the drawing.
func (r *Room) ask() (hub.Question, bool) {
	d := r.State().Draw
	version := d.Version
	return hub.Question{Subject: version, Every: drawingPace, Command: d.Drawing.Classify(),
		Then: func(answer protocol.Event) {
			r.Update(func(s *state.State) { s.Draw = s.Draw.Classified(version, answer) })
		}}, !d.Drawing.Empty()
}

// Classify puts a drawing on the area once the network has classified it, and passes the answer to then. A drawing that
// cannot be classified changes nothing.
func (r *Room) Classify(d state.Drawing, then func(protocol.Event)) {
	r.Send(d.Classify(), func(answer protocol.Event) {
		if _, ok := answer.(protocol.Classified); ok {
			next := r.State().Draw.Show(d)
			r.asker.Known(next.Version)
			r.Update(func(s *state.State) { *s = s.Redraw(next.Classified(next.Version, answer)) })
		}
		then(answer)
	})
}
