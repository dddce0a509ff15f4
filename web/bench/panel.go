package bench

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/class"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/stepper"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel shows a layer alone.
type Panel struct {
	app.Compo
	Room *Room
}

func (p *Panel) OnMount(ctx app.Context) {
	p.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Bench), hub.Of(s.Settings), hub.Of(s.Engine.Phase)}
	})
	p.Room.shown = true
	p.Room.pump()
}

func (p *Panel) OnDismount() {
	p.Room.Forget(p)
	p.Room.shown = false
}

func (p *Panel) Render() app.UI {
	s := p.Room.State()
	class := "panel bench"
	if s.Bench.Stale(s.Settings.Wanted) {
		class += " bench-stale"
	}
	of := s.OfBench()
	return app.Section().Class(class).Aria("labelledby", "layer-title").Body(
		app.Raw("<style>"+graphview.Style+"</style>"),
		app.Div().Class("bench-head").Body(
			app.H2().ID("layer-title").Text("A layer on the bench"),
			p.choices(s, of),
			app.P().Class("help bench-help").Text(of.Kind().Help),
		),
		app.P().ID("bench-error").Class("error").Attr("role", "alert").Text(s.Bench.Trouble(s.Settings.Wanted)),
		p.work(s),
		p.checked(s),
	)
}

// locked says that a setting can be seen, but not changed, hidden that it has no control.
func locked(s state.State, name string) bool { return slices.Contains(s.Settings.Wanted.Lock, name) }
func hidden(s state.State, name string) bool { return slices.Contains(s.Settings.Wanted.Hide, name) }

// choices are the kind of layer, its settings and its examples.
func (p *Panel) choices(s state.State, of spec.Bench) app.UI {
	var layer, numbers []app.UI
	if !hidden(s, "layer") {
		layer = append([]app.UI{p.kind(of)}, p.fields(of)...)
	}
	if !hidden(s, "numbers") {
		numbers = append([]app.UI{p.examples(s, of)}, p.size(s)...)
	}
	if of.Kind().Modes() && !hidden(s, "layerMode") {
		numbers = append(numbers, p.mode(s))
	}
	if s.Bench.HasMask() && !hidden(s, "mask") {
		numbers = append(numbers, widget.Button("New mask", locked(s, "mask"), func() {
			p.Room.Lead(func(s *state.State) { *s = s.NewMask() })
		}))
	}
	return app.Div().Class("bench-choices").Body(
		app.FieldSet().Class("bench-choice").Disabled(locked(s, "layer")).Aria("label", "Layer").Body(layer...),
		app.FieldSet().Class("bench-choice").Disabled(locked(s, "numbers")).Aria("label", "Numbers").Body(numbers...),
	)
}

// labelled puts a label before a control.
func labelled(id, label string, control app.UI) app.UI {
	return app.Div().Class("bench-control").Body(app.Label().For(id).Text(label), control)
}

func (p *Panel) kind(of spec.Bench) app.UI {
	var options []app.UI
	for _, k := range spec.Lone() {
		o := app.Option().Value(k.Name).Text(k.Name)
		if k == of.Kind() {
			o = o.Selected(true)
		}
		options = append(options, o)
	}
	return labelled("bench-kind", "Layer", app.Select().ID("bench-kind").Class("field select").Body(options...).
		OnChange(func(ctx app.Context, _ app.Event) {
			kind := ctx.JSSrc().Get("value").String()
			p.Room.Lead(func(s *state.State) { *s = s.WithLayerKind(kind) })
		}))
}

func (p *Panel) fields(of spec.Bench) []app.UI {
	var controls []app.UI
	for i := range of.Kind().Fields {
		f := &of.Kind().Fields[i]
		id := "bench-" + f.Name
		set := func(ctx app.Context, _ app.Event) {
			text := ctx.JSSrc().Get("value").String()
			p.Room.Lead(func(s *state.State) { *s = s.WithLayerField(f.Name, text) })
		}
		if f.Choices != nil {
			var options []app.UI
			for _, c := range f.Choices {
				o := app.Option().Value(c).Text(c)
				if c == f.Choice(of.Layer) {
					o = o.Selected(true)
				}
				options = append(options, o)
			}
			controls = append(controls, labelled(id, f.Label, app.Select().ID(id).Class("field select").Title(f.Help).
				Body(options...).OnChange(set, of.Kind().Name, f.Name)))
			continue
		}
		controls = append(controls, labelled(id, f.Label, app.Input().Type("text").ID(id).Class("field bench-number").
			Title(f.Help).Value(strconv.FormatFloat(f.Number(of.Layer), 'g', -1, 64)).AutoComplete(false).
			Attr("inputmode", "decimal").OnChange(set, of.Kind().Name, f.Name)))
	}
	return controls
}

