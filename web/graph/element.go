package graph

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// question is one about the element that is looked at, and what becomes of the graph with its answer.
type question struct {
	subject  any
	command  protocol.Command
	answered func(g *state.Graph, answer protocol.Event) *state.Graph
}

// followElement has the context's component ask about the element that is looked at: when another one is, and again
// with each new graph. The component is rendered with each change of the graph.
func followElement(ctx app.Context, h *hub.Hub, ask func(*state.Graph) (question, bool)) {
	var asker *hub.Asker
	asker = h.NewAsker(func() (hub.Question, bool) {
		q, ok := ask(h.State().Graph)
		then := func(answer protocol.Event) {
			h.Update(func(s *state.State) { s.Graph = q.answered(s.Graph, answer) })
			asker.Pump() // what is asked may have changed meanwhile
		}
		return hub.Question{Subject: q.subject, Every: graphPace, Command: q.command, Then: then}, ok
	})
	h.WatchThen(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Graph), hub.Of(s.Engine.Phase)}
	}, asker.Pump)
	asker.Pump()
}
