package hub

import "time"

// pace decides when the engine is asked again about something that changes: one Command at a time, and the latest of
// everything wins, so that a slow engine is never behind by more than one answer. The zero pace has asked nothing.
type pace struct {
	inFlight bool
	subject  any // what was asked about last, and of which version of the network
	network  int
	last     time.Time
}

// due says whether to ask about a subject, which is comparable, and a version of the network, and how long to wait
// before that. A new subject does not wait; the same one is asked about again, every so often, while the network
// changes.
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

// known notes that the answer about a subject is there, though this pace did not ask.
func (p *pace) known(now time.Time, subject any, network int) {
	p.subject, p.network, p.last = subject, network, now
}
