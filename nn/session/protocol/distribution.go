package protocol

import "math"

// How the numbers in the network are distributed while it trains.
type (
	// Watch asks for Distributions while the network trains, or for no more of them. Answer: Status.
	Watch struct{ Distributions bool }

	// Distributions are sent to who asked for them by Watch: at once and of every other network that takes the place of this one, and while
	// training runs after its first steps, then whenever the step has grown by a tenth, and at the end. Step is the network's.
	//
	// The activations and all gradients are those of the batch of that step; the weights are those after it. Where nothing has been trained
	// yet, all is computed on the batch that training used last or, before there was one, on the first images.
	Distributions struct {
		Step    int
		Tensors []Distribution
	}
)

// Distribution is how the elements of one tensor are distributed.
type Distribution struct {
	// Name is the layer's (ReLU1), or the parameter's (W1). The last layer's name stands for the logits.
	Name string `json:"name"`
	// Of is one of OfActivation and its like.
	Of string `json:"of"`
	// Mean and Std are those of the elements, Zeros is the fraction that is exactly 0.
	Mean  float64 `json:"mean"`
	Std   float64 `json:"std"`
	Zeros float64 `json:"zeros"`
	// Density has DensityBins bins from Low to High for the elements that are not 0: how many are in each, in parts of 255 of the fullest bin.
	// Of activations and weights the bins are of equal width, and Low and High the least and the greatest element. Of gradients they are
	// powers of two of the size without its sign, from 2^-40 to 2^8; what lies outside is in the first or the last.
	Density   []byte  `json:"density"`
	Low, High float64 // the bounds of the bins
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

// Logarithmic says that the bins are of equal ratio instead of equal width.
func (d Distribution) Logarithmic() bool {
	return d.Of == OfActivationGradient || d.Of == OfWeightGradient
}

// RMS is the root of the mean square of the elements, which for a gradient says how strong it is.
func (d Distribution) RMS() float64 { return math.Hypot(d.Mean, d.Std) }

func (Watch) command() {}

func (Distributions) event() {}
