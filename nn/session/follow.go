package session

import (
	"math"
	"slices"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// follower tells what a step of training did, if the page asks for it. It reads what the step leaves; all that it adds
// is a copy of the parameters before the step.
type follower struct {
	*shared
	on        bool
	next      moment // when another step may be followed
	following bool   // the step that has begun is
	before    [][]float32
	set       *digits.Set // the batch is drawn from it
	own       bool        // some of the batch are the learner's own
}

const (
	// followPause is the shortest time between two steps that are followed, and followShare bounds the time that it
	// takes: to 1/followShare of all.
	followPause, followShare = time.Second, 200
)

func (f *follower) register(h handlers) { on(h, f.follow) }

func (f *follower) follow(id int, c protocol.Follow) *refusal {
	f.on, f.following = c.Steps, false
	f.status(id)
	return nil
}

// params are the parameters with the gradients of the latest step.
func (m *model) params() []*graph.Node[float32] {
	if m.parts != nil {
		return m.parts.Params()
	}
	return m.trainer.Params()
}

// due reports whether to follow the step that is about to begin: if it is time, or must is set.
func (f *follower) due(must bool) bool {
	f.following = false // a step that was given up
	return f.on && (must || now() >= f.next)
}

// begin looks at a step that is about to begin, on images of a set, of which some may be the learner's own.
func (f *follower) begin(set *digits.Set, own bool) {
	f.following, f.set, f.own = true, set, own
	params := f.model.net.Params()
	f.before = slices.Grow(f.before[:0], len(params))[:len(params)]
	for i, p := range params {
		f.before[i] = append(f.before[i][:0], p.Value.Data...)
	}
}

// end tells of the step that has just ended.
func (f *follower) end(loss float64) {
	if !f.following {
		return
	}
	f.following = false
	start := now()
	e := protocol.Stepped{Step: f.model.step, Loss: loss}
	e.Images, e.Labels = f.model.drawn(f.set, f.own)
	f.set = nil
	for i, p := range f.model.params() {
		gradient, change := 0.0, 0.0
		for k, v := range p.Value.Data {
			g, d := float64(p.Grad.Data[k]), float64(v-f.before[i][k])
			gradient += g * g
			change += d * d
		}
		if !isNumber(gradient) || !isNumber(change) {
			return // training itself reports it
		}
		e.Changes = append(e.Changes, protocol.Change{Name: p.Name, Gradient: math.Sqrt(gradient),
			Change: math.Sqrt(change)})
	}
	f.next = start.after(max(followPause, followShare*since(start)))
	f.host.Emit(0, e)
}

// drawn returns the images of the batch, if they were drawn from the set, and their labels.
func (m *model) drawn(set *digits.Set, own bool) (images, labels []int) {
	var idx []int
	if m.parts != nil {
		_, idx = m.parts.Drawn()
	} else {
		idx = m.trainer.Drawn()
	}
	if own {
		set = &m.mixed
	} else {
		images = slices.Clone(idx)
	}
	for _, i := range idx {
		labels = append(labels, set.Label(i))
	}
	return images, labels
}
