package session

import (
	"strconv"
	"time"

	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

// team has the parts of a step computed here and by helpers at the same time. Who computes which part makes no
// difference to a bit of the result, so that it is chosen by what is faster.
type team struct {
	helpers Helpers // nil: there are none
	failed  bool    // one of them did: from then on all is computed here

	round   int // counts the steps; a reply to an earlier one is not for this one
	waiting int // how many replies are to come
	began   moment
	trial   trial
}

// trial finds out whether helpers pay. The shortest of some steps is compared, alone and together, since a busy machine
// makes any of them longer.
type trial struct {
	steps           int
	alone, together time.Duration
}

const (
	// trialSteps are compared, after trialWarm that are not: the first together wait for the helpers' programs.
	trialSteps, trialWarm = 8, 4
	// worth is what a step together may take of the time of a step alone: less gain is not worth another core.
	worth = 0.95
)

// wanted says that the next step is to be computed together.
func (t *trial) wanted() bool {
	switch n := t.steps; {
	case n < trialWarm+trialSteps:
		return false
	case n < 2*(trialWarm+trialSteps):
		return true
	}
	return float64(t.together) < worth*float64(t.alone)
}

// note takes in how long a step took.
func (t *trial) note(took time.Duration) {
	n := t.steps
	t.steps++
	best := &t.alone
	if n >= trialWarm+trialSteps {
		best = &t.together
		n -= trialWarm + trialSteps
	}
	if n >= trialWarm && n < trialWarm+trialSteps && (*best == 0 || took < *best) {
		*best = took
	}
}

// size is how many helpers are to be asked for a step in so many parts.
func (t *team) size(settings setting.Settings, parts int) int {
	if t.helpers == nil || t.failed {
		return 0
	}
	if n, err := strconv.Atoi(settings.Workers); err == nil {
		return min(n, parts) - 1
	}
	if n := min(t.helpers.Cores(), parts) - 1; n > 0 && t.trial.wanted() {
		return n
	}
	return 0
}

// begin has all parts of a step computed. Those of helpers come later: then it is waiting.
func (t *team) begin(settings setting.Settings, net *layer.Network[float32], p *train.Parts[float32]) {
	t.round++
	t.began, t.waiting = now(), 0
	asked := t.size(settings, p.Len())
	share := func(i int) int { return i * p.Len() / (asked + 1) }
	for i := range asked {
		from, until, round := share(i+1), share(i+2), t.round
		t.waiting++
		t.helpers.Ask(i, appendRequest(nil, net, p, from, until), func(reply []byte, err error) {
			if round != t.round {
				return
			}
			if err == nil {
				err = putReply(reply, p, from, until, net.Size())
			}
			if err != nil {
				t.failed = true // Update computes what is missing
			}
			t.waiting--
		})
	}
	for i := range share(1) {
		p.Compute(i)
	}
}

// end takes in that the step is done, or is done without those who have not replied.
func (t *team) end() {
	t.waiting = 0
	t.round++
	t.trial.note(since(t.began))
}
