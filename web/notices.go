package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// notices shows what concerns the whole page: that the engine is still loading, that it broke, that data is missing, or
// that the URL had unknown settings.
type notices struct {
	app.Compo
	Page *page
}

func (n *notices) OnMount(ctx app.Context) {
	n.Page.Hub.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Engine), hub.Of(s.Settings), hub.Of(s.Keep), hub.Of(s.Repeats())}
	})
}
func (n *notices) OnDismount() { n.Page.Forget(n) }

func (n *notices) Render() app.UI {
	s := n.Page.State()
	return app.Div().Class("notices").Body(
		n.engine(s.Engine),
		n.ignored(s.Settings.Ignored),
		n.kept(s.Keep.Offered),
		n.aside(s.Keep.Aside),
		n.news(s),
	)
}

func (n *notices) engine(e *state.Engine) app.UI {
	switch {
	case e.Silent:
		return widget.Notice("The engine is silent.", e.Reason, widget.Button(n.restart(e), false, n.Page.GoOn))
	case e.Phase == engine.Dead || e.Phase == engine.Broken:
		return n.broken(e)
	case e.MissesStart():
		return widget.Notice("Not everything could be loaded.",
			e.MissingWords()+" The page continues with what it has.",
			widget.Button("Try again", false, n.Page.Retry))
	}
	return nil
}

func (n *notices) broken(e *state.Engine) app.UI {
	what := "The engine stopped because of a bug."
	if e.Phase == engine.Dead {
		what = "The engine, which computes the network, is not running."
	}
	return widget.Notice(what, e.Reason, widget.Button(n.restart(e), false, n.Page.GoOn))
}

// restart is the label of the button that starts the engine again.
func (n *notices) restart(e *state.Engine) string {
	c := e.Checkpoint
	switch {
	case c == nil || e.Anew:
		return "Start it again"
	case e.Silent:
		return "Start it again, from step " + phrase.Grouped(c.Step)
	}
	return "Go on from step " + phrase.Grouped(c.Step)
}

func (n *notices) ignored(parts []string) app.UI {
	if len(parts) == 0 {
		return nil
	}
	text := ""
	for _, part := range parts {
		text += part + " "
	}
	return widget.Notice("Not all of this link was understood.", text+"The rest is applied.",
		widget.Button("Dismiss", false,
			func() { n.Page.Update(func(s *state.State) { s.Settings = s.Settings.WithoutIgnored() }) }))
}

// kept offers the previous session.
func (n *notices) kept(k *state.Kept) app.UI {
	if k == nil {
		return nil
	}
	return app.Div().Class("notice notice-offer").Attr("role", "status").Body(
		app.P().Body(app.Elem("strong").Text("Your last network is still here."),
			app.Text(" It has had "+phrase.Grouped(k.Step)+" steps of training.")),
		app.Div().Class("row").Body(
			widget.Button("Go on with it", !n.Page.State().Engine.Ready(), n.Page.keep.TakeUp),
			widget.Button("Forget it", false, n.Page.keep.Drop),
		),
	)
}

// news says what has happened to the network, at the edge of the window, so that nothing moves.
func (n *notices) news(s state.State) app.UI {
	dismiss := func(change func(*state.Keep) *state.Keep) app.UI {
		return widget.Button("Dismiss", false,
			func() { n.Page.Update(func(s *state.State) { s.Keep = change(s.Keep) }) })
	}
	var what, more string
	var todo []app.UI
	switch r := s.Keep.Replaced; {
	case s.Repeats():
		what, more = "The network is trained as the link says.", phrase.Grouped(s.RepeatedSteps())+" of "+
			phrase.Grouped(s.Train.Goal)+" steps are done."
		todo = []app.UI{widget.Button("Stop", false, n.Page.Pause)}
	case r != nil && r != s.BringsBack(): // the experiment has a button for that
		what, more = "Your network of step "+phrase.Grouped(r.Step)+" was replaced.", "It is not lost."
		todo = []app.UI{widget.Button("Put it back", !s.Engine.Ready(), n.Page.keep.PutBack),
			dismiss(func(k *state.Keep) *state.Keep { return k.WithReplaced(nil) })}
	case s.Keep.Unkept == state.NotKept:
		what, more = "Your work is not kept.", "The browser does not store it, most often because the disk is full. A "+
			"reload would lose it: save the network as a file."
		todo = []app.UI{widget.Button("Save the network", !s.Engine.Ready(), n.Page.keep.SaveModel),
			dismiss((*state.Keep).UnkeptRead)}
	case s.Keep.Resumed != "":
		what, more = "The page was loaded again.", s.Keep.Resumed
		todo = []app.UI{dismiss(func(k *state.Keep) *state.Keep { return k.WithResumed("") })}
	default:
		return nil
	}
	return app.Div().Class("notice notice-offer notice-news").Attr("role", "status").Body(
		app.P().Body(app.Elem("strong").Text(what), app.Text(" "+more)),
		app.Div().Class("row").Body(todo...),
	)
}

// aside says that the previous session could not be taken up.
func (n *notices) aside(problem string) app.UI {
	if problem == "" {
		return nil
	}
	return widget.Notice("The session before cannot be taken up.", problem,
		widget.Button("Dismiss", false,
			func() { n.Page.Update(func(s *state.State) { s.Keep = s.Keep.WithAside("") }) }))
}
