package api

import (
	"fmt"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

// steps is how many steps to train.
type steps struct{ Steps int }

func (a *API) usualSteps() steps { return steps{a.desk.TrainSteps()} }

func (a *API) train(in steps, answer done) error {
	row, _ := setting.Find("iterations")
	if float64(in.Steps) < row.Min || float64(in.Steps) > row.Max {
		return fmt.Errorf("params.steps is %d; it must be %.0f to %.0f", in.Steps, row.Min, row.Max)
	}
	if s := a.desk.State().Engine.Status; s.Running || s.Checking {
		// The engine would say so, too; but the page would have noted an aim for this run, which is not the one that
		// runs.
		answer(nil, &protocol.Failed{Code: protocol.CodeBusy,
			Message: "Training or a gradient check is running already."})
		return nil
	}
	a.desk.Train(in.Steps, answer.event)
	return nil
}

// reset starts from scratch. The reader is not asked whether to put back what the page around the frame has replaced.
func (a *API) reset(_ nothing, answer done) error {
	a.desk.Send(protocol.Reset{}, func(e protocol.Event) {
		a.desk.Update(func(s *state.State) { s.Keep = s.Keep.WithReplaced(nil) })
		answer.event(e)
	})
	return nil
}

// send returns what sends a Command that needs no arguments.
func send(c protocol.Command) func(*API, nothing, done) error {
	return func(a *API, _ nothing, answer done) error {
		a.desk.Send(c, answer.event)
		return nil
	}
}

func (a *API) pause(_ nothing, answer done) error {
	a.desk.SendPause(answer.event)
	return nil
}

// Defaults of gradcheck, as static/embed.js documents them.
const (
	checkH        = 1e-5
	checkSamples  = 3
	checkElements = 200
)

func (a *API) usualCheck() protocol.Check {
	return protocol.Check{H: checkH, Samples: checkSamples, Elements: checkElements}
}

func (a *API) gradcheck(c protocol.Check, answer done) error {
	a.desk.Send(c, func(e protocol.Event) {
		if _, ok := e.(protocol.Checked); ok && c.Bug == "" && a.desk.State().Check.Runs == nil {
			a.desk.Update(func(s *state.State) {
				s.Check = s.Check.Start(c, time.Now()).End(e, s.Engine.Looked(), s.Layers())
			}) // the panel Check shows it, too
		}
		answer.event(e)
	})
	return nil
}
