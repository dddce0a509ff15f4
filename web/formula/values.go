package formula

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/state"
)

// values has a slider and a field for each name in the formula.
func (f *Panel) values(s state.State) app.UI {
	if s.Formula.Walk == nil {
		return nil
	}
	rows := []app.UI{app.Elem("legend").Text("Values")}
	names := s.Formula.Formulated.Names
	if len(names) == 0 {
		rows = append(rows, app.P().Class("help").Text("The formula has no name whose value you could change here."))
	}
	for _, name := range names {
		rows = append(rows, f.value(s, name))
	}
	return app.FieldSet().Class("formula-values").Disabled(s.Formula.Stale()).Body(rows...)
}

func (f *Panel) value(s state.State, name string) app.UI {
	id := "value-" + name
	text := s.Formula.ValueText(name, s.Settings.Wanted)
	problem, wrong := s.Formula.ValueProblem(name)
	reach := s.Formula.Ranges[name]
	v := s.Settings.Wanted.Values[name]
	if _, ok := s.Settings.Wanted.Values[name]; !ok {
		v = 1
	}
	set := func(text string, slider bool) {
		f.Room.Lead(func(s *state.State) { *s = s.WithValue(name, text, slider) })
	}
	return app.Div().Class("formula-value").Body(
		app.Label().For(id).Title(name).Body(app.Elem("var").Text(name)),
		app.Input().Type("range").Class("slider").Value(valuePosition(v, reach)).Aria("label", name).
			Aria("valuetext", graphview.Format(v, 6)).
			OnInput(func(ctx app.Context, _ app.Event) {
				position, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // a slider holds nothing else
				set(valueText(position, reach), true)
			}, name, reach),
		app.Input().Type("text").ID(id).Class("field").Value(text).AutoComplete(false).Spellcheck(false).
			Attr("inputmode", "decimal").
			Aria("invalid", wrong).Aria("describedby", id+"-error").
			OnChange(func(ctx app.Context, _ app.Event) { set(ctx.JSSrc().Get("value").String(), false) }, name),
		app.P().ID(id+"-error").Class("error").Attr("role", "alert").Text(problem),
	)
}

// valuePosition returns the place of v on a slider that goes as far as reach to both sides, from 0 to sliderSteps;
// valueText returns the value at a place. Their steps are a fiftieth of the reach, which is 1, 2 or 5 times a power of
// ten, so that the values are short.
func valuePosition(v, reach float64) int {
	if !(reach > 0) {
		return control.SliderSteps / 2
	}
	part := (v/reach + 1) / 2
	return int(math.Round(control.SliderSteps * min(1, max(0, part))))
}

func valueText(position int, reach float64) string {
	v := reach * (2*float64(position)/control.SliderSteps - 1)
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64) // reads what was just written
	return strconv.FormatFloat(v, 'g', -1, 64)
}
