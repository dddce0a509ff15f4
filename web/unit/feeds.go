package unit

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// Fed is the next layer that multiplies the unit by weights.
type Fed struct {
	// Param is the node of its W, Node the last value of the layer, Scope its name and Units how many units it has.
	Param, Node, Units int
	Scope              string
	// Digits says that its units are the scores of the digits.
	Digits bool
	// Largest are the weights of the units that multiply this one by the largest, the largest first.
	Largest []Weight
}

// Weight is what a unit of the next layer multiplies this one by.
type Weight struct {
	At int
	// Value is the one weight. Where there are several, one for each place, they are in Map, and Value is its norm.
	Value float64
	Map   *snapshot.Tensor
}

// most is how many units of the next layer are shown.
const most = 5

// Feeds returns the next layer, or nil behind the last one.
func (u *Unit) Feeds() *Fed {
	at, size := u.At, u.Size
	for id := u.Node; ; {
		next := reader(u.nodes, id)
		if next < 0 {
			return nil
		}
		n := &u.nodes[next]
		switch {
		case n.Kind == kindMatMul || n.Kind == kindConvolution:
			return u.fed(n, at, size)
		case len(n.Shape) == 4:
			size = [2]int{n.Shape[2], n.Shape[3]}
		}
		id = next
	}
}

// reader returns the node that takes the value of a node on, unit by unit, or -1: the loss takes all units together.
func reader(nodes []snapshot.Node, id int) int {
	x := &nodes[id]
	for i := id + 1; i < len(nodes); i++ {
		n := &nodes[i]
		if len(n.Inputs) == 0 || n.Inputs[0] != id || kindOf(n.Scope) == spec.KindSoftmaxWithLoss {
			continue
		}
		if n.Kind == kindMatMul || n.Kind == kindConvolution || n.Kind == kindFlatten || sameShape(n.Shape, x.Shape) ||
			len(n.Shape) == 4 && len(x.Shape) == 4 {
			return i
		}
	}
	return -1
}

// fed takes the weights of a unit, or of a channel of that size, from the product that reads it.
func (u *Unit) fed(product *snapshot.Node, at int, size [2]int) *Fed {
	f := &Fed{Param: product.Inputs[1], Node: product.ID, Scope: product.Scope, Units: product.Shape[1]}
	for i := range u.nodes {
		if u.nodes[i].Scope == product.Scope && sameShape(u.nodes[i].Shape, product.Shape) {
			f.Node = i
		}
	}
	f.Digits = f.Units == form.Classes && reaches(u.nodes, f.Node)
	all, weights := u.nodes[f.Param].Value, make([]Weight, f.Units)
	for to := range f.Units {
		t := &snapshot.Tensor{Shape: []int{size[0], size[1]}}
		if product.Kind == kindConvolution {
			channels, h, w := all.Shape[1], all.Shape[2], all.Shape[3]
			t.Shape, t.Data = []int{h, w}, all.Data[(to*channels+at)*h*w:][:h*w]
		} else {
			for k := range size[0] * size[1] {
				t.Data = append(t.Data, all.Data[(at*size[0]*size[1]+k)*f.Units+to])
			}
		}
		w := Weight{At: to, Value: t.Data[0]}
		if len(t.Data) > 1 {
			w.Value, w.Map = t.Stats().Norm, t
		}
		weights[to] = w
	}
	for _, to := range Largest(most, f.Units, func(i int) float64 { return math.Abs(weights[i].Value) }) {
		f.Largest = append(f.Largest, weights[to])
	}
	return f
}

// Digit returns the digit whose score the unit is, or false if it is none.
func (u *Unit) Digit() (digit int, ok bool) {
	return u.At, u.Units == form.Classes && reaches(u.nodes, u.Node)
}

// reaches says that no layer multiplies the value of a node by weights before the loss takes it.
func reaches(nodes []snapshot.Node, id int) bool {
	if len(nodes[id].Shape) != 2 {
		return false
	}
	for next := reader(nodes, id); next >= 0; next = reader(nodes, id) {
		if k := nodes[next].Kind; k == kindMatMul || k == kindConvolution {
			return false
		}
		id = next
	}
	return true
}
