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
	Names   Kind = "names"   // names of settings, joined by commas
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
	// Help is one sentence for the control.
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
	i := slices.Index(r.Choices, s.Text(r.Name))
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
		Help:  "What the names in the formula stand for; a name without a value is 1.",
		field: func(s *Settings) any { return &s.Values }},
	{Name: "step", Label: "Step", Kind: Int, Min: AllSteps, Max: 100_000, Page: true, Figure: "formula",
		Help:  "How many steps of the formula’s computation to show; −1 shows all.",
		field: func(s *Settings) any { return &s.Step }},
	{Name: "layer", Label: "Layer", Kind: Text, MaxLen: 100, Page: true, Figure: "layer",
		Help:  "The layer on the bench, as in affine3, conv1k3, pool2, batchnorm or softmaxwithloss.",
		field: func(s *Settings) any { return &s.Layer }},
	{Name: "numbers", Label: "Numbers", Kind: Text, MaxLen: 10_000, Page: true, Figure: "layer",
		Help: "The numbers on the bench, as in x=1,2;3,4~W=1,0;0,1~b=0,1: commas within a row, semicolons between " +
			"rows, slashes between channels, two between images.",
		field: func(s *Settings) any { return &s.Numbers }},
	{Name: "layerMode", Label: "Layer computed as", Kind: Choice, Choices: []string{GraphTrain, GraphPredict},
		Page: true, Figure: "layer",
		Help: "Whether the layer on the bench computes as in training or as for a prediction, which " +
			"BatchNormalization and Dropout tell apart.",
		field: func(s *Settings) any { return &s.LayerMode }},
	{Name: "mask", Label: "Mask", Kind: Int, Min: 0, Max: 1 << 31, Page: true, Figure: "layer",
		Help:  "Where the random numbers of Dropout’s mask on the bench start.",
		field: func(s *Settings) any { return &s.Mask }},
	{Name: "layerStep", Label: "Step of the layer", Kind: Int, Min: AllSteps, Max: 100_000, Page: true, Figure: "layer",
		Help:  "How many steps of the layer’s computation to show; −1 shows all.",
		field: func(s *Settings) any { return &s.LayerStep }},
	{Name: "element", Label: "Element", Kind: Text, MaxLen: 40, Page: true, Figure: "layer",
		Help:  "The element on the bench whose story is told, as in out.0.1 or dW.1.2.",
		field: func(s *Settings) any { return &s.Element }},
	{Name: "unfolded", Label: "Unfolded", Kind: Text, MaxLen: 2000, Page: true, Figure: "graph",
		Help:  "The layers of the graph that are shown in full, joined by commas.",
		field: func(s *Settings) any { return &s.Unfolded }},
	{Name: "node", Label: "Node", Kind: Int, Min: NoNode, Max: 100_000, Page: true, Figure: "graph",
		Help:  "The number of the graph’s node whose tensors are shown; −1 is none.",
		field: func(s *Settings) any { return &s.Node }},
	{Name: "graphElement", Label: "Element of the node", Kind: Int, Max: 1 << 31, Page: true, Figure: "graph",
		Help:  "Which element of the node’s tensors is looked at, counted from 0.",
		field: func(s *Settings) any { return &s.GraphElement }},
	{Name: "graphStep", Label: "Step of the graph", Kind: Int, Min: NoSteps, Max: 100_000, Page: true, Figure: "graph",
		Help:  "How many steps of the graph’s computation to show; −1 is its end, −2 shows the graph without steps.",
		field: func(s *Settings) any { return &s.GraphStep }},
	{Name: "graphMode", Label: "Computed as", Kind: Choice, Choices: []string{GraphAuto, GraphTrain, GraphPredict},
		Page: true, Figure: "graph",
		Help: "Whether the graph is computed as in training or as for a prediction, which BatchNormalization and " +
			"Dropout tell apart; auto trains on a batch and predicts a drawing.",
		field: func(s *Settings) any { return &s.GraphMode }},
	{Name: "graphLook", Label: "Shown by", Kind: Choice, Choices: []string{GraphPictures, GraphNumbers},
		Page: true, Figure: "graph",
		Help:  "Whether what flows through the graph is shown as small pictures or as numbers.",
		field: func(s *Settings) any { return &s.GraphLook }},
	{Name: "graphOf", Label: "Network of the graph", Kind: Choice, Choices: []string{GraphNetwork, GraphReader},
		Page: true, Figure: "graph",
		Help:  "Whether a drawing's graph is that of the network that is trained here, or that of the reader.",
		field: func(s *Settings) any { return &s.GraphOf }},
	{Name: "experiment", Label: "Experiment", Kind: Choice, Choices: experimentSlugs(), Page: true,
		Help:  "Trains a few networks that differ in one thing, one after the other.",
		field: func(s *Settings) any { return &s.Experiment }},
	{Name: "from", Label: "Begins from", Kind: Choice, Choices: []string{FromAuto, FromScratch, FromBuiltin},
		Page: true,
		Help: "The network that a page begins with: one from scratch, or the built-in one; auto is from scratch " +
			"where there is only the training to see.",
		field: func(s *Settings) any { return &s.From }},
	{Name: "steps", Label: "Trained steps", Kind: Int, Min: 0, Max: MaxReplay, Page: true,
		Help: "How many steps a page trains the network from scratch when it is opened: who opens the link sees the " +
			"same network.",
		field: func(s *Settings) any { return &s.Steps }},
	{Name: "weights", Label: "Weights", Kind: Text, MaxLen: maxAddress, Page: true,
		Help: "The address of a safetensors file, as Inkgrad saves networks: a page that is opened with it has that " +
			"network.",
		field: func(s *Settings) any { return &s.Weights }},
	{Name: "digest", Label: "Digest of the weights", Kind: Text, MaxLen: 64, Page: true,
		Help:  "The SHA-256 of the file of the weights, in hexadecimal digits: another file is refused.",
		field: func(s *Settings) any { return &s.Digest }},
	{Name: "state", Label: "State", Kind: Text, MaxLen: maxAddress, Page: true,
		Help:  "The address of a file with more settings, as they stand in a link; those of the link go first.",
		field: func(s *Settings) any { return &s.State }},
	{Name: "strokes", Label: "Drawing", Kind: Text, MaxLen: MaxStrokes, Page: true,
		Help:  "What is drawn, as a link has it: a page that is opened with it shows the same drawing.",
		field: func(s *Settings) any { return &s.Strokes }},
	{Name: "sample", Label: "Test image", Kind: Int, Min: NoSample, Max: 9999, Page: true,
		Help:  "The image of the test set on the drawing area, by its number from 0; −1 is none.",
		field: func(s *Settings) any { return &s.Sample }},
	{Name: "lesson", Label: "Lesson", Kind: Text, MaxLen: MaxLesson, Page: true, Figure: "chapter",
		Help: "The lesson in place of the chapter: its text, as package lesson reads it, or the address of a file " +
			"with it.",
		field: func(s *Settings) any { return &s.Lesson }},
	{Name: "section", Label: "Section", Kind: Text, MaxLen: 40, Page: true, Figure: "chapter",
		Help:  "The section of the chapter or the lesson, as in relu or training; nothing is the first.",
		field: func(s *Settings) any { return &s.Section }},
	{Name: "answered", Label: "Answered", Kind: Text, MaxLen: 2500, Page: true, Figure: "chapter",
		Help:  "The sections of the chapter whose question was answered, joined by commas.",
		field: func(s *Settings) any { return &s.Answered }},
	{Name: "figures", Label: "Figures", Kind: Text, MaxLen: 20_000, Page: true, Figure: "chapter",
		Help: "What the figures of the chapter were set to, where they were changed: name?settings, joined by " +
			"semicolons.",
		field: func(s *Settings) any { return &s.Figures }},
	{Name: "hide", Label: "Hidden controls", Kind: Names, MaxLen: 100, Page: true,
		Help:  "The settings that have no control on the page.",
		field: func(s *Settings) any { return &s.Hide }},
	{Name: "lock", Label: "Locked controls", Kind: Names, MaxLen: 100, Page: true,
		Help:  "The settings that can be seen, but not changed.",
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
