package session

import (
	"fmt"
	"math"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

// begin begins a step on a batch of images and the learner's drawings, as the settings say. A network that is trained
// in parts may wait for some of them.
func (m *model) begin(settings setting.Settings, images, own *digits.Set, t *team) {
	if err := m.prepare(settings); err != nil {
		panic("session: " + err.Error()) // cannot fail: the network was built before, with another batch size
	}
	m.optimizer.SetLearningRate(settings.LearningRate * rateFactor(settings, m.step))
	n := settings.BatchSize
	k := ownImages(settings, own)
	if k > 0 {
		digits.Mix(&m.mixed, images, n-k, own, k, m.rand)
	}
	switch {
	case m.parts != nil:
		if k > 0 {
			m.parts.Take(&m.mixed)
		} else {
			m.parts.Draw(images, m.rand)
		}
		t.begin(settings, m.net, m.parts)
	case k > 0:
		m.trainer.Take(&m.mixed)
	default:
		m.trainer.Draw(images, m.rand)
	}
}

// ownImages returns how many images of a batch are the learner's own.
func ownImages(settings setting.Settings, own *digits.Set) int {
	if own.Len() == 0 {
		return 0
	}
	return int(math.Round(settings.OwnShare * float64(settings.BatchSize)))
}

// end ends a step, and returns the loss before it. Parts that have not arrived are computed here.
func (m *model) end(t *team) float64 {
	m.step++
	if m.parts == nil {
		return float64(m.trainer.Update())
	}
	loss := m.parts.Update()
	t.end()
	return float64(loss)
}

// prepare makes the optimizer and the trainer that the settings ask for, unless they exist.
func (m *model) prepare(settings setting.Settings) error {
	if m.optimizerName != settings.Optimizer {
		if err := m.setOptimizer(settings.Optimizer); err != nil {
			return err
		}
	}
	m.optimizer.SetHyper(settings.Hyper())
	n := settings.BatchSize
	var err error
	if k := train.CountParts(m.net.Spec(), n); k > 1 {
		m.trainer = nil
		if m.parts == nil || m.parts.BatchSize() != n {
			m.parts, err = train.NewParts(m.net, n, k, m.optimizer)
		}
		if err == nil {
			m.parts.Optimizer, m.parts.WeightDecay = m.optimizer, settings.WeightDecay
		}
		return err
	}
	m.parts = nil
	if m.trainer == nil || m.trainer.BatchSize() != n {
		m.trainer, err = train.New(m.net, n, m.optimizer)
	}
	if err == nil {
		m.trainer.Optimizer, m.trainer.WeightDecay = m.optimizer, settings.WeightDecay
	}
	return err
}

// setOptimizer replaces the optimizer by one with an empty memory.
func (m *model) setOptimizer(name string) error {
	o, err := newOptimizer(name, m.net)
	if err == nil {
		m.optimizer, m.optimizerName = o, name
	}
	return err
}

// newOptimizer returns an optimizer for net with an empty memory.
func newOptimizer(name string, net *layer.Network[float32]) (train.Optimizer[float32], error) {
	o, err := train.NewOptimizer(name)
	if err != nil {
		return nil, fmt.Errorf("session: %w", err)
	}
	o.Prepare(net.Params())
	return o, nil
}

// nextOptimizer returns a copy, for a copy of the network, of the optimizer that would take the next step.
func (m *model) nextOptimizer(settings setting.Settings, of *layer.Network[float32]) (train.Optimizer[float32], error) {
	o, err := newOptimizer(settings.Optimizer, of)
	if err != nil {
		return nil, err
	}
	o.SetHyper(settings.Hyper())
	if m.optimizerName == settings.Optimizer {
		err = layer.Assign(o.State(), m.optimizer.State())
	}
	return o, err
}

// rateFactor returns the schedule's factor of the learning rate at a step. The schedule starts again every Iterations
// steps: a network that is trained for as many steps again gets a warm restart, as in SGDR; see train.Cosine.
func rateFactor(settings setting.Settings, step int) float64 {
	step %= settings.Iterations
	schedule, err := train.NewSchedule(settings.Schedule, settings.Iterations, settings.Hyper())
	if err != nil {
		panic("session: " + err.Error()) // cannot fail: settings are valid
	}
	return schedule.At(step)
}
