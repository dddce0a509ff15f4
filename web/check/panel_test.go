package check

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// html returns the panel as a server sends it in a State.
func html(t *testing.T, s state.State) string {
	t.Helper()
	h := hub.New(nil)
	h.Update(func(now *state.State) { *now = s })
	panel := &Panel{Desk: control.New(h)}
	d := app.NewServerTester(panel)
	t.Cleanup(d.Close)
	return app.HTMLString(panel)
}

func TestTheCheckPageSaysHowItStands(t *testing.T) {
	running := statetest.Trained(10_000).StartTraining(protocol.Train{Steps: 10})
	checking := statetest.Trained(10_000).Observe(protocol.Status{Parameters: 39_760, TrainImages: 10_000,
		Checking: true})
	rough, kinked := statetest.Checked(), statetest.Checked()
	rough.Params[2].MeanAbsDiff = 1e-4
	unseen := statetest.Checked()
	unseen.Params[2].MeanAbsDiff = unseen.Params[2].MeanAbs
	kinked.Params[1].Checked, kinked.Params[1].Kinked = 0, 65
	for _, c := range []struct {
		name       string
		state      state.State
		has, lacks []string
	}{
		{"before the engine", state.New(),
			[]string{"The engine is on its way", "Nothing has been checked yet.", "784 × 50"},
			nil},
		{"ready", statetest.Trained(10_000).Observe(protocol.Status{Parameters: 39_760, TrainImages: 10_000}),
			[]string{"All 39,760"}, []string{"on its way", "Pause"}},
		{"training", running, []string{"Training is running", "Pause the training"}, nil},
		{"another’s check", checking, []string{`id="check-button"`}, []string{"Cancel"}},
		{"refused", statetest.Answered(func(*state.Check) {},
			protocol.Failed{Code: protocol.CodeNotReady, Message: "There are 0 training images."}),
			[]string{"There are 0 training images."}, nil},
		{"checked", statetest.Answered(func(*state.Check) {}, statetest.Checked()),
			[]string{"✓", "1.2e−11", "65 of 9,940", "20 s", "0.4 ms", "50,000 times"},
			[]string{"✗", "A kink"}},
		{"differs", statetest.Answered(func(*state.Check) {}, statetest.Checked("b1")),
			[]string{"✓", "✗", `class="differs"`}, []string{"gives the same numbers"}},
		{"roughly", statetest.Answered(func(k *state.Check) { k.DType = protocol.Float32 }, rough),
			[]string{"✓", "≈", "roughly"}, []string{"✗"}},
		{"unclear", statetest.Answered(func(k *state.Check) { k.DType = protocol.Float32 }, unseen),
			[]string{"?", "unclear", "Backpropagation is 50,000 times as fast."},
			[]string{"✗", "gives the same numbers"}},
		{"on kinks", statetest.Answered(func(*state.Check) {}, kinked), []string{"✓", "on kinks", "65 of 325 stand"},
			[]string{"✗", "roughly"}},
		{"with a mistake", statetest.Solved(), []string{"✗", "50,000 times as fast, with a mistake or without"},
			[]string{"the same numbers 50,000"}},
		{"a trained network", statetest.Trained(10_000), []string{"Start from scratch",
			"Your network, 784–50–10. It has been trained for 10,000 steps."},
			[]string{"It is fresh"}},
		{"a fresh network", statetest.Trained(0), []string{"It is fresh"}, nil},
	} {
		got := html(t, c.state)
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the page does not say %q", c.name, want)
			}
		}
		for _, unwanted := range c.lacks {
			if strings.Contains(got, unwanted) {
				t.Errorf("%s: the page says %q", c.name, unwanted)
			}
		}
		button := got[strings.LastIndex(got[:strings.Index(got, `id="check-button"`)], "<button"):]
		button = button[:strings.Index(button, ">")]
		if able := !strings.Contains(button, "disabled") ||
			strings.Contains(button, `disabled="false"`); able != c.state.Check.CanRun(c.state.Engine) {
			t.Errorf("%s: the button is %s", c.name, button)
		}
	}
}
