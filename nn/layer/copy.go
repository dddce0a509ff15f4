package layer

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Set copies the values of params to net.Params. They must have the same names and shapes, in any order. On an error
// the network is unchanged.
func Set[D, S tensor.Float](net *Network[D], params []Param[S]) error {
	return Assign(net.params, params)
}

// SetState does the same for net.State.
func SetState[D, S tensor.Float](net *Network[D], state []Param[S]) error {
	return Assign(net.state, state)
}

// Assign copies the values of from to into. They must have the same names and shapes, in any order. No list may contain
// a name twice. On an error into is unchanged.
func Assign[D, S tensor.Float](into []Param[D], from []Param[S]) error {
	if len(from) != len(into) {
		return fmt.Errorf("layer: %d tensors, needs %d", len(from), len(into))
	}
	sources := make([]*tensor.Tensor[S], len(into))
	for i, p := range into {
		// The names are distinct, each is found in from, and from is no longer: so every tensor of from is used.
		if slices.ContainsFunc(into[:i], func(q Param[D]) bool { return q.Name == p.Name }) {
			return fmt.Errorf("layer: %s is there twice", p.Name)
		}
		j := slices.IndexFunc(from, func(q Param[S]) bool { return q.Name == p.Name })
		if j < 0 {
			return fmt.Errorf("layer: %s is missing", p.Name)
		}
		if !slices.Equal(from[j].Value.Shape, p.Value.Shape) {
			return fmt.Errorf("layer: %s has shape %s, needs %v", p.Name,
				excerpt.Cut(fmt.Sprint(from[j].Value.Shape)), p.Value.Shape)
		}
		sources[i] = from[j].Value
	}
	for i, p := range into {
		tensor.Convert(p.Value.Data, sources[i].Data)
	}
	return nil
}

// Convert returns a copy of net with another type of elements: the gradient check converts a float32 network to
// float64. The copy has the masks of net. If it is trained, it draws new ones from a generator of its own.
func Convert[D, S tensor.Float](net *Network[S]) *Network[D] {
	c, err := New[D](net.spec, rand.New(rand.NewPCG(0, 0)))
	if err == nil {
		err = Set(c, net.params)
	}
	if err == nil {
		err = SetState(c, net.state)
	}
	if err != nil {
		panic("layer: Convert: " + err.Error()) // cannot fail: net was made from the same Spec
	}
	c.SetSeeds(net.Seeds())
	return c
}

// Seeds are those of the masks that net has drawn last, layer by layer.
func (n *Network[T]) Seeds() []uint64 {
	var seeds []uint64
	for _, l := range n.layers {
		if l, ok := l.(random); ok {
			seeds = append(seeds, *l.seed())
		}
	}
	return seeds
}

// SetSeeds gives net the masks of the network of the same Spec whose Seeds they are.
func (n *Network[T]) SetSeeds(seeds []uint64) {
	for _, l := range n.layers {
		if l, ok := l.(random); ok {
			*l.seed(), seeds = seeds[0], seeds[1:]
		}
	}
}
