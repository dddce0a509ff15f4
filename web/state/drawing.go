package state

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

const (
	// Paper is the side of the drawing area, in the unit of a stroke's points.
	Paper = 280
	// pastLength bounds how many drawings Undo can bring back.
	pastLength = 100
)

// Drawing is the content of the drawing area: strokes, or an image of 28×28 pixels, or nothing.
type Drawing struct {
	Strokes [][][2]float64
	Pixels  []float64
	// Sample is the image's index in the test set and Label its true label. Both are -1 for a drawing that is not from
	// there.
	Sample, Label int
}

// NewDrawing returns an empty one.
func NewDrawing() Drawing { return Drawing{Sample: -1, Label: -1} }

// StrokesDrawing returns a drawing of strokes in any unit, moved and scaled to fit Paper.
func StrokesDrawing(strokes [][][2]float64) Drawing {
	low, high := bounds(strokes)
	scale := 1.0
	if side := max(high[0]-low[0], high[1]-low[1]); side > 0 {
		scale = min(0.7*Paper/side, math.MaxFloat64) // infinite for a side of 1e-320
	}
	d := NewDrawing()
	for _, s := range strokes {
		moved := make([][2]float64, len(s))
		for j, p := range s {
			for i := range p {
				moved[j][i] = Paper/2 + scale*(p[i]-(low[i]+high[i])/2)
			}
			moved[j] = onGrid(moved[j])
		}
		d.Strokes = append(d.Strokes, moved)
	}
	return d
}

// PlacedDrawing returns a drawing of strokes in the unit of Paper, where they are.
func PlacedDrawing(strokes [][][2]float64) Drawing {
	d := NewDrawing()
	for _, s := range strokes {
		placed := make([][2]float64, len(s))
		for j, p := range s {
			placed[j] = onGrid(p)
		}
		d.Strokes = append(d.Strokes, placed)
	}
	return d
}

// bounds returns the corners of the box around strokes.
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

// Empty reports whether there is nothing to classify.
func (d Drawing) Empty() bool { return len(d.Strokes) == 0 && len(d.Pixels) == 0 }

// Classify returns the Command that asks for the drawing's digit.
func (d Drawing) Classify() protocol.Classify {
	return protocol.Classify{Strokes: d.Strokes, Pixels: d.Pixels}
}
