package engine

import (
	"time"

	"github.com/inkgrad/inkgrad/web/phrase"
)

const (
	// Tick is how often Watch is called.
	Tick = time.Second
	// Patience is how long the engine may give no sign of life. Its program reads messages between two slices of work,
	// 60 times a second; but a step of a large network, or an evaluation without kernels, is a slice of some seconds.
	Patience = 10 * time.Second
)

// watch tells an engine that has stopped without a word from one that has much to do, and from a page that was asleep.
type watch struct {
	asked  bool // for a sign of life, which has not come
	silent time.Duration
	last   time.Time // of the latest tick
}

// Watch is called every Tick, by the page's clock. While an answer is due it asks the program for a sign of life, and
// when none comes within Patience, the Link says that the engine is silent. It is for the learner to decide whether to
// wait longer: a slow machine may be at work.
//
// A tick that comes late says that the page itself was asleep: behind another tab, or on a laptop that was shut. Then
// nobody can say how long the engine had, and its time begins again.
func (e *Engine) Watch(now time.Time) {
	w := &e.watch
	since := now.Sub(w.last)
	w.last = now
	switch {
	case e.port == nil || len(e.pending) == 0 || e.link.Phase <= Fetching:
		w.asked, w.silent = false, 0
	case !w.asked || since > 3*Tick:
		w.asked, w.silent = true, 0
		e.port.Ping()
	default:
		if w.silent += since; w.silent >= Patience && !e.link.Silent {
			l := e.link
			l.Silent = true
			l.Reason = "It has not answered for " + phrase.Duration(Patience.Seconds()) +
				". It may have a long computation to do, or it has stopped without a word."
			e.setLink(l)
		}
	}
}

// alive records a sign of life.
func (e *Engine) alive() {
	e.watch.asked, e.watch.silent = false, 0
	if e.link.Silent {
		l := e.link
		l.Silent, l.Reason = false, ""
		e.setLink(l)
	}
}

// Waits reports whether an answer is due.
func (e *Engine) Waits() bool { return e.port != nil && len(e.pending) > 0 }
