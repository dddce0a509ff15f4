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

// Forward panics on a label that is not a class: whoever reads data checks the labels.
func (s *SoftmaxWithLoss[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	x, t := in[0], in[1]
	n, c := x.Rows(), x.Cols()
	kernel.Softmax(s.y.Data, s.logs, x.Data, c)
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
	dst.Data[0] = T(loss / float64(n))
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
