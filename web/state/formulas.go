package state

import (
	"math"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
)

// TypeFormula records what was typed into the formula's field.
func (s State) TypeFormula(text string) State {
	s.Formula = s.Formula.typed(text)
	s.Settings = s.Settings.With("formula", text)
	return s
}

// WithExample shows an example with its own values, at the end of its walk.
func (s State) WithExample(e expr.Example) State {
	s.Settings = s.Settings.withExample(e)
	s.Formula = s.Formula.formulaText(e.Formula)
	return s
}

// WithValue records what was typed into the field of a value, or where its slider was moved.
func (s State) WithValue(name, text string, slider bool) State {
	v, err := parseValue(text)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		s.Formula = s.Formula.withDraft(name, text)
		return s
	}
	s.Settings = s.Settings.withValue(name, v)
	s.Formula = s.Formula.withoutDraft(name)
	if !slider {
		s.Formula = s.Formula.withRange(name, v)
	}
	return s
}

// parseValue reads a number with a point or a comma.
func parseValue(text string) (float64, error) {
	return strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
}

// GoTo shows the formula's graph at a position of its walk.
func (s State) GoTo(at int) State {
	if w := s.Formula.Walk; w != nil && at >= w.End() {
		at = setting.AllSteps
	}
	s.Settings = s.Settings.With("step", strconv.Itoa(at))
	return s
}

// ShowNode goes to the position at which an operation is at work, in the page's present direction. A leaf is only
// selected.
func (s State) ShowNode(id int) State {
	s.Formula = s.Formula.withSelected(id)
	w, at := s.FormulaAt()
	if to, ok := w.Where(id, at > w.Turn()); ok {
		return s.GoTo(to)
	}
	return s
}

// FormulaAt returns the walk through the formula's graph, which may be nil, and the page's position on it.
func (s State) FormulaAt() (*walk.Walk, int) { return s.Formula.Position(s.Settings.Wanted) }

// FormulaWork returns the kind of the operation of the formula that is at work, and what is known of it, as the classes
// of package code name it; "" and nil where none is.
func (s State) FormulaWork() (kind string, work *code.Work) {
	w, at := s.FormulaAt()
	if w == nil {
		return "", nil
	}
	m := w.Moment(at)
	if m == nil || len(m.Now) == 0 {
		return "", nil
	}
	nodes := s.Formula.Formulated.Graph.Nodes
	n := &nodes[m.Now[0]]
	work = &code.Work{Backward: m.Backward, Values: map[string]string{}}
	set := func(name string, v float64) { work.Values[name] = graphview.Format(v, 6) }
	set("out", n.Value.Data[0])
	for i, in := range n.Inputs {
		set(code.Inputs[i], nodes[in].Value.Data[0])
		if m.Backward && i < len(n.Local) {
			set("d"+code.Inputs[i], n.Local[i]*n.Grad.Data[0]) // the share of this use, as the walk has it
		}
	}
	return n.Kind, work
}
