package web

import "time"

// networkPace is how often a drawing that stays the same is classified again while training changes the network.
const networkPace = 200 * time.Millisecond

// pace decides when the drawing is classified: one Command at a time and the latest drawing wins, so that a slow engine is never
// behind by more than one drawing. The zero pace has asked nothing.
type pace struct {
	inFlight         bool
	drawing, network int // the versions asked about last
	last             time.Time
}

// due says whether to ask about a drawing and a network of these versions, and how long to wait before that.
func (p *pace) due(now time.Time, drawing, network int) (wait time.Duration, due bool) {
	switch {
	case p.inFlight:
		return 0, false
	case drawing != p.drawing:
		return 0, true
	case network != p.network:
		return max(0, networkPace-now.Sub(p.last)), true
	}
	return 0, false
}

func (p *pace) asked(now time.Time, drawing, network int) {
	p.inFlight, p.drawing, p.network, p.last = true, drawing, network, now
}

func (p *pace) answered() { p.inFlight = false }
