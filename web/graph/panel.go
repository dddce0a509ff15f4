package graph

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/class"
	"github.com/inkgrad/inkgrad/web/figure"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/stepper"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel shows the computational graph of a batch, or of the drawing.
type Panel struct {
	app.Compo
	Room *Room
	// Alone says that there is no drawing area on the page.
	Alone bool

	stop func()
}

// narrow is the media query for a page in which the graph runs from top to bottom; graph.css has it, too.
const narrow = "(max-width: 599.98px)"

func (g *Panel) OnMount(ctx app.Context) {
	g.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Graph), hub.Of(s.Engine.Phase), hub.Of(s.Engine.CanSample()),
			hub.Of(s.Draw.Drawing.Empty()), hub.Of(saidOf(s)), hub.Of(graphText(s, g.Alone))}
	})
	main := ctx.JSSrc().Call("querySelector", ".graph-main") // the panel itself may have no box: see workbench.css
	g.Room.WhileVisible(ctx, main, &g.Room.visible, g.Room.asker.Pump)
	g.stop = browser.WhileMatching(narrow, func(holds bool) {
		g.Room.Run(func() { g.Room.Update(func(s *state.State) { s.Graph = s.Graph.WithDown(holds) }) })
	})
	if kind := g.Room.State().Graph.Sought; kind != "" { // somebody has come to see it
		g.Room.Update(func(s *state.State) { s.Graph = s.Graph.Seek(kind) })
		g.Room.AfterRender(g, func() { main.Call("scrollIntoView", map[string]any{"block": "start"}) })
	}
}

func (g *Panel) OnDismount() {
	if g.stop != nil { // it was mounted, in a browser
		g.stop()
	}
	g.Room.Forget(g)
}

func (g *Panel) Render() app.UI {
	s := g.Room.State()
	return app.Section().Class("panel graph").Aria("labelledby", "graph-title").Body(
		app.Raw("<style>"+graphview.Style+"</style>"),
		app.Div().Class("graph-body").Body(
			app.Div().Class("graph-main").Body(
				app.Div().Class("graph-head").Body(
					app.H2().ID("graph-title").Text("Graph"),
					g.source(s),
					g.target(s),
					app.P().Class("help graph-of").Text(graphText(s, g.Alone)),
				),
				g.picture(s),
			),
			app.Div().Class("graph-chosen").Body(app.Div().Class("chosen-pane").Body(
				&inspector{Room: g.Room},
				app.If(s.Graph.Digit != nil && !s.Graph.Blank(s.Draw),
					app.Div().Class("graph-digit").Body(&digitView{Hub: g.Room.Hub})),
			)),
		),
	)
}

// choices are how the graph is shown: by pictures or numbers, at once or step by step.
func (g *Panel) choices(s state.State) app.UI {
	check := func(id, label string, on bool, set func(g *state.Graph, on bool) *state.Graph) app.UI {
		return app.Label().Class("check").Body(
			app.Input().Type("checkbox").ID(id).Checked(on).OnChange(func(ctx app.Context, _ app.Event) {
				on := ctx.JSSrc().Get("checked").Bool()
				g.Room.Update(func(s *state.State) { s.Graph = set(s.Graph, on) })
			}),
			app.Text(label),
		)
	}
	return app.Div().Class("graph-choices").Body(
		check("graph-reader", "Reader", s.Graph.Own && s.Graph.Reader, (*state.Graph).WithReader),
		check("graph-numbers", "Numbers", s.Graph.Numbers(), (*state.Graph).WithNumbers),
		app.Span().Class("graph-steps").
			Body(check("graph-steps", "Step by step", s.Graph.Stepping, (*state.Graph).WithSteps)),
		widget.Button("Refresh", !s.Engine.Ready() || s.Graph.Graph == nil, g.Room.asker.Refresh).Class("tool").
			Title("While it is in sight, the graph follows the training by itself"),
	)
}

// source chooses what the graph is of.
func (g *Panel) source(s state.State) app.UI {
	choice := func(id, label string, own bool) app.UI {
		radio := app.Input().Type("radio").ID(id).Name("graph-source").Class("visually-hidden").
			OnChange(func(app.Context, app.Event) {
				g.Room.Update(func(s *state.State) { s.Graph = s.Graph.WithSource(own, s.Graph.Label) })
			}, id)
		if s.Graph.Own == own {
			radio = radio.Checked(true)
		}
		return app.Label().Class("segment").Body(radio, app.Span().Text(label))
	}
	return app.Div().Class("segments").Attr("role", "radiogroup").Aria("label", "Graph of").Body(
		choice("graph-batch", "The current batch", false),
		choice("graph-own", "My digit", true),
	)
}

// target chooses the target of a drawing, and without a drawing area the drawing. Where the graph is of a batch its
// place is kept.
func (g *Panel) target(s state.State) app.UI {
	options := []app.UI{app.Option().Value("-1").Text("what the network sees")}
	for digit := range form.Classes {
		o := app.Option().Value(digit).Text(digit)
		if digit == s.Graph.Label {
			o = o.Selected(true)
		}
		options = append(options, o)
	}
	return app.Div().Class("graph-target").Attr("data-idle", !s.Graph.Own).Body(
		app.Label().Class("graph-label").Body(
			app.Span().Text("Target"),
			app.Select().ID("graph-label").Class("field select").Body(options...).
				OnChange(func(ctx app.Context, _ app.Event) {
					label, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // an option's own value
					g.Room.Update(func(s *state.State) { s.Graph = s.Graph.WithSource(true, label) })
				}),
		),
		app.If(g.Alone, widget.Button("Sample", !s.Engine.CanSample(), g.Room.Sample)),
	)
}

