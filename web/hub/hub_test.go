package hub_test

import (
	"slices"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// viewer is a component that watches how far the engine is, and that the page says so.
type viewer struct {
	app.Compo
	Hub      *hub.Hub
	renders  int
	followed int
	visible  bool
	looked   int
}

func (v *viewer) OnMount(ctx app.Context) {
	v.Hub.WatchThen(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Engine.Phase), hub.Of(s.Engine.Status.Step)}
	},
		func() { v.followed++ })
	v.Hub.WhileVisible(ctx, ctx.JSSrc(), &v.visible, func() { v.looked++ })
}
func (v *viewer) OnDismount() { v.Hub.Forget(v) }

func (v *viewer) Render() app.UI {
	v.renders++
	return app.Div()
}

// begun returns a Hub whose engine is a test's.
func begun(t *testing.T) (*hub.Hub, *enginetest.Port, *viewer, app.ClientDispatcher) {
	var port *enginetest.Port
	h := hub.New(func(in engine.Inbox) (engine.Port, string) {
		port = &enginetest.Port{Inbox: in}
		return port, ""
	})
	v := &viewer{Hub: h}
	d := app.NewClientTester(v)
	t.Cleanup(d.Close)
	d.Consume()
	h.Begin(d)
	d.Consume()
	return h, port, v, d
}

func TestAWatcherIsRenderedWhenItsPartChanges(t *testing.T) {
	h, port, v, d := begun(t)
	before, followed := v.renders, v.followed
	h.Update(func(s *state.State) { s.Runs = s.Runs.WithSmoothing("Much") })
	d.Consume()
	if v.renders != before || v.followed != followed {
		t.Errorf("another part changed: %d renderings and %d calls more", v.renders-before, v.followed-followed)
	}
	port.Say(0, protocol.Status{Step: 3, Parameters: 1})
	d.Consume()
	if v.renders == before || v.followed == followed {
		t.Error("a Status came, and nobody who watches it knows")
	}
	h.Forget(v)
	followed = v.followed
	port.Say(0, protocol.Progress{Step: 4})
	if v.followed != followed {
		t.Error("who is forgotten still hears of changes")
	}
}

// Where nobody can tell, what is mounted is on the screen, and no longer when it is forgotten.
func TestWhileVisible(t *testing.T) {
	h, _, v, _ := begun(t)
	if !v.visible || v.looked != 1 {
		t.Errorf("visible %t after %d calls", v.visible, v.looked)
	}
	h.Forget(v)
	h.Forget(v)
	if v.visible || v.looked != 1 {
		t.Errorf("who is forgotten is visible %t after %d calls", v.visible, v.looked)
	}
}

// All hear of a change before any hears of what one of them has changed then, and nobody hears of a State that is over.
func TestReactions(t *testing.T) {
	h, _, _, _ := begun(t)
	var heard []string
	h.React(func(before, now state.State) {
		if before.Runs.Smoothing != now.Runs.Smoothing {
			heard = append(heard, "first "+now.Runs.Smoothing)
			if now.Runs.Smoothing == "Some" {
				h.Update(func(s *state.State) { s.Runs = s.Runs.WithSmoothing("Much") })
			}
		}
	})
	h.React(func(before, now state.State) { heard = append(heard, "second "+now.Runs.Smoothing) })
	h.Update(func(s *state.State) { s.Runs = s.Runs.WithSmoothing("Some") })
	if want := []string{"first Some", "second Some", "first Much", "second Much"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	if h.State().Runs.Smoothing != "Much" {
		t.Errorf("the State has %q", h.State().Runs.Smoothing)
	}
}

func TestNobodyReactsBeforeThePageBegins(t *testing.T) {
	h := hub.New(nil)
	h.React(func(_, _ state.State) { t.Error("a reaction before the engine was started") })
	h.Update(func(s *state.State) { s.Runs = s.Runs.WithSmoothing("Much") })
}
