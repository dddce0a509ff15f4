package setting

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// Kind says how a setting is written and which control sets it.
type Kind string

const (
	Int     Kind = "int"     // a whole number; a number field
	Ints    Kind = "ints"    // whole numbers joined by commas; a text field
	Float   Kind = "float"   // a number; a slider with a field
	Choice  Kind = "choice"  // one of Choices; buttons or a select
	Text    Kind = "text"    // any text of at most MaxLen characters; a text field
	Network Kind = "network" // a network's layers, as spec.Parse reads them, or nothing; a text field
	Names   Kind = "names"   // names of settings, or some of Choices, joined by commas
	Named   Kind = "named"   // finite numbers with names, a=1,b=-0.5; a slider with a field for each
)

// Row describes one setting.
type Row struct {
	// Name is the key in the URL, in JSON and in the JavaScript API; Label is what a learner reads.
	Name, Label string
	Kind        Kind
	// Min and Max bound a number (each number of Ints); MaxLen bounds how many Ints or Named numbers, or characters of
	// a Text or Network, there may be.
	Min, Max float64
	MaxLen   int
	// Log asks for a slider on a logarithmic scale. If Min is 0, the lowest place of the slider is 0.
	Log bool
	// Choices are the words that a Choice may be, in the order to show them.
	Choices []string
	// ChoiceHelp is a sentence for each of Choices, or nil.
	ChoiceHelp []string
	// Fresh settings describe the network itself: they take effect when it starts from scratch.
	Fresh bool
	// Page settings concern the page alone: the engine ignores them.
	Page bool
	// Figure is the panel whose figure the setting sets up, or "": which formula is there, and how far it is stepped.
	Figure string
	// Network settings say what the page's network is trained to and what is drawn: they make no difference to a panel
	// that shows neither.
	Network bool
	// Help is one sentence for the control. A setting of the page that has none is explained in pageHelp.
	Help string
	// field returns a pointer to the row's field.
	field func(*Settings) any
	// hyper is the hyperparameter whose row this is, or nil.
	hyper *method.Hyperparameter
	// applies, if not nil, reports whether this setting matters beside the others.
	applies func(Settings) bool
}

// Applies reports whether the setting makes a difference beside the others in s: the momentum does not if the optimizer
// has none.
func (r Row) Applies(s Settings) bool { return r.applies == nil || r.applies(s) }

// HelpFor returns the row's Help, with that of the choice in s.
func (r Row) HelpFor(s Settings) string {
	i := slices.Index(r.Choices, r.text(s))
	if i < 0 || r.ChoiceHelp == nil {
		return r.Help
	}
	return r.Help + " " + r.ChoiceHelp[i]
}

var (
	optimizers, optimizerHelp = namesAndHelp(method.Optimizers())
	schedules, scheduleHelp   = namesAndHelp(method.Schedules())
)

