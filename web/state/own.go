package state

import (
	"fmt"
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Own is the drawings that the learner has labelled, to train on.
type Own struct {
	// List is never changed in place, and Version counts its changes; Past are the lists that Undo brings back, the latest last.
	List    []OwnDrawing
	Version int
	Past    [][]OwnDrawing
	// Effects are what fine-tuning has changed: the latest of each way to do it. Tuning says that it runs.
	Effects []protocol.Tuned
	Tuning  bool
	// Before is the network that the latest fine-tuning began with, or nil.
	Before *protocol.Checkpoint
	// Problem says why a wish was refused, Note what became of one; each is "" where there is nothing to say.
	Problem, Note string
}

// OwnDrawing is a labelled drawing, in strokes as ownStrokes has them.
type OwnDrawing struct {
	protocol.Example
	// Pixels are what the networks see, and Network and Reader what they say: nil as long as that is not known.
	Pixels          []float64
	Network, Reader *protocol.Verdict
}

// FineTuneSteps is how long fine-tuning is: after it the chapter's network has learned some tens of drawings. Mixed is the share of the
// drawings where the other half of each batch is MNIST's.
const (
	FineTuneSteps = 200
	Mixed         = 0.5
)

// OwnShare is the setting that says how the drawings take part in training; its control is beside them.
const OwnShare = "ownShare"

// CanLabel says that what lies on the drawing area can become an example: strokes, that is. An image of the test set must not, or the test
// would be none.
func (s State) CanLabel() bool {
	return len(s.Draw.Drawing.Strokes) > 0 && !s.Draw.Open && !s.HidesOwn()
}

// HidesOwn says that a page, one in somebody's notes perhaps, does without drawings of one's own: it hides the setting about them.
func (s State) HidesOwn() bool { return slices.Contains(s.Settings.Wanted.Hide, OwnShare) }

// Shown is the place in the list of the drawing that lies on the drawing area, or -1.
func (s State) Shown() int {
	if !s.CanLabel() || len(s.Own.List) == 0 {
		return -1
	}
	return s.Own.find(ownStrokes(s.Draw.Drawing.Strokes))
}

func (o *Own) find(strokes [][][2]float64) int {
	return slices.IndexFunc(o.List, func(d OwnDrawing) bool {
		return slices.EqualFunc(d.Strokes, strokes, func(a, b [][2]float64) bool { return slices.Equal(a, b) })
	})
}

// withOwn changes a copy of the list, which Undo takes back.
func (s State) withOwn(note string, change func(list []OwnDrawing) []OwnDrawing) State {
	o := *s.Own
	past := append(slices.Clip(o.Past), o.List)
	o.Past = past[max(0, len(past)-pastLength):]
	o.List = change(slices.Clone(o.List))
	o.Version++
	o.Problem, o.Note = "", note
	s.Own = &o
	return s
}

// ToldOwn notes what became of a wish.
func (s State) ToldOwn(problem, note string) State {
	o := *s.Own
	o.Problem, o.Note = problem, note
	s.Own = &o
	return s
}

// Label makes what lies on the drawing area an example of a digit. A drawing that is one already gets that label.
func (s State) Label(digit int) State {
	if !s.CanLabel() {
		return s
	}
	if i := s.Shown(); i >= 0 {
		if s.Own.List[i].Label == digit {
			return s
		}
		return s.withOwn(fmt.Sprintf("It is a %d now.", digit), func(list []OwnDrawing) []OwnDrawing {
			list[i].Label = digit
			return list
		})
	}
	if len(s.Own.List) == protocol.MaxExamples {
		return s.ToldOwn(tooMany, "")
	}
	d := OwnDrawing{Example: protocol.Example{Label: digit, Strokes: ownStrokes(s.Draw.Drawing.Strokes)}}
	return s.withOwn(fmt.Sprintf("Added as a %d.", digit), func(list []OwnDrawing) []OwnDrawing { return append(list, d) })
}

var tooMany = fmt.Sprintf("There is room for %d drawings.", protocol.MaxExamples)

// RemoveOwn removes a drawing.
func (s State) RemoveOwn(i int) State {
	return s.withOwn("Removed.", func(list []OwnDrawing) []OwnDrawing { return slices.Delete(list, i, i+1) })
}

// ClearOwn removes all drawings.
func (s State) ClearOwn() State {
	if len(s.Own.List) == 0 {
		return s
	}
	return s.withOwn("All are removed.", func([]OwnDrawing) []OwnDrawing { return nil })
}

// UndoOwn brings back the list before the last change.
func (s State) UndoOwn() State {
	o := *s.Own
	last := len(o.Past) - 1
	if last < 0 {
		return s
	}
	o.List, o.Past = o.Past[last], o.Past[:last:last]
	o.Version++
	o.Problem, o.Note = "", "The last change is undone."
	s.Own = &o
	return s
}

// ImportOwn adds the drawings of a file but those that are here already, or, where it is none or they are too many, says so.
func (s State) ImportOwn(file []byte) State {
	examples, err := DecodeExamples(file)
	if err != nil {
		return s.ToldOwn(phrase.Sentence(err.Error())+" Nothing is changed.", "")
	}
	grown := *s.Own
	for _, e := range examples {
		if grown.find(e.Strokes) < 0 {
			grown.List = append(slices.Clip(grown.List), OwnDrawing{Example: e})
		}
	}
	added := len(grown.List) - len(s.Own.List)
	if len(grown.List) > protocol.MaxExamples {
		return s.ToldOwn(fmt.Sprintf("The file has %d drawings that are not here yet. %s Nothing is changed.", added, tooMany), "")
	}
	note := phrase.Counted(added, "drawing") + " added."
	if known := len(examples) - added; known > 0 {
		note += fmt.Sprintf(" %d of the file were here already.", known)
	}
	if added == 0 {
		return s.ToldOwn("", note)
	}
	return s.withOwn(note, func([]OwnDrawing) []OwnDrawing { return grown.List })
}

// FoundOwn takes up what was kept, before what has been labelled meanwhile. What cannot be read was kept by another version of the page.
func (s State) FoundOwn(file []byte) State {
	found := s
	found.Own = &Own{}
	if found = found.ImportOwn(file); len(found.Own.List) == 0 {
		return s
	}
	o := *s.Own
	for _, d := range o.List {
		if found.Own.find(d.Strokes) < 0 {
			found.Own.List = append(found.Own.List, d) // this OwnState is of here
		}
	}
	o.List = found.Own.List[:min(len(found.Own.List), protocol.MaxExamples)]
	o.Version++
	s.Own = &o
	return s
}

// Examples are the drawings without what is known of them.
func (o *Own) Examples() []protocol.Example {
	examples := make([]protocol.Example, len(o.List))
	for i, d := range o.List {
		examples[i] = d.Example
	}
	return examples
}

// OpenOwn puts a drawing on the drawing area, where it can get another label.
func (s State) OpenOwn(i int) State { return s.Show(StrokesDrawing(s.Own.List[i].Strokes)) }

// Judged notes what the networks say of the drawings. What is said of another list than that of today is old.
func (s State) Judged(e protocol.Judged) State {
	o := *s.Own
	if e.Version != o.Version || len(e.Network) != len(o.List) {
		return s
	}
	o.List = slices.Clone(o.List)
	for i := range o.List {
		d := &o.List[i]
		d.Network = &e.Network[i]
		if e.Reader != nil {
			d.Reader = &e.Reader[i]
		}
		if e.Pixels != nil {
			d.Pixels = e.Pixels[i*form.Pixels : (i+1)*form.Pixels]
		}
	}
	s.Own = &o
	return s
}

// right counts the drawings of which a network says what they are; known, that all have its answer.
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

// NetworkRight counts the drawings of which the network that is trained says what they are; known, that all have its answer.
func (o *Own) NetworkRight() (n int, known bool) {
	return o.right(func(d OwnDrawing) *protocol.Verdict { return d.Network })
}

// ReaderRight does so for the reader.
func (o *Own) ReaderRight() (n int, known bool) {
	return o.right(func(d OwnDrawing) *protocol.Verdict { return d.Reader })
}

// Counts is how many drawings there are of each digit.
func (o *Own) Counts() (n [form.Classes]int) {
	for _, d := range o.List {
		n[d.Label]++
	}
	return n
}

// CanFineTune says that there are drawings, and an engine that has time.
func (s State) CanFineTune() bool {
	return s.Engine.Ready() && !s.Engine.Status.Running && !s.Engine.Status.Checking && len(s.Own.List) > 0
}

// FineTuning notes that fine-tuning begins.
func (s State) FineTuning() State {
	s = s.StartTraining(FineTuneSteps)
	o := *s.Own
	o.Tuning, o.Before, o.Problem, o.Note = true, s.Engine.Checkpoint, "", ""
	s.Own = &o
	return s
}

// FineTuned notes that it has ended.
func (s State) FineTuned(answer protocol.Event) State {
	o := *s.Own
	o.Tuning = false
	if f, ok := answer.(protocol.Failed); ok {
		o.Problem = ProblemOf(f)
	}
	s.Own = &o
	return s
}

// Tuned notes what fine-tuning has changed.
func (s State) Tuned(e protocol.Tuned) State {
	o := *s.Own
	others := slices.DeleteFunc(slices.Clone(o.Effects), func(t protocol.Tuned) bool { return t.Share == e.Share })
	o.Effects = append(others, e)
	s.Own = &o
	return s
}

// CanTakeBack says that nothing has changed the network since the latest fine-tuning.
func (s State) CanTakeBack() bool {
	o, e := s.Own, s.Engine.Status
	n := len(o.Effects)
	return n > 0 && o.Before != nil && s.Engine.Ready() && !e.Running && !e.Builtin && o.Effects[n-1].After.Step == e.Step
}
