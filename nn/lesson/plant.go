// Package lesson plants mistakes in backward passes, for a learner to find with the gradient check.
//
// A mistake is an operation that replaces a right one: its forward pass is the same, its backward pass has the mistake.
// It enters a graph only through graph.Graph.Replace, so a graph that was built without it cannot have it, and the
// operations of nn/op know nothing about it:
//
//	g := graph.New[float64]()
//	g.Replace = lesson.Plant[float64]("sign", "Affine2")
//	net.Loss(g, x, t) // the gradient of W2 will have the wrong sign
package lesson

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// kinds maps each mistake to the kind of operation in which it is made.
var kinds = map[string]string{
	"sign":      "MatMul",
	"bias":      "Add",
	"transpose": "MatMul",
	"mask":      "ReLU",
	"mean":      "SoftmaxWithLoss",
	"stale":     "MatMul",
}

// Scopes returns the layers of a network's graph in which a mistake of that name can be planted so that it can be
// found. It is empty for a name that is not known, and where the network has no such layer.
func Scopes(g *snapshot.Graph, name string) []string {
	var scopes []string
	for _, n := range g.Nodes {
		if n.Kind != kinds[name] || n.Scope == "" {
			continue
		}
		// The first layer sends nothing back, and its input is the same in every pass.
		first := n.Kind == "MatMul" && g.Nodes[n.Inputs[0]].Kind == graph.KindInput
		if first && (name == "transpose" || name == "stale") {
			continue
		}
		if !slices.Contains(scopes, n.Scope) {
			scopes = append(scopes, n.Scope)
		}
	}
	return scopes
}

// Plant returns a function for graph.Graph.Replace that plants the mistake of that name in that scope. It panics on an
// unknown name.
func Plant[T tensor.Float](name, scope string) func(string, graph.Op[T]) graph.Op[T] {
	kind, ok := kinds[name]
	if !ok {
		panic("lesson: there is no mistake " + name)
	}
	return func(in string, right graph.Op[T]) graph.Op[T] {
		if in != scope || right.Kind() != kind {
			return right
		}
		return wrong(name, right)
	}
}

// wrong makes the operation with the mistake out of the right one.
func wrong[T tensor.Float](name string, right graph.Op[T]) graph.Op[T] {
	switch name {
	case "sign":
		return &mistake[T]{right, sign[T]}
	case "bias":
		return &mistake[T]{right, bias[T]}
	case "transpose":
		return &mistake[T]{right, transpose[T]}
	case "mask":
		return &mask[T]{right.(graph.Kinked[T])}
	case "mean":
		return &mistake[T]{right, mean[T]}
	case "stale":
		return &stale[T]{Op: right}
	}
	panic("lesson: no operation for the mistake " + name)
}

// mistake is an operation with another backward pass, which may call the right one. One type for several mistakes
// takes less room than one each.
type mistake[T tensor.Float] struct {
	graph.Op[T]
	backward func(right graph.Op[T], din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], in []*tensor.Tensor[T])
}

func (o *mistake[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	o.backward(o.Op, din, dout, out, in)
}

// sign is MatMul with dW = −xᵀ·dout.
func sign[T tensor.Float](right graph.Op[T], din []*tensor.Tensor[T], dout, out *tensor.Tensor[T],
	in []*tensor.Tensor[T]) {
	right.Backward([]*tensor.Tensor[T]{din[0], nil}, dout, out, in)
	if dw := din[1]; dw != nil {
		tensor.Gemm(true, false, -1, in[0], dout, 1, dw)
	}
}

// bias is Add with db = dout[0], where it should be summed over the batch.
func bias[T tensor.Float](right graph.Op[T], din []*tensor.Tensor[T], dout, out *tensor.Tensor[T],
	in []*tensor.Tensor[T]) {
	right.Backward([]*tensor.Tensor[T]{din[0], nil}, dout, out, in)
	if db := din[1]; db != nil {
		tensor.Axpy(1, dout.Data[:len(db.Data)], db.Data)
	}
}

// transpose is MatMul with dx = dout·W', where W' has the shape of Wᵀ and the elements of W in their old order.
func transpose[T tensor.Float](right graph.Op[T], din []*tensor.Tensor[T], dout, out *tensor.Tensor[T],
	in []*tensor.Tensor[T]) {
	right.Backward([]*tensor.Tensor[T]{nil, din[1]}, dout, out, in)
	if dx := din[0]; dx != nil {
		w := in[1]
		tensor.Gemm(false, false, 1, dout, tensor.FromSlice(w.Data, w.Cols(), w.Rows()), 1, dx)
	}
}

// mean is SoftmaxWithLoss with dx = y − t, where it should be divided by N.
func mean[T tensor.Float](right graph.Op[T], din []*tensor.Tensor[T], dout, out *tensor.Tensor[T],
	in []*tensor.Tensor[T]) {
	scaled := dout.Clone()
	scaled.Data[0] *= T(in[0].Rows())
	right.Backward(din, scaled, out, in)
}

// mask is ReLU that lets the gradient through where x ≤ 0. Its forward pass has the kinks of the right one.
type mask[T tensor.Float] struct{ graph.Kinked[T] }

func (o *mask[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if din[0] == nil {
		return
	}
	for i, v := range out.Data {
		if v <= 0 {
			din[0].Data[i] += dout.Data[i]
		}
	}
}

// stale is MatMul with dW = x_oldᵀ·dout, where x_old is the input of the forward pass before.
type stale[T tensor.Float] struct {
	graph.Op[T]
	old, x *tensor.Tensor[T]
}

func (o *stale[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], mode graph.Mode) {
	if o.old = o.x; o.old == nil {
		o.old = in[0].Clone()
	}
	o.x = in[0].Clone()
	o.Op.Forward(dst, in, mode)
}

func (o *stale[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	o.Op.Backward([]*tensor.Tensor[T]{din[0], nil}, dout, out, in)
	if dw := din[1]; dw != nil {
		tensor.Gemm(true, false, 1, o.old, dout, 1, dw)
	}
}