var table = slices.Concat([]Row{
	{Name: "optimizer", Label: "Optimizer", Kind: Choice, Choices: optimizers, ChoiceHelp: optimizerHelp,
		Help:  "How a step is made; each has its usual rate.",
		field: func(s *Settings) any { return &s.Optimizer }},
	{Name: "learningRate", Label: "Learning rate", Kind: Float, Min: 0.0001, Max: 10, Log: true,
		Help:  "How far each step moves the weights against the gradient.",
		field: func(s *Settings) any { return &s.LearningRate }},
	{Name: "batchSize", Label: "Batch size", Kind: Int, Min: 1, Max: MaxBatch,
		Help:  "How many images each step averages its gradient over.",
		field: func(s *Settings) any { return &s.BatchSize }},
	{Name: "iterations", Label: "Iterations", Kind: Int, Min: 1, Max: 1_000_000,
		Help:  "How many steps training runs before it stops by itself.",
		field: func(s *Settings) any { return &s.Iterations }},
	{Name: "dataSize", Label: "Training images", Kind: Choice,
		Choices: []string{"300", "10000", "20000", "30000", "40000", "50000", "60000"},
		Help:    "How many of MNIST’s 60,000 training images to learn from; with 300 a network learns them by heart.",
		field:   func(s *Settings) any { return &s.DataSize }},
	{Name: "ownShare", Label: "Your drawings in a batch", Kind: Float, Min: 0, Max: 1,
		Help: "The share of each batch that is your own drawings instead of MNIST images; it has no effect while you " +
			"have none.",
		field: func(s *Settings) any { return &s.OwnShare }},
}, hyperRows(method.Optimizers(), func(s Settings) string { return s.Optimizer }), []Row{
	{Name: "schedule", Label: "Schedule", Kind: Choice, Choices: schedules, ChoiceHelp: scheduleHelp,
		Help:  "How the learning rate falls over the iterations.",
		field: func(s *Settings) any { return &s.Schedule }},
}, hyperRows(method.Schedules(), func(s Settings) string { return s.Schedule }), []Row{
	{Name: "weightDecay", Label: "Weight decay", Kind: Float, Min: 0, Max: 1, Log: true,
		Help:  "How strongly each step pulls the weights towards 0, so that none grows larger than needed.",
		field: func(s *Settings) any { return &s.WeightDecay }},
	{Name: "network", Label: "Layers", Kind: Network, MaxLen: 1000, Fresh: true,
		Help:  "The layers, as in conv16k5-relu-pool2-affine10; leave it empty to use the hidden sizes and activation.",
		field: func(s *Settings) any { return &s.Network }},
	{Name: "hidden", Label: "Hidden sizes", Kind: Ints, Min: 1, Max: 1000, MaxLen: 6, Fresh: true,
		Help:    "Units in each hidden layer, separated by commas; leave it empty for none.",
		field:   func(s *Settings) any { return &s.Hidden },
		applies: func(s Settings) bool { return s.Network == "" }},
	{Name: "activation", Label: "Activation", Kind: Choice, Choices: []string{"ReLU", "Sigmoid"}, Fresh: true,
		Help: "The function between the layers; without it the network could only draw straight lines between " +
			"the classes.",
		field:   func(s *Settings) any { return &s.Activation },
		applies: func(s Settings) bool { return s.Network == "" }},
	{Name: "seed", Label: "Seed", Kind: Int, Min: 0, Max: 1 << 31, Fresh: true,
		Help:  "Where the random numbers start: the same seed and settings give the same weights, bit for bit.",
		field: func(s *Settings) any { return &s.Seed }},
	{Name: "init", Label: "Initial weights", Kind: Choice, Choices: spec.Inits(), Fresh: true,
		Help: "How far the random weights spread at the start: by 0.01 (Normal), by 1 (Standard), by the number of " +
			"inputs (Xavier, He), or not at all.",
		field: func(s *Settings) any { return &s.Init }},
	{Name: "workers", Label: "Workers", Kind: Choice, Choices: []string{AutoWorkers, "1", "2", "4"},
		Help: "How many processors train a network with convolutions; auto picks the faster way. The result is the " +
			"same.",
		field: func(s *Settings) any { return &s.Workers }},
	{Name: "theme", Label: "Theme", Kind: Choice, Choices: []string{"auto", "light", "dark"}, Page: true,
		Help:  "Light or dark; auto follows the system.",
		field: func(s *Settings) any { return &s.Theme }},
	{Name: "formula", Label: "Formula", Kind: Text, MaxLen: 20_000, Page: true, Figure: "formula",
		Help: "Numbers, names, + − * / ^, parentheses, exp, log or ln, sqrt, sin, cos, abs, max, relu, sigmoid and " +
			"tanh. A line such as t = x + y names a value for the lines below.",
		field: func(s *Settings) any { return &s.Formula }},
	{Name: "values", Label: "Values", Kind: Named, MaxLen: 1000, Page: true, Figure: "formula",
		field: func(s *Settings) any { return &s.Values }},
	{Name: "step", Label: "Step", Kind: Int, Min: AllSteps, Max: 100_000, Page: true, Figure: "formula",
		field: func(s *Settings) any { return &s.Step }},
	{Name: "layer", Label: "Layer", Kind: Text, MaxLen: 100, Page: true, Figure: "layer",
		field: func(s *Settings) any { return &s.Layer }},
	{Name: "numbers", Label: "Numbers", Kind: Text, MaxLen: 10_000, Page: true, Figure: "layer",
		field: func(s *Settings) any { return &s.Numbers }},
	{Name: "layerMode", Label: "Layer computed as", Kind: Choice, Choices: []string{GraphTrain, GraphPredict},
		Page: true, Figure: "layer",
		field: func(s *Settings) any { return &s.LayerMode }},
	{Name: "mask", Label: "Mask", Kind: Int, Min: 0, Max: 1 << 31, Page: true, Figure: "layer",
		field: func(s *Settings) any { return &s.Mask }},
	{Name: "layerStep", Label: "Step of the layer", Kind: Int, Min: AllSteps, Max: 100_000, Page: true, Figure: "layer",
		field: func(s *Settings) any { return &s.LayerStep }},
	{Name: "element", Label: "Element", Kind: Text, MaxLen: 40, Page: true, Figure: "layer",
		field: func(s *Settings) any { return &s.Element }},
	{Name: "unfolded", Label: "Unfolded", Kind: Text, MaxLen: 2000, Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.Unfolded }},
	{Name: "node", Label: "Node", Kind: Int, Min: NoNode, Max: 100_000, Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.Node }},
	{Name: "graphElement", Label: "Element of the node", Kind: Int, Max: 1 << 31, Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.GraphElement }},
	{Name: "graphStep", Label: "Step of the graph", Kind: Int, Min: NoSteps, Max: 100_000, Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.GraphStep }},
	{Name: "graphMode", Label: "Computed as", Kind: Choice, Choices: []string{GraphAuto, GraphTrain, GraphPredict},
		Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.GraphMode }},
	{Name: "graphLook", Label: "Shown by", Kind: Choice, Choices: []string{GraphPictures, GraphNumbers},
		Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.GraphLook }},
	{Name: "graphOf", Label: "Network of the graph", Kind: Choice, Choices: []string{GraphNetwork, GraphReader},
		Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.GraphOf }},
	{Name: "graphInput", Label: "Input of the graph", Kind: Choice,
		Choices: []string{GraphAuto, GraphBatch, GraphDrawing}, Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.GraphInput }},
	{Name: "graphTarget", Label: "Target of the graph", Kind: Int, Min: NoTarget, Max: 9, Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.GraphTarget }},
	{Name: "pullReach", Label: "Reach of the pull", Kind: Choice, Choices: PullReaches(), Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.PullReach }},
	{Name: "pullStep", Label: "Step of the secant", Kind: Choice, Choices: PullSteps(), Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.PullStep }},
	{Name: "pullBy", Label: "Pulled by", Kind: Int, Min: -PullPoints, Max: PullPoints, Page: true, Figure: "graph",
		field: func(s *Settings) any { return &s.PullBy }},
	{Name: "mistakes", Label: "Mistakes", Kind: Int, Min: AllMistakes, Max: 99, Page: true, Figure: "mistakes",
		field: func(s *Settings) any { return &s.Mistakes }},
	{Name: "foolTarget", Label: "Digit to be taken for", Kind: Choice, Choices: foolTargets(), Page: true,
		Figure: "fool",
		field:  func(s *Settings) any { return &s.FoolTarget }},
	{Name: "foolNorm", Label: "What is small", Kind: Choice, Choices: []string{FoolAuto, "max", "count", "distance"},
		Page: true, Figure: "fool",
		field: func(s *Settings) any { return &s.FoolNorm }},
	{Name: "foolOf", Label: "Network to be fooled", Kind: Choice, Choices: []string{GraphNetwork, GraphReader},
		Page: true, Figure: "fool",
		field: func(s *Settings) any { return &s.FoolOf }},
	{Name: "foolFrom", Label: "Fooled from", Kind: Choice, Choices: []string{FoolDrawing, FoolPaper}, Page: true,
		Figure: "fool",
		field:  func(s *Settings) any { return &s.FoolFrom }},
	{Name: "foolFrame", Label: "Step of the way", Kind: Int, Min: NoFrame, Max: 10_000, Page: true, Figure: "fool",
		field: func(s *Settings) any { return &s.FoolFrame }},
	{Name: "moment", Label: "Moment", Kind: Int, Min: Now, Max: MaxReplay, Page: true,
		field: func(s *Settings) any { return &s.Moment }},
	{Name: "momentBeside", Label: "Moment beside it", Kind: Int, Min: Now, Max: MaxReplay, Page: true,
		field: func(s *Settings) any { return &s.MomentBeside }},
	{Name: "smoothing", Label: "Smoothing", Kind: Choice, Choices: Smoothings(), Page: true,
		field: func(s *Settings) any { return &s.Smoothing }},
	{Name: "lossScale", Label: "Scale of the loss", Kind: Choice, Choices: []string{ScaleLinear, ScaleLog}, Page: true,
		field: func(s *Settings) any { return &s.LossScale }},
	{Name: "distributions", Label: "Distributions", Kind: Choice, Page: true,
		Choices: []string{ofActivation, "activation-gradient", "weight", "weight-gradient"},
		field:   func(s *Settings) any { return &s.Distributions }},
	{Name: "language", Label: "Language of code", Kind: Choice, Choices: []string{InPython, InGo}, Page: true,
		field: func(s *Settings) any { return &s.Language }},
	{Name: "open", Label: "Open folds", Kind: Names, Choices: Folds(), Page: true,
		field: func(s *Settings) any { return &s.Open }},
	{Name: "experiment", Label: "Experiment", Kind: Choice, Choices: experimentSlugs(), Page: true, Network: true,
		field: func(s *Settings) any { return &s.Experiment }},
	{Name: "from", Label: "Begins from", Kind: Choice, Choices: []string{FromAuto, FromScratch, FromBuiltin},
		Page: true, Network: true,
		field: func(s *Settings) any { return &s.From }},
	{Name: "steps", Label: "Trained steps", Kind: Int, Min: 0, Max: MaxReplay, Page: true, Network: true,
		field: func(s *Settings) any { return &s.Steps }},
	{Name: "weights", Label: "Weights", Kind: Text, MaxLen: maxAddress, Page: true, Network: true,
		field: func(s *Settings) any { return &s.Weights }},
	{Name: "digest", Label: "Digest of the weights", Kind: Text, MaxLen: 64, Page: true, Network: true,
		field: func(s *Settings) any { return &s.Digest }},
	{Name: "state", Label: "State", Kind: Text, MaxLen: maxAddress, Page: true,
		field: func(s *Settings) any { return &s.State }},
	{Name: "strokes", Label: "Drawing", Kind: Text, MaxLen: MaxStrokes, Page: true, Network: true,
		field: func(s *Settings) any { return &s.Strokes }},
	{Name: "sample", Label: "Test image", Kind: Int, Min: NoSample, Max: 9999, Page: true, Network: true,
		field: func(s *Settings) any { return &s.Sample }},
	{Name: "lesson", Label: "Lesson", Kind: Text, MaxLen: MaxLesson, Page: true, Figure: "chapter",
		field: func(s *Settings) any { return &s.Lesson }},
	{Name: "section", Label: "Section", Kind: Text, MaxLen: 40, Page: true, Figure: "chapter",
		field: func(s *Settings) any { return &s.Section }},
	{Name: "answered", Label: "Answered", Kind: Text, MaxLen: 2500, Page: true, Figure: "chapter",
		field: func(s *Settings) any { return &s.Answered }},
	{Name: "figures", Label: "Figures", Kind: Text, MaxLen: 20_000, Page: true, Figure: "chapter",
		field: func(s *Settings) any { return &s.Figures }},
	{Name: "hide", Label: "Hidden controls", Kind: Names, MaxLen: 100, Page: true,
		field: func(s *Settings) any { return &s.Hide }},
	{Name: "lock", Label: "Locked controls", Kind: Names, MaxLen: 100, Page: true,
		field: func(s *Settings) any { return &s.Lock }},
})

