package graph

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room is what the components of the graph share, and the question that they have: the graph that is wanted.
type Room struct {
	*control.Desk
	asker *hub.Asker
	// visible says that the graph is on the screen: only then it follows the training.
	visible bool
	// chosenVisible says that what is chosen in it is on the screen: then it follows as well.
	chosenVisible bool
}

// New returns a Room whose graph follows the training and the drawing while it is seen.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	r.asker = r.NewAsker(r.ask)
	r.React(func(_, _ state.State) { r.asker.Pump() })
	return r
}

// graphPace is how often the graph is fetched again while training changes the network.
const graphPace = time.Second

// Behind reports whether the graph on the screen is not yet the one that is wanted.
func (r *Room) Behind() bool { return r.asker.Behind() }

// ask asks for the graph that is wanted while it is seen, and for that of a finished drawing in any case: its gradient
// is shown on the ink.
func (r *Room) ask() (hub.Question, bool) {
	s := r.State()
	subject, command, ok := s.Graph.Question(s.Engine, s.Draw)
	every := graphPace
	if !s.Engine.Status.Running || s.Engine.Status.Past {
		every = 0
	}
	onInk := s.Graph.Pad && subject.Own && !subject.Growing && !s.Engine.Status.Running
	return hub.Question{Subject: subject, Every: every, Command: command, Then: func(answer protocol.Event) {
		r.Update(func(s *state.State) { *s = s.Graphed(subject, answer) })
	}}, ok && (r.visible || r.chosenVisible && s.Graph.Selected >= 0 || onInk)
}
