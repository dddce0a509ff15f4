package protocol

// Bounds of a Pull: of Reach and of each H, of Points, and of the number of H.
const (
	MinPull, MaxPull     = 1e-12, 1e2
	MinPoints, MaxPoints = 3, 201
	MaxSecants           = 32
)

// Pull asks what the loss of the graph of the latest Graphed does while element Element of the parameter Node moves:
// the loss at Points values, an odd number, from Reach below the element to Reach above it, and the secant with each
// step of H. The nodes of the graph run again, in float64, on a copy: the network does not change. Of a batch that
// would take too long there are fewer points, then fewer images. Answer: Pulled.
type Pull struct {
	Node, Element int
	Reach         float64
	Points        int
	H             []float64
}

func (Pull) command() {}

func (m *Pull) fields(c *codec) {
	c.int(&m.Node, &m.Element, &m.Points)
	c.float(&m.Reach)
	c.floats(&m.H)
}

var _ = register(&Pull{})

// Pulled answers Pull.
type Pulled struct {
	// Name is that of the element: W1[300,4]. Value is the element, Loss the loss with it, and Gradient what
	// backpropagation gives: that of the graph up to the rounding of float32, if Samples, the number of images, is.
	Name                  string
	Value, Loss, Gradient float64
	Samples               int
	// Points are the curve, from the smallest value to the largest; the one in the middle is at Value. Secants are in
	// the order of H.
	Points  []PullPoint
	Secants []Secant
	// Kinks are the places between two points, or closer, where the loss has kinks.
	Kinks []PullKink
	// Path is the strongest path from the element to the loss. Its Product is Share of the gradient. Image is the image
	// that it ends with, or -1 if it ends before the loss.
	Path           []PathStep
	Product, Share float64
	Image          int
}

func (Pulled) event() {}

func (m *Pulled) fields(c *codec) {
	c.text(&m.Name)
	c.float(&m.Value, &m.Loss, &m.Gradient, &m.Product, &m.Share)
	c.int(&m.Samples, &m.Image)
	list(c, &m.Points, (*PullPoint).fields)
	list(c, &m.Secants, (*Secant).fields)
	list(c, &m.Kinks, (*PullKink).fields)
	list(c, &m.Path, (*PathStep).fields)
}

var _ = register(&Pulled{})

// PullPoint is the loss with the element at Value. Probabilities are what the network answers then if the graph is of
// one image, or nil.
type PullPoint struct {
	Value, Loss   float64
	Probabilities []float64
}

func (m *PullPoint) fields(c *codec) {
	c.float(&m.Value, &m.Loss)
	c.floats(&m.Probabilities)
}

// Secant is the line through the losses Down at w − H and Up at w + H. Difference is how far its Slope is from the
// gradient, as a part of the larger of the two. Crossed says that a kink of the loss lies within ±H.
type Secant struct {
	H, Down, Up       float64
	Slope, Difference float64
	Crossed           bool
}

func (m *Secant) fields(c *codec) {
	c.float(&m.H, &m.Down, &m.Up, &m.Slope, &m.Difference)
	c.bool(&m.Crossed)
}

// PullKink is a place between the values From and To where Count elements leave the smooth piece of their operation;
// one of them is Unit of Image in Scope, and Crossing says what happens there. Loss is that at From. Before and After
// are the slopes on both sides by backpropagation, or NaN where the place is not known more closely than the curve's
// points.
type PullKink struct {
	From, To            float64
	Loss, Before, After float64
	Scope               string
	Unit, Image, Count  int
	Crossing            string
}

func (m *PullKink) fields(c *codec) {
	c.float(&m.From, &m.To, &m.Loss, &m.Before, &m.After)
	c.text(&m.Scope, &m.Crossing)
	c.int(&m.Unit, &m.Image, &m.Count)
}

// PathStep is a use of the element before it by an operation: element Name of its output. Local is its derivative with
// respect to the element before, and Factor the name of the number that this is, or "". In the last step Local may be
// 0: nothing is passed on. Then Name is "" if the output does not depend on the element at all.
type PathStep struct {
	Kind, Scope, Name string
	Factor            string
	Local             float64
}

func (m *PathStep) fields(c *codec) {
	c.text(&m.Kind, &m.Scope, &m.Name, &m.Factor)
	c.float(&m.Local)
}
