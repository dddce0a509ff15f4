package state

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// grid is the distance between two points of a drawing that a link can tell apart, in the unit of Paper. It is a power
// of two, so that a place on the grid is an exact number: who opens a link has the same drawing, to the bit.
const grid = 0.5

// onGrid returns the place on the grid that is nearest to a point.
func onGrid(p [2]float64) [2]float64 {
	for i := range p {
		p[i] = math.Round(p[i]/grid) * grid
	}
	return p
}

// strokesText writes strokes as a link has them: of each the number of its points, then for each point how far it is
// from the one before, across and down, in steps of the grid; all as varints, in the letters of a URL.
func strokesText(strokes [][][2]float64) string {
	var b []byte
	var at [2]int64
	for _, s := range strokes {
		b = binary.AppendUvarint(b, uint64(len(s)))
		for _, p := range s {
			for i := range p {
				to := int64(math.Round(p[i] / grid))
				b = binary.AppendVarint(b, to-at[i])
				at[i] = to
			}
		}
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

var errStrokes = errors.New("the link’s drawing cannot be read")

// farthest is how far from the paper's corner a point of a link may be, in steps of the grid: a stroke may leave the
// paper.
const farthest = 1 << 20

// readStrokes reads what strokesText wrote.
func readStrokes(text string) ([][][2]float64, error) {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, errStrokes
	}
	var strokes [][][2]float64
	var at [2]int64
	for len(b) > 0 {
		n, length := binary.Uvarint(b)
		if length <= 0 || n == 0 || n > uint64(len(b)) { // a point takes two bytes
			return nil, errStrokes
		}
		b = b[length:]
		s := make([][2]float64, n)
		for j := range s {
			for i := range at {
				by, length := binary.Varint(b)
				if at[i] += by; length <= 0 || math.Abs(float64(by)) > farthest || math.Abs(float64(at[i])) > farthest {
					return nil, errStrokes
				}
				b = b[length:]
				s[j][i] = float64(at[i]) * grid
			}
		}
		strokes = append(strokes, s)
	}
	return strokes, nil
}

// sketch is the drawing as a link has it. A link has neither pixels nor more strokes than there is room for.
func (d *Draw) sketch() setting.Sketch {
	s := setting.Sketch{Sample: max(setting.NoSample, d.Drawing.Sample)}
	if text := strokesText(d.Drawing.Strokes); len(text) <= setting.MaxStrokes {
		s.Strokes = text
	}
	return s
}

// sketching returns s saying what is drawn, once the last stroke has ended.
func (s *Settings) sketching(d *Draw) *Settings {
	if d.Open || d.Version == s.sketched {
		return s
	}
	n := s.without()
	n.Wanted.Sketch, n.sketched = d.sketch(), d.Version
	return n
}

// withSketch draws what a link has. Where the link has nothing, the drawing stays.
func (s State) withSketch() State {
	text := s.Settings.Wanted.Strokes
	if text != "" && text != s.Draw.sketch().Strokes {
		strokes, err := readStrokes(text)
		if err != nil {
			n := s.Settings.ignoring(explain(err))
			n.Wanted.Strokes = ""
			s.Settings = n
			return s
		}
		next := NewDrawing()
		next.Strokes = strokes
		s = s.Redraw(s.Draw.Show(next))
	}
	if s.Settings.Wanted.Drawn() {
		s.Settings.sketched = s.Draw.Version // setUp has just made these Settings
	}
	return s
}

// WantsSample reports whether a link has an image of the test set that is not on the drawing area yet.
func (s State) WantsSample() bool {
	wanted := s.Settings.Wanted.Sample
	return wanted >= 0 && wanted != s.Draw.Drawing.Sample && s.Draw.Version == s.Settings.sketched &&
		!s.Draw.Sampling && s.Draw.Problem == "" && s.Engine.Begun() && s.Engine.CanSample()
}