// MaxReplay is how many steps of training a link may ask for.
const MaxReplay = 100_000

// What a page begins with.
const (
	FromAuto    = "auto"
	FromScratch = "scratch"
	FromBuiltin = "builtin"
)

// maxAddress is how many characters the address of a file may have.
const maxAddress = 2000

// MaxLesson is how many characters a lesson may have.
const MaxLesson = 20_000

// MaxStrokes is how many characters a drawing may take in a link: those of 3,000 points or so.
const MaxStrokes = 8000

// NoNode is the Node of a graph in which none is chosen, and NoSteps the GraphStep of a graph that is shown without
// steps.
const (
	NoNode  = -1
	NoSteps = -2
)

// MaxBatch is the largest batch size.
const MaxBatch = 1000

// The choices of GraphMode.
const (
	GraphAuto    = "auto"
	GraphTrain   = "train"
	GraphPredict = "predict"
)

// The choices of GraphInput, besides GraphAuto.
const (
	GraphBatch   = "batch"
	GraphDrawing = "drawing"
)

// What is not there: a target of the graph, a cell of the mistakes, a step of the way to fool a network, and a moment
// of the past.
const (
	NoTarget    = -1
	AllMistakes = -1
	NoFrame     = -1
	Now         = -1
)

// The choices about fooling a network. FoolAuto is the page's own choice, FoolAny any digit but the network's.
const (
	FoolAuto    = "auto"
	FoolAny     = "any"
	FoolDrawing = "drawing"
	FoolPaper   = "paper"
)

