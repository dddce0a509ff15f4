// Package session is what the engine does: it takes Commands and emits Events, without a browser.
//
// A Session is a state machine on one goroutine. Handle takes a Command and answers it, at once or later. What takes long (training, a
// gradient check) is a job: Work runs a slice of it, so that whoever runs the Session can take in other Commands between two slices.
//
//	s := session.New(host)
//	s.Handle(1, protocol.Start{Settings: setting.Default()})
//	s.Handle(2, protocol.Train{Steps: 1000})
//	for s.Busy() {
//		s.Work(10 * time.Millisecond)
//	}
//
// The host fetches the data and delivers the Events. A Command that is not valid, or cannot be carried out now, is answered by Failed and
// changes nothing. After a panic, Recover puts the Session into a state from which it goes on.
package session

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

// Host is what a Session needs of the world. Its callbacks come on the Session's goroutine.
type Host interface {
	// Emit delivers an Event; id is that of the Command that it answers, or 0.
	Emit(id int, e protocol.Event)
	// Fetch gets the named file of data. It returns at once; progress is called any number of times with counts of bytes, then done.
	Fetch(name string, progress func(loaded, total int), done func(data []byte, err error))
}

// Session is the engine's state.
type Session struct {
	// Kernels is told in every Status: that SIMD kernels compute.
	Kernels bool

	host     Host
	settings setting.Settings // as asked for; those of the network are model.settings
	data     data
	model    model
	reader   *reader.Reader // nil until it is there
	drawings drawings
	job      job
	team     team
	watch    watch
	graphed  *train.Batch[float32] // what the latest Graphed was a snapshot of
	// good is where Recover and a loss that is no number go back to.
	good protocol.Checkpoint
}

// job is work that is done in slices.
type job interface {
	// id is that of the Command which the job will answer.
	id() int
	// ready says that there is something to do now; a job may wait for data.
	ready() bool
	// work goes on until the deadline, or until the job is over: then it takes itself out of Session.job and sends its answer.
	work(deadline time.Time)
	// stop ends the job early: as work does at its end.
	stop()
}

// model is the network and all that hangs on it.
type model struct {
	net      *layer.Network[float32]
	settings setting.Settings // the Fresh ones are the network's
	builtin  bool
	step     int
	pcg      *rand.PCG // draws the weights, then the batches
	rand     *rand.Rand
	one      *train.Predictor[float32] // a drawing
	many     *train.Predictor[float32] // evaluation, of manyLen images
	manyLen  int
	mixed    digits.Set              // the batch, where some of it is the learner's own
	trainer  *train.Trainer[float32] // nil until training begins, and where it is in parts
	parts    *train.Parts[float32]   // nil until training begins, and where it is not in parts
	// optimizer is what trained last, nil before; it is called optimizerName.
	optimizer     train.Optimizer[float32]
	optimizerName string
	// evaluated is the latest measured accuracy, or nil.
	evaluated *protocol.Evaluated
}

// New returns a Session that waits for Start. A host that has Helpers, too, is asked to help with training.
func New(host Host) *Session {
	s := &Session{host: host, settings: setting.Default()}
	s.team.helpers, _ = host.(Helpers)
	return s
}

// Busy says that Work has something to do.
func (s *Session) Busy() bool { return s.job != nil && s.job.ready() }

// Work runs a slice of what takes long, for about the budget.
func (s *Session) Work(budget time.Duration) {
	if s.Busy() {
		s.job.work(time.Now().Add(budget))
	}
}

// Recover answers the Command id, and whatever was running, after a panic with that message. What the network was at the last Checkpoint
// is for Restore to bring back.
func (s *Session) Recover(id int, message any) {
	failed := protocol.Failed{Code: protocol.CodePanic,
		Message: fmt.Sprintf("The engine met a defect of its own at step %d: %v.", s.model.step, message)}
	if s.job != nil {
		if running := s.job.id(); running != id {
			s.host.Emit(running, failed)
		}
		s.job = nil
	}
	s.host.Emit(id, failed)
}

// Handle carries out one Command.
func (s *Session) Handle(id int, c protocol.Command) {
	if err := s.handle(id, c); err != nil {
		s.host.Emit(id, err.failed())
	}
}

// refusal is an answer of Failed.
type refusal struct {
	code, message string
	column        int // in a formula, from 1
}

func (r *refusal) failed() protocol.Failed {
	return protocol.Failed{Code: r.code, Message: r.message, Column: r.column}
}

