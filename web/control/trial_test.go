package control

import (
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/engine/enginetest"
	"github.com/inkgrad/inkgrad/web/hub"
)

// atDesk is a Desk whose engine is a test's, with the network that comes with the page.
func atDesk(t *testing.T) (*Desk, *enginetest.Port) {
	var port *enginetest.Port
	d := New(hub.New(func(in engine.Inbox) (engine.Port, string) {
		port = &enginetest.Port{Inbox: in}
		return port, ""
	}))
	c := app.NewClientTester(&FreshStart{Desk: d})
	t.Cleanup(c.Close)
	d.Begin(c)
	status := enginetest.Ready()
	status.Builtin = true
	port.Answer(status)
	return d, port
}

// Each variant is a Configure with its settings, and then a Train from scratch.
func TestExperimentAtTheDesk(t *testing.T) {
	d, port := atDesk(t)
	d.Set("experiment", "learning-rate")
	sent := len(port.Sent)
	d.Experiment()
	for _, rate := range []float64{0.01, 0.1, 1, 10} {
		configure, ok := port.Last().(protocol.Configure)
		if !ok || configure.Settings.LearningRate != rate || configure.Settings.DataSize != 10_000 {
			t.Fatalf("for a rate of %v: %+v", rate, port.Last())
		}
		status := enginetest.Ready()
		status.Settings = configure.Settings
		port.Answer(status)
		if c, ok := port.Last().(protocol.Train); !ok || c != (protocol.Train{Steps: 300, Fresh: true}) {
			t.Fatalf("for a rate of %v: %+v", rate, port.Last())
		}
		if rate == 1 {
			port.Answer(protocol.Failed{Code: protocol.CodeDiverged})
			continue
		}
		port.Answer(protocol.Trained{Step: 300})
	}
	if got := len(port.Sent) - sent; got != 8 || d.State().Trial.Running {
		t.Errorf("%d commands, running: %v", got, d.State().Trial.Running)
	}
	d.BackFromExperiment()
	if c, ok := port.Last().(protocol.Reset); !ok || d.State().Settings.Wanted.LearningRate != 0.1 {
		t.Errorf("on the way back %+v, %v", c, d.State().Settings.Wanted.Query())
	}
}

// An engine that ends takes the experiment with it, and nothing is sent on.
func TestExperimentEndsWithTheEngine(t *testing.T) {
	d, port := atDesk(t)
	d.Set("experiment", "learning-rate")
	d.Experiment()
	port.Answer(enginetest.Ready())
	sent := len(port.Sent)
	port.Answer(protocol.Failed{Code: protocol.CodePanic, Message: "It broke."})
	for _, c := range port.Sent[sent:] {
		if _, ok := c.(protocol.Train); ok {
			t.Errorf("it trains on: %+v", c)
		}
	}
	if s := d.State().Trial; s.Running || s.Note == "" {
		t.Errorf("it is running: %v, %q", s.Running, s.Note)
	}
}

// Where the learner has changed the settings by the time of the answer, nothing is trained.
func TestExperimentAfterAChange(t *testing.T) {
	d, port := atDesk(t)
	d.Set("experiment", "batch-size")
	d.Experiment()
	d.Set("seed", "7")
	port.Say(port.IDs[len(port.IDs)-2], enginetest.Ready()) // the answer to the experiment's Configure
	if _, ok := port.Last().(protocol.Configure); !ok || d.State().Trial.Running {
		t.Errorf("running: %v, %+v", d.State().Trial.Running, port.Last())
	}
}
