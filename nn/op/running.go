package op

import (
	"fmt"
	"slices"

	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Running is a statistic of the batches that a network was trained on. In Test mode it replaces the batch's own, so
// that the answer for an image does not depend on the other images of the batch.
type Running[T tensor.Float] struct {
	// Value has the shape of a row of the batch. Operations of several graphs may share it.
	Value *tensor.Tensor[T]
	// Follow is how far Value moves towards the batch's statistic s at each Forward in Train mode:
	//
	//	value ← value + follow · (s − value) = (1 − follow) · value + follow · s
	//
	// where 1 − follow is what the chapter calls momentum. With 0, Forward does not change Value.
	Follow float64
}

// shape is the Shape of an operation N×… → … with this statistic.
func (r *Running[T]) shape(kind string, in [][]int) ([]int, error) {
	if err := arity(kind, in, 1); err != nil {
		return nil, err
	}
	if x := in[0]; len(x) < 2 || !slices.Equal(x[1:], r.Value.Shape) {
		return nil, fmt.Errorf("%s: input %v with running %v, needs N×… and …", kind, x, r.Value.Shape)
	}
	return in[0][1:], nil
}

func (r *Running[T]) follow(s []T) {
	if r.Follow == 0 {
		return
	}
	f := T(r.Follow)
	for i, v := range s {
		r.Value.Data[i] += f * (v - r.Value.Data[i])
	}
}
