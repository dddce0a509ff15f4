package editor

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// networkCode shows the network that is wanted, with its training, as a program to copy.
type networkCode struct {
	app.Compo
	Desk *control.Desk
	note widget.Note // what became of copying
}

func (c *networkCode) OnMount(ctx app.Context) {
	c.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Settings), hub.Of(s.Editor), hub.Of(s.Folds), hub.Of(s.Code.InGo)}
	})
}
func (c *networkCode) OnDismount() { c.Desk.Forget(c) }

func (c *networkCode) source() string {
	if c.Desk.State().Code.InGo {
		return code.Go(c.Desk.State().Settings.Wanted)
	}
	return code.Python(c.Desk.State().Settings.Wanted)
}

func (c *networkCode) Render() app.UI {
	fold := c.Desk.Fold(state.FoldProgram, "how network-code")
	summary := app.Summary().Text("The network as code")
	if !c.Desk.State().FoldOpen(state.FoldProgram) {
		return fold.Body(summary)
	}
	return fold.Body(summary,
		app.Div().Class("row").Body(
			app.Div().Class("segments").Attr("role", "radiogroup").Aria("label", "Language").Body(
				c.language("code-python", "Python", false),
				c.language("code-go", "Go", true),
			),
			widget.Button("Copy the code", false, c.copy),
			app.P().Class("help").Attr("role", "status").Text(c.note.Text),
		),
		app.P().Class("help").Text(c.about()),
		app.Elem("pre").Class("code").TabIndex(0).Aria("label", "The program").Text(c.source()),
	)
}

func (c *networkCode) language(id, label string, inGo bool) app.UI {
	radio := app.Input().Type("radio").ID(id).Name("code-language").Class("visually-hidden").
		OnChange(func(app.Context, app.Event) {
			c.Desk.Update(func(s *state.State) { s.Code = s.Code.In(inGo) })
		}, id)
	if c.Desk.State().Code.InGo == inGo {
		radio = radio.Checked(true)
	}
	return app.Label().Class("segment").Body(radio, app.Span().Text(label))
}

// about says of what the program is made.
func (c *networkCode) about() string {
	text := "It needs NumPy alone: the classes, named as the book’s, are in it. It has the current training settings."
	if c.Desk.State().Code.InGo {
		text = "It uses Inkgrad’s own packages and the current training settings."
	}
	if s := c.Desk.State(); s.Editor.Following(s.Settings.Wanted).Fit().Problem != "" {
		text += " This is the last network whose layers fit together."
	}
	return text
}

func (c *networkCode) copy() { c.note.Copy(c.source(), c.Desk.Run, c.Update) }