func refuse(code, format string, args ...any) *refusal {
	return &refusal{code: code, message: fmt.Sprintf(format, args...)}
}

func (s *Session) handle(id int, c protocol.Command) *refusal {
	switch c := c.(type) {
	case protocol.Start:
		return s.start(id, c.Settings)
	case protocol.Configure:
		return s.configure(id, c.Settings)
	case protocol.Formula:
		return s.formula(id, c)
	}
	if s.model.net == nil {
		return refuse(protocol.CodeNotReady, "The network is still loading.")
	}
	switch c := c.(type) {
	case protocol.Train:
		return s.train(id, c.Steps)
	case protocol.FineTune:
		return s.fineTune(id, c)
	case protocol.Drawings:
		return s.setDrawings(id, c)
	case protocol.Pause:
		s.stop()
		s.measure()
	case protocol.Reset:
		s.stop()
		if err := s.fresh(); err != nil {
			return refuse(protocol.CodeBadRequest, "%v", err)
		}
		s.status(id)
		s.look()
		return nil
	case protocol.Builtin:
		return s.useBuiltin(id)
	case protocol.Restore:
		return s.restore(id, c.Checkpoint)
	case protocol.Save:
		s.host.Emit(id, protocol.Saved{File: EncodeModel(s.model.checkpoint())})
		return nil
	case protocol.Load:
		return s.loadModel(id, c.File)
	case protocol.Classify:
		return s.classify(id, c)
	case protocol.Sample:
		return s.sample(id, c.Index)
	case protocol.Images:
		return s.picture(id, c.Indices)
	case protocol.Confuse:
		return s.confuse(id)
	case protocol.Graph:
		return s.graph(id, c)
	case protocol.Params:
		s.host.Emit(id, protocol.ParamsCopied{Params: copied(s.model.net.Params())})
		return nil
	case protocol.Check:
		return s.check(id, c)
	case protocol.Curve:
		return s.curve(id, c)
	case protocol.Watch:
		s.watchTraining(id, c.Distributions)
		return nil
	case protocol.Products:
		return s.products(id, c)
	case protocol.TryStep:
		return s.tryStep(id, c)
	case protocol.CancelCheck:
		if _, ok := s.job.(*checking); ok {
			s.stop()
		}
	default:
		return refuse(protocol.CodeBadRequest, "The engine does not know the command %s.", protocol.Kind(c))
	}
	s.status(id)
	return nil
}

// stop ends the job, if there is one.
func (s *Session) stop() {
	if s.job != nil {
		s.job.stop()
	}
}

// status emits the state as it stands.
func (s *Session) status(id int) {
	e := protocol.Status{
		Settings: s.settings.WithFresh(s.model.settings),
		Builtin:  s.model.builtin, Step: s.model.step,
		TrainImages: s.data.train.Len(), TestImages: s.data.test.Len(),
		Evaluated: s.model.evaluated, Kernels: s.Kernels,
	}
	if s.model.net != nil {
		e.Parameters = s.model.net.Size()
	}
	switch s.job.(type) {
	case *training:
		e.Running = true
	case *checking:
		e.Checking = true
	}
	s.host.Emit(id, e)
}

func (s *Session) configure(id int, settings setting.Settings) *refusal {
	if err := settings.Validate(); err != nil {
		return refuse(protocol.CodeBadRequest, "%v", err)
	}
	s.settings = settings.Clone()
	s.data.failed = map[string]bool{}
	s.load()
	if s.model.net != nil {
		s.loadReader()
	}
	s.status(id)
	return nil
}

func (s *Session) sample(id, index int) *refusal {
	pixels, r := s.testImage(index)
	if r != nil {
		return r
	}
	s.host.Emit(id, protocol.Sampled{Index: index, Label: s.data.test.Label(index), Pixels: pixels})
	return nil
}

// testImage returns the pixels of an image of the test set.
func (s *Session) testImage(index int) ([]float64, *refusal) {
	if s.data.test.Len() == 0 {
		return nil, refuse(protocol.CodeNotReady, "The test images are not there.")
	}
	if index < 0 || index >= s.data.test.Len() {
		return nil, refuse(protocol.CodeBadRequest, "There is no test image %d: they are numbered 0 to %d.", index, s.data.test.Len()-1)
	}
	pixels := make([]float64, digits.Pixels)
	s.data.test.Floats(pixels, index)
	return pixels, nil
}
