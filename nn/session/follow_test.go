package session_test

import (
	"bytes"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// A step that is followed tells of its batch, its gradients and what it changed: with SGD, the learning rate times the
// gradient. Training comes to the same bits.
func TestFollow(t *testing.T) {
	set, err := digits.ReadShard("", bytes.NewReader(files()[digits.TrainFile(0)]))
	if err != nil {
		t.Fatal(err)
	}
	for name, settings := range map[string]setting.Settings{
		"a network as a whole": small(),
		"a network in parts":   parsed(t, "network=conv2k3-relu-pool2-affine10&batchSize=8"),
		"weight decay":         parsed(t, "hidden=8&weightDecay=0.1&batchSize=7"),
	} {
		t.Run(name, func(t *testing.T) {
			train := func(follow bool) (*host, []byte) {
				h := newHost()
				s := started(t, h, settings)
				if follow {
					s.Handle(2, protocol.Follow{Steps: true})
					answer[protocol.Status](t, h, 2)
				}
				for id := range 3 {
					s.Handle(10+id, protocol.Train{Steps: 2})
					run(s)
					answer[protocol.Trained](t, h, 10+id)
				}
				return h, last[protocol.Checkpoint](t, h).File
			}
			h, followed := train(true)
			plain, other := train(false)
			if len(all[protocol.Stepped](plain)) != 0 {
				t.Error("steps are told of that nobody follows")
			}
			if !slices.Equal(followed, other) {
				t.Error("training that is followed comes to other bits")
			}
			steps := all[protocol.Stepped](h)
			if len(steps) != 6 { // the first and the last of each run
				t.Fatalf("%d steps are told of", len(steps))
			}
			for i, e := range steps {
				if e.Step != i+1 || len(e.Images) != settings.BatchSize || len(e.Labels) != settings.BatchSize ||
					!(e.Loss > 0) || len(e.Changes) == 0 {
					t.Fatalf("%+v", e)
				}
				for k, place := range e.Images {
					if want := set.Label(place); e.Labels[k] != want {
						t.Errorf("step %d: image %d is a %d, not a %d", e.Step, place, want, e.Labels[k])
					}
				}
				for _, c := range e.Changes {
					// A float32 that is near 1 changes by multiples of 1e-7.
					want := settings.LearningRate * c.Gradient
					if math.Abs(c.Change-want) > 1e-3*want+1e-5 {
						t.Errorf("step %d: %s changes by %v, want %v", e.Step, c.Name, c.Change, want)
					}
				}
			}
		})
	}
}

// Between the first step of a run and the last one a step is told of once a second at most.
func TestFollowedStepsAreFew(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Follow{Steps: true})
	began := time.Now()
	s.Handle(3, protocol.Train{Steps: 500})
	run(s)
	steps := all[protocol.Stepped](h)
	if n, most := len(steps), 3+int(time.Since(began).Seconds()); n < 2 || n > most || steps[n-1].Step != 500 {
		t.Errorf("%d of 500 steps are told of in %v, at most %d ought to be", n, time.Since(began), most)
	}
	s.Handle(4, protocol.Follow{})
	s.Handle(5, protocol.Train{Steps: 3})
	run(s)
	if n := len(all[protocol.Stepped](h)); n != len(steps) {
		t.Errorf("%d more steps are told of that nobody follows", n-len(steps))
	}
}
