package graphview

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestHistogram(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, c := range map[string]struct {
		data          []float64
		low, width    float64
		counts        []int
		zeros, others int
	}{
		"empty":           {nil, 0, 0, nil, 0, 0},
		"zeros":           {[]float64{0, 0, math.Copysign(0, -1)}, 0, 0, nil, 3, 0},
		"nothing finite":  {[]float64{nan, inf, -inf}, 0, 0, nil, 0, 3},
		"both signs":      {[]float64{-1.5, -0.5, -1, 0, 0.5, 0.75, 2}, -2, 1, []int{1, 2, 2, 0, 1}, 1, 0},
		"one value":       {[]float64{3, 3}, 3, 1, []int{2}, 0, 0},
		"one below zero":  {[]float64{-3, nan}, -3, 1, []int{1}, 0, 1},
		"far from zero":   {[]float64{100, 101, 104}, 100, 1, []int{1, 1, 0, 0, 1}, 0, 0},
		"up to an edge":   {[]float64{1, 2, 3, 4}, 1, 1, []int{1, 1, 1, 1}, 0, 0},
		"beyond float64":  {[]float64{-1.5e308, 1.5e308}, -math.MaxFloat64, 1e308, []int{1, 0, 0, 1}, 0, 0},
		"tiny":            {[]float64{1e-300, 4e-300}, 1e-300, 1e-300, []int{1, 0, 0, 1}, 0, 0},
		"wide and narrow": {[]float64{1e-12, 1}, 0, 0.25, []int{1, 0, 0, 0, 1}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			h := NewHistogram(c.data, 4)
			if h.Low != c.low || h.Width != c.width || !slices.Equal(h.Counts, c.counts) || h.Zeros != c.zeros ||
				h.Others != c.others {
				t.Errorf("got %+v, want %+v", h, c)
			}
		})
	}
}

func TestHistogramCountsEachValueOnce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		data := make([]float64, 1+rng.IntN(500))
		scale := math.Pow(10, float64(rng.IntN(40)-20))
		for i := range data {
			data[i] = max(0, rng.NormFloat64()+rng.Float64()) * scale
		}
		bins := 2 + rng.IntN(40)
		h := NewHistogram(data, bins)
		if len(h.Counts) > bins+2 {
			t.Fatalf("%d bins, %d were asked for", len(h.Counts), bins)
		}
		n := h.Zeros + h.Others
		for _, c := range h.Counts {
			n += c
		}
		if n != len(data) {
			t.Fatalf("%d of %d values are counted", n, len(data))
		}
	}
}
