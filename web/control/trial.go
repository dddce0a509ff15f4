package control

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
)

// Experiment runs the chosen experiment. If that would replace a network that was trained here, it asks first.
func (d *Desk) Experiment() {
	if d.State().LosesToTrial() {
		d.AskExperiment(true)
		return
	}
	d.ExperimentAnyway()
}

// AskExperiment asks whether to run the experiment, or no longer.
func (d *Desk) AskExperiment(on bool) { d.Update(func(s *state.State) { *s = s.AskTrial(on) }) }

// ExperimentAnyway runs the chosen experiment in place of the network that is there.
func (d *Desk) ExperimentAnyway() {
	d.Update(func(s *state.State) { *s = s.BeginTrial() })
	d.variant()
}

// variant trains the network that is next in the experiment, if one is, and then goes on with the one after it.
func (d *Desk) variant() {
	now := d.State().Trial
	if !now.Running {
		return
	}
	d.WriteHash()
	end := func(answer protocol.Event) { d.Update(func(s *state.State) { *s = s.EndVariant(answer) }) }
	d.Send(protocol.Configure{Settings: d.State().Settings.Wanted}, func(answer protocol.Event) {
		if _, failed := answer.(protocol.Failed); failed {
			d.Refused(answer)
			end(answer)
			return
		}
		if d.State().Trial != now {
			return // it has been ended
		}
		d.train(protocol.Train{Steps: now.Of.Steps, Fresh: true}, func(answer protocol.Event) {
			end(answer)
			d.variant()
		})
	})
}

// Pause ends the training, and an experiment with what it has.
func (d *Desk) Pause() { d.SendPause(d.Refused) }

// SendPause is Pause for who wants the answer.
func (d *Desk) SendPause(done func(answer protocol.Event)) {
	d.Update(func(s *state.State) { *s = s.StopTrial() })
	d.Send(protocol.Pause{}, done)
}

// BackFromExperiment brings back the settings and the network from before the experiment.
func (d *Desk) BackFromExperiment() {
	before := d.State()
	back, own := before.Trial.Back, before.BringsBack()
	if back == nil {
		return
	}
	d.Update(func(s *state.State) { *s = s.BackFromTrial() })
	d.WriteHash()
	d.Order(protocol.Configure{Settings: d.State().Settings.Wanted})
	if back.Network == nil {
		d.Order(protocol.Reset{})
		return
	}
	d.Send(protocol.Restore{Checkpoint: *back.Network}, func(answer protocol.Event) {
		d.Refused(answer)
		if own != nil {
			d.Update(func(s *state.State) { s.Train = s.Train.WithCurves(own.Run, own.Step) })
		}
	})
}
