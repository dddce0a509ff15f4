package state

import (
	"encoding/json"
	"strconv"
	"strings"

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
	// Problem says why a file was refused, and Note what the last action did. Each may be "".
	Problem, Note string
}

// Offer offers the previous session.
func (k *Keep) Offer(session *Kept) *Keep {
	return &Keep{Offered: session}
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
	if json.Unmarshal([]byte(text), &d) != nil {
		return NewDrawing()
	}
	return d
}
