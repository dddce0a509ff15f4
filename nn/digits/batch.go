package digits

import (
	"fmt"
	"math/rand/v2"
)

// Gather writes a batch into a network's input x (N×784, pixels/255, so 0 to 1) and its target t (N, the label as a number):
// row i is image idx[i] of s. It allocates nothing. It panics where x or t has another size, or s no such image.
func Gather[T float32 | float64](x, t []T, s *Set, idx []int) {
	if len(x) != len(idx)*Pixels || len(t) != len(idx) {
		panic(fmt.Sprintf("digits: Gather of %d images into x of %d and t of %d elements", len(idx), len(x), len(t)))
	}
	var level [256]T // as exact as a division for each pixel, and natively in 0.4 of the time
	for i := range level {
		level[i] = T(i) / 255
	}
	for row, i := range idx {
		dst, src := x[row*Pixels:(row+1)*Pixels], s.Image(i)
		for j := range dst {
			dst[j] = level[src[j]]
		}
		t[row] = T(s.Labels[i])
	}
}

// Choose fills idx with numbers drawn from 0 to n-1 with replacement, as the chapter's np.random.choice does: each step's batch
// is a fresh sample, and an epoch is a count of images, not a pass through them. It panics if n < 1.
func Choose(idx []int, n int, rng *rand.Rand) {
	for i := range idx {
		idx[i] = rng.IntN(n)
	}
}
