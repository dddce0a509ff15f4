package state

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Draw is the drawing and how the network classifies it.
type Draw struct {
	Drawing Drawing
	// Version counts changes of Drawing.
	Version int
	// Past holds the drawings that Undo brings back, the latest last.
	Past []Drawing
	// Open says that the last stroke is still being drawn.
	Open bool
	// Seen is the network's latest answer, or nil. SeenVersion is the Version of the drawing that it is about.
	Seen        *protocol.Classified
	SeenVersion int
	// Outdated says that another network has taken the place of the one that gave Seen.
	Outdated bool
	// Sampling says that a sample was asked for and has not come.
	Sampling bool
	// Problem says why the last Command about the drawing was refused, or is "".
	Problem string
}

// AskSample records that a sample was asked for.
func (d *Draw) AskSample() *Draw {
	n := *d
	n.Sampling, n.Problem = true, ""
	return &n
}

// Show puts another drawing on the area. Undo brings back the previous one.
func (d *Draw) Show(next Drawing) *Draw {
	n := *d
	past := append(d.Past[:len(d.Past):len(d.Past)], d.Drawing)
	if len(past) > pastLength {
		past = past[len(past)-pastLength:]
	}
	n.Past, n.Open = past, false
	return n.with(next)
}

// Begin starts a stroke at a point. It adds to a drawing of strokes, but replaces a sample.
func (d *Draw) Begin(p [2]float64) *Draw {
	next := NewDrawing()
	strokes := d.Drawing.Strokes
	next.Strokes = append(strokes[:len(strokes):len(strokes)], [][2]float64{onGrid(p)})
	n := d.Show(next)
	n.Open = true // Show has just made this Draw
	return n
}

// Extend adds points to the open stroke.
func (d *Draw) Extend(points ...[2]float64) *Draw {
	if !d.Open || len(points) == 0 {
		return d
	}
	n := *d
	last := len(n.Drawing.Strokes) - 1
	next := n.Drawing
	next.Strokes = slices.Clone(next.Strokes)
	more := make([][2]float64, len(points))
	for i, p := range points {
		more[i] = onGrid(p)
	}
	next.Strokes[last] = slices.Concat(next.Strokes[last], more)
	d = n.with(next)
	return d
}

// End ends the open stroke.
func (d *Draw) End() *Draw {
	n := *d
	n.Open = false
	return &n
}

// Withdraw takes the open stroke back, as if its pointer had never touched the paper: it was a palm's, or the browser
// took it for another gesture.
func (d *Draw) Withdraw() *Draw {
	if !d.Open {
		return d
	}
	return d.Undo()
}

// Clear empties the area.
func (d *Draw) Clear() *Draw {
	if d.Drawing.Empty() {
		return d
	}
	return d.Show(NewDrawing())
}

// Undo brings back the drawing before the last stroke, sample or Clear.
func (d *Draw) Undo() *Draw {
	n := *d
	if len(n.Past) == 0 {
		return d
	}
	last := len(n.Past) - 1
	before := n.Past[last]
	n.Past, n.Open = n.Past[:last:last], false
	d = n.with(before)
	return d
}

// Classified records the answer for the drawing of that version. An answer older than the current one changes nothing.
func (d *Draw) Classified(version int, answer protocol.Event) *Draw {
	n := *d
	switch answer := answer.(type) {
	case protocol.Classified:
		if version < n.SeenVersion || n.Drawing.Empty() {
			return d
		}
		n.Seen, n.SeenVersion, n.Outdated, n.Problem = &answer, version, false, ""
		if answer.Network == nil {
			n.Seen = nil
		}
	case protocol.Failed:
		n.Problem = ProblemOf(answer)
	}
	return &n
}

// ProblemOf returns what to say about a refusal at the control that caused it. It returns "" for a defect, which has a
// notice for the whole page.
func ProblemOf(f protocol.Failed) string {
	if f.Code == protocol.CodePanic {
		return ""
	}
	return f.Message
}

// Sampled puts the image that the engine took from the test set on the area.
func (d *Draw) Sampled(answer protocol.Event) *Draw {
	switch answer := answer.(type) {
	case protocol.Sampled:
		n := d.Show(Drawing{Pixels: answer.Pixels, Sample: answer.Index, Label: answer.Label})
		n.Problem, n.Sampling = "", false // Show has just made this Draw
		return n
	case protocol.Failed:
		n := *d
		n.Problem, n.Sampling = ProblemOf(answer), false
		return &n
	}
	return d
}

func (d Draw) with(next Drawing) *Draw {
	d.Drawing = next
	d.Version++
	if next.Empty() {
		d.Seen, d.SeenVersion = nil, d.Version
	}
	return &d
}

// Answers returns the answers to the drawing of the network that is trained here, and of the reader that comes with the
// page. Each is nil if there is none.
func (d *Draw) Answers() (network, read *protocol.Reading) {
	switch {
	case d.Seen == nil:
		return nil, nil
	case d.Outdated:
		return nil, d.Seen.Reader
	}
	return d.Seen.Network, d.Seen.Reader
}

// observe records that another network has taken the place of the one that answered. before is the Status before the
// Event.
func (d *Draw) observe(event protocol.Event, before protocol.Status) *Draw {
	s, ok := event.(protocol.Status)
	if !ok || s.Builtin == before.Builtin && s.Step >= before.Step {
		return d
	}
	n := *d
	n.Outdated = true
	return &n
}
