// Package protocol is what the page and the engine say to each other: Commands go to the engine, Events come back.
//
// Both are plain data. The package imports nothing of the core, so that the page links no mathematics. A Command carries an
// ID; an Event that answers it carries the same ID, and an Event that the engine sends by itself carries 0.
//
//	m, err := protocol.EncodeCommand(7, protocol.Train{Steps: 500})
//	id, c, err := protocol.DecodeCommand(m) // 7, Train{Steps: 500}, nil
//
// Conventions: an image is 784 pixels, row by row, 0 for paper to 1 for ink. A stroke is a list of points [x, y], y downwards,
// in any unit. Accuracies are fractions, times are seconds.
package protocol

import (
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Command is a wish of the page.
type Command interface{ command() }

// Event is news from the engine.
type Event interface{ event() }

// The Commands. Each says which Event answers it; any may be answered by Failed instead, and then has changed nothing.
type (
	// Start is the first Command: it loads the data and the built-in network. Answer: Status, once both are there.
	Start struct{ Settings setting.Settings }

	// Configure changes the settings. Those marked Fresh in the table wait for the next Reset. Answer: Status.
	Configure struct{ Settings setting.Settings }

	// Train runs Steps training steps, or with 0 until Settings.Iterations steps are done in all. Answer: Trained, at the end.
	Train struct{ Steps int }

	// Pause ends a Train early; its Trained is sent first. Answer: Status.
	Pause struct{}

	// Reset starts from scratch: fresh weights, drawn as the settings say. Answer: Status.
	Reset struct{}

	// Builtin puts back the network that came with the page. Answer: Status.
	Builtin struct{}

	// Restore goes on from a Checkpoint. Answer: Status.
	Restore struct{ Checkpoint Checkpoint }

	// Classify asks for the digit in Strokes, or in Pixels where there are no strokes. Answer: Classified.
	Classify struct {
		Strokes [][][2]float64
		Pixels  []float64 `json:"-"`
	}

	// Sample asks for image Index of the test set. Answer: Sampled.
	Sample struct{ Index int }

	// Graph asks for the computational graph of one batch, forward and backward: of the image Pixels with the target Label,
	// or without Pixels of the batch that training used last. Answer: Graphed.
	Graph struct {
		Pixels []float64 `json:"-"`
		Label  int
	}

	// Params asks for a copy of every parameter. Answer: ParamsCopied.
	Params struct{}

	// Check compares backpropagation with numerical gradients in float64: step H, on Samples images, in at most Elements
	// elements of each parameter (0: in all of them). Answer: Checked, after CheckProgress.
	Check struct {
		H        float64
		Samples  int
		Elements int
	}

	// CancelCheck ends a Check early, which is then answered by Failed with code "cancelled". Answer: Status.
	CancelCheck struct{}
)

// The Events.
type (
	// Status is the engine's state as it stands.
	Status struct {
		// Settings are those in force: the Fresh ones are those of the network that is there.
		Settings setting.Settings
		// Builtin says that the network is the one that came with the page, untrained since.
		Builtin bool
		// Step counts training steps since the fresh weights.
		Step int
		// Running says that training runs; Checking, that a gradient check does.
		Running, Checking bool
		// TrainImages and TestImages are how many images are there.
		TrainImages, TestImages int
		// Parameters counts the network's parameters.
		Parameters int
	}

	// Progress is sent while training runs, at most once a frame of the display; the first and the last always.
	Progress struct {
		Step int
		// Epoch is Step times the batch size over the number of training images.
		Epoch float64
		// Loss is that of the latest batch, MeanLoss the mean over the batches since the Progress before.
		Loss, MeanLoss Number
		// StepsPerSecond is the speed lately, Remaining the seconds to the end at that speed.
		StepsPerSecond, Remaining float64
	}

	// Evaluated is the accuracy at a step: once an epoch while training runs, and when it ends.
	Evaluated struct {
		Step                        int
		TrainAccuracy, TestAccuracy float64
		// TrainImages and TestImages are how many images each accuracy is over.
		TrainImages, TestImages int
	}

	// Trained answers Train: all that it did.
	Trained struct {
		Step                        int
		Epoch                       float64
		Loss                        Number
		TrainAccuracy, TestAccuracy float64
		StepsPerSecond              float64
	}

	// Classified answers Classify. Pixels is the image that the network saw. Of an empty drawing Digit is -1 and the rest is empty.
	Classified struct {
		Digit         int
		Probabilities []float64
		Pixels        []float64 `json:"-"`
	}

	// Sampled answers Sample.
	Sampled struct {
		Index, Label int
		Pixels       []float64 `json:"-"`
	}

	// Graphed answers Graph. Samples is the batch size.
	Graphed struct {
		Graph   *snapshot.Graph
		Step    int
		Samples int
	}

	// ParamsCopied answers Params, in the network's order.
	ParamsCopied struct{ Params []Param }

	// CheckProgress counts elements.
	CheckProgress struct{ Done, Total int }

	// Checked answers Check. OK says that every MeanAbsDiff is small enough (see train.CheckTolerance).
	Checked struct {
		Params []CheckedParam
		OK     bool
	}

	// DataProgress counts the bytes of a file of data.
	DataProgress struct {
		File          string
		Loaded, Total int
	}

	// Checkpoint is all that is needed to go on training from here; the page keeps the latest one.
	Checkpoint struct {
		Settings setting.Settings
		Builtin  bool
		Step     int
		// Rand is the state of the random numbers.
		Rand   []byte
		Params []Param
	}

	// Failed says what went wrong, in words for the learner. With an ID, the Command did nothing. Code is one of the Code constants;
	// with CodeData, File is the one that failed.
	Failed struct {
		Code    string
		Message string
		File    string
	}
)

// Codes of Failed.
const (
	CodeBadRequest = "bad-request" // the Command is not valid
	CodeData       = "data"        // a file of data is missing or damaged; Configure tries again
	CodeNotReady   = "not-ready"   // the data or the network is not there yet
	CodeBusy       = "busy"        // training or a check runs already
	CodeCancelled  = "cancelled"   // ended by another Command
	CodePanic      = "panic"       // a defect of ours; Restore goes on from the last Checkpoint
	CodeDiverged   = "diverged"    // the loss is no longer a number
)

// Param is a parameter of the network: W1 with shape [784 50].
type Param struct {
	Name  string    `json:"name"`
	Shape []int     `json:"shape"`
	Data  []float64 `json:"-"`
}

// CheckedParam is one line of the gradient check.
type CheckedParam struct {
	Name string `json:"name"`
	// MeanAbsDiff is the mean of |numerical − backpropagation|, MaxRelDiff the largest of that over max(|numerical|, |backpropagation|).
	MeanAbsDiff Number `json:"meanAbsDiff"`
	MaxRelDiff  Number `json:"maxRelDiff"`
	// Checked of Size elements were compared.
	Checked int `json:"checked"`
	Size    int `json:"size"`
}

func (Start) command()       {}
func (Configure) command()   {}
func (Train) command()       {}
func (Pause) command()       {}
func (Reset) command()       {}
func (Builtin) command()     {}
func (Restore) command()     {}
func (Classify) command()    {}
func (Sample) command()      {}
func (Graph) command()       {}
func (Params) command()      {}
func (Check) command()       {}
func (CancelCheck) command() {}

func (Status) event()        {}
func (Progress) event()      {}
func (Evaluated) event()     {}
func (Trained) event()       {}
func (Classified) event()    {}
func (Sampled) event()       {}
func (Graphed) event()       {}
func (ParamsCopied) event()  {}
func (CheckProgress) event() {}
func (Checked) event()       {}
func (DataProgress) event()  {}
func (Checkpoint) event()    {}
func (Failed) event()        {}
