package protocol

import "github.com/inkgrad/inkgrad/nn/graph/snapshot"

// Graph asks for the computational graph, forward and backward, of the image Pixels with the target Label or, without
// Pixels, of the batch that training used last. The Label SeenLabel stands for the digit that the network classifies
// the image as. With Train it computes as training does, with the masks of Dropout and the batch's own statistics;
// otherwise as a prediction does. With Reader it is the graph of the reader, which only predicts, of an image. With
// Aside, what is asked about the latest Graphed goes on being about the one before. Answer: Graphed.
type Graph struct {
	Pixels []float64
	Label  int
	Train  bool
	Reader bool
	Aside  bool
}

func (Graph) command() {}

func (m *Graph) fields(c *codec) {
	c.floats(&m.Pixels)
	c.int(&m.Label)
	c.bool(&m.Train, &m.Reader, &m.Aside)
}

var _ = register(&Graph{})

// SeenLabel is the Label of a Graph whose target is the network's own answer.
const SeenLabel = -1

// Products asks how one element was computed. Node and Element are indices in the graph of the latest Graphed. The node
// is a MatMul or a Convolution, whose element is a sum of products, or a pooling: the mean of a window, or its largest
// element. The Top largest terms are shown one by one, the rest as one number. Answer: Unfolded.
type Products struct {
	Node, Element int
	Top           int
}

func (Products) command()           {}
func (m *Products) fields(c *codec) { c.int(&m.Node, &m.Element, &m.Top) }

var _ = register(&Products{})

// Tell asks how element Element of node Node of the latest Graphed came about: its value and its gradient, each within
// the layer that computed it. Sums have at most Top terms, the largest, and the others as one number. Answer: Told.
type Tell struct {
	Node, Element int
	Top           int
}

func (Tell) command()           {}
func (m *Tell) fields(c *codec) { c.int(&m.Node, &m.Element, &m.Top) }

var _ = register(&Tell{})

// TryStep asks what one step of the optimizer on the image Pixels with the target Label would change. The step is taken
// on a copy: the network does not change. Answer: Tried.
type TryStep struct {
	Pixels []float64
	Label  int
}

func (TryStep) command() {}

func (m *TryStep) fields(c *codec) {
	c.floats(&m.Pixels)
	c.int(&m.Label)
}

var _ = register(&TryStep{})

// Formula asks for the graph of a formula (see nn/expr), forward and backward in float64. Names without a value get 1.
// Answer: Formulated, or Failed with code "bad-formula" and the column.
type Formula struct {
	Expression string
	Values     map[string]float64
}

func (Formula) command() {}

func (m *Formula) fields(c *codec) {
	c.text(&m.Expression)
	c.named(&m.Values)
}

var _ = register(&Formula{})

// Graphed answers Graph. Samples is the batch size, and Label the target of the one image.
type Graphed struct {
	Graph   *snapshot.Graph
	Step    int
	Samples int
	Label   int
}

func (Graphed) event() {}

func (m *Graphed) fields(c *codec) {
	visitGraph(c, &m.Graph)
	c.int(&m.Step, &m.Samples, &m.Label)
}

var _ = register(&Graphed{})

// Unfolded answers Products: a graph of scalars that ends in the element. Shown terms are in it; Rest are one leaf,
// whose value, their sum or the largest of them, is RestTotal.
type Unfolded struct {
	Graph       *snapshot.Graph
	Shown, Rest int
	RestTotal   float64
}

func (Unfolded) event() {}

func (m *Unfolded) fields(c *codec) {
	visitGraph(c, &m.Graph)
	c.int(&m.Shown, &m.Rest)
	c.float(&m.RestTotal)
}

var _ = register(&Unfolded{})

// Told answers Tell. Value and Gradient are nil where there is none, or it was given. The gradient of the loss is
// given: there Gradient is that of a score, the largest of the first image.
type Told struct{ Value, Gradient *Story }

func (Told) event() {}

func (m *Told) fields(c *codec) {
	optional(c, &m.Value, (*Story).fields)
	optional(c, &m.Gradient, (*Story).fields)
}

var _ = register(&Told{})

// Tried answers TryStep: the graph before the step and after it, and the probabilities of each.
type Tried struct {
	Before, After                           *snapshot.Graph
	ProbabilitiesBefore, ProbabilitiesAfter []float64
	LearningRate                            float64
}

func (Tried) event() {}

func (m *Tried) fields(c *codec) {
	visitGraph(c, &m.Before)
	visitGraph(c, &m.After)
	c.floats(&m.ProbabilitiesBefore, &m.ProbabilitiesAfter)
	c.float(&m.LearningRate)
}

var _ = register(&Tried{})

// Formulated answers Formula. Values has a value for each name, Names is their order in the formula.
type Formulated struct {
	Graph *snapshot.Graph
	// Text is the formula as this project writes it, MathML the same for display.
	Text, MathML string
	Names        []string
	Values       map[string]float64
}

func (Formulated) event() {}

func (m *Formulated) fields(c *codec) {
	visitGraph(c, &m.Graph)
	c.text(&m.Text, &m.MathML)
	c.texts(&m.Names)
	c.named(&m.Values)
}

var _ = register(&Formulated{})

func visitGraph(c *codec, g **snapshot.Graph) {
	optional(c, g, func(g *snapshot.Graph, c *codec) { list(c, &g.Nodes, visitNode) })
}

func visitNode(n *snapshot.Node, c *codec) {
	c.int(&n.ID)
	c.text(&n.Kind, &n.Name, &n.Scope)
	c.ints(&n.Inputs, &n.Shape)
	optional(c, &n.Value, visitTensor)
	optional(c, &n.Grad, visitTensor)
	c.floats(&n.Local)
	c.bool(&n.Kink)
	if !c.writing && n.Local != nil && len(n.Local) != len(n.Inputs) {
		c.fail("node %d: %d local derivatives for %d inputs", n.ID, len(n.Local), len(n.Inputs))
	}
}

func visitTensor(t *snapshot.Tensor, c *codec) {
	c.ints(&t.Shape)
	c.floats(&t.Data)
	c.fits("tensor", t.Shape, len(t.Data))
}
