package control

import (
	"math"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// SliderSteps is how many places a slider has.
const SliderSteps = 100

// allDigits is how many significant digits a float64 can need.
const allDigits = 17

// sliderPosition returns the place of v on the slider of a row, from 0 to sliderSteps.
func sliderPosition(r setting.Row, v float64) int {
	part := (v - r.Min) / (r.Max - r.Min)
	if r.Log {
		low := lowest(r)
		part = math.Log(v/low) / math.Log(r.Max/low)
	}
	if !(part > 0) { // also of NaN
		return 0
	}
	return int(math.Round(SliderSteps * min(1, part)))
}

// lowest is the value at the lower end of a logarithmic slider; where the row begins at 0, which has no logarithm, it
// is next to that.
func lowest(r setting.Row) float64 {
	const decades = 5
	if r.Min > 0 {
		return r.Min
	}
	return r.Max * math.Pow(10, -decades)
}

// sliderText returns the value at a place of the slider: in two significant digits, or in as many more as it takes to
// come back to that place.
func sliderText(r setting.Row, position int) string {
	part := float64(position) / SliderSteps
	v := r.Min + part*(r.Max-r.Min)
	if r.Log {
		low := lowest(r)
		v = low * math.Pow(r.Max/low, part)
		if position == 0 {
			v = r.Min
		}
	}
	rounded := v
	for digits := 2; digits <= allDigits; digits++ {
		rounded, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64) // reads what was just written
		rounded = min(r.Max, max(r.Min, rounded))
		if sliderPosition(r, rounded) == position {
			break
		}
	}
	return strconv.FormatFloat(rounded, 'g', -1, 64)
}
