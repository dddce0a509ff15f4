package state

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Engine is what the page knows about the engine and its network.
type Engine struct {
	engine.Link
	// Status is the latest one, or zero before the first.
	Status protocol.Status
	// File is the latest progress of a data file that is being loaded, or zero if there is none.
	File protocol.DataProgress
	// Missing are the data files that could not be loaded, and why.
	Missing []protocol.Failed
	// Checkpoint is the latest one, or nil.
	Checkpoint *protocol.Checkpoint
	// Network counts changes of the network that is looked at, so that results of an older one can be told apart.
	Network int
	// waits says that training waits for images: a file of them came after it was to begin, and no step since.
	waits bool
	// starts says that training was asked for, and the engine has not said yet that it runs.
	starts bool
}

// Ready reports whether the engine works and has a network.
func (e *Engine) Ready() bool { return e.Phase == engine.Ready }

// CanTrain reports whether, in addition, there are images to train on, or will be when they are asked for: they are not
// fetched before.
func (e *Engine) CanTrain() bool {
	return e.Ready() && (e.Status.TrainImages > 0 || !e.misses(isTrainFile))
}

// CanSample reports whether there are test images, or will be when they are asked for.
func (e *Engine) CanSample() bool {
	return e.Ready() && (e.Status.TestImages > 0 || !e.misses(isTestFile))
}

func (e *Engine) misses(file func(name string) bool) bool {
	return slices.ContainsFunc(e.Missing, func(f protocol.Failed) bool { return file(f.File) })
}

// MissesStart reports whether something is missing that the engine begins with: the network, the test images, or all
// training images.
func (e *Engine) MissesStart() bool {
	for _, f := range e.Missing {
		if !isTrainFile(f.File) || e.Status.TrainImages == 0 {
			return true
		}
	}
	return false
}

// isTrainFile reports whether a data file has training images: see digits.TrainFile.
func isTrainFile(name string) bool { return strings.HasPrefix(name, "train-") }

// isTestFile reports whether a data file has the test images: see digits.TestFile.
func isTestFile(name string) bool { return strings.HasPrefix(name, "test") }

// MissingWords returns which files are missing and why, or "".
func (e *Engine) MissingWords() string {
	var words []string
	for _, f := range e.Missing {
		words = append(words, f.File+" could not be loaded: "+strings.TrimSuffix(f.Message, ".")+".")
	}
	return strings.Join(words, " ")
}

// Begun reports whether the engine has its network. What needs images, too, waits for them.
func (e *Engine) Begun() bool { return e.Ready() && e.Status.Parameters > 0 }

// RandomSample returns a Command for some image of the test set, also before it is here.
func (e *Engine) RandomSample() protocol.Sample {
	n := e.Status.TestImages
	if n == 0 {
		n = form.ShardLen // that MNIST has
	}
	return protocol.Sample{Index: rand.IntN(n)}
}

// loadsImages reports whether a file of images is being loaded, which may have been asked for or not.
func (e *Engine) loadsImages() bool {
	return e.Ready() && (isTrainFile(e.File.File) || isTestFile(e.File.File))
}

// LoadingImages says how far MNIST is on its way to somebody who waits for it, or is "".
func (e *Engine) LoadingImages() string {
	if !e.loadsImages() {
		return ""
	}
	return "MNIST is on its way: " + phrase.Loaded(e.File.Loaded, e.File.Total) + "."
}

// Looked returns the step of the network that is looked at: the present one, or one before it.
func (e *Engine) Looked() int {
	if s := e.Status; s.Past {
		return s.Looked
	}
	return e.Status.Step
}

// LookedAt is the Status of the network that is looked at.
func (e *Engine) LookedAt() protocol.Status {
	s := e.Status
	s.Step = e.Looked()
	return s
}

// StartsFresh reports whether training starts from scratch. The network that comes with the page has been trained.
func (e *Engine) StartsFresh() bool { return e.Status.Builtin }

// GoesOn reports whether training goes on with the network that the learner has trained.
func (e *Engine) GoesOn() bool { return !e.Status.Builtin && e.Status.Step > 0 }

