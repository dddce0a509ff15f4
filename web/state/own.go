package state

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Own holds the drawings that the learner has labelled, to train on.
type Own struct {
	// List is never changed in place, and Version counts its changes. Past holds the lists that Undo brings back, the
	// latest last.
	List    []OwnDrawing
	Version int
	Past    [][]OwnDrawing
	// Effects are what fine-tuning has changed: the latest run of each way to do it. Tuning says that it is running.
	Effects []protocol.Tuned
	Tuning  bool
	// Before is the network that the latest fine-tuning began with, or nil.
	Before *protocol.Checkpoint
	// Problem says why an action was refused, and Note what the last one did. Each may be "".
	Problem, Note string
}

// OwnDrawing is a labelled drawing, in strokes as ownStrokes has them.
type OwnDrawing struct {
	protocol.Example
	// Pixels are what the networks see. Network and Reader are their answers, or nil while these are not known.
	Pixels          []float64
	Network, Reader *protocol.Verdict
}

// FineTuneSteps is the number of steps of fine-tuning, enough for the chapter's network to learn a few dozen drawings.
// Mixed is the share of drawings in a batch whose other half is from MNIST.
const (
	FineTuneSteps = 200
	Mixed         = 0.5
)

// OwnShare is the setting that says how the drawings take part in training. Its control is beside them.
const OwnShare = "ownShare"

// place returns the index of a drawing in the list, or -1.
func (o *Own) place(d Drawing) int {
	if len(o.List) == 0 {
		return -1
	}
	return o.find(ownStrokes(d.Strokes))
}

func (o *Own) find(strokes [][][2]float64) int { return find(o.List, strokes) }

func find(list []OwnDrawing, strokes [][][2]float64) int {
	return slices.IndexFunc(list, func(d OwnDrawing) bool { return sameStrokes(d.Strokes, strokes) })
}

func sameStrokes(a, b [][][2]float64) bool {
	return slices.EqualFunc(a, b, func(a, b [][2]float64) bool { return slices.Equal(a, b) })
}

// change changes a copy of the list. Undo brings back the original.
func (o *Own) change(note string, change func(list []OwnDrawing) []OwnDrawing) *Own {
	n := *o
	past := append(slices.Clip(o.Past), o.List)
	n.Past = past[max(0, len(past)-pastLength):]
	n.List = change(slices.Clone(o.List))
	n.Version++
	n.Problem, n.Note = "", note
	return &n
}

// Told records the outcome of an action.
func (o *Own) Told(problem, note string) *Own {
	n := *o
	n.Problem, n.Note = problem, note
	return &n
}

// Label makes a drawing an example of a digit. If it is an example already, it gets the new label.
func (o *Own) Label(d Drawing, digit int) *Own {
	if i := o.place(d); i >= 0 {
		if o.List[i].Label == digit {
			return o
		}
		return o.change("It is "+phrase.Digit(digit)+" now.", func(list []OwnDrawing) []OwnDrawing {
			list[i].Label = digit
			return list
		})
	}
	if len(o.List) == protocol.MaxExamples {
		return o.Told(tooMany, "")
	}
	labelled := OwnDrawing{Example: protocol.Example{Label: digit, Strokes: ownStrokes(d.Strokes)}}
	return o.change("Added as "+phrase.Digit(digit)+".",
		func(list []OwnDrawing) []OwnDrawing { return append(list, labelled) })
}

var tooMany = fmt.Sprintf("There is room for %d drawings.", protocol.MaxExamples)

// Remove removes a drawing.
func (o *Own) Remove(i int) *Own {
	return o.change("Removed.", func(list []OwnDrawing) []OwnDrawing { return slices.Delete(list, i, i+1) })
}

// Clear removes all drawings.
func (o *Own) Clear() *Own {
	if len(o.List) == 0 {
		return o
	}
	return o.change("All are removed.", func([]OwnDrawing) []OwnDrawing { return nil })
}

