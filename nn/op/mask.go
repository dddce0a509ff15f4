package op

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Mask is what Dropout multiplies by. It has no inputs:
//
//	out = 0 for a fraction ratio of the elements, drawn at random, and 1 for the others        in Train mode
//	out = 1 − ratio                                                                            in Test mode
//
// so that the mean in Test mode is what it was in training. Other programs divide by 1 − ratio in training instead.
//
// The seed alone decides: the same seed gives the same mask, however often Forward runs and in whichever graph. So a
// gradient check sees a function, and a graph of the last training batch shows the mask that it was trained with.
//
// Source: Saitoh, section 6.4.3; Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting
// (2014).
type Mask[T tensor.Float] struct {
	// Of is the shape of the mask.
	Of []int
	// Ratio is the probability of a 0.
	Ratio float64
	// Seed may be shared by operations of several graphs.
	Seed *uint64
	// Rand, if not nil, draws a new Seed at the start of each Forward in Train mode.
	Rand *rand.Rand
	// Fixed, if not nil, is the mask in Train mode; the seed is then ignored.
	Fixed *tensor.Tensor[T]

	pcg   rand.PCG
	draws *rand.Rand // from pcg
}

func (*Mask[T]) Kind() string { return "Mask" }

// InTest is graph.Settled.
func (*Mask[T]) InTest() (kind, name string) { return "KeptShare", "1 − ratio" }

func (m *Mask[T]) Shape(in ...[]int) ([]int, error) {
	if err := arity("Mask", in, 0); err != nil {
		return nil, err
	}
	if m.Fixed != nil && !slices.Equal(m.Fixed.Shape, m.Of) {
		return nil, fmt.Errorf("Mask: fixed mask %v, needs %v", m.Fixed.Shape, m.Of)
	}
	m.draws = rand.New(&m.pcg)
	return m.Of, nil
}

func (m *Mask[T]) Forward(dst *tensor.Tensor[T], _ []*tensor.Tensor[T], mode graph.Mode) {
	switch {
	case mode == graph.Test:
		dst.Fill(T(1 - m.Ratio))
	case m.Fixed != nil:
		copy(dst.Data, m.Fixed.Data)
	default:
		if m.Rand != nil {
			*m.Seed = m.Rand.Uint64()
		}
		m.pcg.Seed(*m.Seed, 0)
		for i := range dst.Data {
			dst.Data[i] = 1
			if m.draws.Float64() < m.Ratio {
				dst.Data[i] = 0
			}
		}
	}
}

// Backward does nothing: the mask depends on no other node.
func (*Mask[T]) Backward([]*tensor.Tensor[T], *tensor.Tensor[T], *tensor.Tensor[T], []*tensor.Tensor[T]) {
}
