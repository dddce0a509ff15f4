package state

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Kept is a session that the browser has kept: the network as a file of the engine, and the drawing.
type Kept struct {
	File    []byte
	Drawing Drawing
	// Step is the network's.
	Step int
	// Runs are the curves of its training, and of the runs before.
	Runs keptRuns
}

// Keep is about networks as files, and the session before this one.
type Keep struct {
	// Offered is the session before, while the learner has not said whether to go on with it, or nil.
	Offered *Kept
	// Problem says why a file was not taken, Note what became of the last wish; each is "" where there is nothing to
	// say.
	Problem, Note string
}

// Offer notes the session before.
func (k *Keep) Offer(session *Kept) *Keep {
	return &Keep{Offered: session}
}

// Told notes what became of a wish about a file: a problem, or a note.
func (k *Keep) Told(problem, note string) *Keep {
	n := *k
	n.Problem, n.Note = problem, note
	return &n
}

// loaded notes that a network of so many steps is loaded; no other is offered any more.
func (k *Keep) loaded(step int) *Keep {
	return &Keep{Note: "The network of step " + phrase.Grouped(step) + " is loaded, with its settings."}
}

// Loaded notes that the network of a file is loaded, with the settings that it was trained with.
func (s State) Loaded(status protocol.Status) State {
	s.Settings = newSettings(status.Settings.WithPage(s.Settings.Wanted), nil)
	s.Keep = s.Keep.loaded(status.Step)
	return s
}

// FileName is the network's name as a file.
func FileName(status protocol.Status) string {
	network := status.Settings.Network
	if network == "" {
		network = strings.ReplaceAll(NetworkInShort(status.Settings), "–", "-")
	}
	return "inkgrad-" + network + "-step-" + strconv.Itoa(status.Step) + ".safetensors"
}

// EncodeDrawing and decodeDrawing write a drawing for keeping. What is kept may be of an earlier version of the page,
// so that whatever cannot be read is an empty drawing.
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
