package protocol

import "github.com/inkgrad/inkgrad/nn/session/setting"

// Start is the first Command: it loads the first images and the built-in network. The session begins with that network
// if the settings describe it and Fresh does not ask for fresh weights. Answer: Status, once both are loaded.
type Start struct {
	Settings setting.Settings
	Fresh    bool
}

func (Start) command() {}

func (m *Start) fields(c *codec) {
	c.settings(&m.Settings)
	c.bool(&m.Fresh)
}

var _ = register(&Start{})

// Configure changes the settings. Those marked Fresh in the table wait for the next Reset. Answer: Status.
type Configure struct{ Settings setting.Settings }

func (Configure) command()           {}
func (m *Configure) fields(c *codec) { c.settings(&m.Settings) }

var _ = register(&Configure{})

// Train runs Steps training steps. With 0 it trains until Settings.Iterations steps are done in all. With Fresh it
// starts from scratch, as Reset does. It begins once all images that the settings ask for are loaded. Answer: Trained,
// at the end. With Later, Trained does not wait for the accuracy: if measuring it takes long, Evaluated comes after it.
type Train struct {
	Steps        int
	Fresh, Later bool
}

func (Train) command() {}

func (m *Train) fields(c *codec) {
	c.int(&m.Steps)
	c.bool(&m.Fresh, &m.Later)
}

var _ = register(&Train{})

// Pause ends a Train early; its Trained is sent first. Answer: Status.
type Pause struct{}

func (Pause) command()       {}
func (*Pause) fields(*codec) {}

var _ = register(&Pause{})

// Reset starts from scratch: fresh weights, drawn as the settings say. Answer: Status.
type Reset struct{}

func (Reset) command()       {}
func (*Reset) fields(*codec) {}

var _ = register(&Reset{})

// Builtin puts back the network that came with the page. Answer: Status.
type Builtin struct{}

func (Builtin) command()       {}
func (*Builtin) fields(*codec) {}

var _ = register(&Builtin{})

// Status is the engine's current state.
type Status struct {
	// Settings are the current settings. The Fresh ones are those of the current network.
	Settings setting.Settings
	// Builtin says that the network is the one that came with the page, not trained since. BuiltinImages is how many
	// images that network was trained on, or 0 if it is missing.
	Builtin       bool
	BuiltinImages int
	// Step counts training steps since the fresh weights.
	Step int
	// Repeats says that the Settings give this network again, bit for bit, in Step steps from fresh weights.
	Repeats bool
	// Past says that an earlier step is looked at, Looked: see Visit. The network, of which the rest speaks, stays at
	// Step.
	Past   bool
	Looked int
	// Running says that training runs, and Checking that a gradient check does.
	Running, Checking bool
	// Goal is the step at which the running training ends, or 0 when none runs.
	Goal int
	// TrainImages is how many of the training images are there that the settings ask for, and TestImages how many test
	// images.
	TrainImages, TestImages int
	// Parameters counts the network's parameters.
	Parameters int
	// Evaluated is the latest measured accuracy of this network, or nil.
	Evaluated *Evaluated
	// Kernels says that SIMD kernels compute; without them training is many times slower.
	Kernels bool
}

func (Status) event() {}

func (m *Status) fields(c *codec) {
	c.settings(&m.Settings)
	c.bool(&m.Builtin, &m.Repeats, &m.Past, &m.Running, &m.Checking, &m.Kernels)
	c.int(&m.Step, &m.Looked, &m.Goal, &m.TrainImages, &m.TestImages, &m.Parameters, &m.BuiltinImages)
	optional(c, &m.Evaluated, (*Evaluated).fields)
}

var _ = register(&Status{})

// Progress is sent while training runs, at most 20 times a second; the first and the last always.
type Progress struct {
	Step int
	// Epoch is Step times the batch size over the number of training images.
	Epoch float64
	// Loss is the loss of the latest batch, MeanLoss the mean over the batches since the last Progress.
	Loss, MeanLoss float64
	// Losses are the losses of all these batches.
	Losses []float64
	// StepsPerSecond is the recent speed, and Remaining the seconds to the end at that speed.
	StepsPerSecond, Remaining float64
}

func (Progress) event() {}
func (Progress) paced() {}

func (m *Progress) fields(c *codec) {
	c.int(&m.Step)
	c.float(&m.Epoch, &m.Loss, &m.MeanLoss, &m.StepsPerSecond, &m.Remaining)
	c.floats(&m.Losses)
}

var _ = register(&Progress{})

// Evaluated is the accuracy at a step: once an epoch while training runs, and when it ends, of all images that are
// trained on and of all test images.
type Evaluated struct {
	Step                        int
	TrainAccuracy, TestAccuracy float64
	// TrainImages and TestImages are how many images each accuracy is over.
	TrainImages, TestImages int
	// Sample says that these are only the first of each set: all of them take long, and the epoch has not ended.
	Sample bool
}

func (Evaluated) event() {}

func (m *Evaluated) fields(c *codec) {
	c.int(&m.Step, &m.TrainImages, &m.TestImages)
	c.float(&m.TrainAccuracy, &m.TestAccuracy)
	c.bool(&m.Sample)
}

var _ = register(&Evaluated{})

// Trained answers Train: all that it did.
type Trained struct {
	Step           int
	Epoch          float64
	Loss           float64
	StepsPerSecond float64
	// Accuracy is that of this step, over all images, or nil where it is not measured: the run ended early, or Train
	// said Later.
	Accuracy *Evaluated
}

func (Trained) event() {}

func (m *Trained) fields(c *codec) {
	c.int(&m.Step)
	c.float(&m.Epoch, &m.Loss, &m.StepsPerSecond)
	optional(c, &m.Accuracy, (*Evaluated).fields)
}

var _ = register(&Trained{})

// DataProgress counts the bytes of a data file.
type DataProgress struct {
	File          string
	Loaded, Total int
}

func (DataProgress) event() {}

func (m *DataProgress) fields(c *codec) {
	c.text(&m.File)
	c.int(&m.Loaded, &m.Total)
}

var _ = register(&DataProgress{})

// Failed says what went wrong, in words for the learner. With an ID, the Command did nothing. Code is one of the Code
// constants; with CodeData, File is the one that failed, which Message does not name; with CodeBadFormula, Column is
// the place in the formula, from 1, or 0 if there is none.
type Failed struct {
	Code    string
	Message string
	File    string
	Column  int
}

func (Failed) event() {}

func (m *Failed) fields(c *codec) {
	c.text(&m.Code, &m.Message, &m.File)
	c.int(&m.Column)
}

var _ = register(&Failed{})

// Codes of Failed.
const (
	CodeBadRequest = "bad-request" // the Command is not valid
	CodeData       = "data"        // a data file is missing or damaged; Configure tries again
	CodeNotReady   = "not-ready"   // the data or the network is not loaded yet
	CodeBusy       = "busy"        // training or a check runs already
	CodeCancelled  = "cancelled"   // ended by another Command
	CodePanic      = "panic"       // a bug in the engine; Restore goes on from the last Checkpoint
	CodeDiverged   = "diverged"    // the loss is no longer a number
	CodeBadFormula = "bad-formula" // the formula cannot be read; Failed.Column says where
)
