package state

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Kept is a session that the browser keeps: the network as a file of the engine, and the drawing.
type Kept struct {
	File    []byte
	Drawing Drawing
	// Step is the network's step.
	Step int
	// Runs are the curves of its training, and of the runs before.
	Runs keptRuns
}

// Keep is the state of saving: networks as files, and the previous session.
type Keep struct {
	// Offered is the previous session until the learner decides whether to go on with it; then it is nil.
	Offered *Kept
	// Aside says why the previous session could not be taken up and where it is, or is "".
	Aside string
	// Problem says why a file was refused, and Note what the last action did. Each may be "".
	Problem, Note string
}

// ReadKept reads a kept session. Its fields are texts, numbers and bytes; a nil map is no record at all. Another
// version of the page may have kept it, or anything else, so ok is false if it is not of the form that this one keeps.
func ReadKept(fields map[string]any) (kept *Kept, ok bool) {
	file, ok := fields["file"].([]byte)
	if !ok {
		return nil, false
	}
	kept = &Kept{File: file}
	if step, there := fields["step"]; there {
		v, ok := step.(float64)
		if !ok || !(v >= 0 && v <= math.MaxInt32) || v != math.Trunc(v) {
			return nil, false
		}
		kept.Step = int(v)
	}
	var drawing, runs string
	for name, text := range map[string]*string{"drawing": &drawing, "runs": &runs} {
		if v, there := fields[name]; there {
			if *text, ok = v.(string); !ok {
				return nil, false
			}
		}
	}
	kept.Drawing, kept.Runs = DecodeDrawing(drawing), DecodeRuns(runs)
	return kept, true
}

// WithAside records why the previous session could not be taken up. It is offered no longer. With "" the learner has
// read it.
func (k *Keep) WithAside(problem string) *Keep {
	n := *k
	n.Aside = problem
	if problem != "" {
		n.Offered = nil
	}
	return &n
}

// Offer offers the previous session.
func (k *Keep) Offer(session *Kept) *Keep {
	return &Keep{Offered: session, Aside: k.Aside}
}

// Told records the outcome of an action on a file: a problem or a note.
func (k *Keep) Told(problem, note string) *Keep {
	n := *k
	n.Problem, n.Note = problem, note
	return &n
}

// loaded records that a network of this many steps is loaded. No other is offered any more.
func (k *Keep) loaded(step int) *Keep {
	return &Keep{Note: "The network of step " + phrase.Grouped(step) + " is loaded, with its settings."}
}

// Loaded records that the network of a file is loaded, with the settings that it was trained with.
func (s State) Loaded(status protocol.Status) State {
	s.Settings = newSettings(status.Settings.WithPage(s.Settings.Wanted), nil)
	s.Keep = s.Keep.loaded(status.Step)
	return s
}

// FileName returns the name of the network's file.
func FileName(status protocol.Status) string {
	network := status.Settings.Network
	if network == "" {
		network = strings.ReplaceAll(NetworkInShort(status.Settings), "–", "-")
	}
	return "inkgrad-" + network + "-step-" + strconv.Itoa(status.Step) + ".safetensors"
}

// EncodeDrawing and decodeDrawing write and read a kept drawing. An earlier version of the page may have kept it, so
// anything that cannot be read is an empty drawing.
func EncodeDrawing(d Drawing) string {
	text, err := json.Marshal(d)
	if err != nil {
		return "" // a coordinate that is not a number
	}
	return string(text)
}

func DecodeDrawing(text string) Drawing {
	d := NewDrawing()
	if json.Unmarshal([]byte(text), &d) != nil || !d.valid() {
		return NewDrawing()
	}
	return d
}

// valid reports whether the drawing is one that the page could have kept.
func (d Drawing) valid() bool {
	strokes := d.Strokes == nil || form.Strokes(d.Strokes).Validate() == nil
	pixels := d.Pixels == nil || form.CheckPixels(d.Pixels) == nil
	return strokes && pixels && d.Sample >= -1 && d.Label >= -1 && d.Label < form.Classes
}
