package session

import (
	"testing"
	"time"
)

// The helpers that are asked in the end are those that make steps shorter, whatever the browser says about processors.
func TestTrial(t *testing.T) {
	const ms = time.Millisecond
	for name, c := range map[string]struct {
		helpers int
		// took is how long a step takes with so many helpers.
		took map[int]time.Duration
		want int
	}{
		"one processor":                   {0, map[int]time.Duration{0: 20 * ms}, 0},
		"two":                             {1, map[int]time.Duration{0: 20 * ms, 1: 11 * ms}, 1},
		"two, of which one is busy":       {1, map[int]time.Duration{0: 20 * ms, 1: 21 * ms}, 0},
		"two that the browser calls four": {3, map[int]time.Duration{0: 20 * ms, 1: 11 * ms, 3: 22 * ms}, 1},
		"two called four, hardly worse":   {3, map[int]time.Duration{0: 20 * ms, 1: 11 * ms, 3: 11*ms - 1}, 1},
		"four":                            {3, map[int]time.Duration{0: 20 * ms, 1: 11 * ms, 3: 6 * ms}, 3},
		"one that the browser calls four": {3, map[int]time.Duration{0: 20 * ms, 1: 21 * ms, 3: 23 * ms}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var r trial
			for range len(r.best) * (trialWarm + trialSteps) {
				r.note(c.took[r.wanted(c.helpers)])
			}
			r.note(ms) // a later step changes nothing
			if got := r.wanted(c.helpers); got != c.want {
				t.Errorf("%d helpers are asked, want %d", got, c.want)
			}
		})
	}
}
