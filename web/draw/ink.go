package draw

import (
	"strconv"
	"strings"
)

// inkWidth is the width of a stroke as it is drawn, on Paper: MNIST's are about two of 28 pixels wide.
const inkWidth = 20

// inkPath writes strokes as the data of an SVG path. The points of a stroke are joined by quadratic curves through the
// midpoints between them, so that the ink is smooth however coarsely the pointer was followed; a single point is a dot.
func inkPath(strokes [][][2]float64) string {
	var b strings.Builder
	point := func(op byte, ps ...[2]float64) {
		b.WriteByte(op)
		for i, p := range ps {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.FormatFloat(p[0], 'f', 2, 64))
			b.WriteByte(' ')
			b.WriteString(strconv.FormatFloat(p[1], 'f', 2, 64))
		}
	}
	for _, s := range strokes {
		if len(s) == 0 {
			continue
		}
		point('M', s[0])
		for i := 1; i < len(s)-1; i++ {
			point('Q', s[i], [2]float64{(s[i][0] + s[i+1][0]) / 2, (s[i][1] + s[i+1][1]) / 2})
		}
		last := s[len(s)-1]
		if len(s) == 1 {
			last[0] += 0.01 // a line of no length would leave no ink
		}
		point('L', last)
	}
	return b.String()
}
