package session_test

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

// parsed returns small settings with what a link says.
func parsed(t *testing.T, query string) setting.Settings {
	t.Helper()
	s, errs := setting.ParseQuery("batchSize=20&iterations=200&" + query)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return s
}

// everything has each kind of layer, and an optimizer with a memory.
const everything = "network=conv4k5s2-batchnorm-leakyrelu0.1-pool2-conv4k3p1-tanh-avgpool2-flatten-dropout0.25-affine20-sigmoid-affine20-relu-affine10" +
	"&init=He&optimizer=Adam&schedule=Cosine&weightDecay=0.0001"

func TestAnyNetworkTrains(t *testing.T) {
	for _, query := range []string{everything, "network=conv4k5-relu-pool2-affine20-relu-affine10&init=He&optimizer=Momentum",
		"network=affine30-batchnorm-relu-dropout0.2-affine10&optimizer=RMSProp&schedule=Step", "network=affine10&optimizer=AdaGrad"} {
		t.Run(query, func(t *testing.T) {
			h := newHost()
			s := started(t, h, parsed(t, query+"&learningRate=0.01"))
			s.Handle(2, protocol.Train{Steps: 200})
			run(s)
			trained := answer[protocol.Trained](t, h, 2)
			if first := all[protocol.Progress](h)[0]; trained.Step != 200 || !(trained.Loss < first.MeanLoss/2) || trained.TestAccuracy < 0.8 {
				t.Errorf("from loss %v to %+v", first.MeanLoss, trained)
			}
			sample := 3
			s.Handle(3, protocol.Sample{Index: sample})
			image := answer[protocol.Sampled](t, h, 3)
			s.Handle(4, protocol.Classify{Pixels: image.Pixels})
			if c := answer[protocol.Classified](t, h, 4); c.Digit != image.Label {
				t.Errorf("it takes a %d for a %d: %v", image.Label, c.Digit, c.Probabilities)
			}
		})
	}
}

// The chapter's settings train as they did before there were other networks and optimizers: the same steps, drawn in the same order.
func TestDefaultsKeepTheirBits(t *testing.T) {
	const steps = 60
	got := params(t, nil, steps)
	images, err := digits.ReadShard("", bytes.NewReader(newHost().files[digits.TrainFile(0)]))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 0))
	net, err := layer.New[float32](layer.MLP(784, small().Hidden, spec.KindReLU, 10), rng)
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := train.New(net, small().BatchSize, &train.SGD[float32]{LearningRate: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		trainer.Step(images, rng)
	}
	for i, p := range net.Params() {
		for j, v := range p.Value.Data {
			if got[i].Data[j] != float64(v) {
				t.Fatalf("%s[%d] is %v, want %v", p.Name, j, got[i].Data[j], v)
			}
		}
	}
}

// Training goes on with the same bits from a Checkpoint, whatever has to be remembered.
func TestCheckpointOfAnyNetwork(t *testing.T) {
	trained := func(between func(*testing.T, *host) protocol.Checkpoint) []protocol.Param {
		h := newHost()
		s := started(t, h, parsed(t, everything))
		s.Handle(2, protocol.Train{Steps: 12})
		run(s)
		if between != nil {
			c := between(t, h)
			h = newHost()
			s = started(t, h, parsed(t, everything))
			s.Handle(3, protocol.Restore{Checkpoint: c})
			answer[protocol.Status](t, h, 3)
		}
		s.Handle(4, protocol.Train{Steps: 12})
		run(s)
		c := last[protocol.Checkpoint](t, h)
		return append(append(c.Params, c.State...), c.Memory...)
	}
	want := trained(nil)
	if got := trained(last[protocol.Checkpoint]); !reflect.DeepEqual(got, want) {
		t.Error("going on from a checkpoint gave other weights, statistics or memory")
	}
	travelled := func(t *testing.T, h *host) protocol.Checkpoint {
		_, e, err := protocol.DecodeEvent(protocol.EncodeEvent(0, last[protocol.Checkpoint](t, h)))
		if err != nil {
			t.Fatal(err)
		}
		return e.(protocol.Checkpoint)
	}
	if got := trained(travelled); !reflect.DeepEqual(got, want) {
		t.Error("a checkpoint that went to the page and back gave other weights, statistics or memory")
	}
}

func TestCheckpointThatDoesNotFit(t *testing.T) {
	h := newHost()
	s := started(t, h, parsed(t, everything))
	s.Handle(2, protocol.Train{Steps: 2})
	run(s)
	s.Handle(3, protocol.Params{})
	before := answer[protocol.ParamsCopied](t, h, 3)
	for want, spoil := range map[string]func(*protocol.Checkpoint){
		"version 2":               func(c *protocol.Checkpoint) { c.Version = 2 },
		"step -1":                 func(c *protocol.Checkpoint) { c.Step = -1 },
		"tensors, needs":          func(c *protocol.Checkpoint) { c.Params = c.Params[1:] },
		"4 tensors, needs 2":      func(c *protocol.Checkpoint) { c.State = append(c.State, c.State...) },
		"convW1 has shape":        func(c *protocol.Checkpoint) { c.Params[0].Shape = []int{1, 4, 5, 5} },
		`optimizer "Newton"`:      func(c *protocol.Checkpoint) { c.Optimizer = "Newton" },
		"Momentum: layer: ":       func(c *protocol.Checkpoint) { c.Optimizer = "Momentum" },
		"Adam: layer: ":           func(c *protocol.Checkpoint) { c.Memory = c.Memory[1:] },
		"random state":            func(c *protocol.Checkpoint) { c.Rand = nil },
		"setting: network: Aff":   func(c *protocol.Checkpoint) { c.Settings.Network = "affine3" },
		"tensors, needs 2":        func(c *protocol.Checkpoint) { c.Settings.Network = "affine10" },
		"is outside 0.0001 to 10": func(c *protocol.Checkpoint) { c.Settings.LearningRate = 0 },
	} {
		c := last[protocol.Checkpoint](t, h)
		c.Params = append([]protocol.Param(nil), c.Params...)
		spoil(&c)
		s.Handle(4, protocol.Restore{Checkpoint: c})
		f, ok := h.events[len(h.events)-1].e.(protocol.Failed)
		if !ok || f.Code != protocol.CodeBadRequest || !strings.Contains(f.Message, want) {
			t.Errorf("%+v, want %s", f, want)
		}
	}
	s.Handle(5, protocol.Params{})
	if !reflect.DeepEqual(answer[protocol.ParamsCopied](t, h, 5), before) {
		t.Error("a checkpoint that was refused changed the network")
	}
}