// Undo brings back the list before the last change.
func (o *Own) Undo() *Own {
	last := len(o.Past) - 1
	if last < 0 {
		return o
	}
	n := *o
	n.List, n.Past = o.Past[last], o.Past[:last:last]
	n.Version++
	n.Problem, n.Note = "", "The last change is undone."
	return &n
}

// Import adds the drawings of a file except those that are here already. If the file is invalid or has too many
// drawings, it says so.
func (o *Own) Import(file []byte) *Own {
	examples, err := DecodeExamples(file)
	if err != nil {
		return o.Told(phrase.Sentence(err.Error())+" Nothing is changed.", "")
	}
	grown := *o
	for _, e := range examples {
		if grown.find(e.Strokes) < 0 {
			grown.List = append(slices.Clip(grown.List), OwnDrawing{Example: e})
		}
	}
	added := len(grown.List) - len(o.List)
	if len(grown.List) > protocol.MaxExamples {
		return o.Told(fmt.Sprintf("The file has %d drawings that are not here yet. %s Nothing is changed.", added,
			tooMany), "")
	}
	note := phrase.Counted(added, "drawing") + " added."
	if known := len(examples) - added; known > 0 {
		note += fmt.Sprintf(" %d of the file were here already.", known)
	}
	if added == 0 {
		return o.Told("", note)
	}
	return o.change(note, func([]OwnDrawing) []OwnDrawing { return grown.List })
}

// Found puts the kept drawings before those that were labelled meanwhile. It ignores what it cannot read, which another
// version of the page kept.
func (o *Own) Found(file []byte) *Own {
	found := (&Own{}).Import(file)
	if len(found.List) == 0 {
		return o
	}
	n := *o
	for _, d := range o.List {
		if found.find(d.Strokes) < 0 {
			found.List = append(found.List, d) // Import has just made this Own
		}
	}
	n.List = found.List[:min(len(found.List), protocol.MaxExamples)]
	n.Version++
	return &n
}

// Merged returns o with what another tab has changed meanwhile. before is what was kept when this page last read or
// wrote it, and file what is kept now. What the other tab has added, removed or labelled anew is so here, too, unless
// this page has changed the same drawing; a list that Undo brings back has it as well.
func (o *Own) Merged(before []protocol.Example, file []byte) *Own {
	theirs, err := DecodeExamples(file)
	if emptied := len(theirs) == 0 && string(file) == string(EncodeExamples(nil)); err != nil && !emptied {
		return o
	}
	n := *o
	if n.List = merge(o.List, before, theirs); reflect.DeepEqual(n.List, o.List) {
		return o
	}
	n.Past = slices.Clone(o.Past)
	for i, past := range n.Past {
		n.Past[i] = merge(past, before, theirs)
	}
	n.Version++
	return &n
}

// merge returns a list with what lies between two others.
func merge(list []OwnDrawing, before, theirs []protocol.Example) []OwnDrawing {
	label := func(of []protocol.Example, strokes [][][2]float64) (label int, ok bool) {
		i := slices.IndexFunc(of, func(e protocol.Example) bool { return sameStrokes(e.Strokes, strokes) })
		if i < 0 {
			return 0, false
		}
		return of[i].Label, true
	}
	var merged []OwnDrawing
	for _, d := range list {
		was, there := label(before, d.Strokes)
		if there && was == d.Label { // not changed here
			var kept bool
			if d.Label, kept = label(theirs, d.Strokes); !kept {
				continue
			}
		}
		merged = append(merged, d)
	}
	for _, e := range theirs {
		_, known := label(before, e.Strokes) // then it was removed here
		if !known && find(merged, e.Strokes) < 0 && len(merged) < protocol.MaxExamples {
			merged = append(merged, OwnDrawing{Example: e})
		}
	}
	return merged
}

