package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// A file of labelled drawings is JSON, which nn/digits/strokefile reads, too: a list of {"label": 7, "strokes": [[[x,
// y], ...], ...]}, y downwards, in any unit. This page writes whole numbers from 0 to OwnSide.
const (
	// OwnSide is the longer side of a kept drawing's bounding box, whose upper left corner is at 0, 0: a unit is a
	// tenth of a pixel of the image that the network sees.
	OwnSide = 200
	// MaxOwnFile bounds a file, in bytes.
	MaxOwnFile = 20_000_000
)

// ownStrokes returns strokes in their kept form: moved to the origin, scaled to OwnSide, rounded, and without repeated
// points. Strokes in this form do not change.
func ownStrokes(strokes [][][2]float64) [][][2]float64 {
	low, high := bounds(strokes)
	scale := 1.0
	if side := max(high[0]-low[0], high[1]-low[1]); side > 0 {
		scale = min(OwnSide/side, math.MaxFloat64) // infinite for a side of 1e-320
	}
	var own [][][2]float64
	for _, s := range strokes {
		var kept [][2]float64
		for _, p := range s {
			var q [2]float64
			for i := range p {
				q[i] = math.Round((p[i] - low[i]) * scale)
			}
			if len(kept) == 0 || q != kept[len(kept)-1] {
				kept = append(kept, q)
			}
		}
		if len(kept) > 0 {
			own = append(own, kept)
		}
	}
	return own
}

// EncodeExamples writes a file with one drawing a line.
func EncodeExamples(examples []protocol.Example) []byte {
	var b bytes.Buffer
	b.WriteString("[")
	for i, e := range examples {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		text, err := json.Marshal(e)
		if err != nil {
			panic("state: " + err.Error()) // kept strokes are whole numbers
		}
		b.Write(text)
	}
	b.WriteString("\n]\n")
	return b.Bytes()
}

// DecodeExamples reads a file. The error says which drawing is invalid, and why.
func DecodeExamples(file []byte) ([]protocol.Example, error) {
	var read []struct {
		Label   *int
		Strokes [][][]float64
	}
	err := json.Unmarshal(file, &read)
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		if len(bytes.TrimSpace(file)) == 0 {
			return nil, errors.New("the file is empty")
		}
		return nil, fmt.Errorf("the file is not a list of drawings: it cannot be read from its byte %d on",
			syntax.Offset)
	}
	if err != nil {
		return nil, errors.New("the file is not a list of drawings") // rather than what Go calls the types
	}
	if len(read) == 0 {
		return nil, errors.New("there is no drawing in the file")
	}
	var examples []protocol.Example
	for i, r := range read {
		strokes, err := checkStrokes(r.Strokes)
		switch {
		case err != nil:
		case r.Label == nil:
			err = errors.New("it has no label")
		case *r.Label < 0 || *r.Label >= form.Classes:
			err = fmt.Errorf("its label is %d, which is not a digit", *r.Label)
		}
		if err != nil {
			return nil, fmt.Errorf("drawing %d of the file: %w", i+1, err)
		}
		examples = append(examples, protocol.Example{Label: *r.Label, Strokes: ownStrokes(strokes)})
	}
	return examples, nil
}

// checkStrokes returns strokes that can be drawn, or an error.
func checkStrokes(strokes [][][]float64) ([][][2]float64, error) {
	var checked [][][2]float64
	n := 0
	for _, s := range strokes {
		var points [][2]float64
		for _, p := range s {
			if len(p) != 2 {
				return nil, fmt.Errorf("a point has %d numbers, needs x and y", len(p))
			}
			if !form.Reachable(p[0], p[1]) {
				return nil, fmt.Errorf("the point (%v, %v) is too far away", p[0], p[1])
			}
			points = append(points, [2]float64{p[0], p[1]})
		}
		n += len(points)
		checked = append(checked, points)
	}
	switch {
	case n == 0:
		return nil, errors.New("it has no points")
	case n > form.MaxPoints:
		return nil, fmt.Errorf("it has %d points; at most %d are possible", n, form.MaxPoints)
	}
	return checked, nil
}
