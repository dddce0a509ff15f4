package protocol

import "github.com/inkgrad/inkgrad/nn/layer/spec"

// Drawings replaces the drawings by Examples, at most MaxExamples. They take part in training as Settings.OwnShare
// says. Version, any number that the page chooses, comes back with every Judged about them. Answer: Judged, with
// Pixels.
type Drawings struct {
	Version  int
	Examples []Example
}

func (Drawings) command() {}

func (m *Drawings) fields(c *codec) {
	c.int(&m.Version)
	list(c, &m.Examples, (*Example).fields)
}

var _ = register(&Drawings{})

// FineTune trains the present weights for Steps steps. Share, above 0 and at most 1, is the part of each batch that
// consists of Drawings; the rest are images of MNIST. The learning rate is constant: TuneRate times that of the
// settings. After all steps Tuned is sent first. Answer: Trained.
type FineTune struct {
	Steps int
	Share float64
}

func (FineTune) command() {}

func (m *FineTune) fields(c *codec) {
	c.int(&m.Steps)
	c.float(&m.Share)
}

var _ = register(&FineTune{})

// Judged has the networks' answers to the Drawings, in their order. It is sent with Evaluated, but during training at
// most twice a second, and whenever the network was replaced.
type Judged struct {
	Version int
	// Step is the network's.
	Step int
	// Network has the answers of the network that is trained here. Reader has those of the one that comes with the
	// page, or is nil while that is being loaded.
	Network, Reader []Verdict
	// Pixels has the image of one drawing after another, if this is an answer.
	Pixels []float64
}

func (Judged) event() {}

func (m *Judged) fields(c *codec) {
	c.int(&m.Version, &m.Step)
	list(c, &m.Network, (*Verdict).fields)
	list(c, &m.Reader, (*Verdict).fields)
	c.floats(&m.Pixels)
	if m.Pixels != nil {
		c.fits("Pixels", []int{len(m.Network), spec.Side, spec.Side}, len(m.Pixels))
	}
}

var _ = register(&Judged{})

// Tuned says what a FineTune has changed.
type Tuned struct {
	Share         float64
	Before, After Score
}

func (Tuned) event() {}

func (m *Tuned) fields(c *codec) {
	c.float(&m.Share)
	m.Before.fields(c)
	m.After.fields(c)
}

var _ = register(&Tuned{})

// Example is a drawing and the digit that it is meant to be.
type Example struct {
	Label   int            `json:"label"`
	Strokes [][][2]float64 `json:"strokes"`
}

func (m *Example) fields(c *codec) {
	c.int(&m.Label)
	visitStrokes(c, &m.Strokes)
}

// Verdict is the digit that a network sees in a drawing, and its probability; -1 and 0 if the network has overflowed.
type Verdict struct {
	Digit      int
	Confidence float64
}

func (m *Verdict) fields(c *codec) {
	c.int(&m.Digit)
	c.float(&m.Confidence)
}

// Score is how good a network is on the Drawings, and on the test set.
type Score struct {
	// Step is the network's step. Right counts the Drawings that it classifies as labelled.
	Step, Right, Drawings int
	// TestAccuracy is over TestImages; both are 0 where there are no test images.
	TestAccuracy float64
	TestImages   int
}

func (m *Score) fields(c *codec) {
	c.int(&m.Step, &m.Right, &m.Drawings, &m.TestImages)
	c.float(&m.TestAccuracy)
}

// MaxExamples bounds the Drawings. TuneRate is a tenth: the steps start from a network that works, and should change it
// as little as possible.
const (
	MaxExamples = 500
	TuneRate    = 0.1
)
