package state

import (
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// Outcome is what SoftmaxWithLoss has of one image of the batch, class by class: the numbers of the graph's nodes, and
// y − t.
type Outcome struct {
	Image, Images int
	// X are the scores, T is one-hot for a label.
	X, Y, T, Difference []float64
	// Sent is the gradient of X, (y − t) / N; nil if none was computed.
	Sent []float64
}

// Image returns which image of the batch is looked at: that of the chosen element, where the chosen node has a row for
// each.
func (g *Graph) Image() int {
	if n := g.Tensors; n != nil && g.rows(n.Node) {
		return g.Element / (snapshot.Len(n.Node.Shape) / n.Node.Shape[0])
	}
	return min(g.image, max(g.Samples, 1)-1)
}

// rows reports whether a node has a row for each image.
func (g *Graph) rows(n snapshot.Node) bool {
	return n.Kind != kindParam && len(n.Shape) > 1 && n.Shape[0] == g.Samples
}

// WithImage looks at another image of the batch.
func (g *Graph) WithImage(image int) *Graph {
	if image < 0 || image >= g.Samples {
		return g
	}
	n := *g
	n.image = image
	if t := n.Tensors; t != nil && n.rows(t.Node) {
		row := snapshot.Len(t.Node.Shape) / t.Node.Shape[0]
		n.Element = image*row + n.Element%row
	}
	return &n
}

// Outcome returns that of the image that is looked at, if the chosen node is one of SoftmaxWithLoss, or nil.
func (g *Graph) Outcome() *Outcome {
	if g.Tensors == nil || LayerKind(g.Tensors.Node.Scope) != spec.KindSoftmaxWithLoss {
		return nil
	}
	all, _ := computed(g.Graph.Nodes, g.Tensors.Node.Scope)
	y, last := all[0], all[len(all)-1]
	if len(all) < 2 || len(y.Inputs) != 1 || len(last.Inputs) != 2 || len(y.Shape) != 2 {
		return nil // it is in one piece
	}
	x, t := &g.Graph.Nodes[y.Inputs[0]], &g.Graph.Nodes[last.Inputs[1]]
	o := &Outcome{Image: g.Image(), Images: y.Shape[0]}
	classes := y.Shape[1]
	row := func(of *snapshot.Tensor) []float64 { return of.Data[o.Image*classes:][:classes] }
	o.X, o.Y = row(x.Value), row(y.Value)
	if x.Grad != nil {
		o.Sent = row(x.Grad)
	}
	if len(t.Shape) > 1 {
		o.T = row(t.Value)
	} else {
		o.T = make([]float64, classes)
		o.T[int(t.Value.Data[o.Image])] = 1
	}
	for i, v := range o.Y {
		o.Difference = append(o.Difference, v-o.T[i])
	}
	return o
}
