package session

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// training trains the network.
type training struct {
	*shared
	data          *data
	networks      *networks
	drawings      *drawings
	distributions *distributions
	evaluations   *evaluations
	follower      *follower
	history       *history
	team          team
}

func (t *training) register(h handlers) {
	on(h, t.train)
	on(h, t.fineTune)
	on(h, t.pause)
}

// train begins a run of this many steps.
func (t *training) train(id int, c protocol.Train) *refusal {
	if c.Steps < 0 {
		return refuse(protocol.CodeBadRequest, "A run of %d steps is not possible.", c.Steps)
	}
	return t.begin(&run{training: t, command: id, steps: c.Steps, later: c.Later}, c.Fresh)
}

// fineTune begins to train with many drawings in each batch.
func (t *training) fineTune(id int, c protocol.FineTune) *refusal {
	if t.drawings.set.Len() == 0 {
		return refuse(protocol.CodeNotReady, "You have no drawings to train on.")
	}
	if c.Steps < 1 || !(c.Share > 0 && c.Share <= 1) {
		return refuse(protocol.CodeBadRequest, "A run of %d steps with a share of %v is not possible.", c.Steps,
			c.Share)
	}
	return t.begin(&run{training: t, command: id, steps: c.Steps, tune: c.Share}, false)
}

// begin begins a run of a fresh network or of the current one, unless another job runs or there is nothing to train on.
func (t *training) begin(r *run, fresh bool) *refusal {
	switch j := t.job.(type) {
	case *check:
		return refuse(protocol.CodeBusy, "A gradient check is running: wait for it or cancel it.")
	case *run:
		if !j.done() {
			return refuse(protocol.CodeBusy, "Training is already running.")
		}
	}
	if t.images().Len() == 0 && !t.data.loading && !t.data.lacks(trainImages) && r.tune < 1 {
		return refuse(protocol.CodeNotReady, "There are no training images.")
	}
	m := t.model
	if fresh {
		var err error
		if m, err = newModel(t.settings); err != nil {
			return refuseAs(protocol.CodeBadRequest, err)
		}
	}
	if refused := checkMemory(t.settings, m.net.Spec()); refused != nil {
		return refused
	}
	t.stop()
	if fresh {
		t.networks.replace(m)
	}
	t.history.leave()
	t.history.keep(false)
	t.team.trial = trial{}
	r.from, r.sound, r.loss = t.model.step, t.model.step, math.NaN()
	t.job = r
	switch {
	case r.tune == 0:
		t.data.needAll()
	case r.tune < 1:
		t.data.trainFirst = true
		t.data.need()
	}
	t.status(0)
	if fresh {
		t.networks.changed()
	}
	return nil
}

// pause ends the running job, whose answer comes first.
func (t *training) pause(id int, _ protocol.Pause) *refusal {
	if r, ok := t.job.(*run); ok {
		r.measureNow()
	}
	t.stop()
	t.evaluations.measure()
	t.status(id)
	return nil
}
