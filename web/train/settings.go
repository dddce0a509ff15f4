package train

import (
	"slices"
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

// trainSettings is where the training is set: networks and experiments to start from, and folds with all that can be
// set apart from them.
type trainSettings struct {
	app.Compo
	Desk *control.Desk
	Keep *keep.Room
}

func (t *trainSettings) OnMount(ctx app.Context) {
	t.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Engine), hub.Of(s.Settings), hub.Of(s.Folds)}
	})
}
func (t *trainSettings) OnDismount() { t.Desk.Forget(t) }

func (t *trainSettings) Render() app.UI {
	s := t.Desk.State()
	form := app.FieldSet().Class("settings").Body(
		app.Elem("legend").Class("visually-hidden").Text("Settings of the training"),
		app.Div().Class("starts").Body(t.preset(s), &experimentView{Desk: t.Desk}, t.waiting(s)),
		t.fold(s),
		&editor.Editor{Desk: t.Desk},
		&keep.View{Room: t.Keep},
	)
	if s.Engine.Phase == engine.Away {
		form = form.Disabled(true) // what is typed now would be lost when the program takes over
	}
	return form
}

// fold has a control for each setting. It opens where there is something to say against one of them.
func (t *trainSettings) fold(s state.State) app.UI {
	now, fresh := settingRows(false), settingRows(true)
	wrong := slices.ContainsFunc(slices.Concat(now, fresh), func(r setting.Row) bool {
		return s.Settings.Errors[r.Name] != "" || s.Settings.Note(r.Name) != ""
	})
	fold := t.Desk.Fold(state.FoldSettings, "more settings-fold")
	if wrong {
		fold = fold.Open(true)
	}
	return fold.Body(
		app.Summary().Body(app.Text("Settings"), app.Span().Class("help").Text(foldText(s.Settings.Wanted))),
		app.Div().Class("settings-all").Body(
			app.Div().Class("controls").Body(t.controls(now)...),
			app.Div().Class("settings-fresh").Body(app.H3().Text("A fresh network"),
				app.P().Class("help").Text("These take effect when you start from scratch.")),
			app.Div().Class("controls").Body(t.controls(fresh)...),
			app.P().Class("help settings-hint").Aria("hidden", "true").Text("Point at a setting to read what it does."),
		),
	)
}

// settingRows are those rows of the table that take effect from scratch, or the others. The share of one's own drawings
// is set where they are.
func settingRows(fresh bool) []setting.Row {
	var rows []setting.Row
	for _, row := range setting.Table() {
		if !row.Page && row.Fresh == fresh && row.Name != state.OwnShare {
			rows = append(rows, row)
		}
	}
	return rows
}

// controls are those of rows. Each is there always, and hides itself where it makes no difference: so none takes the
// place of another.
func (t *trainSettings) controls(rows []setting.Row) []app.UI {
	var controls []app.UI
	for _, row := range rows {
		controls = append(controls, &control.Setting{Desk: t.Desk, Row: row.Name})
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

// foldText says, beside the fold, what in it is not as at the beginning.
func foldText(s setting.Settings) string {
	var words []string
	d := setting.Default()
	for _, row := range slices.Concat(settingRows(false), settingRows(true)) {
		if row.Kind != setting.Network && row.Applies(s) && s.Text(row.Name) != d.Text(row.Name) {
			words = append(words, row.Label+": "+control.ChoiceText(row, s.Text(row.Name)))
		}
	}
	if len(words) == 0 {
		return "Learning rate, batch size, iterations, optimizer, fresh weights, seed"
	}
	return strings.Join(words, "; ")
}

// waiting says which settings are not applied before the network starts from scratch, and offers that.
func (t *trainSettings) waiting(s state.State) app.UI {
	var names []string
	for _, row := range s.Settings.Waiting(s.Engine) {
		names = append(names, row.Label)
	}
	if len(names) == 0 {
		return app.Div().Class("waiting").Attr("role", "status")
	}
	return app.Div().Class("waiting waiting-now").Attr("role", "status").Body(
		app.P().Class("help").Body(app.Text("Not applied yet: "), app.Elem("strong").Text(strings.Join(names, ", ")),
			app.Text(".")),
		&control.FreshStart{Desk: t.Desk, At: "waiting", Label: "Start from scratch"},
	)
}
