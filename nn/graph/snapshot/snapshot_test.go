package snapshot_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

func TestStats(t *testing.T) {
	for name, c := range map[string]struct {
		data []float64
		want snapshot.Stats
	}{
		"empty":    {nil, snapshot.Stats{}},
		"numbers":  {[]float64{3, -4, 0, 0}, snapshot.Stats{Min: -4, Max: 3, Mean: -0.25, Norm: 5, Zeros: 2}},
		"NaN":      {[]float64{math.NaN(), 2}, snapshot.Stats{Min: 2, Max: 2, Mean: 2, Norm: 2, NaNs: 1}},
		"only NaN": {[]float64{math.NaN()}, snapshot.Stats{NaNs: 1}},
		"positive": {[]float64{1, 2}, snapshot.Stats{Min: 1, Max: 2, Mean: 1.5, Norm: math.Sqrt(5)}},
		"infinite": {[]float64{math.Inf(1), 1},
			snapshot.Stats{Min: 1, Max: math.Inf(1), Mean: math.Inf(1), Norm: math.Inf(1)}},
	} {
		t.Run(name, func(t *testing.T) {
			tensor := snapshot.Tensor{Shape: []int{len(c.data)}, Data: c.data}
			if got := tensor.Stats(); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestLen(t *testing.T) {
	if n := snapshot.Len([]int{2, 3, 4}); n != 24 {
		t.Errorf("Len = %d, want 24", n)
	}
	if n := snapshot.Len(nil); n != 1 {
		t.Errorf("Len of no axes = %d, want 1", n)
	}
}
