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

	// Save asks for the network as a file. Answer: Saved.
	Save struct{}

	// Load goes on with the network of a File that Save was answered by. Answer: Status.
	Load struct{ File []byte }

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
	// or without Pixels of the batch that training used last. With Train it computes as training does, with the masks of Dropout and
	// the batch's own statistics, otherwise as an image is classified. Answer: Graphed.
	Graph struct {
		Pixels []float64 `json:"-"`
		Label  int
		Train  bool
	}

	// Params asks for a copy of every parameter. Answer: ParamsCopied.
	Params struct{}

	// Check compares backpropagation with numerical gradients: step H, on Samples images, in at most Elements elements of each
	// parameter (0: in all of them). It computes in float64, or in float32 where DType says so. Bug plants a mistake, one of Bugs
	// by its name, in the backward pass of a copy of the network, in a layer that BugSeed draws; "" plants none. Answer: Checked,
	// after CheckProgress.
	Check struct {
		H        float64
		Samples  int
		Elements int
		DType    string
		Bug      string
		BugSeed  int
	}

	// Curve asks how the error of the numerical gradient depends on h, in float32 and in float64. Samples and Elements are as in
	// Check. Answer: Curved, after CheckProgress.
	Curve struct {
		Samples  int
		Elements int
	}

	// CancelCheck ends a Check or Curve early, which is then answered by Failed with code "cancelled". Answer: Status.
	CancelCheck struct{}

	// Formula asks for the graph of a formula (see nn/expr), forward and backward in float64. Names without a value get 1.
	// Answer: Formulated, or Failed with code "bad-formula" and the column.
	Formula struct {
		Expression string
		Values     map[string]float64
	}

	// Products asks how one element came about: Node and Element count in the graph of the latest Graphed. The node is a MatMul or a
	// Convolution, whose element is a sum of products, or a pooling: the mean of a window, or its largest element. The Top largest terms
	// are shown one by one, the rest as one number. Answer: Unfolded.
	Products struct {
		Node, Element int
		Top           int
	}

	// TryStep asks what one step of the optimizer on the image Pixels with the target Label would change. It is taken on a copy: the network
	// stays as it is. Answer: Tried.
	TryStep struct {
		Pixels []float64 `json:"-"`
		Label  int
	}
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
		// Evaluated is the latest measured accuracy of this network, or nil.
		Evaluated *Evaluated
		// Kernels says that SIMD kernels compute; without them training is many times slower.
		Kernels bool
	}

	// Progress is sent while training runs, at most 20 times a second; the first and the last always.
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

	// Classified answers Classify. Pixels is the image that the networks saw. Of an empty drawing Digit is -1 and the rest is empty.
	Classified struct {
		// Digit and its like are the answer of the network that the learner has trained, or until there is one, of the Reader.
		Digit         int
		Probabilities []float64
		// Sure says that Digit is more probable than all others together; else the drawing may be no digit at all.
		Sure   bool
		Pixels []float64 `json:"-"`
		// Reader is what the network that comes with the page to read drawings says (see nn/reader), or nil while it is on its way.
		Reader *Reading
		// Own says that the answer above is that of the learner's network.
		Own bool
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

	// Saved has the network, what its optimizer remembers, and the settings that trained it, as a safetensors file; see session.EncodeModel.
	Saved struct{ File []byte }

	// ParamsCopied answers Params, in the network's order.
	ParamsCopied struct{ Params []Param }

	// CheckProgress counts elements.
	CheckProgress struct{ Done, Total int }

	// Checked answers Check. OK says that every MeanAbsDiff is small enough (see train.CheckTolerance).
	Checked struct {
		Params []CheckedParam
		OK     bool
		// NumericalSeconds is the time that the Checked of Size elements took, BackpropSeconds that of one forward and backward
		// pass, which gives all of them.
		NumericalSeconds, BackpropSeconds float64
		Checked, Size                     int
		// Kinks are ReLU inputs that crossed 0 within ±H, where the numerical gradient is not to be trusted: the first few of
		// KinkCount.
		Kinks     []Kink
		KinkCount int
		// Planted is the mistake that was there to be found, or nil.
		Planted *Planted
	}

	// Curved answers Curve.
	Curved struct{ Points []CurvePoint }

	// Formulated answers Formula. Values has a value for each name, Names is their order in the formula.
	Formulated struct {
		Graph *snapshot.Graph
		// Text is the formula as this project writes it, MathML the same for display.
		Text, MathML string
		Names        []string
		Values       map[string]Number
	}

	// Unfolded answers Products: a graph of scalars that ends in the element. Shown terms are in it; Rest are one leaf, whose value,
	// their sum or the largest of them, is RestTotal.
	Unfolded struct {
		Graph       *snapshot.Graph
		Shown, Rest int
		RestTotal   Number
	}

	// Tried answers TryStep: the graph before the step and after it, and the probabilities of each.
	Tried struct {
		Before, After                           *snapshot.Graph
		ProbabilitiesBefore, ProbabilitiesAfter []float64
		LearningRate                            float64
	}

	// DataProgress counts the bytes of a file of data.
	DataProgress struct {
		File          string
		Loaded, Total int
	}

	// Checkpoint is all that is needed to go on training from here; the page keeps the latest one. Version is CheckpointVersion.
	Checkpoint struct {
		Version  int
		Settings setting.Settings
		Builtin  bool
		Step     int
		// Rand is the state of the random numbers.
		Rand   []byte
		Params []Param
		// State is what the network learned without a gradient: the running statistics of BatchNormalization.
		State []Param
		// Optimizer trained last, and Memory is what it remembers; before the first step, "" and nil.
		Optimizer string
		Memory    []Param
	}

	// Failed says what went wrong, in words for the learner. With an ID, the Command did nothing. Code is one of the Code constants;
	// with CodeData, File is the one that failed; with CodeBadFormula, Column is where, from 1.
	Failed struct {
		Code    string
		Message string
		File    string
		Column  int
	}
)

