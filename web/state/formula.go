package state

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Formula is the formula on the page, and how it is shown. The settings have its text, its values and the step.
type Formula struct {
	// Typed is the text in the field. Given counts how often the text came from elsewhere.
	Typed string
	Given int
	// Of is the subject of the latest answer. Formulated is the latest valid formula; its Graph is nil before the
	// first.
	Of         FormulaSubject
	Formulated protocol.Formulated
	// Problem says what is wrong with the text of Of, and Column where, in characters from 1. They are "" and 0 if
	// nothing is.
	Problem string
	Column  int
	// Walk is the walk through the graph, or nil before the first.
	Walk *walk.Walk
	// Selected is the emphasised value, or -1.
	Selected int
	// Ranges has, by name, how far a value's slider goes to both sides. It does not change while the slider is moved.
	Ranges map[string]float64
	// Drafts has, by name, texts of values that are not numbers.
	Drafts map[string]string
	// Quizzes holds what the learner has found of each formula, by Formulated.Text. Asking shows the quiz instead of
	// the steps.
	Quizzes map[string]Quiz
	Asking  bool
}

// FormulaSubject is what a graph of a formula depends on.
type FormulaSubject struct{ Text, Values string }

// newFormula returns the Formula of a page that has not begun.
func newFormula(s setting.Settings) *Formula {
	return &Formula{Typed: s.Formula, Selected: -1}
}

// Question returns the Command for the wanted formula, or false if its answer is here.
func (f *Formula) Question(w setting.Settings) (FormulaSubject, protocol.Formula, bool) {
	subject := FormulaSubject{f.Typed, w.Text("values")}
	return subject, protocol.Formula{Expression: subject.Text, Values: w.Values}, subject != f.Of
}

// Answered records the answer about a subject. While the text is wrong, the graph of the last valid text stays.
func (f *Formula) Answered(of FormulaSubject, answer protocol.Event) *Formula {
	n := *f
	n.Of, n.Problem, n.Column = of, "", 0
	switch answer := answer.(type) {
	case protocol.Formulated:
		if err := graphview.Validate(answer.Graph); err != nil || answer.Graph == nil || len(answer.Graph.Nodes) == 0 {
			n.Problem = "The engine’s graph cannot be drawn."
			break
		}
		if answer.Text != n.Formulated.Text {
			n.Selected = -1
		}
		answer.Graph = withResult(answer.Graph)
		n.Formulated, n.Walk = answer, walk.New(answer.Graph, nil)
		n.Ranges = ranges(n.Ranges, answer)
	case protocol.Failed:
		n.Problem, n.Column = phrase.Sentence(answer.Message), answer.Column
	}
	return &n
}

// Stale says that the graph is of an earlier formula, because the text cannot be read.
func (f *Formula) Stale() bool { return f.Problem != "" && f.Walk != nil }

// withResult returns a copy of a formula's graph in which the result has a name, so that the steps can refer to it.
func withResult(g *snapshot.Graph) *snapshot.Graph {
	nodes := slices.Clone(g.Nodes)
	if last := &nodes[len(nodes)-1]; last.Name == "" && len(last.Inputs) > 0 {
		last.Name = walk.Letter(g)
	}
	return &snapshot.Graph{Nodes: nodes}
}

// ranges gives a range of its slider to each name that has none.
func ranges(old map[string]float64, f protocol.Formulated) map[string]float64 {
	now := maps.Clone(old)
	if now == nil {
		now = map[string]float64{}
	}
	for _, name := range f.Names {
		if v := math.Abs(f.Values[name]); now[name] == 0 || v > now[name] {
			now[name] = RangeFor(v)
		}
	}
	return now
}

// RangeFor returns a range for v: about 2·|v|, as 1, 2 or 5 times a power of ten, or 1 if v is close to 0.
func RangeFor(v float64) float64 {
	if v = 2 * math.Abs(v); v < 0.1 {
		return 1
	}
	ten := math.Pow(10, math.Floor(math.Log10(v)))
	for _, k := range []float64{1, 2, 5, 10} {
		if k*ten >= v*(1-1e-9) { // the logarithm of a power of ten is not exact
			return k * ten
		}
	}
	return 10 * ten
}

// formulaText records that the text was changed elsewhere than in its field, and the values with it.
func (f *Formula) formulaText(text string) *Formula {
	if f.Typed == text {
		return f
	}
	n := *f
	n.Typed, n.Ranges, n.Drafts = text, nil, nil
	n.Given++
	return &n
}

// typed records what was typed into the field.
func (f *Formula) typed(text string) *Formula {
	n := *f
	n.Typed = text
	return &n
}

// withDraft records a text in the field of a value that is not a number. withoutDraft removes it.
func (f *Formula) withDraft(name, text string) *Formula {
	n := f.withoutDraft(name)
	n.Drafts[name] = text // this map is withoutDraft's own
	return n
}

func (f *Formula) withoutDraft(name string) *Formula {
	n := *f
	n.Drafts = without(n.Drafts, name)
	return &n
}

// withRange has the slider of a value go as far as the value needs.
func (f *Formula) withRange(name string, v float64) *Formula {
	n := *f
	n.Ranges = map[string]float64{}
	maps.Copy(n.Ranges, f.Ranges)
	n.Ranges[name] = RangeFor(v)
	return &n
}

// withSelected emphasises a value.
func (f *Formula) withSelected(id int) *Formula {
	n := *f
	n.Selected = id
	return &n
}

// Example returns the example with this text, and its index or -1.
func (f *Formula) Example() (expr.Example, int) {
	for i, e := range expr.Examples() {
		if e.Formula == strings.TrimSpace(f.Typed) {
			return e, i
		}
	}
	return expr.Example{}, -1
}

// ValueText returns what the field of a value shows.
func (f *Formula) ValueText(name string, wanted setting.Settings) string {
	if draft, ok := f.Drafts[name]; ok {
		return draft
	}
	v, ok := wanted.Values[name]
	if !ok {
		v = 1
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// ValueProblem says what is wrong with the text in the field of a value; false if nothing is.
func (f *Formula) ValueProblem(name string) (problem string, wrong bool) {
	draft, wrong := f.Drafts[name]
	if !wrong {
		return "", false
	}
	if _, err := parseValue(draft); errors.Is(err, strconv.ErrRange) {
		return "“" + draft + "” is too large.", true
	}
	return "“" + draft + "” is not a number.", true
}

// Position returns the walk through the formula's graph, which may be nil, and the page's position on it.
func (f *Formula) Position(wanted setting.Settings) (*walk.Walk, int) {
	w := f.Walk
	if w == nil {
		return nil, 0
	}
	return w, w.Clamp(wanted.Step)
}

// Drawn draws the current graph. Its Root is nil if there is none.
func (f *Formula) Drawn(wanted setting.Settings) graphview.Drawn {
	w, at := f.Position(wanted)
	if w == nil {
		return graphview.Drawn{}
	}
	d := graphview.Drawn{Graph: f.Formulated.Graph, View: graphview.View{ID: "formula", Moment: w.Moment(at)}}
	if f.Asking {
		d.View.Moment = f.Quiz().moment(w)
	}
	if f.Selected >= 0 {
		d.View.Selected = []int{f.Selected}
	}
	root, err := graphview.Draw(d.Graph, d.View)
	if err != nil {
		panic("state: a valid graph cannot be drawn: " + err.Error())
	}
	d.Root = root
	return d
}
