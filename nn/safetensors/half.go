package safetensors

import "math"

// A half, F16, is a sign, 5 bits of exponent with a bias of 15, and 10 bits of mantissa:
//
//	±1.m · 2^(e − 15), or for e = 0 ±0.m · 2^−14, or for e = 31 ±∞ and NaN
//
// Source: IEEE 754-2019, section 3.4, binary16.

// unit is the smallest half above 0, 2^−24.
const unit = 1. / (1 << 24)

// toHalf rounds to the nearest half, to the even one of two that are as near. From 65,520 on it is infinite.
func toHalf(v float32) uint16 {
	bits := math.Float32bits(v)
	sign, size := uint16(bits>>16&0x8000), bits&0x7fff_ffff
	switch {
	case size > 0x7f80_0000:
		return sign | 0x7e00 // NaN
	case size < 0x3880_0000: // below 2^−14: a number of units
		return sign | uint16(math.RoundToEven(math.Abs(float64(v))/unit))
	}
	// Thirteen bits of the mantissa go. Rounding may carry into the exponent, and that is right.
	size += 0xfff + size>>13&1
	return sign | uint16(min(int32(size>>13)-(127-15)<<10, 0x7c00))
}

// fromHalf is exact.
func fromHalf(h uint16) float32 {
	e, m := int(h>>10&0x1f), float64(h&0x3ff)
	var size float64
	switch e {
	case 0:
		size = m * unit
	case 31:
		size = math.Inf(1)
		if m != 0 {
			size = math.NaN()
		}
	default:
		size = math.Ldexp(1024+m, e-25)
	}
	if h&0x8000 != 0 {
		size = -size
	}
	return float32(size)
}
