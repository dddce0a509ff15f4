package protocol

import "github.com/inkgrad/inkgrad/nn/digits/form"

// Classify asks for the digit in Strokes or, without strokes, in Pixels. Answer: Classified.
type Classify struct {
	Strokes [][][2]float64
	Pixels  []float64
}

func (Classify) command() {}

func (m *Classify) fields(c *codec) {
	visitStrokes(c, &m.Strokes)
	c.floats(&m.Pixels)
}

var _ = register(&Classify{})

// Sample asks for image Index of the test set. Answer: Sampled.
type Sample struct{ Index int }

func (Sample) command()           {}
func (m *Sample) fields(c *codec) { c.int(&m.Index) }

var _ = register(&Sample{})

// Classified answers Classify. Pixels is the image that the networks saw. For an empty drawing everything is empty.
type Classified struct {
	Pixels []float64
	// Frame is the square of the paper that Pixels shows.
	Frame form.Frame
	// Network is the answer of the network that is trained here and whose graph is shown. Reader is that of the network
	// that comes with the page to read drawings (see nn/reader), or nil while that is being loaded.
	Network, Reader *Reading
	// Own says that the learner has trained Network, and Step how many steps it was trained.
	Own  bool
	Step int
}

func (Classified) event() {}

func (m *Classified) fields(c *codec) {
	c.int(&m.Step)
	c.floats(&m.Pixels)
	c.float(&m.Frame.X, &m.Frame.Y, &m.Frame.Side)
	c.bool(&m.Own)
	optional(c, &m.Network, (*Reading).fields)
	optional(c, &m.Reader, (*Reading).fields)
}

// Best returns the answer of the network that the learner has trained or, until there is one, of the Reader. For an
// empty drawing it returns nil.
func (m *Classified) Best() *Reading {
	if m.Own || m.Reader == nil {
		return m.Network
	}
	return m.Reader
}

var _ = register(&Classified{})

// Reading is a network's answer to a drawing.
type Reading struct {
	Digit         int
	Probabilities []float64
	// Sure says that Digit is probable enough, more than all others together at least; else the drawing may be no
	// digit.
	Sure bool
}

// Surely returns the digit, or -1 where the network is not sure, or there is no Reading.
func (m *Reading) Surely() int {
	if m == nil || !m.Sure {
		return -1
	}
	return m.Digit
}

func (m *Reading) fields(c *codec) {
	c.int(&m.Digit)
	c.floats(&m.Probabilities)
	c.bool(&m.Sure)
}

// Sampled answers Sample.
type Sampled struct {
	Index, Label int
	Pixels       []float64
}

func (Sampled) event() {}

func (m *Sampled) fields(c *codec) {
	c.int(&m.Index, &m.Label)
	c.floats(&m.Pixels)
}

var _ = register(&Sampled{})

func visitStrokes(c *codec, p *[][][2]float64) {
	list(c, p, func(stroke *[][2]float64, c *codec) {
		list(c, stroke, func(point *[2]float64, c *codec) { c.float(&point[0], &point[1]) })
	})
}
