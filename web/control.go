package web

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// control sets one row of the table of settings: label, help and error around the field that the row's kind asks for.
type control struct {
	app.Compo
	Page *Page
	// Row is the setting's name.
	Row string
	// Bare leaves out the help, where the control explains itself.
	Bare bool
}

func (c *control) OnMount(ctx app.Context) {
	type seen struct {
		settings *state.Settings
		missing  int
		file     protocol.DataProgress
	}
	hub.Watch(c.Page.Hub, ctx, func(s state.State) seen {
		return seen{s.Settings, len(s.Engine.Missing), s.Engine.File}
	})
}
func (c *control) OnDismount() { c.Page.Forget(c) }

func (c *control) Render() app.UI {
	row, ok := setting.Find(c.Row)
	if !ok {
		panic("web: there is no setting " + c.Row)
	}
	s := c.Page.State().Settings
	if slices.Contains(s.Wanted.Hide, row.Name) {
		return app.Div().Hidden(true)
	}
	id := "setting-" + row.Name
	problem, todo := s.Errors[row.Name], app.UI(nil)
	if engine := c.Page.State().Engine; row.Name == "dataSize" && engine.CanTrain() && !engine.MissesStart() {
		problem, todo = engine.MissingWords(), dataNews(engine, c.Page.Retry)
	}
	field := app.FieldSet().Class("control-field").Body(c.field(row, id, s.Text(row.Name), problem != "")...)
	// What makes no difference is hidden in a fold only: elsewhere it keeps its place, and what is below it stays.
	class, idle := "control control-"+string(row.Kind), !row.Applies(s.Wanted)
	if idle {
		class += " control-idle"
	}
	if slices.Contains(s.Wanted.Lock, row.Name) || idle {
		field = field.Disabled(true)
	}
	if problem != "" {
		class += " control-wrong"
	}
	return app.Div().Class(class).Hidden(idle && row.More).Body(
		app.Label().For(id).ID(id+"-label").Text(row.Label),
		field,
		app.If(!c.Bare && todo == nil, app.P().ID(id+"-help").Class("help").Text(row.HelpFor(s.Wanted))),
		app.P().ID(id+"-error").Class("error").Attr("role", "alert").Text(problem),
		todo,
	)
}

func (c *control) field(row setting.Row, id, text string, wrong bool) []app.UI {
	switch {
	case row.Kind == setting.Choice && len(row.Choices) <= 3 && len(strings.Join(row.Choices, "")) <= segmentLetters:
		return []app.UI{c.segments(row, id, text)}
	case row.Kind == setting.Choice:
		return []app.UI{c.choice(row, id, text)}
	case row.Kind == setting.Float:
		return []app.UI{c.slider(row, text), c.text(row, id, text, wrong)}
	}
	return []app.UI{c.text(row, id, text, wrong)}
}

func (c *control) text(row setting.Row, id, text string, wrong bool) app.UI {
	mode := "numeric"
	switch row.Kind {
	case setting.Float:
		mode = "decimal"
	case setting.Ints, setting.Network:
		mode = "text"
	}
	return app.Input().Type("text").ID(id).Name(row.Name).Class("field").Value(text).
		AutoComplete(false).Spellcheck(false).
		Attr("inputmode", mode).Attr("aria-invalid", strconv.FormatBool(wrong)).
		Aria("describedby", id+"-help "+id+"-error").
		OnChange(c.set)
}

func (c *control) slider(row setting.Row, text string) app.UI {
	v, _ := strconv.ParseFloat(text, 64) // a draft that is no number leaves the slider at its lower end
	// The range is a slider's own, 0 to 100: go-app sets attributes in any order, and a value beyond the range would be cut.
	return app.Input().Type("range").Class("slider").
		Value(sliderPosition(row, v)).Aria("label", row.Label).Aria("valuetext", text).
		OnInput(func(ctx app.Context, _ app.Event) {
			position, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // a slider holds nothing else
			c.Page.Set(row.Name, sliderText(row, position))
		})
}

func (c *control) choice(row setting.Row, id, text string) app.UI {
	options := make([]app.UI, len(row.Choices))
	for i, choice := range row.Choices {
		o := app.Option().Value(choice).Text(choiceText(row, choice))
		if choice == text {
			o = o.Selected(true)
		}
		options[i] = o
	}
	return app.Select().ID(id).Name(row.Name).Class("field select").Aria("describedby", id+"-help "+id+"-error").
		Body(options...).OnChange(c.set)
}

// segmentLetters is how many letters fit into the segments of a narrow column.
const segmentLetters = 15

// segments are radio buttons that look like one switch.
func (c *control) segments(row setting.Row, id, text string) app.UI {
	var parts []app.UI
	for i, choice := range row.Choices {
		one := id
		if i > 0 {
			one += "-" + strconv.Itoa(i)
		}
		radio := app.Input().Type("radio").ID(one).Name(row.Name).Value(choice).Class("visually-hidden").OnChange(c.set)
		if choice == text {
			radio = radio.Checked(true)
		}
		parts = append(parts, app.Label().Class("segment").Body(radio, app.Span().Text(choiceText(row, choice))))
	}
	return app.Div().Class("segments").Attr("role", "radiogroup").Aria("labelledby", id+"-label").Body(parts...)
}

func (c *control) set(ctx app.Context, _ app.Event) {
	c.Page.Set(c.Row, ctx.JSSrc().Get("value").String())
}

// choiceText is how a choice is written: numbers are grouped, the last of the images is all of them, and words begin with a capital.
func choiceText(row setting.Row, choice string) string {
	n, err := strconv.Atoi(choice)
	switch {
	case err != nil:
		return strings.TrimSuffix(phrase.Sentence(choice), ".")
	case row.Name == "dataSize" && choice == row.Choices[len(row.Choices)-1]:
		return "All " + phrase.Grouped(n)
	}
	return phrase.Grouped(n)
}

// sliderSteps is how many places a slider has.
const sliderSteps = 100

// sliderPosition returns the place of v on the slider of a row, from 0 to sliderSteps.
func sliderPosition(r setting.Row, v float64) int {
	part := (v - r.Min) / (r.Max - r.Min)
	if r.Log {
		low := lowest(r)
		part = math.Log(v/low) / math.Log(r.Max/low)
	}
	if !(part > 0) { // also of NaN
		return 0
	}
	return int(math.Round(sliderSteps * min(1, part)))
}

// lowest is the value at the lower end of a logarithmic slider; where the row begins at 0, which has no logarithm, it is next to that.
func lowest(r setting.Row) float64 {
	const decades = 5
	if r.Min > 0 {
		return r.Min
	}
	return r.Max * math.Pow(10, -decades)
}

// sliderText returns the value at a place of the slider, in two significant digits.
func sliderText(r setting.Row, position int) string {
	part := float64(position) / sliderSteps
	v := r.Min + part*(r.Max-r.Min)
	if r.Log {
		low := lowest(r)
		v = low * math.Pow(r.Max/low, part)
		if position == 0 {
			v = r.Min
		}
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64) // reads what was just written
	return strconv.FormatFloat(min(r.Max, max(r.Min, v)), 'g', -1, 64)
}