func foolTargets() []string {
	return []string{FoolAuto, FoolAny, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
}

// The choices of LossScale.
const (
	ScaleLinear = "linear"
	ScaleLog    = "log"
)

// ofActivation is the first of the choices of Distributions: they are those of package protocol.
const ofActivation = "activation"

// Smoothings are the ways to smooth the loss, in the order to show them.
func Smoothings() []string { return []string{"Off", "Some", "Much"} }

// PullReaches are how far a weight can be pulled, PullSteps the h of the secants. Each is a number; the first reach is
// the one to begin with.
func PullReaches() []string { return []string{"1", "10", "0.1", "0.01"} }
func PullSteps() []string {
	return []string{"1", "0.1", "0.01", "0.001", "0.0001", "1e-05", "1e-06", "1e-07"}
}

// PullPoints is how many parts a reach has, to each side.
const PullPoints = 32

// Folds are the folds of a page with something to see, by the names that a link has for them: package web/state has
// what they are.
func Folds() []string {
	return []string{"settings", "layers", "program", "distributions", "epochs", "own", "pull", "source", "fool",
		"elements"}
}

// The choices of GraphLook.
const (
	GraphPictures = "pictures"
	GraphNumbers  = "numbers"
)

// The choices of GraphOf.
const (
	GraphNetwork = "network"
	GraphReader  = "reader"
)

// The choices of Language.
const (
	InPython = "python"
	InGo     = "go"
)

// AutoWorkers lets the engine find out how many workers are the fastest.
const AutoWorkers = "auto"

// Table returns the rows in the order to show them.
func Table() []Row { return slices.Clone(table) }

// Find returns the row with that name.
func Find(name string) (Row, bool) {
	i := slices.IndexFunc(table, func(r Row) bool { return r.Name == name })
	if i < 0 {
		return Row{}, false
	}
	return table[i], true
}
