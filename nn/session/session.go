// Package session is the engine without a browser: it takes Commands and emits Events.
//
// A Session is a state machine on one goroutine. Handle takes a Command and answers it, at once or later. Long work
// (training, a gradient check) is a job: Work runs a slice of it, so that the caller can handle other Commands between
// two slices.
//
//	s := session.New(host)
//	s.Handle(1, protocol.Start{Settings: setting.Default()})
//	s.Handle(2, protocol.Train{Steps: 1000})
//	for s.Busy() {
//		s.Work(10 * time.Millisecond)
//	}
//
// Each ability of the engine is a type that owns its state: training, checking, lessons, the bench, drawings, reading,
// mistakes, fooling, graphs, distributions, followed steps, networks. Session hands each Command to the ability that
// registered it. All of them share the settings, the images, the network and the running job (see shared). So a new
// Command is a type in package protocol, and a line and a method of its ability.
//
// The host fetches the data and delivers the Events. A Command that is not valid, or cannot be carried out now, is
// answered with Failed and changes nothing. After a panic, Recover puts the Session into a state from which it can go
// on.
package session

import (
	"fmt"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Host is what a Session needs from outside. It calls back on the Session's goroutine.
type Host interface {
	// Emit delivers an Event. id is that of the Command that it answers, or 0.
	Emit(id int, e protocol.Event)
	// Fetch fetches the named data file. It returns at once. Later it calls progress, any number of times, with counts
	// of bytes, and then done.
	Fetch(name string, progress func(loaded, total int), done func(data []byte, err error))
}

// Session is the engine's state: what all abilities share, and the abilities that Start and Configure concern.
type Session struct {
	*shared
	data        *data
	networks    *networks
	reading     *reading
	evaluations *evaluations
	// distributions and what waits are looked at when images arrive.
	distributions *distributions
	handlers      handlers
	waiting       []waiting
}

// waiting is a Command that waits for images.
type waiting struct {
	id int
	c  protocol.Command
}

// New returns a Session that waits for Start. If the host also implements Helpers, they help with training.
func New(host Host) *Session {
	all := &shared{host: host, settings: setting.Default()}
	data := &data{shared: all}
	reading := &reading{shared: all, data: data}
	drawings := &drawings{shared: all, reading: reading}
	evaluations := &evaluations{shared: all, drawings: drawings}
	graphs := &graphs{shared: all, reading: reading}
	distributions := &distributions{shared: all, data: data, graphs: graphs}
	networks := &networks{shared: all, data: data, evaluations: evaluations}
	history := &history{shared: all, networks: networks, drawings: drawings}
	networks.history, evaluations.history = history, history
	networks.onChange = []func(){distributions.look, drawings.judge}
	reading.onArrival = drawings.judge
	follower := &follower{shared: all}
	training := &training{shared: all, data: data, networks: networks, drawings: drawings,
		distributions: distributions, evaluations: evaluations, follower: follower, history: history}
	training.team.helpers, _ = host.(Helpers)

	s := &Session{shared: all, data: data, networks: networks, reading: reading, evaluations: evaluations,
		distributions: distributions, handlers: handlers{}}
	data.onArrival = s.arrived
	for _, a := range []ability{s, networks, training, drawings, reading, graphs, distributions, follower, history,
		&checking{shared: all, drop: s.drop}, &lessons{shared: all}, &bench{shared: all},
		&mistakes{shared: all}, &fooling{shared: all, reading: reading}} {
		a.register(s.handlers)
	}
	return s
}

// Busy reports whether Work has something to do.
func (s *Session) Busy() bool { return s.job != nil && s.job.ready() }

// Work runs a slice of the job, for about the budget.
func (s *Session) Work(budget time.Duration) {
	if s.Busy() {
		s.job.work(now().after(budget))
	}
}

// Shown takes note that the page shows a Paced event. A run that has waited for it tells at once what has come since:
// its next slice may be long.
func (s *Session) Shown() {
	if s.unshown = max(0, s.unshown-1); s.unshown == 0 {
		s.sayAll()
	}
	if r, ok := s.job.(*run); ok && !r.waiting() && r.checkNumbers(false) {
		r.tell(false)
	}
}

// Recover answers the Command id, and the job that was running, after a panic, whose message the caller keeps for
// programmers. Restore can then bring back the network of the last Checkpoint.
func (s *Session) Recover(id int) {
	failed := protocol.Failed{Code: protocol.CodePanic,
		Message: fmt.Sprintf("A defect of the program ended the engine’s work at step %d; the browser’s console "+
			"says more.", s.model.step)}
	if s.job != nil {
		if running := s.job.id(); running != id {
			s.host.Emit(running, failed)
		}
		s.job = nil
	}
	s.host.Emit(id, failed)
}

// Handle carries out one Command. One that needs images which are not here has them fetched, and waits for them.
func (s *Session) Handle(id int, c protocol.Command) {
	if of := s.handlers.needed(c); s.model.net != nil && s.data.lacks(of) {
		if len(s.waiting) == maxWaiting {
			s.host.Emit(id, refuse(protocol.CodeBusy, "Too much waits for MNIST already.").failed())
			return
		}
		s.waiting = append(s.waiting, waiting{id, c})
		s.data.trainFirst = of == trainImages
		s.data.need()
		return
	}
	s.handle(id, c)
}

// maxWaiting is how many Commands may wait for images.
const maxWaiting = 64

func (s *Session) handle(id int, c protocol.Command) {
	if r := s.handlers.handle(id, c, s.model.net != nil); r != nil {
		s.host.Emit(id, r.failed())
	}
}

// arrived carries out what has waited for images that have come or have failed to, and looks at a trained network for
// which there were none.
func (s *Session) arrived() {
	waited := s.waiting
	s.waiting = nil
	for _, w := range waited {
		s.Handle(w.id, w.c)
	}
	if m := &s.model; m.evaluated == nil && (m.builtin || m.step > 0) {
		s.evaluations.measure()
	}
	if s.distributions.at < 0 {
		s.distributions.look()
	}
}

// drop refuses what waits for images, of the kinds that of chooses.
func (s *Session) drop(of func(protocol.Command) bool, why *refusal) {
	var rest []waiting
	for _, w := range s.waiting {
		if of(w.c) {
			s.host.Emit(w.id, why.failed())
		} else {
			rest = append(rest, w)
		}
	}
	s.waiting = rest
}

func (s *Session) register(h handlers) {
	onAnyTime(h, s.start)
	onAnyTime(h, s.configure)
}

// start fetches the built-in network, and then answers: from then on a drawing can be classified. Without that network
// there are fresh weights. The reader, for which nothing waits, comes next, and the images later: see data.
func (s *Session) start(id int, c protocol.Start) *refusal {
	if s.model.net != nil || s.data.loading {
		return refuse(protocol.CodeBusy, "The engine has already started.")
	}
	if err := c.Settings.Validate(); err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	s.settings = c.Settings.Clone()
	s.data.begin(s.networks.readBuiltin, func() {
		s.networks.first(c.Fresh)
		s.reading.load()
		s.status(id)
		s.data.load()
	})
	return nil
}

func (s *Session) configure(id int, c protocol.Configure) *refusal {
	if err := c.Settings.Validate(); err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	s.settings = c.Settings.Clone()
	s.configured++
	s.data.failed = map[string]bool{}
	s.data.load()
	if s.model.net != nil {
		s.reading.load()
	}
	s.status(id)
	return nil
}
