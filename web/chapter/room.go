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
)

// Room is what the components of the chapter share, and what the store knows of it.
type Room struct {
	*control.Desk
	store *browser.Store // nil where nothing is kept, and before it is known what was
	kept  string         // what the store has
	timer *time.Timer
}

// New returns a Room that keeps nothing before Find.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	r.React(func(before, now state.State) {
		if before.Settings != now.Settings {
			r.keepSoon()
		}
	})
	return r
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
