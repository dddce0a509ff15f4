package session_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// wild is a network that the first steps with this learning rate take out of the range of float32.
const wild = "network=affine100-relu-affine100-relu-affine100-relu-affine100-relu-affine10&init=He&learningRate=10"

// A step after which the weights or the answers are not numbers is undone, even if it is the last of its run: then no
// later loss tells it.
func TestDivergenceInTheLastStep(t *testing.T) {
	h := newHost()
	s := started(t, h, parsed(t, wild))
	s.Handle(2, protocol.Sample{Index: 4})
	pixels := answer[protocol.Sampled](t, h, 2).Pixels
	diverged := 0
	for id := 10; id < 30 && diverged < 3; id += 2 {
		s.Handle(id, protocol.Train{Steps: 1})
		run(s)
		for _, e := range h.events {
			if f, ok := e.e.(protocol.Failed); ok && e.id == id {
				diverged++
				if f.Code != protocol.CodeDiverged || !strings.Contains(f.Message, "The network is again as it was") {
					t.Errorf("step %d: %+v", id, f)
				}
			}
		}
		s.Handle(id+1, protocol.Classify{Pixels: pixels})
		if c := answer[protocol.Classified](t, h, id+1); c.Network.Digit < 0 {
			t.Fatalf("command %d: %+v", id+1, c)
		}
	}
	if diverged < 3 {
		t.Fatalf("training diverged %d times", diverged)
	}
	for _, c := range all[protocol.Checkpoint](h) {
		if _, err := session.DecodeModel(c.File); err != nil {
			t.Errorf("the page keeps a network of step %d that cannot be restored: %v", c.Step, err)
		}
	}
}

// A tensor that is not of numbers is refused however it comes, and the network stays as it is.
func TestWhatIsNotANumberIsRefused(t *testing.T) {
	h := newHost()
	settings := parsed(t, everything)
	s := started(t, h, settings)
	s.Handle(2, protocol.Train{Steps: 3})
	run(s)
	good := checkpoint(t, h)
	bad := map[string]float64{"NaN": math.NaN(), "infinite": math.Inf(-1), "too large for float32": 1e300}
	for name, v := range bad {
		for list, tensors := range map[string]func(*session.Checkpoint) *[]protocol.Param{
			"parameter": func(c *session.Checkpoint) *[]protocol.Param { return &c.Params },
			"state":     func(c *session.Checkpoint) *[]protocol.Param { return &c.State },
			"memory":    func(c *session.Checkpoint) *[]protocol.Param { return &c.Memory },
		} {
			c := good
			spoiled := tensors(&c)
			*spoiled = append([]protocol.Param{}, *spoiled...)
			last := len(*spoiled) - 1
			p := (*spoiled)[last]
			p.Data = append([]float64{}, p.Data...)
			p.Data[len(p.Data)-1] = v
			(*spoiled)[last] = p
			want := p.Name + " has an element that is not a number"
			for way, command := range map[string]protocol.Command{
				"restored": restoring(c), "loaded": protocol.Load{File: session.EncodeModel(c)}} {
				h.events = nil
				s.Handle(5, command)
				if f := answer[protocol.Failed](t, h, 5); f.Code != protocol.CodeBadRequest ||
					!strings.Contains(f.Message, want) {
					t.Errorf("%s %s, %s: %+v", name, list, way, f)
				}
				s.Handle(6, protocol.Params{})
				if got := answer[protocol.ParamsCopied](t, h, 6).Params; !reflect.DeepEqual(got, good.Params) {
					t.Errorf("%s %s, %s: it changed the network", name, list, way)
				}
			}
		}
	}
}

// large returns the current network with weights so large that one step more gives answers that are not numbers.
func large(t *testing.T, h *host) session.Checkpoint {
	c := checkpoint(t, h)
	for _, p := range c.Params {
		for i := range p.Data {
			p.Data[i] *= 4e20
		}
	}
	c.Settings.LearningRate = 10
	return c
}

func TestFineTuningThatLeavesTheNumbers(t *testing.T) {
	h := newHost()
	settings := small()
	settings.LearningRate = 10
	s := started(t, h, settings)
	s.Handle(2, protocol.Drawings{Version: 1, Examples: own(t, 12)})
	s.Handle(3, restoring(large(t, h)))
	before := weights(t, h, s, 4)
	s.Handle(5, protocol.FineTune{Steps: 1, Share: 1})
	run(s)
	if f := answer[protocol.Failed](t, h, 5); f.Code != protocol.CodeDiverged ||
		!strings.Contains(f.Message, "learning rate of 1 ") {
		t.Errorf("%+v", f)
	}
	if !reflect.DeepEqual(weights(t, h, s, 6), before) {
		t.Error("the network is another one")
	}
}

func TestTryingAStepThatLeavesTheNumbers(t *testing.T) {
	h := newHost()
	settings := small()
	settings.LearningRate = 10
	s := started(t, h, settings)
	s.Handle(2, protocol.Sample{Index: 4})
	pixels := answer[protocol.Sampled](t, h, 2).Pixels
	s.Handle(3, restoring(large(t, h)))
	before := weights(t, h, s, 4)
	s.Handle(5, protocol.TryStep{Pixels: pixels, Label: 6})
	if f := answer[protocol.Failed](t, h, 5); f.Code != protocol.CodeBadRequest ||
		!strings.Contains(f.Message, "learning rate of 10 ") {
		t.Errorf("%+v", f)
	}
	if !reflect.DeepEqual(weights(t, h, s, 6), before) {
		t.Error("the network is another one")
	}
}

// A network of numbers may be such that its answers are none: then there is no answer, and nothing else breaks.
func TestNoAnswerOfANetworkThatOverflows(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Sample{Index: 4})
	pixels := answer[protocol.Sampled](t, h, 2).Pixels
	c := large(t, h)
	for i := range c.Params[0].Data {
		c.Params[0].Data[i] = 3e38
	}
	c.Step, c.Builtin = 10, false
	s.Handle(3, restoring(c))
	run(s)
	for id, ask := range []protocol.Command{4: protocol.Classify{Pixels: pixels}, 5: protocol.Confuse{}} {
		if ask == nil {
			continue
		}
		s.Handle(id, ask)
		run(s)
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest ||
			!strings.Contains(f.Message, "not a number") {
			t.Errorf("%T: %+v", ask, f)
		}
	}
}