// TrainCommand returns the Command that the button Train sends.
func (e *Engine) TrainCommand(iterations int) protocol.Train {
	if e.StartsFresh() {
		return protocol.Train{Steps: max(1, iterations), Fresh: true}
	}
	return e.GoOnCommand(iterations)
}

// GoOnCommand returns the Command that trains the current network, whichever it is, to the next multiple of iterations,
// so that a network that has had its iterations gets as many again, and one that was paused goes on to its goal.
func (e *Engine) GoOnCommand(iterations int) protocol.Train {
	n := max(1, iterations)
	return protocol.Train{Steps: n - e.Status.Step%n}
}

// WorthKeeping reports whether the page has a network of the learner's own, whether the engine works or not.
func (e *Engine) WorthKeeping() bool {
	c := e.Checkpoint
	return c != nil && !c.Builtin && c.Step > 0
}

// withLink records a change of the connection.
func (e *Engine) withLink(l engine.Link) *Engine {
	n := *e
	n.Link = l
	if l.Phase == engine.Broken || l.Phase == engine.Dead || l.Phase == engine.Fetching {
		n.Status.Running, n.Status.Checking, n.Status.Past = false, false, false
		n.starts = false
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
		n.starts = e.starts && !event.Running // a Status from before does not know of it
		n.Status.Running = event.Running || n.starts
		n.File = protocol.DataProgress{}
		n.waits = e.waits && n.Status.Running && event.TrainImages < event.Settings.DataSize
		n.Network++
	case protocol.Progress:
		n.Status.Step = event.Step
		n.Status.Builtin = false
		n.waits, n.starts = false, false
		if !n.Status.Past {
			n.Network++
		}
	case protocol.Evaluated:
		if event.Step <= n.Status.Step {
			return e
		}
		n.Status.Step = event.Step // the Progress before it was of an earlier step
	case protocol.Trained:
		n.Status.Step = event.Step
		n.Status.Running, n.starts = false, false
		n.Network++
	case protocol.DataProgress:
		n.File = event
		n.waits = e.waits || e.Status.Running && isTrainFile(event.File)
	case protocol.Checkpoint:
		if e.passing(event) {
			return e
		}
		n.Checkpoint = &event
	case protocol.Failed:
		if event.Code != protocol.CodeData {
			return e
		}
		n.File, n.waits = protocol.DataProgress{}, false
		n.Missing = append(slices.Clip(n.Missing), event)
	default:
		return e
	}
	return &n
}

// passing reports whether an Event is about a network that a new engine has only until it is back at the latest
// Checkpoint.
func (e *Engine) passing(event protocol.Event) bool {
	last := e.Checkpoint
	if !e.Restoring || last == nil {
		return false
	}
	switch event := event.(type) {
	case protocol.Status:
		return event.Step != last.Step || event.Builtin != last.Builtin
	case protocol.Checkpoint:
		return event.Step != last.Step || event.Builtin != last.Builtin
	}
	return false
}

// startTraining records that training begins.
func (e *Engine) startTraining() *Engine {
	n := *e
	n.Status.Running, n.starts = true, true
	n.waits = isTrainFile(e.File.File)
	return &n
}

// refused records that a Command about training was refused. Only a busy engine still trains.
func (e *Engine) refused(f protocol.Failed) *Engine {
	n := *e
	n.starts = false
	n.Status.Running = e.Status.Running && f.Code == protocol.CodeBusy
	return &n
}

// Awaits returns how many images training waits for, or 0 if it does not wait. It begins when all of them are here.
func (e *Engine) Awaits() int {
	if s := e.Status; s.Running && s.TrainImages < s.Settings.DataSize && e.waits {
		return s.Settings.DataSize
	}
	return 0
}

// Awaited returns how many of them are here, counting those in the loaded part of a file.
func (e *Engine) Awaited() int {
	n := e.Status.TrainImages
	if e.File.Total > 0 {
		n += form.ShardLen * e.File.Loaded / e.File.Total
	}
	return n
}

// Retrying records that missing files were asked for again.
func (e *Engine) Retrying() *Engine {
	n := *e
	n.Missing = nil
	return &n
}
