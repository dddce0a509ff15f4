package hub

import "time"

// pace decides when to ask the engine again about something that changes. It sends one Command at a time, about the
// latest state, so that a slow engine is never more than one answer behind. The zero pace has asked nothing.
type pace struct {
	inFlight bool
	subject  any // the latest subject, and the version of the network
	network  int
	last     time.Time
}

// due returns whether to ask about a comparable subject and a version of the network, and how long to wait first. A new
// subject does not wait. The same one is asked about again, at intervals, while the network changes.
func (p *pace) due(now time.Time, subject any, network int, every time.Duration) (wait time.Duration, due bool) {
	switch {
	case p.inFlight:
		return 0, false
	case subject != p.subject:
		return 0, true
	case network != p.network:
		return max(0, every-now.Sub(p.last)), true
	}
	return 0, false
}

func (p *pace) asked(now time.Time, subject any, network int) {
	p.inFlight, p.subject, p.network, p.last = true, subject, network, now
}

func (p *pace) answered() { p.inFlight = false }

// known records that the answer about a subject is here, though this pace did not ask.
func (p *pace) known(now time.Time, subject any, network int) {
	p.subject, p.network, p.last = subject, network, now
}