// Examples returns the drawings without the answers to them.
func (o *Own) Examples() []protocol.Example {
	examples := make([]protocol.Example, len(o.List))
	for i, d := range o.List {
		examples[i] = d.Example
	}
	return examples
}

// Drawing returns a drawing to put on the drawing area, where it can get another label.
func (o *Own) Drawing(i int) Drawing { return StrokesDrawing(o.List[i].Strokes) }

// observe returns o after an Event.
func (o *Own) observe(event protocol.Event) *Own {
	switch event := event.(type) {
	case protocol.Judged:
		return o.judged(event)
	case protocol.Tuned:
		return o.tuned(event)
	}
	return o
}

// judged records the networks' answers to the drawings. It ignores answers to an older list.
func (o *Own) judged(e protocol.Judged) *Own {
	if e.Version != o.Version || len(e.Network) != len(o.List) {
		return o
	}
	n := *o
	n.List = slices.Clone(o.List)
	for i := range n.List {
		d := &n.List[i]
		d.Network = &e.Network[i]
		if e.Reader != nil {
			d.Reader = &e.Reader[i]
		}
		if e.Pixels != nil {
			d.Pixels = e.Pixels[i*form.Pixels : (i+1)*form.Pixels]
		}
	}
	return &n
}

// right counts the drawings that a network classifies as labelled. known reports whether all have its answer.
func (o *Own) right(of func(OwnDrawing) *protocol.Verdict) (n int, known bool) {
	for _, d := range o.List {
		v := of(d)
		if v == nil {
			return 0, false
		}
		if v.Digit == d.Label {
			n++
		}
	}
	return n, true
}

// NetworkRight counts the drawings that the trained network classifies as labelled. known reports whether all have its
// answer.
func (o *Own) NetworkRight() (n int, known bool) {
	return o.right(func(d OwnDrawing) *protocol.Verdict { return d.Network })
}

// ReaderRight does the same for the reader.
func (o *Own) ReaderRight() (n int, known bool) {
	return o.right(func(d OwnDrawing) *protocol.Verdict { return d.Reader })
}

// Counts returns how many drawings there are of each digit.
func (o *Own) Counts() (n [form.Classes]int) {
	for _, d := range o.List {
		n[d.Label]++
	}
	return n
}

// CanFineTune reports whether there are drawings, and an engine that has time.
func (o *Own) CanFineTune(e *Engine) bool {
	return e.Ready() && !e.Status.Running && !e.Status.Checking && len(o.List) > 0
}

// startTraining records that training begins: the network before a fine-tuning is no longer one step back.
func (o *Own) startTraining() *Own {
	if o.Before == nil {
		return o
	}
	n := *o
	n.Before = nil
	return &n
}

// fineTuning records that fine-tuning begins with the network of a Checkpoint.
func (o *Own) fineTuning(from *protocol.Checkpoint) *Own {
	n := *o
	n.Tuning, n.Before, n.Problem, n.Note = true, from, "", ""
	return &n
}

// FineTuned records that fine-tuning has ended.
func (o *Own) FineTuned(answer protocol.Event) *Own {
	n := *o
	n.Tuning = false
	if f, ok := answer.(protocol.Failed); ok {
		n.Problem = ProblemOf(f)
	}
	return &n
}

// tuned records what fine-tuning has changed.
func (o *Own) tuned(e protocol.Tuned) *Own {
	n := *o
	others := slices.DeleteFunc(slices.Clone(n.Effects), func(t protocol.Tuned) bool { return t.Share == e.Share })
	n.Effects = append(others, e)
	return &n
}

// CanTakeBack reports whether nothing has changed the network since the latest fine-tuning.
func (o *Own) CanTakeBack(e *Engine) bool {
	n := len(o.Effects)
	return n > 0 && o.Before != nil && e.Ready() && !e.Status.Running && !e.Status.Builtin &&
		o.Effects[n-1].After.Step == e.Status.Step
}
