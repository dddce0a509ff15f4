package palette_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/web/palette"
)

// visions are the kinds of colour vision, each as a matrix on linear red, green and blue. Source: Machado, Oliveira and
// Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009), severity 1.
var visions = map[string][3][3]float64{
	"usual": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
		{-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
		{-0.011820, 0.042940, 0.968881}},
	"tritanopia": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602},
		{0.004733, 0.691367, 0.303900}},
}

func linear(c palette.RGB) [3]float64 {
	r, g, b := c.Split()
	var l [3]float64
	for i, v := range []uint8{r, g, b} {
		s := float64(v) / 255
		if l[i] = s / 12.92; s > 0.04045 {
			l[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return l
}

func times(m [3][3]float64, v [3]float64) (out [3]float64) {
	for i, row := range m {
		for j, f := range row {
			out[i] += f * v[j]
		}
	}
	return out
}

// distance is that of two colours as someone sees them, in Oklab (Ottosson, 2020), where black and white are 1 apart.
func distance(a, b palette.RGB, vision [3][3]float64) float64 {
	lab := func(c palette.RGB) [3]float64 {
		cones := times([3][3]float64{{0.4122214708, 0.5363325363, 0.0514459929},
			{0.2119034982, 0.6806995451, 0.1073969566}, {0.0883024619, 0.2817188376, 0.6299787005}},
			times(vision, linear(c)))
		for i, v := range cones {
			cones[i] = math.Cbrt(v)
		}
		return times([3][3]float64{{0.2104542553, 0.7936177850, -0.0040720468},
			{1.9779984951, -2.4285922050, 0.4505937099}, {0.0259040371, 0.7827717662, -0.8086757660}}, cones)
	}
	x, y := lab(a), lab(b)
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

// contrast is that of WCAG 2.
func contrast(a, b palette.RGB) float64 {
	luminance := func(c palette.RGB) float64 {
		l := linear(c)
		return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestPairs holds that the colours of each pair can be told apart by everyone, and the two pairs from each other by
// those who see all colours; with less, there are only two hues. 0.1 is about the distance of this blue and a teal.
func TestPairs(t *testing.T) {
	for theme, of := range map[string]func(palette.Colour) palette.RGB{
		"light": func(c palette.Colour) palette.RGB { return c.Light },
		"dark":  func(c palette.Colour) palette.RGB { return c.Dark },
	} {
		forward, backward := of(palette.Forward), of(palette.Backward)
		plus, minus, nan := of(palette.Positive), of(palette.Negative), of(palette.NotANumber)
		for name, vision := range visions {
			for what, pair := range map[string][2]palette.RGB{
				"forward and backward": {forward, backward}, "the signs": {plus, minus},
				"NaN and plus": {nan, plus}, "NaN and minus": {nan, minus},
			} {
				if d := distance(pair[0], pair[1], vision); d < 0.1 {
					t.Errorf("%s, %s: %s are only %.3f apart", theme, name, what, d)
				}
			}
		}
		for _, sign := range []palette.RGB{plus, minus} {
			for _, direction := range []palette.RGB{forward, backward} {
				if d := distance(sign, direction, visions["usual"]); d < 0.15 {
					t.Errorf("%s: %s for a sign and %s for a direction are only %.3f apart", theme, sign.Hex(),
						direction.Hex(), d)
				}
			}
		}
		// WCAG 2.2, 1.4.11: 3 to 1 for what must be recognised in a picture.
		for _, ground := range []palette.Colour{palette.Paper, palette.Surface, palette.Sheet, palette.Print} {
			for _, c := range []palette.RGB{plus, minus, nan} {
				if k := contrast(c, of(ground)); k < 3 {
					t.Errorf("%s: the contrast of %s to %s is %.2f", theme, c.Hex(), ground.Name, k)
				}
			}
		}
	}
}
