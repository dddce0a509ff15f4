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

// Weighed records that the network of the file is loaded.
func (s State) Weighed(status protocol.Status) State {
	address, digest := s.Settings.Wanted.Weights, s.Settings.Wanted.Digest
	s = s.Loaded(status)
	n := s.Settings.without()
	n.Wanted.Weights, n.Wanted.Digest, n.weights, n.weighed = address, digest, weightsLoaded, status.Step
	s.Settings = n
	return s
}

// WithoutWeights says why the network of a link is not loaded.
func (s State) WithoutWeights(why string) State {
	n := s.Settings.ignoring("The network at " + excerpt.Cut(s.Settings.Wanted.Weights) + " is not loaded: " + why)
	n.Wanted.Weights, n.Wanted.Digest, n.weights = "", "", noWeights
	s.Settings = n
	return s
}

// weighing returns s without the file of the weights, once the network is another.
func (s *Settings) weighing(st protocol.Status) *Settings {
	there := s.weights == weightsLoaded && st.Step == s.weighed && !st.Builtin && !st.Repeats
	if s.Wanted.Weights == "" || s.weights == weightsWanted || s.weights == weightsComing || there {
		return s
	}
	n := s.without()
	n.Wanted.Weights, n.Wanted.Digest, n.weights = "", "", noWeights
	return n
}
