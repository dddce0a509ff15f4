package state

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
)

// Engine is what the page knows of the engine and of the network in it.
type Engine struct {
	engine.Link
	// Status is the latest; the zero Status before the first.
	Status protocol.Status
	// File is the latest news of a file of data on its way; the zero value when none is.
	File protocol.DataProgress
	// Missing are the files of data that could not be had, and why.
	Missing []protocol.Failed
	// Checkpoint is the latest, or nil.
	Checkpoint *protocol.Checkpoint
	// Network counts changes of the parameters, so that what depends on them knows when it is old.
	Network int
}

// Ready says that the engine is in order and has a network.
func (e *Engine) Ready() bool { return e.Phase == engine.Ready }

// CanTrain says that there are images to train on, too.
func (e *Engine) CanTrain() bool { return e.Ready() && e.Status.TrainImages > 0 }

// CanSample says that there are test images.
func (e *Engine) CanSample() bool { return e.Ready() && e.Status.TestImages > 0 }

// MissesStart says that something is missing that the engine begins with: the network, the test images, or all training
// images.
func (e *Engine) MissesStart() bool {
	for _, f := range e.Missing {
		if !strings.HasPrefix(f.File, "train-") || e.Status.TrainImages == 0 {
			return true
		}
	}
	return false
}

// MissingWords says which files are missing and why, or is "".
func (e *Engine) MissingWords() string {
	var words []string
	for _, f := range e.Missing {
		words = append(words, f.File+" could not be loaded: "+
			strings.TrimSuffix(strings.TrimPrefix(f.Message, f.File+": "), ".")+".")
	}
	return strings.Join(words, " ")
}

// Begun says that the engine has its network, and the data that it begins with or no hope of it.
func (e *Engine) Begun() bool {
	images := e.Status.TrainImages > 0 && e.Status.TestImages > 0
	return e.Ready() && e.Status.Parameters > 0 && (images || e.MissesStart())
}

// RandomSample returns a Command for some image of the test set.
func (e *Engine) RandomSample() protocol.Sample {
	return protocol.Sample{Index: rand.IntN(max(1, e.Status.TestImages))}
}

// TrainCommand returns the Command that the button Train sends, where the learner has set so many iterations: to their
// next multiple, so that a network that has had its iterations goes on for as many again, and one that was paused goes
// on to where it was going.
func (e *Engine) TrainCommand(iterations int) protocol.Train {
	n := max(1, iterations)
	return protocol.Train{Steps: n - e.Status.Step%n}
}

// WorthKeeping says that there is a network of the learner's own.
func (e *Engine) WorthKeeping() bool { return e.Ready() && !e.Status.Builtin && e.Status.Step > 0 }

// withLink notes a change of the connection.
func (e *Engine) withLink(l engine.Link) *Engine {
	n := *e
	n.Link = l
	if l.Phase == engine.Broken || l.Phase == engine.Dead || l.Phase == engine.Fetching {
		n.Status.Running, n.Status.Checking = false, false
		n.File, n.Missing = protocol.DataProgress{}, nil
	}
	return &n
}

// observe returns e after an Event.
func (e *Engine) observe(event protocol.Event) *Engine {
	n := *e
	switch event := event.(type) {
	case protocol.Status:
		n.Status = event
		n.File = protocol.DataProgress{}
		n.Network++
	case protocol.Progress:
		n.Status.Step = event.Step
		n.Status.Builtin = false
		n.Network++
	case protocol.Trained:
		n.Status.Step = event.Step
		n.Status.Running = false
		n.Network++
	case protocol.DataProgress:
		n.File = event
	case protocol.Checkpoint:
		n.Checkpoint = &event
	case protocol.Failed:
		if event.Code != protocol.CodeData {
			return e
		}
		n.File = protocol.DataProgress{}
		n.Missing = append(slices.Clip(n.Missing), event)
	default:
		return e
	}
	return &n
}

// startTraining notes that training begins.
func (e *Engine) startTraining() *Engine {
	n := *e
	n.Status.Running = true
	return &n
}

// refused notes that a Command about training was refused: only an engine that is busy goes on.
func (e *Engine) refused(f protocol.Failed) *Engine {
	if f.Code == protocol.CodeBusy {
		return e
	}
	n := *e
	n.Status.Running = false
	return &n
}

// Retrying notes that missing files are asked for again.
func (e *Engine) Retrying() *Engine {
	n := *e
	n.Missing = nil
	return &n
}
