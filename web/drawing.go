package web

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

const (
	// Paper is the side of the drawing area, in the unit of a stroke's points.
	Paper = 280
	// inkWidth is the width of a stroke as it is drawn, on Paper: MNIST's are about two of 28 pixels wide.
	inkWidth = 20
	// pastLength bounds how many drawings Undo can bring back.
	pastLength = 100
)

// Drawing is what lies on the drawing area: strokes, or an image of 28×28 pixels, or nothing.
type Drawing struct {
	Strokes [][][2]float64
	Pixels  []float64
	// Sample is the image's place in the test set and Label its true label; both are -1 for a drawing that is not from there.
	Sample, Label int
}

// NewDrawing returns an empty one.
func NewDrawing() Drawing { return Drawing{Sample: -1, Label: -1} }

// StrokesDrawing returns a drawing of strokes in any unit, moved and scaled to lie well on Paper.
func StrokesDrawing(strokes [][][2]float64) Drawing {
	low, high := bounds(strokes)
	scale := 1.0
	if side := max(high[0]-low[0], high[1]-low[1]); side > 0 {
		scale = min(0.7*Paper/side, math.MaxFloat64) // of a side of 1e-320, it would be infinite
	}
	d := NewDrawing()
	for _, s := range strokes {
		moved := make([][2]float64, len(s))
		for j, p := range s {
			for i := range p {
				moved[j][i] = Paper/2 + scale*(p[i]-(low[i]+high[i])/2)
			}
		}
		d.Strokes = append(d.Strokes, moved)
	}
	return d
}

// bounds are the corners of the box around strokes.
func bounds(strokes [][][2]float64) (low, high [2]float64) {
	low, high = [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, s := range strokes {
		for _, p := range s {
			for i := range p {
				low[i], high[i] = min(low[i], p[i]), max(high[i], p[i])
			}
		}
	}
	return low, high
}

// Empty says that there is nothing to classify.
func (d Drawing) Empty() bool { return len(d.Strokes) == 0 && len(d.Pixels) == 0 }

// Classify returns the Command that asks for the drawing's digit.
func (d Drawing) Classify() protocol.Classify {
	return protocol.Classify{Strokes: d.Strokes, Pixels: d.Pixels}
}

// DrawState is the drawing and what the network makes of it.
type DrawState struct {
	Drawing Drawing
	// Version counts changes of Drawing.
	Version int
	// Past are the drawings that Undo brings back, the latest last.
	Past []Drawing
	// Open says that the last stroke still grows.
	Open bool
	// Seen is the network's answer to the latest drawing that it has answered, or nil where there is none; SeenVersion is the
	// Version of that drawing.
	Seen        *protocol.Classified
	SeenVersion int
	// Problem says why the last Command about the drawing was refused, or is "".
	Problem string
}

// Show puts another drawing on the area; Undo brings back the one before. A target of the graph that is the label of the image that goes
// goes with it.
func (s State) Show(next Drawing) State {
	if s.Graph.Label >= 0 && s.Graph.Label == s.Draw.Drawing.Label {
		s = s.WithSource(s.Graph.Own, -1)
	}
	d := *s.Draw
	past := append(d.Past[:len(d.Past):len(d.Past)], d.Drawing)
	if len(past) > pastLength {
		past = past[len(past)-pastLength:]
	}
	d.Past, d.Open = past, false
	s.Draw = d.with(next)
	return s
}

// Begin starts a stroke at a point. What is drawn goes on, but a sample makes room.
func (s State) Begin(p [2]float64) State {
	next := NewDrawing()
	strokes := s.Draw.Drawing.Strokes
	next.Strokes = append(strokes[:len(strokes):len(strokes)], [][2]float64{p})
	s = s.Show(next)
	s.Draw.Open = true // this DrawState is Show's own
	return s
}

// Extend adds points to the stroke that grows.
func (s State) Extend(points ...[2]float64) State {
	if !s.Draw.Open || len(points) == 0 {
		return s
	}
	d := *s.Draw
	last := len(d.Drawing.Strokes) - 1
	next := d.Drawing
	next.Strokes = slices.Clone(next.Strokes)
	next.Strokes[last] = slices.Concat(next.Strokes[last], points)
	s.Draw = d.with(next)
	return s
}

// End ends the stroke that grows.
func (s State) End() State {
	d := *s.Draw
	d.Open = false
	s.Draw = &d
	return s
}

// Clear empties the area.
func (s State) Clear() State {
	if s.Draw.Drawing.Empty() {
		return s
	}
	return s.Show(NewDrawing())
}

// Undo brings back the drawing before the last stroke, sample or Clear.
func (s State) Undo() State {
	d := *s.Draw
	if len(d.Past) == 0 {
		return s
	}
	last := len(d.Past) - 1
	before := d.Past[last]
	d.Past, d.Open = d.Past[:last:last], false
	s.Draw = d.with(before)
	return s
}

// Classified notes the answer for the drawing of that version. An answer that is older than the one there changes nothing.
func (s State) Classified(version int, answer protocol.Event) State {
	d := *s.Draw
	switch answer := answer.(type) {
	case protocol.Classified:
		if version < d.SeenVersion || d.Drawing.Empty() {
			return s
		}
		d.Seen, d.SeenVersion, d.Problem = &answer, version, ""
		if answer.Digit < 0 {
			d.Seen = nil
		}
	case protocol.Failed:
		d.Problem = problem(answer)
	}
	s.Draw = &d
	return s
}

// problem is what to say of a refusal where it was asked for: nothing of a defect, which the whole page is told about.
func problem(f protocol.Failed) string {
	if f.Code == protocol.CodePanic {
		return ""
	}
	return f.Message
}

// Sampled puts the image that the engine took from the test set on the area.
func (s State) Sampled(answer protocol.Event) State {
	switch answer := answer.(type) {
	case protocol.Sampled:
		s = s.Show(Drawing{Pixels: answer.Pixels, Sample: answer.Index, Label: answer.Label})
		s.Draw.Problem = "" // this DrawState is Show's own
	case protocol.Failed:
		d := *s.Draw
		d.Problem = problem(answer)
		s.Draw = &d
	}
	return s
}

// RandomSample returns a Command for some image of the test set.
func (s State) RandomSample() protocol.Sample {
	return protocol.Sample{Index: rand.IntN(max(1, s.Engine.Status.TestImages))}
}

func (d DrawState) with(next Drawing) *DrawState {
	d.Drawing = next
	d.Version++
	if next.Empty() {
		d.Seen, d.SeenVersion = nil, d.Version
	}
	return &d
}

// InkPath writes strokes as the data of an SVG path. The points of a stroke are joined by quadratic curves through the midpoints
// between them, so that the ink is smooth however coarsely the pointer was followed; a single point is a dot.
func InkPath(strokes [][][2]float64) string {
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
