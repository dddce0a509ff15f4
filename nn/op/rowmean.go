package op

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// RowMean is the mean of each row of a batch, over the D elements of an image, in either mode:
//
//	out[n] = 1/D · Σ x[n, i]        N×… → N        dx[n, i] = dout[n] / D
//
// Mean averages an element over all images; RowMean averages an image over all its elements. It sums in float64.
type RowMean[T tensor.Float] struct{}

func (RowMean[T]) Kind() string { return "RowMean" }

func (RowMean[T]) Shape(in ...[]int) ([]int, error) { return rowStatistic("RowMean", in) }

// rowStatistic is the Shape of an operation N×… → N.
func rowStatistic(kind string, in [][]int) ([]int, error) {
	if err := arity(kind, in, 1); err != nil {
		return nil, err
	}
	if len(in[0]) < 2 {
		return nil, fmt.Errorf("%s: input %v, needs N×…", kind, in[0])
	}
	return in[0][:1], nil
}

func (RowMean[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	x := in[0].Data
	d := len(x) / len(dst.Data)
	for n := range dst.Data {
		sum := 0.0
		for _, v := range x[n*d : (n+1)*d] {
			sum += float64(v)
		}
		dst.Data[n] = T(sum / float64(d))
	}
}

func (RowMean[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if din[0] == nil {
		return
	}
	dx := din[0].Data
	d := len(dx) / len(dout.Data)
	for n, g := range dout.Data {
		share := g / T(d)
		row := dx[n*d : (n+1)*d]
		for i := range row {
			row[i] += share
		}
	}
}

func (RowMean[T]) Letter() string { return "μ" }

// Story is that of Storied.
func (RowMean[T]) Story() Teller { return rowMeanStory{} }

type rowMeanStory struct{}

func (rowMeanStory) Tell(s *Part, i int) *graph.Node[float64] { return s.mean(s.row(i)) }

func (rowMeanStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	d := len(s.row(0))
	return s.By(s.Dout(i/d), s.Number(float64(d)))
}
