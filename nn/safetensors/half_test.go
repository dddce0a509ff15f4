package safetensors

import (
	"math"
	"testing"
)

func TestToHalf(t *testing.T) {
	inf := float32(math.Inf(1))
	for _, c := range []struct {
		v    float32
		want uint16
	}{
		{0, 0}, {float32(math.Copysign(0, -1)), 0x8000}, {1, 0x3c00}, {-2, 0xc000}, {1.0 / 3, 0x3555},
		{65504, 0x7bff}, {65519, 0x7bff}, {65520, 0x7c00}, {1e30, 0x7c00}, {-inf, 0xfc00}, {inf, 0x7c00},
		{1 + 1.0/2048, 0x3c00}, {1 + 3.0/2048, 0x3c02}, // halfway: to the even one
		{1 + 1.0/2048 + 1.0/(1<<20), 0x3c01}, {2 - 1.0/4096, 0x4000}, // rounding carries
		{1.0 / (1 << 14), 0x0400}, {unit, 1}, {unit / 2, 0}, {1.5 * unit, 2}, {1023.5 * unit, 0x0400}, {-unit, 0x8001},
	} {
		if got := toHalf(c.v); got != c.want {
			t.Errorf("%v is %#04x, want %#04x", c.v, got, c.want)
		}
	}
	if h := toHalf(float32(math.NaN())); !math.IsNaN(float64(fromHalf(h))) {
		t.Errorf("NaN became %v", fromHalf(h))
	}
}

// Every half is itself after going to float32 and back, and no other half is nearer to a number than its own.
func TestHalves(t *testing.T) {
	for h := range uint16(0x7c00) {
		v, next := fromHalf(h), fromHalf(h+1)
		if toHalf(v) != h || toHalf(-v) != h|0x8000 || fromHalf(h|0x8000) != -v {
			t.Fatalf("%#04x is %v, which is %#04x", h, v, toHalf(v))
		}
		middle := float32((float64(v) + float64(next)) / 2)
		if h == 0x7bff {
			middle = 65520
		}
		if below, above := toHalf(math.Nextafter32(middle, 0)), toHalf(math.Nextafter32(middle, 1e9)); below != h ||
			above != h+1 {
			t.Fatalf("beside %v, the middle of %v and %v, the halves are %#04x and %#04x", middle, v, next, below,
				above)
		}
	}
}
