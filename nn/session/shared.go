package session

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// shared is what all abilities work with.
type shared struct {
	// Kernels says, in every Status, that SIMD kernels compute.
	Kernels bool
	// Paced says that the host calls Shown whenever the page shows a protocol.Paced event. The next one waits for it,
	// and so does what else training says by itself: a page that is slower than its engine stays one behind.
	Paced bool

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
	// told is when the page was last told how far the job is, unshown how often of those it does not show yet, and news
	// what waits until it does.
	told    moment
	unshown int
	news    []protocol.Event
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

// pause is the shortest time between two Paced events. The page draws at each of them: 20 a second are smooth enough
// for numbers and curves, and 60 took a third of a core.
const pause = time.Second / 20

// mayProgress reports whether it is time to tell the page again how far the job is.
func (s *shared) mayProgress() bool { return s.unshown == 0 && since(s.told) >= pause }

// progress emits an Event that tells how far the job is.
func (s *shared) progress(e protocol.Paced) {
	s.host.Emit(0, e)
	s.told = now()
	if s.Paced {
		s.unshown++
	}
}

// say emits an Event about the job once the page shows what it was told before.
func (s *shared) say(e protocol.Event) {
	s.news = append(s.news, e)
	if s.unshown == 0 {
		s.sayAll()
	}
}

// sayAll emits what waits.
func (s *shared) sayAll() {
	for _, e := range s.news {
		s.host.Emit(0, e)
	}
	s.news = nil
}

// status emits the current state, after what there is to say of an earlier one.
func (s *shared) status(id int) {
	s.sayAll()
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
