package graphview

import (
	"math"
	"strconv"
)

// Histogram counts the values of a tensor in bins of equal width. One bin begins at 0, so that the values in a bin have
// the same sign.
type Histogram struct {
	// Bin i counts the values v with Low + i·Width ≤ v < Low + (i+1)·Width. The bins cover all finite values.
	Low, Width float64
	Counts     []int
	// Zeros counts the values that are exactly 0, which are in no bin: ReLU makes so many of them that all other bars
	// would be flat. Others counts NaN and ±Inf.
	Zeros, Others int
}

// NewHistogram counts data in at most bins+2 bins, whose width is 1, 2, 2.5 or 5 times a power of ten. Without values
// other than 0 there are no bins.
func NewHistogram(data []float64, bins int) Histogram {
	var h Histogram
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range data {
		switch {
		case v == 0:
			h.Zeros++
		case math.IsNaN(v) || math.IsInf(v, 0):
			h.Others++
		default:
			low, high = min(low, v), max(high, v)
		}
	}
	if low > high {
		return h
	}
	span := high/float64(bins) - low/float64(bins) // high − low may be too large for a float64
	if span <= 0 {                                 // all values are equal
		span = math.Abs(high) / float64(bins)
	}
	h.Width = roundUp(max(span, math.SmallestNonzeroFloat64))
	first := math.Floor(low / h.Width)
	h.Low = max(first*h.Width, -math.MaxFloat64)
	h.Counts = make([]int, int(math.Floor(high/h.Width)-first)+1)
	for _, v := range data {
		if v >= low && v <= high && v != 0 {
			h.Counts[int(math.Floor(v/h.Width)-first)]++
		}
	}
	return h
}

// roundUp returns the least of 1, 2, 2.5 and 5 times a power of ten that is not below a positive v.
func roundUp(v float64) float64 {
	exponent := int(math.Floor(math.Log10(v)))
	for _, m := range []string{"1e", "2e", "2.5e", "5e"} {
		// exact, unlike a product with math.Pow
		if w, _ := strconv.ParseFloat(m+strconv.Itoa(exponent), 64); w >= v {
			return w
		}
	}
	w, _ := strconv.ParseFloat("1e"+strconv.Itoa(exponent+1), 64)
	return w
}
