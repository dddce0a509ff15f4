package session

import (
	"strconv"
	"time"

	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

// team computes the parts of a step here and in helpers at the same time. Where a part is computed changes no bit of
// the result, so team chooses what is faster.
type team struct {
	helpers Helpers // nil if there are none
	failed  bool    // a helper failed: from then on everything is computed here

	round   int // counts the steps, to ignore a reply to an earlier one
	waiting int // how many replies are still to come
	began   moment
	trial   trial
}

// trial finds out how many helpers pay: none, half of those that there are processors for, or all. A browser may name
// more processors than there are, as WebKit does. It compares the shortest of some steps of each, since a busy machine
// makes some of them longer.
type trial struct {
	steps int
	best  [3]time.Duration
}

const (
	// trialSteps steps are compared, after trialWarm that are not: the first steps together wait for the helpers'
	// programs.
	trialSteps, trialWarm = 8, 4
	// worth is the largest ratio of the time of a step with more helpers to that of a step with fewer that is worth
	// them.
	worth = 0.95
)

// wanted returns how many of n helpers compute the next step.
func (t *trial) wanted(n int) int {
	sizes := [len(t.best)]int{0, n / 2, n}
	if i := t.steps / (trialWarm + trialSteps); i < len(sizes) {
		return sizes[i]
	}
	chosen := 0
	for i, took := range t.best {
		if float64(took) < worth*float64(t.best[chosen]) {
			chosen = i
		}
	}
	return sizes[chosen]
}

// note records how long a step took.
func (t *trial) note(took time.Duration) {
	i, n := t.steps/(trialWarm+trialSteps), t.steps%(trialWarm+trialSteps)
	t.steps++
	if i < len(t.best) && n >= trialWarm && (t.best[i] == 0 || took < t.best[i]) {
		t.best[i] = took
	}
}

// size returns how many helpers to ask for a step in this many parts.
func (t *team) size(settings setting.Settings, parts int) int {
	if t.helpers == nil || t.failed {
		return 0
	}
	if n, err := strconv.Atoi(settings.Workers); err == nil {
		return min(n, parts) - 1
	}
	return t.trial.wanted(max(0, min(t.helpers.Cores(), parts)-1))
}

// begin begins all parts of a step. Those of helpers arrive later: until then the team is waiting.
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
				t.failed = true // Update computes the missing parts
			}
			t.waiting--
		})
	}
	for i := range share(1) {
		p.Compute(i)
	}
}

// end ends the step, if need be without the helpers that have not replied.
func (t *team) end() {
	t.waiting = 0
	t.round++
	t.trial.note(since(t.began))
}
