package state

import (
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Draw is the drawing and what the network makes of it.
type Draw struct {
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
		d.Problem = ProblemOf(answer)
	}
	s.Draw = &d
	return s
}

// ProblemOf is what to say of a refusal where it was asked for: nothing of a defect, which the whole page is told about.
func ProblemOf(f protocol.Failed) string {
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
		d.Problem = ProblemOf(answer)
		s.Draw = &d
	}
	return s
}

// RandomSample returns a Command for some image of the test set.
func (s State) RandomSample() protocol.Sample {
	return protocol.Sample{Index: rand.IntN(max(1, s.Engine.Status.TestImages))}
}

func (d Draw) with(next Drawing) *Draw {
	d.Drawing = next
	d.Version++
	if next.Empty() {
		d.Seen, d.SeenVersion = nil, d.Version
	}
	return &d
}

// Answers returns what the networks say of the drawing: that of the learner, own, once it has been trained, and the reader that comes with
// the page. Where one says nothing, its answer is nil.
func (d *Draw) Answers() (own, read *protocol.Reading) {
	if d.Seen == nil {
		return nil, nil
	}
	said := &protocol.Reading{Digit: d.Seen.Digit, Probabilities: d.Seen.Probabilities, Sure: d.Seen.Sure}
	if d.Seen.Own {
		return said, d.Seen.Reader
	}
	return nil, said
}
