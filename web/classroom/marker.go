package classroom

import (
	"strings"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/section"
	"github.com/inkgrad/inkgrad/web/state"
)

// marker does again what an answer to a Task rests on, in an engine of its own.
type marker struct {
	send func(protocol.Command, func(protocol.Event))
	// after calls f later, so that something that is being loaded can come.
	after func(d time.Duration, f func())
}

// finding is what came of an answer: what was found and in words how it came about, or why it could not be looked at.
type finding struct {
	section.Found
	how, problem string
}

const unreadable = "It cannot be read."

// find looks at what an answer rests on, and calls then with what it found.
func (m marker) find(t section.Task, evidence string, then func(finding)) {
	switch {
	case t.Mistake > 0:
		m.findMistake(t.Mistake, evidence, then)
	case t.Sights != nil:
		m.findSights(evidence, then)
	default:
		m.findNetwork(evidence, then)
	}
}

// trouble is a finding that says why there is none.
func trouble(problem string) finding { return finding{problem: problem} }

// then returns a receiver of answers that goes on with those that are no failure.
func (m marker) then(then func(finding), on func(protocol.Event)) func(protocol.Event) {
	return func(answer protocol.Event) {
		if f, failed := answer.(protocol.Failed); failed {
			then(trouble(f.Message))
			return
		}
		on(answer)
	}
}

// train trains the network of w from scratch, as long as w says.
func (m marker) train(w setting.Settings, then func(finding), on func(finding)) {
	m.send(protocol.Configure{Settings: w}, m.then(then, func(protocol.Event) {
		m.send(protocol.Train{Steps: w.Steps, Fresh: true}, m.then(then, func(answer protocol.Event) {
			trained, ok := answer.(protocol.Trained)
			if !ok || trained.Step != w.Steps || trained.Accuracy == nil {
				then(trouble("It was not trained to its end here."))
				return
			}
			var f finding
			f.Accuracy, f.Parameters, f.how = trained.Accuracy.TestAccuracy, parameters(w), howTrained(w)
			on(f)
		}))
	}))
}

// howTrained says of which network an answer is.
func howTrained(w setting.Settings) string {
	return state.NetworkInShort(w) + " at step " + phrase.Grouped(w.Steps)
}

// parameters counts those of a network.
func parameters(w setting.Settings) int {
	n := 0
	for _, p := range state.LayersOf(w).Params {
		size := 1
		for _, d := range p.Shape {
			size *= d
		}
		n += size
	}
	return n
}

func (m marker) findNetwork(evidence string, then func(finding)) {
	w, errs := setting.ParseQuery(evidence)
	if len(errs) > 0 || w.Steps == 0 {
		then(trouble(unreadable))
		return
	}
	m.train(w, then, then)
}

func (m marker) findSights(evidence string, then func(finding)) {
	w, errs := setting.ParseQuery(evidence)
	drawing := state.New().WithSettings(w, nil).Draw.Drawing
	if len(errs) > 0 || drawing.Empty() {
		then(trouble(unreadable))
		return
	}
	if w.Steps > 0 {
		m.train(w, then, func(f finding) { m.classify(drawing, f, readerTries, then) })
		return
	}
	m.send(protocol.Builtin{}, m.then(then, func(protocol.Event) {
		var f finding
		f.how = "built-in network"
		m.classify(drawing, f, readerTries, then)
	}))
}

// readerPace is how long it takes until a drawing is shown again to the reader, while that is being loaded, and
// readerTries is how often it is.
const (
	readerPace  = 200 * time.Millisecond
	readerTries = 300
)

func (m marker) classify(d state.Drawing, f finding, tries int, then func(finding)) {
	m.send(d.Classify(), m.then(then, func(answer protocol.Event) {
		c, ok := answer.(protocol.Classified)
		switch {
		case !ok || c.Network == nil:
			then(trouble(unreadable))
		case c.Reader == nil && tries == 0:
			then(trouble("The reader could not be loaded."))
		case c.Reader == nil:
			m.after(readerPace, func() { m.classify(d, f, tries-1, then) })
		default:
			f.Network, f.Reader = c.Network.Surely(), c.Reader.Surely()
			then(f)
		}
	}))
}

// findMistake plants the mistake of a puzzle in the network that it was found in, and looks where it is.
func (m marker) findMistake(number int, evidence string, then func(finding)) {
	layer, rest, _ := strings.Cut(evidence, " ")
	bug, query, _ := strings.Cut(rest, " ")
	w, errs := setting.ParseQuery(query)
	if len(errs) > 0 || bug == "" {
		then(trouble(unreadable))
		return
	}
	m.send(protocol.Configure{Settings: w}, m.then(then, func(protocol.Event) {
		m.send(protocol.Reset{}, m.then(then, func(protocol.Event) {
			m.plant(number, 0, func(f finding) {
				f.LayerGuess, f.BugGuess = layer, bug
				then(f)
			})
		}))
	}))
}

// plant tries the mistakes of a puzzle, until there is one that the network has a layer for.
func (m marker) plant(number, turn int, then func(finding)) {
	bug := state.Bug(number, turn)
	if bug == "" {
		then(trouble("The network has no layer for any mistake."))
		return
	}
	check := protocol.Check{H: 1e-4, Samples: 1, Elements: 1, DType: protocol.Float64, Bug: bug, BugSeed: number}
	m.send(check, func(answer protocol.Event) {
		switch answer := answer.(type) {
		case protocol.Checked:
			var f finding
			f.Layer, f.Bug = answer.Planted.Scope, answer.Planted.Bug.Name
			then(f)
		case protocol.Failed:
			if answer.Code == protocol.CodeBadRequest {
				m.plant(number, turn+1, then)
				return
			}
			then(trouble(answer.Message))
		}
	})
}
