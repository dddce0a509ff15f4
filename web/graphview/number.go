package graphview

import (
	"math"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// Format writes v for reading, rounded to this many significant digits, or exactly if digits is 0 or less: then it is
// the shortest text that reads back as v, as a float32 if v is one, since networks compute in float32. Zeros at the end
// are left out, minus is "−" (U+2212, as wide as a digit), and −0 is 0. Whole numbers below a million are written in
// full. Only larger numbers, and those below a thousandth, have an exponent:
//
//	Format(math.Pi, 3)   3.14      Format(39760, 3)    39760     Format(math.NaN(), 3)    NaN
//	Format(-0.5, 3)      −0.5      Format(1.2e-5, 3)   1.2e−5    Format(math.Inf(-1), 3)  −∞
func Format(v float64, digits int) string { return format(v, digits, trim) }

// formatFixed is Format with the zeros at the end, for a changing number whose text should keep its width.
func formatFixed(v float64, digits int) string {
	return format(v, digits, func(s string) string { return s })
}

func format(v float64, digits int, trim func(string) string) string {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "−∞"
	case v == 0:
		return "0"
	}
	// In the form d.ddde±xx the number is rounded already, so that 0.00099996 becomes 0.001 and 999999.7 becomes 1e6.
	size := 64
	if digits <= 0 && float64(float32(v)) == v {
		size = 32
	}
	text := strconv.FormatFloat(math.Abs(v), 'e', max(digits, 0)-1, size)
	mantissa, tail, _ := strings.Cut(text, "e")
	exp, _ := strconv.Atoi(tail) // never fails: FormatFloat wrote it
	switch {
	case exp >= -3 && exp < 6:
		decimals := max(digits-1-exp, 0)
		if digits <= 0 {
			decimals = -1
		}
		text = trim(strconv.FormatFloat(math.Abs(v), 'f', decimals, size))
	case exp < 0:
		text = trim(mantissa) + "e−" + strconv.Itoa(-exp)
	default:
		text = trim(mantissa) + "e" + strconv.Itoa(exp)
	}
	if v < 0 {
		return "−" + text
	}
	return text
}

// trim cuts zeros at the end of a fraction.
func trim(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(s, "0")
		s = strings.TrimSuffix(s, ".")
	}
	return s
}

// ShapeText writes a shape as 100×784.
func ShapeText(shape []int) string {
	var b strings.Builder
	for i, d := range shape {
		if i > 0 {
			b.WriteString("×")
		}
		b.WriteString(strconv.Itoa(d))
	}
	return b.String()
}

// scalar reports whether a tensor of that shape is written as one number.
func scalar(shape []int) bool { return snapshot.Len(shape) == 1 }

// grouped writes a count as 39,760.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
