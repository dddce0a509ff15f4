package state

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// MaxModel bounds a file that is loaded, in bytes: the largest network that can be edited has less than half of it.
const MaxModel = 200_000_000

// weights is what becomes of the file with a network that a link names.
type weights int

const (
	noWeights     weights = iota
	weightsWanted         // to be fetched once there is an engine
	weightsComing
	weightsLoaded // they are the network of step weighed
	// They did not come, and the network is another, of step weighed. The link keeps them as long as it stays: their
	// host may be away for a minute.
	weightsMissing
)

// WantsWeights returns the address of a network that a link names and that can be loaded now.
func (s State) WantsWeights() (address string, ok bool) {
	return s.Settings.Wanted.Weights,
		s.Settings.weights == weightsWanted && s.Engine.Begun() && !s.Engine.Status.Running
}

// FetchingWeights records that the file is on its way.
func (s State) FetchingWeights() State {
	n := s.Settings.without()
	n.weights = weightsComing
	s.Settings = n
	return s
}

// RightWeights reports whether a file with that SHA-256 is the one that the link means.
func (s State) RightWeights(digest string) bool {
	want := s.Settings.Wanted.Digest
	return want == "" || strings.EqualFold(want, digest)
}

// Weighed records that the network that was just loaded is that of the file at an address, of that step.
func (s State) Weighed(address, digest string, step int) State {
	n := s.Settings.without()
	n.Wanted.Weights, n.Wanted.Digest, n.weights, n.weighed = address, digest, weightsLoaded, step
	s.Settings = n
	return s
}

// WithoutWeights says why the network of a link is not loaded.
func (s State) WithoutWeights(why string) State {
	address := s.Settings.Wanted.Weights
	n := s.Settings.ignoring("The network at " + excerpt.Cut(address) + " is not loaded: " + why)
	n.weights, n.weighed = weightsMissing, s.Engine.Status.Step
	s.Settings = n
	return s
}

// weighing returns s without the file of the weights, once the network is another.
func (s *Settings) weighing(st protocol.Status) *Settings {
	there := st.Step == s.weighed && (s.weights == weightsMissing || s.weights == weightsLoaded && !st.Builtin)
	if s.weights == weightsWanted || s.weights == weightsComing || there {
		return s
	}
	return s.unweighed()
}

// unweighed returns s without the file of the weights.
func (s *Settings) unweighed() *Settings {
	if s.Wanted.Weights == "" {
		return s
	}
	n := s.without()
	n.Wanted.Weights, n.Wanted.Digest, n.weights = "", "", noWeights
	return n
}
