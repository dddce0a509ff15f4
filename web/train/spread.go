package train

import (
	"cmp"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/palette"
	"github.com/inkgrad/inkgrad/web/state"
)

// spread is one tensor over the steps.
type spread struct {
	Name   string
	Steps  []int
	Values []protocol.Distribution
}

// spreads are the tensors of what is shown, in the order of the layers.
func spreads(d *state.Distributions) []spread {
	var all []spread
	for _, m := range d.Moments {
		for _, t := range m.Tensors {
			if t.Of != d.Of {
				continue
			}
			i := slices.IndexFunc(all, func(s spread) bool { return s.Name == t.Name })
			if i < 0 {
				i = len(all)
				all = append(all, spread{Name: t.Name})
			}
			all[i].Steps, all[i].Values = append(all[i].Steps, m.Step), append(all[i].Values, t)
		}
	}
	return all
}

// scale is the vertical axis that all pictures of a kind share, so that layers can be compared.
type scale struct {
	// Low and High are values, or their logarithms to the base 10 if Log.
	Low, High float64
	Log       bool
}

// scaleOf returns the axis that has room for all that is there.
func scaleOf(all []spread) scale {
	s := scale{Low: math.Inf(1), High: math.Inf(-1)}
	for _, one := range all {
		for _, v := range one.Values {
			low, high, ok := extent(v)
			if !ok {
				continue
			}
			s.Low, s.High, s.Log = min(s.Low, low), max(s.High, high), v.Logarithmic()
		}
	}
	switch {
	case s.Low > s.High:
		return scale{Low: 0, High: 1}
	case s.Log:
		s.Low, s.High = math.Floor(s.Low), math.Ceil(s.High)
	case s.Low >= 0:
		s.Low = 0
	}
	s.High = max(s.High, s.Low+1e-12)
	return s
}

// rareGradient is how full a bin is for which the axis makes room, as a part of the fullest: there is always a gradient
// that happens to be next to 0.
const rareGradient = 0.03

// extent returns the bounds of the bins that have something in them, as the scale has them; false where none has.
func extent(d protocol.Distribution) (low, high float64, ok bool) {
	least := math.SmallestNonzeroFloat64
	if d.Logarithmic() {
		least = rareGradient
	}
	first := slices.IndexFunc(d.Density, func(n float64) bool { return n >= least })
	if first < 0 {
		return 0, 0, false
	}
	last := first
	for i, n := range d.Density {
		if n >= least {
			last = i
		}
	}
	from, to := ends(d)
	width := (to - from) / protocol.DensityBins
	return from + float64(first)*width, from + float64(last+1)*width, true
}

// ends returns the bounds of all bins, as the scale has them.
func ends(d protocol.Distribution) (low, high float64) {
	if d.Logarithmic() {
		return math.Log10(d.Low()), math.Log10(d.High())
	}
	return d.Low(), d.High()
}

// The size of a picture, in its own pixels.
const spreadWidth, spreadHeight = 120, 96

// pix is a picture of the densities between two steps, of which the first was measured: steps to the right, values
// upwards, the fullest bin of a step the strongest. Like other pictures here it is blue for what is computed forwards
// and orange for gradients.
func (o spread) pix(s scale, firstStep, lastStep int) []byte {
	pix := make([]byte, 4*spreadWidth*spreadHeight)
	colour := palette.Forward
	if s.Log {
		colour = palette.Backward
	}
	r, g, b := colour.Light.Split()
	for x := range spreadWidth {
		from, to := state.AlongSteps(firstStep), state.AlongSteps(lastStep)
		at := math.Expm1(from + (to-from)*float64(x)/(spreadWidth-1))
		i, found := slices.BinarySearchFunc(o.Steps, at,
			func(step int, at float64) int { return cmp.Compare(float64(step), at) })
		if !found && i > 0 {
			i-- // what was measured last before
		}
		d := o.Values[min(i, len(o.Values)-1)]
		low, high := ends(d)
		for y := range spreadHeight {
			value := s.High - (float64(y)+0.5)/spreadHeight*(s.High-s.Low)
			density := densityAt(d, low, high, value, (s.High-s.Low)/spreadHeight)
			copy(pix[4*(y*spreadWidth+x):], []byte{r, g, b, byte(255 * math.Sqrt(density))})
		}
	}
	return pix
}

// densityAt returns how full the bins at a value are, 0 to 1. A distribution narrower than a pixel, which is so high,
// is seen all the same.
func densityAt(d protocol.Distribution, low, high, value, pixel float64) float64 {
	if high-low < pixel {
		if _, _, ok := extent(d); ok && math.Abs(value-(low+high)/2) <= pixel/2 {
			return 1
		}
		return 0
	}
	bin := math.Floor((value - low) / (high - low) * protocol.DensityBins)
	if bin < 0 || bin >= protocol.DensityBins {
		return 0
	}
	return d.Density[int(bin)]
}
