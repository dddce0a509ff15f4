package graphview

import "math"

// Sizes of type, in pixels.
const (
	sizeLeaf   = 15
	sizeTitle  = 13
	sizeSymbol = 18
	sizeWord   = 11.5 // an operation written out
	sizeValue  = 12
	sizeSmall  = 10.5 // shapes, parameters
)

// widths are the advances of the printable ASCII characters in thousandths of the type size, as in the common
// grotesques (Helvetica's metrics). There is no browser here to measure with.
var widths = [95]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
}

// slack widens the estimate: the widest of the usual system fonts (Verdana, DejaVu Sans) are about this much wider.
const slack = 1.14

// titleWidth is textWidth for a title, which is bold.
func titleWidth(s string) int { return textWidth(s, 1.08*sizeTitle) }

func advance(r rune) float64 {
	switch {
	case r >= ' ' && r <= '~':
		return float64(widths[r-' ']) / 1000
	case r < ' ', r >= 0x300 && r < 0x370: // control characters; combining accents
		return 0
	case r >= 0x2E80: // East Asian scripts, emoji
		return 1
	case r >= 0x2190 && r < 0x2300: // arrows and mathematical signs
		return 0.85
	}
	return 0.62
}

// textWidth estimates how wide s is when set in that size, rounded up.
func textWidth(s string, size float64) int {
	w := 0.0
	for _, r := range s {
		w += advance(r)
	}
	return int(math.Ceil(w * size * slack))
}

// fit returns s, or as much of its beginning as fits into the width with an ellipsis. cut says whether something is
// missing.
func fit(s string, size float64, width int) (text string, cut bool) {
	if textWidth(s, size) <= width {
		return s, false
	}
	room := float64(width)/(size*slack) - 1 // the ellipsis is one em wide
	for i, r := range s {
		if room -= advance(r); room < 0 {
			return s[:i] + "…", true
		}
	}
	return s, false
}
