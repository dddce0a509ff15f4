package chapter

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/lesson"
	"github.com/inkgrad/inkgrad/web/state"
)

const (
	// keepPace is how long after a change it is stored: a slider changes a figure many times a second.
	keepPace = time.Second
	// typePace is how long an address stays as it is until its file is fetched, on a page where it may be typed.
	typePace = time.Second
	// linePace is how long a line of the loop is at work, where the lines follow each other by themselves: as long as
	// it takes to read its value.
	linePace = 700 * time.Millisecond
)

// Room is what the components of the chapter share, and what the store knows of it.
type Room struct {
	*control.Desk
	store *browser.Store // nil where nothing is kept
	// key is the name under which the store has the chapter or the lesson, and kept what it has there. Until it is
	// known what that is, found is false.
	key, kept string
	found     bool
	timer     *time.Timer
	fetched   string      // the address of the lesson's file that was asked for
	line      *time.Timer // until the next line of the loop is lit
	setUp     bool        // settings of the whole page were set up, and their network is not there yet
}

// New returns a Room that keeps nothing before Find.
func New(d *control.Desk) *Room {
	r := &Room{Desk: d}
	r.React(func(before, now state.State) {
		r.fetch()
		if before.Settings != now.Settings || before.Chapter != now.Chapter {
			r.find()
			r.keepSoon()
		}
		if before.Chapter.SetUps != now.Chapter.SetUps {
			r.Reconfigure()
			r.WriteHash()
			r.setUp = true
		}
		r.followNetwork(now)
		r.followSteps()
		if r.line == nil && now.LoopWalks() {
			r.walkSoon()
		}
	})
	return r
}

// followNetwork starts the network of settings that a section has set up in place of the built-in one, as a page does
// that is opened there. One that was trained stays until the learner trains the other.
func (r *Room) followNetwork(now state.State) {
	if !r.setUp || !now.Engine.Begun() {
		return
	}
	r.setUp = false
	st, wanted := now.Engine.Status, now.Settings.Wanted
	if st.Builtin && wanted.Steps == 0 && !wanted.EqualFresh(st.Settings) {
		r.StartFresh("")
	}
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

// Find takes up what an earlier visit has left, now and whenever another lesson is there.
func (r *Room) Find(s *browser.Store) {
	r.store = s
	r.find()
	browser.OnLeave(func() { r.Run(r.leave) })
}

// find looks for what the store has of the lesson at hand, if that is another than before.
func (r *Room) find() {
	key := r.State().LessonKey()
	if r.store == nil || key == r.key || key != lesson.ChapterID && !r.State().Chapter.Shown {
		return // a lesson that is being written is another with each letter
	}
	r.key, r.kept, r.found = key, "", false
	if key == "" {
		return
	}
	r.store.Get(key, func(kept app.Value) {
		r.store.Get(lastWords(key), func(last app.Value) {
			r.Run(func() { r.take(key, browser.Text(kept), browser.Text(last)) })
		})
	})
}

// take takes up what was kept under a key, and before it the last that a page has left.
func (r *Room) take(key, kept, last string) {
	if r.key != key {
		return
	}
	r.found, r.kept = true, kept
	for _, file := range []string{last, kept} {
		if file != "" {
			r.Update(func(s *state.State) { *s = s.FoundChapter(file) })
		}
	}
	if last != "" {
		r.kept = r.State().ChapterFile()
		r.store.Put(key, r.kept)
		r.store.Remove(lastWords(key))
	}
	r.keepSoon()
}

// lastWords is the key of what a page keeps while it is left: there is no time then to look what another page has kept.
func lastWords(key string) string { return key + " at the end" }

func (r *Room) keepSoon() {
	if r.found && r.timer == nil {
		r.timer = time.AfterFunc(keepPace, func() { r.Run(r.keep) })
	}
}

// keep stores the chapter or the lesson, with what another page has stored since.
func (r *Room) keep() {
	r.timer = nil
	s, key, before := r.State(), r.key, r.kept
	file := s.ChapterFile()
	if !r.found || file == before { // or else another lesson has come since
		return
	}
	theirs := ""
	r.store.Change(key, func(v app.Value) any {
		if now := browser.Text(v); now != before {
			theirs = now
			file = s.MergeChapter(theirs).ChapterFile()
		}
		return file
	}, func(ok bool) {
		r.Run(func() {
			if !ok || r.key != key {
				return
			}
			if r.kept = file; theirs != "" {
				r.Update(func(s *state.State) { *s = s.MergeChapter(theirs) })
			}
		})
	})
}

// leave is keep for a page that is left.
func (r *Room) leave() {
	if file := r.State().ChapterFile(); r.found && file != r.kept {
		r.store.Put(lastWords(r.key), file)
	}
}

// fetch asks for the file of a lesson, once.
func (r *Room) fetch() {
	address := r.State().Chapter.Lesson.Fetching()
	if address == r.fetched {
		return
	}
	if r.fetched = address; address == "" {
		return
	}
	if r.State().Chapter.Shown {
		r.fetchNow(address)
		return
	}
	time.AfterFunc(typePace, func() { // it may be typed
		r.Run(func() {
			if r.State().Chapter.Lesson.Fetching() == address {
				r.fetchNow(address)
			}
		})
	})
}

func (r *Room) fetchNow(address string) {
	browser.GetText(address, func(text string, ok bool) {
		r.Run(func() {
			problem := ""
			if !ok {
				problem = "The lesson could not be loaded from " + excerpt.Cut(address) + ". It may not be there, or " +
					"its host does not let other pages read it (Access-Control-Allow-Origin)."
			}
			r.fetched = ""
			r.Update(func(s *state.State) { *s = s.LessonCame(address, text, problem) })
		})
	})
}
