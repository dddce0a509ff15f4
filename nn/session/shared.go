package session

import (
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// shared is what all abilities work with.
type shared struct {
	// Kernels is told in every Status: that SIMD kernels compute.
	Kernels bool

	host     Host
	settings setting.Settings // as asked for; those of the network are model.settings
	trainSet digits.Set       // all images that were fetched
	testSet  digits.Set
	model    model
	// good is where Recover and a loss that is not a number go back to.
	good protocol.Checkpoint
	// job is what runs, or nil.
	job job
}

// job is work that is done in slices.
type job interface {
	// id is that of the Command which the job will answer.
	id() int
	// ready says that there is something to do now; a job may wait for data.
	ready() bool
	// work goes on until the deadline, or until the job is over: then it takes itself out of shared.job and sends its
	// answer.
	work(deadline moment)
	// stop ends the job early: as work does at its end.
	stop()
}

// stop ends the job, if there is one.
func (s *shared) stop() {
	if s.job != nil {
		s.job.stop()
	}
}

// status emits the state as it stands.
func (s *shared) status(id int) {
	e := protocol.Status{
		Settings: s.settings.WithFresh(s.model.settings),
		Builtin:  s.model.builtin, Step: s.model.step,
		TrainImages: s.trainSet.Len(), TestImages: s.testSet.Len(),
		Evaluated: s.model.evaluated, Kernels: s.Kernels,
	}
	if s.model.net != nil {
		e.Parameters = s.model.net.Size()
	}
	switch s.job.(type) {
	case *run:
		e.Running = true
	case *check:
		e.Checking = true
	}
	s.host.Emit(id, e)
}

// keep remembers the model as it stands, and lets the page remember it.
func (s *shared) keep() {
	s.good = s.model.checkpoint()
	s.host.Emit(0, s.good)
}

// images returns the training images that the settings ask for, or what there is of them.
func (s *shared) images() *digits.Set { return s.trainSet.First(s.settings.DataSize) }
