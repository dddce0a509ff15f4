package session

import (
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// shared is what all abilities work with.
type shared struct {
	// Kernels says, in every Status, that SIMD kernels compute.
	Kernels bool

	host     Host
	settings setting.Settings // the settings asked for; those of the network are model.settings
	trainSet digits.Set       // all the images that were fetched
	testSet  digits.Set
	model    model
	// past is the network of an earlier step that is looked at, or nil: see seen.
	past *model
	// builtinImages is the number of images that the built-in network was trained on, or 0 if it is missing.
	builtinImages int
	// network counts the networks that the session has had.
	network int
	// configured counts how often the settings have changed.
	configured int
	// good is what Recover and training that has diverged go back to.
	good protocol.Checkpoint
	// job is the running job, or nil.
	job job
}

// job is work in slices.
type job interface {
	// id is that of the Command that the job will answer.
	id() int
	// ready reports whether there is something to do now. A job may be waiting for data.
	ready() bool
	// work goes on until the deadline, or until the job is over. Then the job removes itself from shared.job and sends
	// its answer.
	work(deadline moment)
	// stop ends the job early, as work does at its end.
	stop()
}

// seen is the network that is looked at: model, or what it was at an earlier step. Whatever shows something of the
// network asks this one; what trains has model.
func (s *shared) seen() *model {
	if s.past != nil {
		return s.past
	}
	return &s.model
}

// stop ends the job, if there is one.
func (s *shared) stop() {
	if s.job != nil {
		s.job.stop()
	}
}

// status emits the current state.
func (s *shared) status(id int) {
	e := protocol.Status{
		Settings: s.settings.WithFresh(s.model.settings),
		Builtin:  s.model.builtin, Step: s.model.step,
		TrainImages: s.images().Len(), TestImages: s.testSet.Len(), BuiltinImages: s.builtinImages,
		Evaluated: s.model.evaluated, Kernels: s.Kernels, Past: s.past != nil,
		Repeats: s.model.made.repeats(s.settings.WithFresh(s.model.settings)),
	}
	if e.Past {
		e.Looked = s.past.step
	}
	if s.model.net != nil {
		e.Parameters = s.model.net.Size()
	}
	switch j := s.job.(type) {
	case *run:
		e.Running, e.Goal = true, j.last()
	case *check:
		e.Checking = true
	}
	s.host.Emit(id, e)
}

// images returns the training images that the settings ask for, as far as they are loaded.
func (s *shared) images() *digits.Set { return s.trainSet.First(s.settings.DataSize) }
