package session

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Checkpoint is everything that is needed to go on training from here. As a protocol.Checkpoint, which has it as a
// file, it goes to the page and back.
type Checkpoint struct {
	// Version is checkpointVersion.
	Version  int
	Settings setting.Settings
	Builtin  bool
	Step     int
	// Made are the settings with which Step steps from fresh weights give the network again, as in the URL's hash, or
	// "" where that is not known.
	Made string
	// Rand is the state of the random numbers.
	Rand   []byte
	Params []protocol.Param
	// State is what the network learned without a gradient: the running statistics of BatchNormalization.
	State []protocol.Param
	// Optimizer trained last, and Memory is its memory. Before the first step they are "" and nil.
	Optimizer string
	Memory    []protocol.Param
}

// checkpointVersion is the current version of Checkpoints. It changes when older ones can no longer be read.
const checkpointVersion = 1

// keep remembers the current model, and lets the page remember it.
func (s *shared) keep() {
	s.good = protocol.Checkpoint{Network: s.network, Step: s.model.step, Builtin: s.model.builtin,
		File: s.model.encode()}
	s.host.Emit(0, s.good)
}

func (n *networks) restore(id int, c protocol.Restore) *refusal {
	from, err := readCheckpoint(c.Checkpoint)
	if err != nil {
		return refuse(protocol.CodeBadRequest, "The checkpoint does not fit: %s.", words(err))
	}
	return n.goOnFrom(id, from)
}

func readCheckpoint(c protocol.Checkpoint) (Checkpoint, error) {
	read, err := DecodeModel(c.File)
	read.Builtin = c.Builtin
	return read, err
}
