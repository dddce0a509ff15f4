package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Pow is a to the power of b, for two tensors of the same shape, element by element:
//
//	out = aᵇ        da = dout · b · aᵇ⁻¹        db = dout · aᵇ · log a
//
// a⁰ is 1 for every a, 0 included, so its da is 0. A negative a has powers for whole b only; for other b out, da and db
// are NaN. Its db is NaN even for a whole b, since no b beside it has a power. For a = 0:
//
//	b > 0    out = 0       db = 0: the formula says 0 · −Inf, but 0ᵇ is 0 for all b around this one
//	b = 0    out = 1       db = −Inf · dout
//	b < 0    out = ±Inf    da = ±Inf · dout, db = −Inf · dout; the signs are those of IEEE 754
type Pow[T tensor.Float] struct{}

func (Pow[T]) Kind() string { return "Pow" }

func (Pow[T]) Shape(in ...[]int) ([]int, error) { return binary("Pow", in) }

func (Pow[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	for i := range dst.Data {
		dst.Data[i] = T(math.Pow(float64(a[i]), float64(b[i])))
	}
}

func (Pow[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	a, b := in[0].Data, in[1].Data
	if da := din[0]; da != nil {
		for i, d := range dout.Data {
			if b[i] != 0 {
				da.Data[i] += d * b[i] * T(math.Pow(float64(a[i]), float64(b[i])-1))
			}
		}
	}
	if db := din[1]; db != nil {
		for i, d := range dout.Data {
			if a[i] == 0 && b[i] > 0 {
				continue
			}
			db.Data[i] += d * out.Data[i] * T(math.Log(float64(a[i])))
		}
	}
}
