package hub

import (
	"testing"
	"time"
)

func TestPace(t *testing.T) {
	const every = 200 * time.Millisecond
	var p pace
	now := time.Now()
	check := func(what string, subject, network int, wantWait time.Duration, wantDue bool) {
		t.Helper()
		if wait, due := p.due(now, subject, network, every); wait != wantWait || due != wantDue {
			t.Errorf("%s: wait %v, due %v; want %v, %v", what, wait, due, wantWait, wantDue)
		}
	}
	check("something new", 1, 1, 0, true)
	p.asked(now, 1, 1)
	check("while the answer is on its way", 2, 2, 0, false)
	p.answered()
	check("nothing new", 1, 1, 0, false)
	check("another subject", 2, 1, 0, true)
	check("another network", 1, 2, every, true)
	now = now.Add(150 * time.Millisecond)
	check("another network, later", 1, 3, 50*time.Millisecond, true)
	now = now.Add(time.Second)
	check("another network, much later", 1, 3, 0, true)
}
