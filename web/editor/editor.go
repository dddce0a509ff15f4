package editor

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// Editor shows the layers in a line. When it is open, layers can be added, removed, moved and set.
type Editor struct {
	app.Compo
	Desk *control.Desk
	hand hand
}

func (n *Editor) OnMount(ctx app.Context) {
	n.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Editor), hub.Of(s.Settings), hub.Of(s.Engine.Ready()),
			hub.Of(s.Settings.LosesTraining(s.Engine)), hub.Of(s.Settings.NetworkWaits(s.Engine))}
	})
	n.hand.take(n, ctx.JSSrc())
}

func (n *Editor) OnDismount() {
	n.Desk.Forget(n)
	n.hand.letGo()
}

func (n *Editor) Render() app.UI {
	s := n.Desk.State()
	e := s.Editor.Following(s.Settings.Wanted)
	fit := e.Fit()
	fold := n.Desk.Fold(state.FoldLayers, "editor")
	summary := app.Summary().Body(app.Span().Class("editor-title").Text("Layers"),
		app.Span().Class("help").Text(rowsInShort(e, fit)))
	if !e.Open {
		return fold.Body(summary)
	}
	return fold.Body(summary, app.Div().Class("editor-body").Body(
		adder(e), // above the rows, so that it stays where it is when there are more of them
		editorHead(e),
		editorRows(e, fit),
		n.end(s, fit),
		&networkCode{Desk: n.Desk},
		app.P().Class("visually-hidden").Attr("role", "status").Text(e.News),
	))
}

// rowsInShort tells the layers in a line.
func rowsInShort(e *state.Editor, fit state.Fit) string {
	text := phrase.Shape(fit.Input) + " → " + state.LayersInShort(spec.ForImages(e.Layers()))
	if fit.Problem != "" {
		return text + ". They do not fit together yet."
	}
	return text + ". " + phrase.Counted(fit.Params, "parameter") + "."
}

// editorHead has what concerns all layers.
func editorHead(e *state.Editor) app.UI {
	return app.Div().Class("editor-head").Body(
		app.P().Class("help").Text("Drag a layer by its handle, or move it with Alt ↑ and Alt ↓."),
		app.Div().Class("row").Body(
			act("undo", -1, "Undo", !e.CanUndo()).Title("Undoes the last change of the layers (Ctrl Z)"),
			act("redo", -1, "Redo", !e.CanRedo()).Title("Redoes it (Ctrl Shift Z)"),
		),
	)
}

// act is a button that the editor's hand listens to.
func act(what string, place int, label string, disabled bool) app.HTMLButton {
	return app.Button().Type("button").Class("button").Attr("data-act", what).Attr("data-place", place).
		Attr("disabled", disabled).Text(label)
}

// editorRows is the list of the layers, from the image to the loss.
func editorRows(e *state.Editor, fit state.Fit) app.UI {
	names := e.Names()
	rows := []app.UI{app.Li().Class("layer layer-fixed").Body(
		app.Span().Class("layer-name").Text("Input"),
		app.Span().Class("help layer-fields").Text("an MNIST image"),
		app.Span().Class("layer-shape").Text(phrase.Shape(fit.Input)),
	)}
	for i := range e.Rows {
		rows = append(rows, layerRow(e, fit, i, names[i]))
	}
	rows = append(rows, app.Li().Class("layer layer-fixed").Body(
		app.Span().Class("layer-name").Text("SoftmaxWithLoss"),
		app.Span().Class("help layer-fields").Text("a probability for each digit, and the loss"),
		app.Span().Class("layer-shape").Text(strconv.Itoa(form.Classes)),
	))
	problem := ""
	if fit.Place < 0 {
		problem = fit.Problem
	}
	return app.Div().Body(
		app.Div().Class("layer layer-heads").Aria("hidden", "true").Body(
			app.Span().Class("layer-name").Text("Layer"),
			app.Span().Class("layer-shape").Text("Output"),
			app.Span().Class("layer-params").Text("Parameters"),
		),
		app.Elem("ol").Class("layers").Aria("label", "Layers").Body(rows...),
		app.P().Class("error").Attr("role", "alert").Text(problem),
	)
}