func (p *Panel) examples(s state.State, of spec.Bench) app.UI {
	all := of.Kind().Examples
	if len(all) == 0 {
		return app.Span()
	}
	chosen := s.BenchExample()
	own := app.Option().Value(-1).Text("Numbers of your own").Disabled(true)
	if chosen < 0 {
		own = own.Selected(true)
	}
	options := []app.UI{own}
	for i, e := range all {
		o := app.Option().Value(i).Text(e.Name)
		if i == chosen {
			o = o.Selected(true)
		}
		options = append(options, o)
	}
	return labelled("bench-example", "Example",
		app.Select().ID("bench-example").Class("field select").Body(options...).OnChange(
			func(ctx app.Context, _ app.Event) {
				i, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
				if err == nil && i >= 0 && i < len(all) {
					p.Room.Lead(func(s *state.State) { *s = s.WithBenchExample(all[i]) })
				}
			}, of.Kind().Name))
}

// size makes x larger and smaller.
func (p *Panel) size(s state.State) []app.UI {
	var controls []app.UI
	for axis, a := range s.XAxes() {
		resize := func(by int) func() {
			return func() { p.Room.Lead(func(s *state.State) { *s = s.ResizeX(axis, by) }) }
		}
		fewer := widget.Button("−", a.Size <= 1, resize(-1)).Aria("label", "Fewer "+a.Name+" in x")
		more := widget.Button("+", a.Size >= a.Most, resize(1)).Aria("label", "More "+a.Name+" in x")
		controls = append(controls, app.Div().Class("bench-control").Attr("role", "group").
			Aria("label", a.Name+" of x").Body(
			app.Span().Class("bench-axis").Text(a.Name), fewer,
			app.Span().Class("bench-size").Text(a.Size), more))
	}
	return controls
}

func (p *Panel) mode(s state.State) app.UI {
	row, _ := setting.Find("layerMode")
	choice := func(value, label string) app.UI {
		id := "bench-" + value
		radio := app.Input().Type("radio").ID(id).Name("bench-mode").Class("visually-hidden").
			Disabled(locked(s, "layerMode")).
			OnChange(func(app.Context, app.Event) {
				p.Room.Lead(func(s *state.State) { s.Settings = s.Settings.With("layerMode", value) })
			}, value)
		if s.Settings.Wanted.LayerMode == value {
			radio = radio.Checked(true)
		}
		return app.Label().Class("segment").Body(radio, app.Span().Text(label))
	}
	return app.Div().Class("segments").Attr("role", "radiogroup").Aria("label", row.Label).Body(
		choice(setting.GraphTrain, "Training"), choice(setting.GraphPredict, "Prediction"))
}

// work is the board with its steps.
func (p *Panel) work(s state.State) app.UI {
	if s.Bench.Walk == nil {
		words := "The layer is computed as soon as the engine has loaded."
		switch {
		case s.Bench.Trouble(s.Settings.Wanted) != "":
			words = "" // that is said above
		case s.Engine.Phase == engine.Dead:
			words = "Without the engine nothing is computed."
		}
		return app.Div().Class("bench-empty").Body(app.P().Class("help").Text(words))
	}
	layer, operations, work := s.BenchWork()
	return app.Div().Class("bench-work").Body(&stepper.Stepper{
		Hub:    p.Room.Hub,
		Of:     state.State.BenchAt,
		Go:     func(at int) { p.Room.Lead(func(s *state.State) { *s = s.BenchGoTo(at) }) },
		Figure: func() app.UI { return &board{Room: p.Room} },
	}, &class.View{Hub: p.Room.Hub, ID: "bench-code", Layer: layer, Operations: operations, Work: work})
}
