package op

import (
	"fmt"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Normalize subtracts the mean μ from each element of every row of a batch and divides by the standard deviation, given
// as the variance v:
//
//	out = (x − μ) / √(v + ε)        N×… , … , … → N×…
//	dx = dout / √(v + ε)
//	dμ = −Σ dout[n] / √(v + ε), over n
//	dv = −Σ dout[n] · out[n] / 2(v + ε), over n
//
// With Mean and Variance it is the first half of BatchNormalization. The gradient reaches x by three paths, two of them
// through the statistics. That is why the gradient of BatchNormalization is long when it is written as one formula.
//
// Source: Saitoh, section 6.3; Ioffe and Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing
// Internal Covariate Shift (2015).
type Normalize[T tensor.Float] struct {
	// Epsilon is added to the variance, which is 0 for an element that is the same in the whole batch.
	Epsilon float64

	scale []T // 1 / √(v + ε)
}

func (*Normalize[T]) Kind() string { return "Normalize" }

func (o *Normalize[T]) Shape(in ...[]int) ([]int, error) {
	if err := arity("Normalize", in, 3); err != nil {
		return nil, err
	}
	x, mean, variance := in[0], in[1], in[2]
	if !isRow(x, mean) || !slices.Equal(mean, variance) {
		return nil, fmt.Errorf("Normalize: input %v with mean %v and variance %v, needs N×…, … and …",
			x, mean, variance)
	}
	o.scale = make([]T, tensor.Size(variance))
	return x, nil
}

func (o *Normalize[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	x, mean, variance := in[0], in[1].Data, in[2].Data
	for i, v := range variance {
		o.scale[i] = T(1 / math.Sqrt(float64(v)+o.Epsilon))
	}
	for n := range x.Rows() {
		row := n * len(mean)
		for i, s := range o.scale {
			dst.Data[row+i] = (x.Data[row+i] - mean[i]) * s
		}
	}
}

func (o *Normalize[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx, dmean, dvariance := din[0], din[1], din[2]
	for n := range dout.Rows() {
		row := n * len(o.scale)
		for i, s := range o.scale {
			d := dout.Data[row+i] * s
			if dx != nil {
				dx.Data[row+i] += d
			}
			if dmean != nil {
				dmean.Data[i] -= d
			}
			if dvariance != nil {
				dvariance.Data[i] -= d * out.Data[row+i] * s / 2
			}
		}
	}
}

func (*Normalize[T]) Letter() string { return "x̂" }

// Story is that of Storied.
func (o *Normalize[T]) Story() Teller { return normalizeStory{o.Epsilon} }

type normalizeStory struct{ epsilon float64 }

func (o normalizeStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.normal(i, i%len(s.row(0)), o.epsilon)
}

func (o normalizeStory) TellBack(s *Part, input, i int) *graph.Node[float64] {
	if input == 0 {
		return s.normalBack(0, i%len(s.row(0)), []int{i}, o.epsilon)
	}
	return s.normalBack(input, i, s.column(i), o.epsilon)
}

// normal is (x[i] − μ[j]) / √(σ²[j] + ε).
func (p *Part) normal(i, j int, epsilon float64) *graph.Node[float64] {
	return p.By(p.Minus(p.In(0, i), p.In(1, j)), p.Root(p.Sum(p.In(2, j), p.Number(float64(epsilon)))))
}

// normalBack is what comes back of elements that were normalized by μ[j] and σ²[j]: to one of them, to μ[j] and to
// σ²[j], as Normalize has it.
func (p *Part) normalBack(input, j int, of []int, epsilon float64) *graph.Node[float64] {
	terms := make([]*graph.Node[float64], len(of))
	for k, i := range of {
		if terms[k] = p.Dout(i); input == 2 {
			terms[k] = p.Times(terms[k], p.Out(i))
		}
	}
	v := p.Sum(p.In(2, j), p.Number(float64(epsilon)))
	switch input {
	case 1:
		return p.Opposite(p.By(p.Total(terms...), p.Root(v)))
	case 2:
		return p.Opposite(p.By(p.Total(terms...), p.Times(p.Number(2), v)))
	}
	return p.By(p.Total(terms...), p.Root(v))
}
