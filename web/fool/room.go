package fool

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room asks the engine for the way, and shows its frames one after the other.
type Room struct {
	*control.Desk
	next *time.Timer // of the frame that follows by itself, or nil
}

// New returns a Room that has asked nothing.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	d.React(func(_, now state.State) {
		if r.next == nil && now.Fool.Playing {
			r.playSoon()
		}
		if frame, due := now.FoolDue(); due {
			r.ask(func() { r.show(frame, false) })
		}
	})
	return r
}

// playSoon shows the next frame in its turn; where less motion is wanted, the last one at once.
func (r *Room) playSoon() {
	s := r.State()
	if browser.LessMotion() {
		r.show(len(s.Fool.Way.Frames), false)
		return
	}
	r.next = time.AfterFunc(s.FoolPace(), func() {
		r.Run(func() {
			r.next = nil
			if now := r.State(); now.Fool.Playing {
				r.show(now.Fool.At+1, true)
			}
		})
	})
}

// show shows a frame, and then, playing, those that follow.
func (r *Room) show(frame int, playing bool) {
	r.Update(func(s *state.State) { *s = s.FoolAt(frame, playing) })
}

// choose changes what is asked for.
func (r *Room) choose(choice func(*state.Fool)) {
	r.Update(func(s *state.State) { s.Fool = s.Fool.With(choice) })
}

// play plays the way from its first frame, or from the one that is shown. What the network of now has no way for is
// asked for first.
func (r *Room) play() {
	s := r.State()
	way := s.FoolWay()
	switch {
	case way != nil && s.Fool.Playing:
		r.show(s.Fool.At, false)
	case way == nil || s.FoolOld():
		r.ask(func() { r.show(0, true) })
	case s.Fool.At == len(way.Frames)-1:
		r.show(0, true)
	default:
		r.show(s.Fool.At, true)
	}
}

// step shows the next frame, asking for the way if there is none.
func (r *Room) step() {
	if s := r.State(); s.FoolWay() != nil {
		r.show(s.Fool.At+1, false)
		return
	}
	r.ask(func() { r.show(1, false) })
}

func (r *Room) ask(then func()) {
	c, ok := r.State().FoolCommand()
	if !ok {
		return
	}
	r.Update(func(s *state.State) { *s = s.AskFool() })
	r.Send(c, func(answer protocol.Event) {
		r.Update(func(s *state.State) { s.Fool = s.Fool.Answered(answer) })
		then()
	})
}

// put puts the picture on the drawing area.
func (r *Room) put() { r.Update(func(s *state.State) { *s = s.PutFooled() }) }
