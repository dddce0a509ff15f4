package protocol

import "math"

// Watch starts or stops Distributions. Answer: Status.
type Watch struct{ Distributions bool }

func (Watch) command()           {}
func (m *Watch) fields(c *codec) { c.bool(&m.Distributions) }

var _ = register(&Watch{})

// Distributions are sent after a Watch: at once, after each replacement of the network, and in training after its first
// steps, then whenever the step has grown by a fifth, and at the end. Step is the network's step.
//
// The activations and all gradients are those of the batch of that step; the weights are those after it. While no
// training runs, everything is computed on the batch that training used last or, if there was none, on the first
// images.
type Distributions struct {
	Step    int
	Tensors []Distribution
}

func (Distributions) event() {}

func (m *Distributions) fields(c *codec) {
	c.int(&m.Step)
	list(c, &m.Tensors, (*Distribution).fields)
}

var _ = register(&Distributions{})

// Distribution is how the elements of one tensor are distributed.
type Distribution struct {
	// Name is the layer's (ReLU1), or the parameter's (W1). The last layer's name stands for the logits.
	Name string
	// Of is OfActivation or one of the others.
	Of string
	// Figures are what Mean, Std, Zeros, Low and High return, in this order.
	Figures []float64
	// Elements is how many the tensor has, and Looked how many of them, spread evenly over it, all this is of.
	Elements, Looked int
	// Density has DensityBins bins from Low to High for the elements that are not 0: how many are in each, as a part of
	// the fullest bin's. Of activations and weights the bins are of equal width, and Low and High the least and the
	// greatest element. Of gradients they are powers of two of the size without its sign, from 2^-40 to 2^8; what lies
	// outside is in the first or the last.
	Density []float64
}

func (m *Distribution) fields(c *codec) {
	c.text(&m.Name, &m.Of)
	c.floats(&m.Figures, &m.Density)
	c.int(&m.Elements, &m.Looked)
	if !c.writing && (len(m.Figures) != figureCount || len(m.Density) != DensityBins) {
		c.fail("%s: %d figures and %d bins", m.Name, len(m.Figures), len(m.Density))
	}
}

// What a Distribution is of. A gradient is that of the loss, a mean over the batch, with respect to one element.
const (
	OfActivation         = "activation"
	OfActivationGradient = "activation-gradient"
	OfWeight             = "weight"
	OfWeightGradient     = "weight-gradient" // with that of the weight decay
)

// DensityBins is how many bins a Density has.
const DensityBins = 48

// figureCount is the length of Figures.
const figureCount = 5

// NewDistribution returns a Distribution with these figures.
func NewDistribution(name, of string, mean, std, zeros, low, high float64, density []float64) Distribution {
	return Distribution{Name: name, Of: of, Figures: []float64{mean, std, zeros, low, high}, Density: density}
}

// Mean is that of the elements.
func (d Distribution) Mean() float64 { return d.Figures[0] }

// Zeros is the fraction of the elements that is exactly 0.
func (d Distribution) Zeros() float64 { return d.Figures[2] }

// Low and High are the bounds of the bins.
func (d Distribution) Low() float64  { return d.Figures[3] }
func (d Distribution) High() float64 { return d.Figures[4] }

// Logarithmic reports whether the bins have equal ratios instead of equal widths.
func (d Distribution) Logarithmic() bool {
	return d.Of == OfActivationGradient || d.Of == OfWeightGradient
}

// RMS returns the root of the mean square of the elements, which measures how strong a gradient is.
func (d Distribution) RMS() float64 { return math.Hypot(d.Mean(), d.Figures[1]) }
