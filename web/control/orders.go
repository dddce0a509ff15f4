package control

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
)

// Train runs this many steps, of the network that the learner has trained or of a fresh one. If then is not nil, the
// accuracy is measured before it gets the answer.
func (d *Desk) Train(steps int, then func(protocol.Event)) {
	d.train(protocol.Train{Steps: steps, Fresh: d.State().Engine.StartsFresh()}, then)
}

func (d *Desk) train(c protocol.Train, then func(protocol.Event)) {
	if !d.State().Engine.Status.Running {
		d.Update(func(s *state.State) { *s = s.StartTraining(c) })
		d.WriteHash() // what an experiment had set may be the learner's own now
	}
	c.Later = then == nil
	d.Send(c, func(answer protocol.Event) {
		d.Refused(answer)
		if then != nil {
			then(answer)
		}
	})
}

// TrainSteps is how many steps the button Train runs.
func (d *Desk) TrainSteps() int {
	s := d.State()
	return s.Engine.TrainCommand(s.Settings.Wanted.Iterations).Steps
}

// TrainOn trains the current network, even the one that came with the page.
func (d *Desk) TrainOn() {
	s := d.State()
	d.train(s.Engine.GoOnCommand(s.Settings.Wanted.Iterations), nil)
}

// trainOnAgain goes on with the training that an earlier engine was at, once another has its network.
func (d *Desk) trainOnAgain(before, now state.State) {
	e := now.Engine
	if before.Engine.Restoring && !e.Restoring && e.Ready() && !e.Status.Running && !e.Status.Builtin {
		if goal := now.Train.Interrupted; goal > e.Status.Step {
			d.train(protocol.Train{Steps: goal - e.Status.Step}, nil)
		}
	}
}

// Order sends a Command about training. It only shows a refusal in the panel Train.
func (d *Desk) Order(c protocol.Command) { d.Send(c, d.Refused) }

func (d *Desk) Refused(answer protocol.Event) {
	if failed, ok := answer.(protocol.Failed); ok {
		d.Update(func(s *state.State) { *s = s.Refused(failed) })
	}
}

// StartFresh starts from scratch, or asks at that place whether to, where training would be lost with the network.
func (d *Desk) StartFresh(at string) {
	if s := d.State(); s.Settings.LosesTraining(s.Engine) {
		d.Update(func(s *state.State) { s.Editor = s.Editor.AskFresh(at) })
		return
	}
	d.startAnyway()
}

func (d *Desk) startAnyway() {
	d.Update(func(s *state.State) { s.Editor = s.Editor.AskFresh("") })
	d.Order(protocol.Reset{})
}

// Sample puts some image of the test set on the drawing area.
func (d *Desk) Sample() { d.sample(d.State().Engine.RandomSample()) }

func (d *Desk) sample(c protocol.Sample) {
	d.Update(func(s *state.State) { s.Draw = s.Draw.AskSample() })
	d.Send(c, func(answer protocol.Event) {
		d.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Sampled(answer)) })
	})
}

// ShowsNetwork says whether the page shows the network: then it trains the one that a link describes.
func (d *Desk) ShowsNetwork(on bool) {
	d.shows = on
	d.Update(func(*state.State) {}) // for those who have waited
}

// Waits says whether a network of an earlier visit may come, which goes before that of the link.
func (d *Desk) Waits(on bool) {
	d.waits = on
	d.Update(func(*state.State) {}) // for those who have waited
}

// TakesNetwork reports whether the network that a link has can take the place of the one that is there.
func (d *Desk) TakesNetwork() bool { return d.shows && !d.waits }

// Replay trains the network that a link describes.
func (d *Desk) Replay() {
	d.train(d.State().Replay(), nil)
	d.Update(func(s *state.State) { *s = s.Replayed() })
}

// sampleOfLink puts the image of the test set that a link names on the drawing area, once that is possible.
func (d *Desk) sampleOfLink(_, now state.State) {
	if now.WantsSample() {
		d.sample(protocol.Sample{Index: now.Settings.Wanted.Sample})
	}
}

// OpenSample puts an image of the test set on the drawing area and makes the graph that of it, with its label as the
// target.
func (d *Desk) OpenSample(index int, then func()) {
	d.Update(func(s *state.State) { s.Draw = s.Draw.AskSample() })
	d.Send(protocol.Sample{Index: index}, func(answer protocol.Event) {
		d.Update(func(s *state.State) {
			*s = s.Redraw(s.Draw.Sampled(answer))
			if sample, ok := answer.(protocol.Sampled); ok {
				s.Graph = s.Graph.WithSource(true, sample.Label)
			}
		})
		then()
	})
}
