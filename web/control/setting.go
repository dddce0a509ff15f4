package control

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// Setting sets one row of the table of settings: label, help and error around the field that the row's kind asks for.
type Setting struct {
	app.Compo
	Desk *Desk
	// Row is the setting's name.
	Row string
	// Bare leaves out the help, for a control that explains itself.
	Bare bool
}

func (c *Setting) OnMount(ctx app.Context) {
	c.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Settings)}
	})
}
func (c *Setting) OnDismount() { c.Desk.Forget(c) }

func (c *Setting) Render() app.UI {
	row, ok := setting.Find(c.Row)
	if !ok {
		panic("control: there is no setting " + c.Row)
	}
	s := c.Desk.State().Settings
	if slices.Contains(s.Wanted.Hide, row.Name) {
		return app.Div().Hidden(true)
	}
	id := "setting-" + row.Name
	problem := s.Errors[row.Name]
	field := app.FieldSet().Class("control-field").Body(c.field(row, id, s.Text(row.Name), problem != "")...)
	if slices.Contains(s.Wanted.Lock, row.Name) {
		field = field.Disabled(true)
	}
	class := "control control-" + string(row.Kind)
	if problem != "" {
		class += " control-wrong"
	}
	return app.Div().Class(class).Hidden(!row.Applies(s.Wanted)).Body(
		app.Label().For(id).ID(id+"-label").Text(row.Label),
		field,
		app.If(!c.Bare, app.P().ID(id+"-help").Class("help").Text(row.HelpFor(s.Wanted))),
		app.P().ID(id+"-error").Class("error").Attr("role", "alert").Text(problem),
		app.P().ID(id+"-note").Class("control-note").Attr("role", "status").Text(s.Note(row.Name)),
	)
}

func (c *Setting) field(row setting.Row, id, text string, wrong bool) []app.UI {
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

func (c *Setting) text(row setting.Row, id, text string, wrong bool) app.UI {
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
		Aria("describedby", id+"-help "+id+"-error "+id+"-note").
		OnChange(c.set)
}

func (c *Setting) slider(row setting.Row, text string) app.UI {
	v, _ := strconv.ParseFloat(text, 64) // a draft that is not a number leaves the slider at its lower end
	// The range is a slider's own, 0 to 100: go-app sets attributes in any order, and a value beyond the range would be
	// cut.
	return app.Input().Type("range").Class("slider").
		Value(sliderPosition(row, v)).Aria("label", row.Label).Aria("valuetext", text).
		OnInput(func(ctx app.Context, _ app.Event) {
			position, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // a slider holds nothing else
			c.Desk.Set(row.Name, sliderText(row, position))
		})
}

func (c *Setting) choice(row setting.Row, id, text string) app.UI {
	options := make([]app.UI, len(row.Choices))
	for i, choice := range row.Choices {
		o := app.Option().Value(choice).Text(ChoiceText(row, choice))
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
func (c *Setting) segments(row setting.Row, id, text string) app.UI {
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
		parts = append(parts, app.Label().Class("segment").Body(radio, app.Span().Text(ChoiceText(row, choice))))
	}
	return app.Div().Class("segments").Attr("role", "radiogroup").Aria("labelledby", id+"-label").Body(parts...)
}

func (c *Setting) set(ctx app.Context, _ app.Event) {
	c.Desk.Set(c.Row, ctx.JSSrc().Get("value").String())
}

// ChoiceText is how a choice is written: numbers are grouped, the last of the images is all of them, and words begin
// with a capital.
func ChoiceText(row setting.Row, choice string) string {
	n, err := strconv.Atoi(choice)
	switch {
	case row.Name == "experiment":
		if e, ok := setting.FindExperiment(choice); ok {
			return e.Name
		}
		return "None"
	case err != nil:
		return strings.TrimSuffix(phrase.Sentence(choice), ".")
	case row.Name == "dataSize" && choice == row.Choices[len(row.Choices)-1]:
		return "All " + phrase.Grouped(n)
	}
	return phrase.Grouped(n)
}
