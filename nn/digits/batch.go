package digits

import (
	"fmt"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Gather writes a batch into a network's input x (N×784, pixels/255, so 0 to 1) and its target t (N, the label as a
// number): row i is image idx[i] of s. It allocates nothing. It panics if x or t has another size, or s has no such
// image.
func Gather[T float32 | float64](x, t []T, s *Set, idx []int) {
	gatherLabels(len(x), t, s, idx)
	kernel.Gather(x, s.Pixels, idx, Pixels)
}

// GatherSparse is Gather into the batch x, but makes x sparse if s is indexed and products are faster that way.
func GatherSparse[T float32 | float64](x *tensor.Tensor[T], t []T, s *Set, idx []int) {
	if !s.indexed() || !kernel.FastCSR[T]() {
		Gather(x.Overwrite(), t, s, idx)
		return
	}
	gatherLabels(tensor.Size(x.Shape), t, s, idx)
	kernel.Unpack(x.MakeSparse(len(idx)*s.most+kernel.Pad), &s.ink, idx)
}

// gatherLabels sets t. It panics if t, or an x of this many elements, does not have the size of the batch.
func gatherLabels[T float32 | float64](x int, t []T, s *Set, idx []int) {
	if x != len(idx)*Pixels || len(t) != len(idx) {
		panic(fmt.Sprintf("digits: Gather of %d images into x of %d and t of %d elements", len(idx), x, len(t)))
	}
	for row, i := range idx {
		t[row] = T(s.Labels[i])
	}
}

// Floats sets dst to the 784 pixels of image i in 0..1, as Gather does. It panics if s has no such image, or dst is too
// short.
func (s *Set) Floats(dst []float64, i int) { kernel.Gather(dst, s.Pixels, []int{i}, Pixels) }

// Choose fills idx with numbers drawn from 0 to n-1 with replacement, as the chapter's np.random.choice does: each
// step's batch is a fresh sample, and an epoch is a count of images, not a pass through them. It panics if n < 1.
func Choose(idx []int, n int, rng *rand.Rand) {
	for i := range idx {
		idx[i] = rng.IntN(n)
	}
}

// Mix makes dst a batch of n images of a and, after them, k of b, each chosen as Choose does. It reuses the memory of
// dst. It panics if there is nothing to choose from.
func Mix(dst, a *Set, n int, b *Set, k int, rng *rand.Rand) {
	*dst = Set{Pixels: dst.Pixels[:0], Labels: dst.Labels[:0]}
	add := func(s *Set, n int) {
		for range n {
			i := rng.IntN(s.Len())
			dst.Pixels, dst.Labels = append(dst.Pixels, s.Image(i)...), append(dst.Labels, s.Labels[i])
		}
	}
	add(a, n)
	add(b, k)
}
