package train

import (
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/editor"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/keep"
	"github.com/inkgrad/inkgrad/web/state"
)

// trainSettings is the part of the panel Train where everything is set: what a beginner needs, and the rest in a fold.
type trainSettings struct {
	app.Compo
	Desk *control.Desk
	Keep *keep.Room
}

func (t *trainSettings) OnMount(ctx app.Context) {
	t.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Engine), hub.Of(s.Settings)}
	})
}
func (t *trainSettings) OnDismount() { t.Desk.Forget(t) }

func (t *trainSettings) Render() app.UI {
	s := t.Desk.State()
	fresh := []app.UI{t.waiting(s), t.preset(s)}
	form := app.FieldSet().Class("settings").Body(
		app.Elem("legend").Class("visually-hidden").Text("Settings of the training"),
		app.Div().Class("controls").Body(t.rows(false, false)...),
		app.Div().Class("controls controls-fresh").Body(append(fresh, t.rows(true, false)...)...),
		&editor.Editor{Desk: t.Desk},
		app.Details().Class("more").Body(
			app.Summary().Body(app.Text("More"), app.Span().Class("help").Text(moreText(s.Settings.Wanted))),
			app.Div().Class("controls").Body(append(t.rows(false, true), t.rows(true, true)...)...),
		),
		&keep.View{Room: t.Keep},
		app.P().Class("help settings-hint").Aria("hidden", "true").Text("Point at a setting to read what it does."),
	)
	if s.Engine.Phase == engine.Away {
		form = form.Disabled(true) // what is typed now would be lost when the program takes over
	}
	return form
}

// rows are the controls of those rows of the table that take effect from scratch or of the others, in the fold or out
// of it. Each is there always, and hides itself where it makes no difference: so none takes the place of another. The
// share of one's own drawings is set where they are.
func (t *trainSettings) rows(fresh, more bool) []app.UI {
	var controls []app.UI
	for _, row := range setting.Table() {
		if !row.Page && row.Fresh == fresh && row.More == more && row.Name != state.OwnShare {
			controls = append(controls, &control.Setting{Desk: t.Desk, Row: row.Name})
		}
	}
	return controls
}

// preset chooses a network to start from.
func (t *trainSettings) preset(s state.State) app.UI {
	chosen, known := s.Settings.Wanted.Preset()
	options := []app.UI{}
	if !known {
		options = append(options, app.Option().Value("").Text("Your own").Selected(true))
	}
	help := "Where to start; each has settings that train it well."
	for _, p := range setting.Presets() {
		o := app.Option().Value(p.Name).Text(p.Name)
		if known && p.Name == chosen.Name {
			o, help = o.Selected(true), p.Help
		}
		options = append(options, o)
	}
	return app.Div().Class("control control-choice").Body(
		app.Label().For("preset").Text("Network"),
		app.Div().Class("control-field").Body(
			app.Select().ID("preset").Class("field select").Aria("describedby", "preset-help").Body(options...).
				OnChange(func(ctx app.Context, _ app.Event) { t.Desk.SetPreset(ctx.JSSrc().Get("value").String()) }),
		),
		app.P().ID("preset-help").Class("help").Text(help),
	)
}

// moreText says, beside the fold, what in it is not as at the beginning.
func moreText(s setting.Settings) string {
	var words []string
	d := setting.Default()
	for _, row := range setting.Table() {
		if row.More && row.Kind != setting.Network && row.Applies(s) && s.Text(row.Name) != d.Text(row.Name) {
			words = append(words, row.Label+": "+control.ChoiceText(row, s.Text(row.Name)))
		}
	}
	if len(words) == 0 {
		return "Optimizer, schedule, weight decay, fresh weights, seed"
	}
	return strings.Join(words, "; ")
}

// waiting says which settings are not applied before the network starts from scratch, and offers that.
func (t *trainSettings) waiting(s state.State) app.UI {
	var names []string
	for _, row := range s.Settings.Waiting(s.Engine) {
		names = append(names, row.Label)
	}
	title := app.H3().Text("A fresh network")
	if len(names) == 0 {
		return app.Div().Class("waiting").Body(title,
			app.P().Class("help").Text("These take effect when you start from scratch."),
		)
	}
	return app.Div().Class("waiting waiting-now").Attr("role", "status").Body(title,
		app.P().Class("help").Body(app.Text("Not applied yet: "), app.Elem("strong").Text(strings.Join(names, ", ")),
			app.Text(".")),
		&control.FreshStart{Desk: t.Desk, At: "waiting", Label: "Start from scratch"},
	)
}
