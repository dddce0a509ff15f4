package session_test

import (
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// trainTo works until the network has had so many steps, which it is asked for by drawings.
func trainTo(t *testing.T, s *session.Session, h *host, id, step int) {
	t.Helper()
	for ; ; id++ {
		s.Work(5 * time.Millisecond)
		s.Handle(id, protocol.Classify{Strokes: [][][2]float64{{{0, 0}, {1, 1}}}})
		if answer[protocol.Classified](t, h, id).Step >= step {
			return
		}
	}
}

// A page that shows nothing is told nothing more of the training, but its questions are answered. When it shows what it
// was told, it is told the rest in the order in which it was.
func TestTrainingWaitsForThePage(t *testing.T) {
	h := newHost()
	settings := small()
	settings.Iterations = 1_000_000
	s := started(t, h, settings)
	s.Paced = true
	s.Handle(2, protocol.Train{})
	for len(all[protocol.Progress](h)) == 0 {
		s.Work(5 * time.Millisecond)
	}
	first := last[protocol.Progress](t, h)
	since := len(h.events)
	time.Sleep(time.Second) // all that is paced by time would be due
	trainTo(t, s, h, 1000, first.Step+1200)
	for _, e := range h.events[since:] {
		switch e.e.(type) {
		case protocol.Progress, protocol.Evaluated, protocol.Checkpoint, protocol.Remembered:
			t.Errorf("a page that shows nothing is told %+v", e.e)
		}
	}

	since = len(h.events)
	s.Shown()
	step, kinds := 0, map[string]int{}
	for _, e := range h.events[since:] {
		kinds[protocol.Kind(e.e)]++
		switch e := e.e.(type) {
		case protocol.Evaluated:
			if e.Step < step {
				t.Errorf("the accuracy of step %d is told after step %d", e.Step, step)
			}
			step = e.Step
		case protocol.Progress:
			if step = e.Step; len(e.Losses) != e.Step-first.Step {
				t.Errorf("%d losses are told of the steps from %d to %d", len(e.Losses), first.Step, e.Step)
			}
		}
	}
	if kinds["Progress"] != 1 || kinds["Evaluated"] < 2 || kinds["Checkpoint"] != 1 || kinds["Remembered"] != 1 {
		t.Errorf("a page that shows what it was told is told %v", kinds)
	}

	trainTo(t, s, h, 2000, step+600)
	since = len(h.events)
	s.Handle(3, protocol.Reset{})
	trained := answer[protocol.Trained](t, h, 2)
	losses := 0
	for _, e := range all[protocol.Progress](h) {
		losses += len(e.Losses)
	}
	if losses != trained.Step {
		t.Errorf("%d losses are told of %d steps", losses, trained.Step)
	}
	fresh, old := false, 0
	for _, e := range h.events[since:] {
		switch e := e.e.(type) {
		case protocol.Status:
			fresh = fresh || e.Step == 0
		case protocol.Evaluated:
			if old++; fresh && e.Step > 0 {
				t.Errorf("the accuracy of step %d is told of a fresh network", e.Step)
			}
		}
	}
	if !fresh || old == 0 {
		t.Errorf("Reset emits %v", h.events[since:])
	}
}

// A Checkpoint is a copy of the whole network, for the page, too: there are at most two in a second.
func TestCheckpointsAreRare(t *testing.T) {
	h := newHost()
	settings := small()
	settings.Iterations = 1_000_000
	s := started(t, h, settings)
	var times []time.Time
	h.onEmit = func(e event) {
		if _, ok := e.e.(protocol.Checkpoint); ok {
			times = append(times, time.Now())
		}
	}
	s.Handle(2, protocol.Train{})
	for len(times) < 3 {
		s.Work(5 * time.Millisecond)
	}
	for i, at := range times[1:] {
		if gap := at.Sub(times[i]); gap < time.Second/2 {
			t.Errorf("a checkpoint comes %v after the one before", gap)
		}
	}
}
