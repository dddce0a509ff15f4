package classroom

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/lesson"
	"github.com/inkgrad/inkgrad/web/section"
	"github.com/inkgrad/inkgrad/web/state"
)

// Room is what was handed in and its marks, while a teacher looks at other pages, too.
type Room struct {
	*control.Desk
	pasted string
	// rows are marked for the lesson of, and the jobs are still to be done, of so many in all.
	rows []row
	of   section.Lesson
	jobs []job
	all  int
	// other is the engine that does them, or nil, and begun says that it has begun. run counts runs, so that a finding
	// of one that was stopped is ignored.
	other *hub.Hub
	begun bool
	run   int
	// found is what came of the jobs, without their places: equal answers need one look.
	found map[job]finding
	// shown shows the marks, or is nil where they are not on the page.
	shown func()
}

// New returns a Room without results.
func New(d *control.Desk) *Room { return &Room{Desk: d} }

// mark reads the results, and begins to look at what needs an engine; found says whether there are any. If not, those
// from before stay.
func (r *Room) mark() (found bool) {
	s := r.State()
	id := s.Chapter.Lesson.ID
	if id == "" {
		id = lesson.ChapterID
	}
	rows, jobs := read(r.pasted, s.Sections(), id)
	if len(rows) == 0 {
		return false
	}
	r.run++
	r.of, r.rows, r.jobs = s.Sections(), rows, jobs
	r.all, r.found = len(r.jobs), map[job]finding{}
	switch {
	case len(r.jobs) == 0:
	case r.other == nil:
		r.other = r.Beside()
		r.other.React(r.react)
	case r.begun: // else react begins
		r.next()
	}
	return true
}

// changed shows what has become of the marks, where they are on the page.
func (r *Room) changed() {
	if r.shown != nil {
		r.shown()
	}
}

// react begins once the engine is there, and gives up where it has ended.
func (r *Room) react(before, now state.State) {
	switch e := now.Engine; {
	case !r.begun && e.Begun():
		r.begun = true
		r.next()
	case e.Phase == engine.Dead || e.Phase == engine.Broken:
		for _, j := range r.jobs {
			r.rows[j.row].marks[j.mark] = mark{answer: e.Reason, state: failed}
		}
		r.jobs, r.other, r.begun = nil, nil, false
		r.changed()
	case before.Engine.Status.Step != e.Status.Step:
		r.changed()
	}
}

// next looks at the first answer of those that are left.
func (r *Room) next() {
	if len(r.jobs) == 0 {
		return
	}
	j, run := r.jobs[0], r.run
	take := func(f finding) {
		r.rows[j.row].marks[j.mark] = judged(*j.task, f)
		r.jobs = r.jobs[1:]
		r.changed()
		r.next()
	}
	same := job{evidence: j.evidence, mark: j.mark}
	if f, known := r.found[same]; known {
		take(f)
		return
	}
	m := marker{send: r.other.Send, after: func(d time.Duration, f func()) {
		time.AfterFunc(d, func() { r.Run(f) })
	}}
	m.find(*j.task, j.evidence, func(f finding) {
		if r.run != run {
			return
		}
		r.found[same] = f
		take(f)
	})
}

// stop leaves out what is not looked at yet.
func (r *Room) stop() {
	for _, j := range r.jobs {
		r.rows[j.row].marks[j.mark] = mark{answer: "Not looked at.", state: failed}
	}
	r.run++
	r.jobs = nil
	r.other.Send(protocol.Pause{}, nil)
	r.other.Send(protocol.CancelCheck{}, nil)
}