// CheckpointVersion is that of the Checkpoints of today. It changes when one of today could not be read any more.
const CheckpointVersion = 1

// Codes of Failed.
const (
	CodeBadRequest = "bad-request" // the Command is not valid
	CodeData       = "data"        // a file of data is missing or damaged; Configure tries again
	CodeNotReady   = "not-ready"   // the data or the network is not there yet
	CodeBusy       = "busy"        // training or a check runs already
	CodeCancelled  = "cancelled"   // ended by another Command
	CodePanic      = "panic"       // a defect of ours; Restore goes on from the last Checkpoint
	CodeDiverged   = "diverged"    // the loss is no longer a number
	CodeBadFormula = "bad-formula" // the formula cannot be read; Failed.Column says where
)

// DTypes of a Check.
const (
	Float64 = "float64" // the default, also written ""
	Float32 = "float32"
)

// Reading is what a network says of a drawing.
type Reading struct {
	Digit         int
	Probabilities []float64
	Sure          bool
}

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

// Kink is a ReLU whose input crossed 0 while one element of a parameter moved by ±h.
type Kink struct {
	// Param and Element are what was moved.
	Param   string `json:"param"`
	Element int    `json:"element"`
	// Scope is the ReLU's, Unit and Image say which of its inputs it was; Input is that input with the parameter as it is.
	Scope string `json:"scope"`
	Unit  int    `json:"unit"`
	Image int    `json:"image"`
	Input Number `json:"input"`
}

// CurvePoint is the mean absolute difference between numerical gradients of step H and backpropagation in float64.
type CurvePoint struct {
	H       float64 `json:"h"`
	Float32 Number  `json:"float32"`
	Float64 Number  `json:"float64"`
}

// Bug is a mistake that people make in a backward pass.
type Bug struct {
	// Name is how a Check asks for it.
	Name string `json:"name"`
	// Title says in a few words what is wrong, Wrong and Right are the line of code, Explanation says how the check shows it.
	Title       string `json:"title"`
	Wrong       string `json:"wrong"`
	Right       string `json:"right"`
	Explanation string `json:"explanation"`
}

// Planted is a Bug and the layer that had it.
type Planted struct {
	Bug   Bug    `json:"bug"`
	Scope string `json:"scope"`
}

func (Start) command()       {}
func (Configure) command()   {}
func (Train) command()       {}
func (Pause) command()       {}
func (Reset) command()       {}
func (Builtin) command()     {}
func (Restore) command()     {}
func (Save) command()        {}
func (Load) command()        {}
func (Classify) command()    {}
func (Sample) command()      {}
func (Graph) command()       {}
func (Params) command()      {}
func (Check) command()       {}
func (CancelCheck) command() {}
func (Curve) command()       {}
func (Formula) command()     {}
func (Products) command()    {}
func (TryStep) command()     {}

func (Status) event()        {}
func (Progress) event()      {}
func (Evaluated) event()     {}
func (Trained) event()       {}
func (Classified) event()    {}
func (Sampled) event()       {}
func (Graphed) event()       {}
func (Saved) event()         {}
func (ParamsCopied) event()  {}
func (CheckProgress) event() {}
func (Checked) event()       {}
func (DataProgress) event()  {}
func (Checkpoint) event()    {}
func (Curved) event()        {}
func (Formulated) event()    {}
func (Unfolded) event()      {}
func (Tried) event()         {}
func (Failed) event()        {}