func layerRow(e *state.Editor, fit state.Fit, place int, name string) app.UI {
	class, problem, wrong := "layer", "", ""
	if place == fit.Place {
		class, problem, wrong = "layer layer-wrong", fit.Problem, fit.Field
	}
	shape, params := "–", "–"
	if place < len(fit.Layers) {
		shape, params = phrase.Shape(fit.Layers[place].Out), phrase.Grouped(fit.Layers[place].ParamCount())
	}
	last := len(e.Rows) - 1
	return app.Li().Class(class).Attr("data-row", place).Body(
		app.Button().Type("button").Class("layer-handle").ID(handleID(place)).Attr("data-handle", place).
			Aria("label", name+", place "+strconv.Itoa(place+1)+" of "+strconv.Itoa(last+1)+"; arrow keys move it").
			Title("Drag to move, or use the keys ↑ and ↓"),
		app.Span().Class("layer-name").Title(e.Rows[place].Kind().Help).
			// where it is too long it is cut there
			Text(strings.Replace(name, "Normalization", "\u00adNormalization", 1)),
		app.Div().Class("layer-fields").Body(layerFields(e.Rows[place], place, name, wrong)...),
		app.Span().Class("layer-shape").Body(app.Span().Class("visually-hidden").Text("output "), app.Text(shape)),
		app.Span().Class("layer-params").Body(app.Text(params),
			app.Span().Class("visually-hidden").Text(" parameters")),
		app.Div().Class("layer-tools").Body(
			tool("up", place, "↑", "Move "+name+" up", place == 0),
			tool("down", place, "↓", "Move "+name+" down", place == last),
			tool("duplicate", place, "", "Duplicate "+name, false),
			tool("remove", place, "×", "Remove "+name, false),
		),
		app.P().ID(errorID(place)).Class("error").Attr("role", "alert").Text(problem),
	)
}

func tool(what string, place int, sign, label string, disabled bool) app.UI {
	return act(what, place, sign, disabled).Class("layer-tool layer-"+what).Aria("label", label).Title(label)
}

func errorID(place int) string { return handleID(place) + "-error" }

// layerFields are the controls of a layer's settings. wrong is the name of the field that a problem is about, or "".
func layerFields(r state.LayerRow, place int, layer, wrong string) []app.UI {
	var controls []app.UI
	for _, f := range r.Kind().Fields {
		id := handleID(place) + "-" + f.Name
		var field app.UI
		if f.Choices != nil {
			options := make([]app.UI, len(f.Choices))
			for i, choice := range f.Choices {
				options[i] = app.Option().Value(choice).Text(choice).Selected(choice == r.Text(f))
			}
			field = app.Select().ID(id).Class("field select").Attr("data-field", f.Name).Attr("data-place", place).
				Title(f.Help).Body(options...)
		} else {
			mode := "decimal"
			if f.Whole {
				mode = "numeric"
			}
			field = app.Input().Type("text").ID(id).Class("field").Attr("data-field", f.Name).Attr("data-place", place).
				Title(f.Help).
				AutoComplete(false).Attr("inputmode", mode).
				Aria("invalid", f.Name == wrong).
				Aria("describedby", errorID(place)).Value(r.Text(f))
		}
		controls = append(controls, app.Div().Class("layer-field").Body(
			app.Label().For(id).Body(app.Text(f.Label), app.Span().Class("visually-hidden").Text(" of "+layer)),
			field,
		))
	}
	return controls
}

// adder adds a layer.
func adder(e *state.Editor) app.UI {
	var options []app.UI
	for _, k := range spec.Kinds() {
		options = append(options, app.Option().Value(k.Name).Text(k.Name).Selected(k.Name == e.Kind))
	}
	return app.Div().Class("editor-add").Body(
		app.Label().For("layer-kind").Text("Another layer"),
		app.Select().ID("layer-kind").Class("field select").Attr("data-kind", "").
			Aria("describedby", "layer-kind-help").Body(options...),
		act("add", -1, "Add layer", false),
		app.P().ID("layer-kind-help").Class("help").Text(spec.Default(e.Kind).Kind().Help),
	)
}

// end shows the state of the edited network, and starts it.
func (n *Editor) end(s state.State, fit state.Fit) app.UI {
	words := phrase.Counted(fit.Params, "parameter") + ". "
	switch {
	case fit.Problem != "":
		words = "The layers do not fit together yet. Until they do, the network stays as it is."
	case s.Settings.NetworkWaits(s.Engine):
		words += "It is not applied yet."
	default:
		words += "It is the current network."
	}
	return app.Div().Class("editor-end").Body(
		app.P().Class("help").Attr("role", "status").Text(words),
		app.P().Class("control-note").Attr("role", "status").Text(s.Settings.Note("batchSize")),
		&control.FreshStart{Desk: n.Desk, At: "editor", Label: "Start from scratch with this network",
			Idle: fit.Problem != ""},
	)
}
