package chapter

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/state"
)

const (
	// keptChapter is the key in the store of where the learner is, what is answered, and the figures.
	keptChapter = "chapter"
	// keepPace is how long after a change it is stored: a slider changes a figure many times a second.
	keepPace = time.Second
	// linePace is how long a line of the loop is at work, where the lines follow each other by themselves: as long as
	// it takes to read its value.
	linePace = 700 * time.Millisecond
)

// Room is what the components of the chapter share, and what the store knows of it.
type Room struct {
	*control.Desk
	store *browser.Store // nil where nothing is kept, and before it is known what was
	kept  string         // what the store has
	timer *time.Timer
	line  *time.Timer // until the next line of the loop is lit
}

// New returns a Room that keeps nothing before Find.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	r.React(func(before, now state.State) {
		if before.Settings != now.Settings {
			r.keepSoon()
		}
		r.followSteps()
		if r.line == nil && now.LoopWalks() {
			r.walkSoon()
		}
	})
	return r
}

// followSteps has the engine tell of steps while the loop of training is on the page.
func (r *Room) followSteps() {
	wanted, told := r.State().FollowsSteps()
	if !r.State().Engine.Ready() || wanted == told {
		return
	}
	r.Update(func(s *state.State) { *s = s.WithSteps(wanted) })
	r.Desk.FollowSteps(wanted)
}

// walkSoon lights the next line of the loop in its turn; where less motion is wanted, all lines of the latest step.
func (r *Room) walkSoon() {
	if browser.LessMotion() {
		r.Update(func(s *state.State) { *s = s.WalkLoop(true) })
		return
	}
	r.line = time.AfterFunc(linePace, func() {
		r.Run(func() {
			r.line = nil
			if r.State().LoopWalks() {
				r.Update(func(s *state.State) { *s = s.WalkLoop(false) })
			}
		})
	})
}

// Find takes up what an earlier visit has left.
func (r *Room) Find(s *browser.Store) {
	s.Get(keptChapter, func(v app.Value) {
		r.Run(func() {
			r.store = s
			if v.Truthy() && v.Type() == app.TypeString {
				r.kept = v.String()
				r.Update(func(s *state.State) { *s = s.FoundChapter(r.kept) })
			}
			r.keepSoon()
		})
	})
}

func (r *Room) keepSoon() {
	if r.store != nil && r.timer == nil && r.State().ChapterFile() != r.kept {
		r.timer = time.AfterFunc(keepPace, func() { r.Run(r.keep) })
	}
}

func (r *Room) keep() {
	r.timer = nil
	r.kept = r.State().ChapterFile()
	r.store.Put(keptChapter, r.kept)
}
