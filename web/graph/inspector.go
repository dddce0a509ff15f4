package graph

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/class"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/tensor"
)

// inspector shows the tensors of the selected node: the value in the colour of forward, the gradient in that of
// backward.
type inspector struct {
	app.Compo
	Room *Room
}

func (i *inspector) OnMount(ctx app.Context) {
	i.Room.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Graph)} })
	i.Room.WhileVisible(ctx, ctx.JSSrc(), &i.Room.chosenVisible, i.Room.asker.Pump)
}
func (i *inspector) OnDismount() { i.Room.Forget(i) }

func (i *inspector) Render() app.UI {
	g := i.Room.State().Graph
	t := g.Tensors
	if t == nil {
		return app.Div().Class("inspector inspector-empty").Body(
			app.P().Class("help").
				Text("Choose a value, an operation or a parameter in the graph to see its numbers here."),
		)
	}
	return app.Div().Class("inspector").Body(
		app.H3().Body(nodeTitle(t)...),
		app.P().Class("help").Text(t.Words),
		rule(g),
		app.If(!state.IsLeaf(t.Node.Kind), &class.View{Hub: i.Room.Hub, ID: "graph-code",
			Layer: state.LayerKind(t.Node.Scope), Operations: []string{t.Node.Kind}}),
		app.If(many(t), i.element(g)),
		app.If(state.Pullable(g), &pullView{Hub: i.Room.Hub}),
		i.outcome(g),
		app.If(g.Unit() != nil, &unitView{Desk: i.Room.Desk}),
		app.If(g.Of.Reader, app.P().Class("help reader-words").Text("The reader comes finished, and its numbers can "+
			"be read here. Pictures of units, and weights to pull, are those of your own network.")),
		&storyView{Hub: i.Room.Hub},
		app.Div().Class("tensors").Body(
			i.tensor(g, false, "→ Value", t.Value, "No value was computed."),
			i.tensor(g, true, "← Gradient of the loss", t.Grad, "No gradient was computed for it."),
		),
		app.If(state.Unfolds(t.Node.Kind), &productView{Hub: i.Room.Hub}),
	)
}

// many says that there is more than one element to look at.
func many(t *state.Tensors) bool {
	return t.Value != nil && len(t.Value.Data) > 1 || t.Grad != nil && len(t.Grad.Data) > 1
}

// nodeTitle names a node: its variable in italics, what it is, and where.
func nodeTitle(t *state.Tensors) []app.UI {
	var title []app.UI
	if t.Node.Name != "" {
		title = append(title, app.Elem("var").Text(t.Node.Name), app.Text(", "))
	}
	return append(title, app.Text(t.Node.Kind+graphview.Where(&t.Node)))
}

// element chooses an element by its indices and tells its numbers.
func (i *inspector) element(g *state.Graph) app.UI {
	t := g.Tensors
	shape, at := t.Node.Shape, state.Indices(t.Node.Shape, g.Element)
	var fields []app.UI
	for axis, name := range g.Axes() {
		if shape[axis] == 1 {
			continue
		}
		id := "element-" + strconv.Itoa(axis)
		fields = append(fields, app.Label().Class("element-field").Body(
			app.Span().Text(name),
			app.Input().Type("number").ID(id).Class("field").Value(at[axis]).Min(0).Max(shape[axis]-1).
				OnChange(func(ctx app.Context, _ app.Event) {
					n, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
					if err != nil {
						return // half written
					}
					i.Room.Update(func(s *state.State) {
						shape := s.Graph.Tensors.Node.Shape
						at := state.Indices(shape, s.Graph.Element)
						at[axis] = n
						s.Graph = s.Graph.WithElement(state.ElementAt(shape, at))
					})
				}, axis),
			app.Span().Class("element-of").Text("of "+phrase.Grouped(shape[axis])),
		))
	}
	value := func(class, arrow string, v *state.TensorView) app.UI {
		text := "–"
		if v != nil && g.Element < len(v.Data) {
			text = graphview.Format(v.Data[g.Element], 0)
		}
		return app.Span().Class(class).Text(arrow + " " + text)
	}
	return app.Div().Class("element").Body(
		app.Div().Class("element-fields").Attr("role", "group").Aria("label", "Element").Body(fields...),
		app.P().Class("element-values").Body(value("key-forward", "→", t.Value), value("key-backward", "←", t.Grad)),
		app.Label().Class("check").Body(
			app.Input().Type("checkbox").ID("table").Checked(g.Table).OnChange(func(ctx app.Context, _ app.Event) {
				on := ctx.JSSrc().Get("checked").Bool()
				i.Room.Update(func(s *state.State) { *s = s.WithFold(state.FoldElements, on) })
			}),
			app.Text("List all elements"),
		),
	)
}

func (i *inspector) tensor(g *state.Graph, grad bool, title string, v *state.TensorView, none string) app.UI {
	class := "tensor tensor-value"
	if grad {
		class = "tensor tensor-grad"
	}
	box := app.Div().Class(class)
	switch {
	case v == nil:
		return box.Body(app.Elem("h4").Text(title), app.P().Class("help").Text(none))
	case len(v.Data) == 1:
		return box.Body(app.Elem("h4").Text(title), app.P().Class("scalar").Text(graphview.Format(v.Data[0], 6)),
			wasText(g, v))
	}
	of := func() *state.TensorView {
		t := i.Room.State().Graph.Tensors
		switch {
		case t == nil:
			return nil
		case grad:
			return t.Grad
		}
		return t.Value
	}
	element := func() int { return i.Room.State().Graph.Element }
	cell := "cell-value"
	if grad {
		cell = "cell-grad"
	}
	shape, label := phrase.Shape(v.Shape), title[len("→ "):]
	var figures []app.UI
	if g.Tensors.Node.Kind != state.KindTarget { // labels are not to be averaged
		figures = []app.UI{statistic("min", v.Min), statistic("max", v.Max), statistic("mean", v.Mean),
			statistic("norm", v.Norm)}
	}
	if v.NaNs > 0 {
		figures = append(figures, statistic("NaN", float64(v.NaNs)))
	}
	return box.Body(
		app.Elem("h4").Body(app.Text(title+" "), app.Span().Class("shape").Text(shape)),
		app.Elem("dl").Class("figures figures-tensor").Body(figures...),
		wasText(g, v),
		&tensor.HeatMap{Of: of, Element: element, Choose: i.choose, Label: label + ", " + shape + ", as colours"},
		tensor.Histogram(v, label),
		app.If(g.Table, &tensor.Table{Of: of, Element: element, Choose: i.choose,
			Label: "Elements of the " + strings.ToLower(label), Cell: cell}),
	)
}

// choose looks at another element.
func (i *inspector) choose(element int) {
	i.Room.Update(func(s *state.State) { s.Graph = s.Graph.WithElement(element) })
}

// wasText says what the gradient was with another target.
func wasText(g *state.Graph, v *state.TensorView) app.UI {
	if v.Was == nil || g.Was == nil {
		return nil
	}
	text := "With the target " + strconv.Itoa(g.Was.Label) + " its norm was " + graphview.Format(v.Was.Norm, 4) + "."
	return app.P().Class("help was").Text(text)
}

func statistic(name string, v float64) app.UI {
	return app.Div().Class("figure").Body(app.Elem("dt").Text(name), app.Elem("dd").Text(graphview.Format(v, 4)))
}
