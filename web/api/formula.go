package api

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

// formula is an expression and the values of its names.
type formula struct {
	Expression string
	Values     map[string]*float64
}

// setFormula shows a formula in the panel Formula once the engine could read it, all steps done.
func (a *API) setFormula(in formula, answer done) error {
	e := expr.Example{Formula: in.Expression, Values: map[string]float64{}}
	for name, v := range in.Values {
		if v == nil {
			return fmt.Errorf("params.values.%s cannot be %s", excerpt.Cut(name), noValue)
		}
		e.Values[name] = *v
	}
	after := a.desk.State().WithExample(e)
	if err := after.Settings.Wanted.Validate(); err != nil {
		return refusal(err)
	}
	subject, command, _ := after.Formula.Question(after.Settings.Wanted)
	a.desk.Send(command, func(news protocol.Event) {
		if f, ok := news.(protocol.Formulated); ok {
			if name, ok := unused(e.Values, f.Names); ok {
				answer(nil, &protocol.Failed{Code: protocol.CodeBadRequest,
					Message: fmt.Sprintf("setFormula(): params.values has %s; the formula takes %s", excerpt.Cut(name),
						cmp.Or(strings.Join(f.Names, ", "), "no value"))})
				return
			}
			a.desk.Lead(func(s *state.State) {
				*s = s.WithExample(e)
				s.Formula = s.Formula.Answered(subject, news)
			})
		}
		answer.event(news)
	})
	return nil
}

// unused returns a name that values has and names has not, the first by the alphabet, if there is one.
func unused(values map[string]float64, names []string) (name string, ok bool) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(names, name) {
			return name, true
		}
	}
	return "", false
}

// by is how many steps to go forward.
type by struct{ By int }

func (a *API) oneStep() by { return by{1} }

// step goes forward, or back if by is negative, in the walk through the formula's graph or, if there is none, the
// network's.
func (a *API) step(in by, answer done) error {
	s := a.desk.State()
	w, at := s.FormulaAt()
	goTo := func(to int) { s = s.GoTo(to) }
	if s.Formula.Walk == nil && s.Graph.Graph != nil {
		if !s.Graph.Stepping {
			s.Graph = s.Graph.WithSteps(true).GoTo(setting.AllSteps) // as it is shown: all steps done
		}
		w, at = s.Graph.Position()
		goTo = func(to int) { s.Graph = s.Graph.GoTo(to) }
	}
	if w == nil {
		answer(nil, &protocol.Failed{Code: protocol.CodeNotReady, Message: "There is no graph to go through yet."})
		return nil
	}
	to := w.Clamp(max(at+min(in.By, w.End()), 0))
	goTo(to)
	a.desk.Lead(func(now *state.State) { *now = s })
	answer(object{{"step", to}, {"steps", w.End()}}, nil)
	return nil
}