// graphText says of what the picture is, or why there is none.
func graphText(s state.State, alone bool) string {
	g := s.Graph
	switch {
	case g.Problem != "":
		return g.Problem
	case (s.Draw.Sampling || !g.Own && g.Graph == nil) && s.Engine.LoadingImages() != "":
		return s.Engine.LoadingImages()
	case g.Blank(s.Draw) && g.Graph != nil && g.Of.Own:
		return "Blank paper in " + g.Name.At(g.Step) + ". Draw a digit, and its values run through the graph."
	case g.Own && s.Draw.Drawing.Empty() && alone:
		return "Take a sample to see its graph."
	case g.Own && s.Draw.Drawing.Empty():
		return "Draw a digit to see its graph."
	case g.Graph == nil:
		return "The graph is drawn as soon as the engine has loaded."
	case g.Of.Own:
		return digitText(s)
	}
	return "A batch of " + phrase.Grouped(g.Samples) + " images in " + g.Name.At(g.Step) + "."
}

// digitText says of which image in which network the graph is, and first of all what that network says of it.
func digitText(s state.State) string {
	g, d := s.Graph, s.Draw
	what, target := "your digit", " The target is "+strconv.Itoa(g.Of.Label)+"."
	if d.Drawing.Sample >= 0 {
		what = "test image " + phrase.Grouped(d.Drawing.Sample)
		if g.Of.Label == d.Drawing.Label {
			target = " The target is its label, " + strconv.Itoa(g.Of.Label) + "."
		}
	}
	seen := saidOf(s)
	if seen == nil {
		return phrase.Sentence(what+" in "+g.Name.At(g.Step)) + target
	}
	how := ""
	if s.ModeWords() != "" && g.Trains() {
		how = ", in a prediction" // the graph is of training, and has other values
	}
	who := g.Name.At(g.Step) + ", "
	if g.Of.Reader {
		who = g.Name.At(g.Step) + " "
	}
	return phrase.Sentence(who+"takes "+what+" for "+phrase.Digit(seen.Digit)+", "+
		phrase.Percent(seen.Probabilities[seen.Digit])+how) + target
}

// saidOf returns what the network of the graph, at its step, says of the image, or nil if that is not known.
func saidOf(s state.State) *protocol.Reading {
	g, d := s.Graph, s.Draw
	seen, read := d.Answers()
	if g.Of.Reader {
		seen = read
	}
	if seen == nil || seen.Digit < 0 || !g.Of.Own || g.Of.Drawing != d.SeenVersion ||
		!g.Of.Reader && g.Step != d.Seen.Step {
		return nil
	}
	return seen
}

// picture is the drawing of the graph, and what its colours mean.
func (g *Panel) picture(s state.State) app.UI {
	layer, operations, work := s.Graph.Work()
	forwards, backwards := "→", "←"
	if s.Graph.Down {
		forwards, backwards = "↓", "↑"
	}
	return app.Div().Class("graph-picture").Body(
		&figure.Figure{Name: "graph", Of: func() graphview.Drawn { return g.Room.State().Graph.Drawn() },
			Act: g.act, Pick: g.pick,
			Hint: "A box unfolds; a value or an operation shows its numbers. Keys: arrows follow the edges, + − 0 " +
				"zoom."},
		app.Div().Class("graph-foot").Body(
			app.P().Class("key").Body(
				app.Span().Class("key-forward").Text(forwards+" value"),
				app.Span().Class("key-backward").Text(backwards+" gradient of the loss"),
			),
			g.choices(s),
		),
		g.mode(s),
		app.If(s.Graph.Stepping,
			&stepper.Stepper{Hub: g.Room.Hub,
				Of: func(s state.State) (*walk.Walk, int) { return s.Graph.Position() }, Go: func(at int) {
					g.Room.Update(func(s *state.State) { s.Graph = s.Graph.GoTo(at) })
				}},
			&class.View{Hub: g.Room.Hub, ID: "step-code", Layer: layer, Operations: operations, Work: work}),
	)
}

// pick looks at the element that a place of a picture shows, from 0 to 1 across and down.
func (g *Panel) pick(data app.Value, x, y float64) {
	if id, err := strconv.Atoi(data.Get("edge").String()); err == nil {
		g.Room.Update(func(s *state.State) { s.Graph = s.Graph.Pick(id, x, y) })
	}
}

// act folds or unfolds a box, or shows the tensors of a node.
func (g *Panel) act(data app.Value) {
	if scope := data.Get("scope"); scope.Truthy() {
		g.Room.Update(func(s *state.State) { s.Graph = s.Graph.Toggle(scope.String()) })
		return
	}
	node := data.Get("node")
	if !node.Truthy() {
		node = data.Get("edge")
	}
	if id, err := strconv.Atoi(node.String()); err == nil {
		g.Room.Update(func(s *state.State) { s.Graph = s.Graph.Select(id) })
	}
}
