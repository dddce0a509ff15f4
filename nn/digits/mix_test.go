package digits

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

func TestMix(t *testing.T) {
	of := func(n int, value byte) *Set {
		return &Set{Pixels: bytes.Repeat([]byte{value}, n*Pixels), Labels: bytes.Repeat([]byte{value}, n)}
	}
	a, b := of(50, 3), of(2, 8)
	rng := rand.New(rand.NewPCG(1, 0))
	var dst Set
	for _, c := range []struct{ n, k int }{{7, 3}, {0, 5}, {4, 0}} {
		Mix(&dst, a, c.n, b, c.k, rng)
		if dst.Len() != c.n+c.k || len(dst.Pixels) != dst.Len()*Pixels {
			t.Fatalf("%+v: %d images of %d pixels", c, dst.Len(), len(dst.Pixels))
		}
		for i := range dst.Len() {
			want := byte(3)
			if i >= c.n {
				want = 8
			}
			if dst.Labels[i] != want || !bytes.Equal(dst.Image(i), bytes.Repeat([]byte{want}, Pixels)) {
				t.Errorf("%+v: image %d is of the wrong set", c, i)
			}
		}
	}
	if allocated := testing.AllocsPerRun(10, func() { Mix(&dst, a, 6, b, 4, rng) }); allocated != 0 {
		t.Errorf("Mix allocates %v times though there is room", allocated)
	}
}
