package graph

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/figure"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// productView unfolds the element that is looked at: it shows the products that it is the sum of, or the pool that it
// comes from, as a graph like that of a formula. An element is asked for when it is looked at, and again with each new
// graph.
type productView struct {
	app.Compo
	Hub *hub.Hub
}

func (p *productView) OnMount(ctx app.Context) { followElement(ctx, p.Hub, p.question) }
func (p *productView) OnDismount()             { p.Hub.Forget(p) }

func (p *productView) question(g *state.Graph) (question, bool) {
	subject, command, ok := g.ProductQuestion()
	return question{subject, command, func(g *state.Graph, answer protocol.Event) *state.Graph {
		return g.ProductAnswered(subject, answer)
	}}, ok
}

func (p *productView) Render() app.UI {
	g := p.Hub.State().Graph
	shape, kind := []int{}, ""
	if g.Tensors != nil {
		shape, kind = g.Tensors.Node.Shape, g.Tensors.Node.Kind
	}
	what, hint := "Products to draw", "Each input times its weight, and the sum of the products. Drag the picture to "+
		"see its end."
	switch kind {
	case state.KindMaxPooling:
		what, hint = "Elements to draw", "The largest is kept, and only that one has a gradient."
	case state.KindAveragePooling:
		what, hint = "Elements to draw", "Each element times its share, and the sum of the products."
	}
	words, problem := "", ""
	if g.Product != nil {
		words, problem = g.Product.Words(kind), g.Product.Problem
	}
	return app.Section().Class("product").Aria("labelledby", "product-title").Body(
		app.Div().Class("product-head").Body(
			app.Elem("h4").ID("product-title").Text("How element "+phrase.Index(shape, g.Element)+" is computed"),
			app.Label().Class("element-field").Body(
				app.Span().Text(what),
				app.Input().Type("number").ID("product-top").Class("field").Value(strconv.Itoa(g.ShownTop())).Min(1).
					Max(state.MaxTop).
					OnChange(func(ctx app.Context, _ app.Event) {
						text := ctx.JSSrc().Get("value").String()
						p.Hub.Update(func(s *state.State) { s.Graph = s.Graph.WithTop(text) })
					}),
			),
		),
		app.P().Class("help product-words").Text(words),
		app.P().Class("error").Attr("role", "alert").Text(problem),
		&figure.Figure{Name: "product", Hint: hint, Of: func() graphview.Drawn {
			s := p.Hub.State()
			if s.Graph.Product == nil {
				return graphview.Drawn{}
			}
			return s.Graph.Product.Drawn
		}},
	)
}
