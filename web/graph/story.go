package graph

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/story"
)

// storyView tells how the element that is looked at came about, its value and its gradient. An element is asked for
// when it is looked at, and again with each new graph.
type storyView struct {
	app.Compo
	Hub *hub.Hub
}

func (v *storyView) OnMount(ctx app.Context) { followElement(ctx, v.Hub, v.question) }
func (v *storyView) OnDismount()             { v.Hub.Forget(v) }

func (v *storyView) question(g *state.Graph) (question, bool) {
	subject, command, ok := g.ToldQuestion()
	return question{subject, command, func(g *state.Graph, answer protocol.Event) *state.Graph {
		return g.ToldAnswered(subject, answer)
	}}, ok
}

// mostLines is how many lines of a story are shown: all of one image.
const mostLines = 14

func (v *storyView) Render() app.UI {
	g := v.Hub.State().Graph
	if g.Tensors == nil || g.Told == nil {
		return app.Div().Class("stories")
	}
	w := walk.New(g.Graph, nil)
	var stories []app.UI
	add := func(s *protocol.Story, title, class string, rules []string) {
		if s != nil {
			told := story.Told(s, title, rules, nil, mostLines)
			stories = append(stories, app.Div().Class("story "+class).Body(told...))
		}
	}
	place := ""
	if many(g.Tensors) {
		place = " at " + phrase.Index(g.Tensors.Node.Shape, g.Told.Of.Element)
	}
	add(g.Told.Value, "How the value"+place+" came about", "story-forward", nil)
	if s := g.Told.Gradient; s != nil {
		title := "How its gradient came about"
		if s.Of.Node != g.Told.Of.Node {
			title = "How the gradient that it sends to a score came about"
		} else if g.Told.Value == nil {
			title = "How the gradient" + place + " came about"
		}
		if s.Scope != "" && s.Scope != g.Graph.Nodes[s.Of.Node].Scope { // the layer that uses it
			title += ", in " + s.Scope
		}
		rules, _ := w.RulesBack(s.Of.Node)
		add(s, title, "story-backward", rules)
	}
	return app.Div().Class("stories").Body(append(stories,
		app.P().Class("error").Attr("role", "alert").Text(g.Told.Problem),
		app.If(len(stories) > 0, app.P().Class("help").Text("Each is told within its layer: x is what comes into "+
			"that, out what leaves it, and dout the gradient of out. A long sum has its largest terms.")))...)
}

// rule is what the operation does, forwards and backwards.
func rule(g *state.Graph) app.UI {
	r := walk.New(g.Graph, nil).Rule(g.Selected)
	switch {
	case r.Ahead == "":
		return nil
	case r.Forward == "":
		return app.P().Class("help").Text(r.Ahead)
	}
	said := func(class, words string, rules []string) app.UI {
		return app.Div().Class("rule-of "+class).Body(story.Rules(rules),
			app.If(words != "", app.P().Class("help").Text(words)))
	}
	return app.Div().Class("rules").Body(
		said("key-forward", r.Ahead, []string{r.Forward}),
		app.If(len(r.Backward) > 0, said("key-backward", r.Back, r.Backward)),
	)
}
