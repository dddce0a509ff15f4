package protocol

import (
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// Bench asks for a layer alone: forward and backward in float64, with the learner's numbers. Layer is its notation (see
// spec.ParseAlone), and Arrays are x, the parameters and so on; what is left out has the numbers of a general example.
// With Train it computes as in training, and Mask is the seed of Dropout's mask. Story asks how one element came about.
// Answer: Benched.
type Bench struct {
	Layer  string
	Arrays []spec.Array
	Train  bool
	Mask   int
	Story  Element
}

func (Bench) command() {}

func (m *Bench) fields(c *codec) {
	c.text(&m.Layer)
	list(c, &m.Arrays, visitArray)
	c.bool(&m.Train)
	c.int(&m.Mask)
	m.Story.fields(c)
}

var _ = register(&Bench{})

func visitArray(a *spec.Array, c *codec) {
	c.text(&a.Name)
	c.ints(&a.Shape)
	c.floats(&a.Data)
	c.fits(a.Name, a.Shape, len(a.Data))
}

// NoElement is the Node of an Element that is none.
const NoElement = -1

// Element is an element of a node's value, or of its gradient.
type Element struct {
	Node, Index int
	Gradient    bool
}

func (m *Element) fields(c *codec) {
	c.int(&m.Node, &m.Index)
	c.bool(&m.Gradient)
}

// Benched answers Bench. Graph ends with the layer's output, whose gradient is dout. Checks compares the gradients of x
// and of each parameter with numerical ones; of the loss Σ dout·out. OK says that none differs. Kept are values that
// operations keep for the way back. Story is nil if there is no such element.
type Benched struct {
	Graph  *snapshot.Graph
	Kept   []spec.Array
	Checks []CheckedParam
	OK     bool
	Story  *Story
}

func (Benched) event() {}

func (m *Benched) fields(c *codec) {
	visitGraph(c, &m.Graph)
	list(c, &m.Kept, visitArray)
	list(c, &m.Checks, (*CheckedParam).fields)
	c.bool(&m.OK)
	optional(c, &m.Story, (*Story).fields)
}

var _ = register(&Benched{})

// Story says how an element came about, as a graph of single numbers: its node Root is the element, called Name. A node
// with a name and inputs is a line of its own. In a network Scope is the layer that it is told in.
type Story struct {
	Of    Element
	Name  string
	Scope string
	Graph *snapshot.Graph
	Root  int
	From  []Origin
}

// Origin is an element that a Story began from: the leaf Leaf of its graph. Passes says that the result changes with it
// as things are; the elements of a pool that are not the largest do not pass.
type Origin struct {
	Element Element
	Leaf    int
	Passes  bool
}

func (m *Story) fields(c *codec) {
	m.Of.fields(c)
	c.text(&m.Name, &m.Scope)
	visitGraph(c, &m.Graph)
	c.int(&m.Root)
	list(c, &m.From, func(o *Origin, c *codec) {
		o.Element.fields(c)
		c.int(&o.Leaf)
		c.bool(&o.Passes)
	})
}
