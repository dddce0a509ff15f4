package protocol

// Fool asks for small changes of the image Pixels, 784 numbers in 0..1, after which a network takes it for the digit
// Target, or, with AnyOther, for any digit but the one that it takes it for now. The changes are steps along the
// gradient of the loss with respect to the pixels; the network does not change. Such an image is an adversarial
// example, a targeted one or an untargeted one. With Reader it is the reader that is asked, otherwise the network that
// is trained here.
//
// Norm is one of the Norms, and says what is small. The steps end when the digit has more than half of the probability,
// and at least Sure, and, of the reader, when that is sure of it. Answer: Fooled.
//
// Source: Goodfellow, Shlens and Szegedy, Explaining and Harnessing Adversarial Examples (2015).
type Fool struct {
	Pixels []float64
	Target int
	Norm   string
	Reader bool
	Sure   float64
}

func (Fool) command() {}

func (m *Fool) fields(c *codec) {
	c.floats(&m.Pixels)
	c.int(&m.Target)
	c.text(&m.Norm)
	c.bool(&m.Reader)
	c.float(&m.Sure)
}

var _ = register(&Fool{})

// AnyOther is the Target of a Fool that leads away from the network's own answer.
const AnyOther = -1

// The Norms, by which a change of an image is measured.
const (
	// NormMax is L∞, the largest change of a pixel: a step moves every pixel a little, by the sign of its gradient.
	NormMax = "max"
	// NormCount is L0, the number of pixels that change: a step moves one pixel as far as it goes, the one that by the
	// gradient does most.
	NormCount = "count"
	// NormDistance is L2, the Euclidean distance: a step goes where the loss falls most steeply.
	NormDistance = "distance"
)

// Fooled answers Fool. Step is how many steps the network was trained, of which the reader knows nothing. From is the
// digit that it took the image for, as it was. Frames are the images from there, the first being that itself.
type Fooled struct {
	Step, From int
	Frames     []FoolFrame
	// End is one of the ends. Pushed says that the first step put a faint smudge on blank paper, where the gradient was
	// 0 everywhere.
	End    string
	Pushed bool
}

func (Fooled) event() {}

func (m *Fooled) fields(c *codec) {
	c.int(&m.Step, &m.From)
	list(c, &m.Frames, (*FoolFrame).fields)
	c.text(&m.End)
	c.bool(&m.Pushed)
}

var _ = register(&Fooled{})

// The ends of a Fooled.
const (
	FoolDone  = "done"  // the network answers as was wanted
	FoolFlat  = "flat"  // no pixel that can still move has a gradient
	FoolSteps = "steps" // the steps are used up
)

// FoolFrame is an image on the way. Seen is the answer of the network that is fooled, Other that of the other one, or
// nil while the reader is being loaded. Loss is the cross entropy of the target or, leading away, of the
// digit that it was taken for.
type FoolFrame struct {
	Pixels []float64
	Seen   Reading
	Other  *Reading
	Loss   float64
	// Changed is how many pixels are not as at first, Largest the largest change of one, Mean the mean over all pixels,
	// and Distance the Euclidean distance.
	Changed                 int
	Largest, Mean, Distance float64
}

func (m *FoolFrame) fields(c *codec) {
	c.floats(&m.Pixels)
	m.Seen.fields(c)
	optional(c, &m.Other, (*Reading).fields)
	c.float(&m.Loss)
	c.int(&m.Changed)
	c.float(&m.Largest, &m.Mean, &m.Distance)
}
