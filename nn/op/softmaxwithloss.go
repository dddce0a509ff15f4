package op

import (
	"fmt"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// SoftmaxWithLoss is softmax, then the cross entropy with the target t, averaged over the batch:
//
//	y = softmax(x), by row                      N×C → N×C
//	out = −1/N · Σₙ Σ꜀ t[n,c] · log y[n,c]      N×C → 1
//	dx = dout · (y − t) / N                     for rows of t that sum to 1
//
// The target is one-hot (or a distribution), N×C, or the labels, N, as whole numbers from 0 to C−1. It has no gradient.
// The logarithm of y is x − log Σ exp(x), computed after subtracting the row's maximum. So nothing overflows, and the
// logarithm needs no small constant inside.
//
// Source: Saitoh, section 5.6.3; Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax
// functions (2021).
type SoftmaxWithLoss[T tensor.Float] struct {
	// Delta is added to y in the logarithm, as the book does by 1e-7, so as not to take that of 0. It is not in dx,
	// which a gradient check shows; nothing here needs it.
	Delta float64

	y    *tensor.Tensor[T] // softmax of the last Forward, kept for Backward
	logs []float64         // log Σ exp(x), by row
}

func (*SoftmaxWithLoss[T]) Kind() string { return "SoftmaxWithLoss" }

func (s *SoftmaxWithLoss[T]) Shape(in ...[]int) ([]int, error) {
	if err := arity("SoftmaxWithLoss", in, 2); err != nil {
		return nil, err
	}
	x, t := in[0], in[1]
	if len(x) != 2 || !slices.Equal(t, x) && !slices.Equal(t, x[:1]) {
		return nil, fmt.Errorf("SoftmaxWithLoss: logits %v with target %v, needs N×C with N×C or N", x, t)
	}
	s.y, s.logs = tensor.New[T](x...), make([]float64, x[0])
	return []int{1}, nil
}

// Probabilities returns y, as the last Forward left it.
func (s *SoftmaxWithLoss[T]) Probabilities() *tensor.Tensor[T] { return s.y }

// Kept is y.
func (s *SoftmaxWithLoss[T]) Kept() (name string, v *tensor.Tensor[T]) { return "y", s.y }

// Forward panics on a label that is not a class: whoever reads data checks the labels.
func (s *SoftmaxWithLoss[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	s.softmax(in[0])
	dst.Data[0] = s.loss(in[0], in[1])
}

// softmax computes y, and the logarithm of the sum of each row.
func (s *SoftmaxWithLoss[T]) softmax(x *tensor.Tensor[T]) {
	kernel.Softmax(s.y.Data, s.logs, x.Data, x.Cols())
}

// loss returns the cross entropy, after softmax.
func (s *SoftmaxWithLoss[T]) loss(x, t *tensor.Tensor[T]) T {
	n, c := x.Rows(), x.Cols()
	var loss float64 // a sum over the batch, in float64 for any T
	for i, logSum := range s.logs {
		row := x.Data[i*c : (i+1)*c]
		if len(t.Shape) == 1 {
			loss += s.minusLog(logSum - float64(row[int(t.Data[i])]))
			continue
		}
		for j, p := range t.Data[i*c : (i+1)*c] {
			if p != 0 {
				loss += float64(p) * s.minusLog(logSum-float64(row[j]))
			}
		}
	}
	return T(loss / float64(n))
}

// unfoldedLoss is what the parts of a SoftmaxWithLoss share: the operation that computes for them, its inputs, and the
// gradient of the loss.
type unfoldedLoss[T tensor.Float] struct {
	of             *SoftmaxWithLoss[T]
	x, t, gradient *tensor.Tensor[T]
}

// Unfolded is that of graph.Composite: y = softmax(x), then log y, then the cross entropy of log y and t.
func (s *SoftmaxWithLoss[T]) Unfolded(g *graph.Graph[T], in ...*graph.Node[T]) *graph.Node[T] {
	u := &unfoldedLoss[T]{of: s, x: in[0].Value, t: in[1].Value}
	y := g.Apply(softmax[T]{u}, in[0])
	y.Name = "y"
	loss := g.Apply(crossEntropy[T]{u}, g.Apply(logOfSoftmax[T]{u}, y), in[1])
	u.gradient = loss.Grad
	return loss
}

// minusLog returns −log(y + Delta), given −log y.
func (s *SoftmaxWithLoss[T]) minusLog(l float64) float64 {
	if s.Delta == 0 {
		return l
	}
	return -math.Log(math.Exp(-l) + s.Delta)
}

func (s *SoftmaxWithLoss[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx, t := din[0], in[1]
	if dx == nil {
		return
	}
	n, c := dx.Rows(), dx.Cols()
	scale := dout.Data[0] / T(n)
	tensor.Axpy(scale, s.y.Data, dx.Data)
	if len(t.Shape) == 1 {
		for i, label := range t.Data {
			dx.Data[i*c+int(label)] -= scale
		}
		return
	}
	tensor.Axpy(-scale, t.Data, dx.Data)
}

// Softmax sets y = exp(x) / Σ exp(x) and returns log Σ exp(x). x and y may be the same slice.
func Softmax[T tensor.Float](y, x []T) (logSum float64) {
	var log [1]float64
	kernel.Softmax(y, log[:], x, len(x))
	return log[0]
}

// Story is that of Storied.
func (*SoftmaxWithLoss[T]) Story() Teller { return softmaxWithLossStory{} }

type softmaxWithLossStory struct{}

// Tell says y, the exponentials and their sum, and the logarithm at each target.
func (s softmaxWithLossStory) Tell(p *Part, _ int) *graph.Node[float64] {
	return s.entropy(p, func(i int) *graph.Node[float64] { return p.Log(s.probability(p, i)) })
}

// entropy says the mean of −log y at the targets.
func (s softmaxWithLossStory) entropy(p *Part, log func(i int) *graph.Node[float64]) *graph.Node[float64] {
	var terms []*graph.Node[float64]
	for i := range p.Size(0) {
		if t := s.target(p, i); t != nil && t.Value.Data[0] != 0 {
			terms = append(terms, p.Times(t, log(i)))
		}
	}
	return p.Opposite(p.By(p.Total(terms...), p.Number(float64(p.Shape(0)[0]))))
}

// TellBack says y − t.
func (s softmaxWithLossStory) TellBack(p *Part, _, i int) *graph.Node[float64] {
	return s.difference(p, s.probability(p, i), i)
}

// difference says dout · (y − t) / N.
func (s softmaxWithLossStory) difference(p *Part, y *graph.Node[float64], i int) *graph.Node[float64] {
	difference := p.By(p.Minus(y, s.target(p, i)), p.Number(float64(p.Shape(0)[0])))
	return p.Times(p.Dout(0), difference)
}

// target is t at the place of a score. A label is 1 at its class.
func (s softmaxWithLossStory) target(p *Part, i int) *graph.Node[float64] {
	if len(p.Shape(1)) == 2 {
		return p.In(1, i)
	}
	classes := len(p.row(0))
	var t float64
	if int(p.Value(1, i/classes)) == i%classes {
		t = 1
	}
	return p.Known("t"+index(p.Shape(0), i), t)
}

// probability is y[n,c] = e[n,c] / S[n], with e = exp x, or exp (x − m[n]) with the largest score m[n] where exp x
// might overflow.
func (s softmaxWithLossStory) probability(p *Part, i int) *graph.Node[float64] {
	const large = 30
	classes := len(p.row(0))
	n := i / classes
	row := p.row(n)
	overflow := slices.ContainsFunc(row, func(j int) bool { return math.Abs(p.Value(0, j)) > large })
	e := func(j int) *graph.Node[float64] {
		return p.Line("e"+index(p.Shape(0), j), func() *graph.Node[float64] {
			x := p.In(0, j)
			if overflow {
				x = p.Minus(x, p.Line("m"+index(p.Shape(0)[:1], n), func() *graph.Node[float64] {
					all := make([]*graph.Node[float64], len(row))
					for k, j := range row {
						all[k] = p.In(0, j)
					}
					return p.Largest(all...)
				}))
			}
			return p.Exp(x)
		})
	}
	return p.Line("y"+index(p.Shape(0), i), func() *graph.Node[float64] {
		return p.By(e(i), p.Line("S"+index(p.Shape(0)[:1], n), func() *graph.Node[float64] {
			all := make([]*graph.Node[float64], len(row))
			for k, j := range row {
				all[k] = e(j)
			}
			return p.Sum(all...)
		}))
	})
}
