package session_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

// parsed returns small settings with what a link says.
func parsed(t *testing.T, query string) setting.Settings {
	t.Helper()
	s, errs := setting.ParseQuery("batchSize=20&iterations=200&dataSize=10000&" + query)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return s
}

// everything has layers with parameters, with state and with masks, and an optimizer with a memory.
const everything = "" +
	"network=conv4k5s2-batchnorm-leakyrelu0.1-pool2-conv4k3p1-tanh-avgpool2-" +
	"flatten-dropout0.25-affine20-sigmoid-affine20-relu-affine10&init=He" +
	"&optimizer=Adam&schedule=Cosine&weightDecay=0.0001"

func TestAnyNetworkTrains(t *testing.T) {
	for _, query := range []string{everything,
		"network=conv4k5-relu-pool2-affine20-relu-affine10&init=He&optimizer=Momentum",
		"network=affine30-batchnorm-relu-dropout0.2-affine10&optimizer=RMSProp&schedule=Step",
		"network=affine10&optimizer=AdaGrad"} {
		t.Run(query, func(t *testing.T) {
			h := newHost()
			s := started(t, h, parsed(t, query+"&learningRate=0.01"))
			s.Handle(2, protocol.Train{Steps: 200})
			run(s)
			trained := answer[protocol.Trained](t, h, 2)
			if first := all[protocol.Progress](h)[0]; trained.Step != 200 || !(trained.Loss < first.MeanLoss/2) ||
				trained.Accuracy.TestAccuracy < 0.8 {
				t.Errorf("from loss %v to %+v", first.MeanLoss, trained)
			}
			sample := 3
			s.Handle(3, protocol.Sample{Index: sample})
			image := answer[protocol.Sampled](t, h, 3)
			s.Handle(4, protocol.Classify{Pixels: image.Pixels})
			if c := answer[protocol.Classified](t, h, 4).Network; c.Digit != image.Label {
				t.Errorf("it takes a %d for a %d: %v", image.Label, c.Digit, c.Probabilities)
			}
		})
	}
}

// The chapter's settings train as they did before there were other networks and optimizers: the same steps, drawn in
// the same order.
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
	trained := func(between func(*testing.T, *host) session.Checkpoint) []protocol.Param {
		h := newHost()
		s := started(t, h, parsed(t, everything))
		s.Handle(2, protocol.Train{Steps: 12})
		run(s)
		if between != nil {
			c := between(t, h)
			h = newHost()
			s = started(t, h, parsed(t, everything))
			s.Handle(3, restoring(c))
			answer[protocol.Status](t, h, 3)
		}
		s.Handle(4, protocol.Train{Steps: 12})
		run(s)
		c := checkpoint(t, h)
		return append(append(c.Params, c.State...), c.Memory...)
	}
	want := trained(nil)
	if got := trained(checkpoint); !reflect.DeepEqual(got, want) {
		t.Error("going on from a checkpoint gave other weights, statistics or memory")
	}
}

func TestCheckpointThatDoesNotFit(t *testing.T) {
	h := newHost()
	s := started(t, h, parsed(t, everything))
	s.Handle(2, protocol.Train{Steps: 2})
	run(s)
	s.Handle(3, protocol.Params{})
	before := answer[protocol.ParamsCopied](t, h, 3)
	for want, spoil := range map[string]func(*session.Checkpoint){
		"version 2":               func(c *session.Checkpoint) { c.Version = 2 },
		"its step is -1":          func(c *session.Checkpoint) { c.Step = -1 },
		"tensors, needs":          func(c *session.Checkpoint) { c.Params = c.Params[1:] },
		"1 tensors, needs 2":      func(c *session.Checkpoint) { c.State = c.State[1:] },
		"convW1 has shape":        func(c *session.Checkpoint) { c.Params[0].Shape = []int{1, 4, 5, 5} },
		`optimizer "Newton"`:      func(c *session.Checkpoint) { c.Optimizer = "Newton" },
		"Momentum: 25 tensors":    func(c *session.Checkpoint) { c.Optimizer = "Momentum" },
		"Adam: 24 tensors":        func(c *session.Checkpoint) { c.Memory = c.Memory[1:] },
		"random numbers":          func(c *session.Checkpoint) { c.Rand = nil },
		"Layers: Affine1: ":       func(c *session.Checkpoint) { c.Settings.Network = "affine3" },
		"tensors, needs 2":        func(c *session.Checkpoint) { c.Settings.Network = "affine10" },
		"is outside 0.0001 to 10": func(c *session.Checkpoint) { c.Settings.LearningRate = 0 },
	} {
		c := checkpoint(t, h)
		c.Params = append([]protocol.Param(nil), c.Params...)
		spoil(&c)
		s.Handle(4, restoring(c))
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

// One element of each kind of node that can be taken apart is what its graph of scalars comes to, and its terms have
// the gradient.
func TestProductsOfEachKind(t *testing.T) {
	h := newHost()
	s := started(t, h, parsed(t, everything))
	s.Handle(2, protocol.Train{Steps: 5})
	run(s)
	s.Handle(3, protocol.Graph{Train: true})
	g := answer[protocol.Graphed](t, h, 3).Graph
	id, seen := 10, map[string]bool{}
	for _, n := range g.Nodes {
		if n.Kind != "MatMul" && n.Kind != "Convolution" && n.Kind != "MaxPooling" && n.Kind != "AveragePooling" {
			continue
		}
		seen[n.Kind] = true
		for element := 0; element < len(n.Value.Data); element += 1 + len(n.Value.Data)/37 {
			for _, top := range []int{3, 100} {
				id++
				s.Handle(id, protocol.Products{Node: n.ID, Element: element, Top: top})
				u := answer[protocol.Unfolded](t, h, id)
				end := u.Graph.Nodes[len(u.Graph.Nodes)-1]
				// Sums of float32 in another order: 1e-5 of the largest values, which are below 10.
				if got, want := end.Value.Data[0], n.Value.Data[element]; math.Abs(got-want) > 1e-4 {
					t.Errorf("%s[%d] with %d terms comes to %v, want %v", n.Kind, element, top, got, want)
				}
				if end.Grad.Data[0] != n.Grad.Data[element] {
					t.Errorf("%s[%d] has gradient %v, want %v", n.Kind, element, end.Grad.Data[0], n.Grad.Data[element])
				}
				checkTerms(t, u, n)
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("only %v", seen)
	}
}

// checkTerms compares each named leaf with the element that it is named after, and looks where a pool's gradient went.
func checkTerms(t *testing.T, u protocol.Unfolded, n snapshot.Node) {
	t.Helper()
	gradients := 0
	for _, leaf := range u.Graph.Nodes {
		if leaf.Kind == "Param" && leaf.Grad.Data[0] != 0 {
			gradients++
		}
	}
	if n.Kind == "MaxPooling" && gradients > 1 {
		t.Errorf("the gradient of a maximum went to %d elements", gradients)
	}
	if n.Kind == "MaxPooling" && u.Shown+u.Rest != 4 || n.Kind == "AveragePooling" && u.Shown+u.Rest != 4 {
		t.Errorf("%s of %d elements, want 4", n.Kind, u.Shown+u.Rest)
	}
}

func TestDivergenceByAHighLoss(t *testing.T) {
	h := newHost()
	settings := small()
	s := started(t, h, settings)
	s.Handle(2, protocol.Train{Steps: 30})
	run(s)
	good := checkpoint(t, h)
	settings.LearningRate = 10
	settings.WeightDecay = 1 // each step takes nine times the weights to the other side
	s.Handle(3, protocol.Configure{Settings: settings})
	s.Handle(4, protocol.Train{Steps: 5}) // ends before it is told
	run(s)
	s.Handle(5, protocol.Train{Steps: 100})
	run(s)
	f := answer[protocol.Failed](t, h, 5)
	if f.Code != protocol.CodeDiverged || !strings.Contains(f.Message, "above 20 for 10 steps") ||
		!strings.Contains(f.Message, "as it was at step 30") {
		t.Errorf("%+v", f)
	}
	s.Handle(6, protocol.Params{})
	if !reflect.DeepEqual(answer[protocol.ParamsCopied](t, h, 6).Params, good.Params) {
		t.Error("the network is not the one of step 30")
	}
}

func TestBatchesThatDoNotFit(t *testing.T) {
	h := newHost()
	settings := parsed(t, "network=conv100k3p1-batchnorm-relu-conv100k3p1-relu-affine10")
	settings.BatchSize = 1000
	s := started(t, h, settings)
	s.Handle(2, protocol.Train{Steps: 1})
	f := answer[protocol.Failed](t, h, 2)
	if f.Code != protocol.CodeBadRequest ||
		f.Message != "A batch of 1000 images of this network would take 5.7 GB of memory: make it at most 190." {
		t.Errorf("%+v", f)
	}
	if s.Busy() {
		t.Error("it trains")
	}
	s.Handle(3, protocol.Graph{Train: true})
	if g := answer[protocol.Graphed](t, h, 3); g.Samples < 1 || g.Samples > 5 {
		t.Errorf("a graph of %d images", g.Samples)
	}
}

// The masks and statistics of training are in the graph of a batch, those of a prediction in the graph of a digit.
func TestGraphInBothModes(t *testing.T) {
	h := newHost()
	s := started(t, h, parsed(t, everything))
	s.Handle(2, protocol.Train{Steps: 5})
	run(s)
	for id, trains := range map[int]bool{3: true, 4: false} {
		s.Handle(id, protocol.Graph{Train: trains})
		zeros, settled := 0, map[string]bool{}
		for _, n := range answer[protocol.Graphed](t, h, id).Graph.Nodes {
			if n.Name != "" && len(n.Inputs) == 0 {
				settled[n.Kind] = true
			}
			if n.Kind == "Mask" {
				for _, v := range n.Value.Data {
					if v == 0 {
						zeros++
					}
				}
			}
		}
		if trains != (zeros > 0) {
			t.Errorf("training %t: %d zeros in the mask", trains, zeros)
		}
		for _, kind := range []string{"RunningMean", "RunningVariance", "KeptShare"} {
			if settled[kind] == trains {
				t.Errorf("training %t: a leaf %s: %t", trains, kind, settled[kind])
			}
		}
	}
	s.Handle(5, protocol.Sample{Index: 1})
	image := answer[protocol.Sampled](t, h, 5)
	s.Handle(6, protocol.Classify{Pixels: image.Pixels})
	s.Handle(7, protocol.Graph{Pixels: image.Pixels, Label: 3})
	g := answer[protocol.Graphed](t, h, 7).Graph
	loss := g.Nodes[len(g.Nodes)-1].Value.Data[0]
	if p := answer[protocol.Classified](t, h, 6).Network.Probabilities[3]; math.Abs(math.Exp(-loss)-p) > 1e-6 {
		t.Errorf("the graph of a digit gives it %v, the answer was %v", math.Exp(-loss), p)
	}
	s.Handle(8, protocol.TryStep{Pixels: image.Pixels, Label: 3})
	if tried := answer[protocol.Tried](t, h, 8); tried.ProbabilitiesAfter[3] <= tried.ProbabilitiesBefore[3] ||
		tried.LearningRate != 0.001*(1+math.Cos(math.Pi*5/200))/2 { // Adam's usual rate, by the schedule
		t.Errorf("%+v", tried)
	}
}

func TestGradientCheckOfAnyNetwork(t *testing.T) {
	h := newHost()
	s := started(t, h, parsed(t, everything+"&learningRate=0.01"))
	for id := 2; id <= 3; id++ { // fresh and trained
		s.Handle(id, protocol.Check{H: 1e-5, Samples: 3, Elements: 10})
		run(s)
		if c := answer[protocol.Checked](t, h, id); !c.OK {
			t.Errorf("%+v", c)
		}
		s.Handle(4, protocol.Train{Steps: 10})
		run(s)
	}
	for i, bug := range protocol.Bugs() {
		s.Handle(10+i, protocol.Check{H: 1e-5, Samples: 3, Elements: 20, Bug: bug.Name, BugSeed: 1})
		run(s)
		if c := answer[protocol.Checked](t, h, 10+i); c.OK || c.Planted == nil {
			t.Errorf("%s is not found: %+v", bug.Name, c)
		}
	}
}

// The engine of a browser ends if it runs out of memory, and a short link can ask for any size.
func TestNetworksThatDoNotFit(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	for i, text := range []string{
		strings.Repeat("affine3000-", 45) + "affine10",
		strings.Repeat("conv100k3p1-", 40) + "affine10",
		"conv1k100p100-affine10",
	} {
		wanted := small()
		err := wanted.Set("network", text)
		if err == nil || !strings.Contains(err.Error(), "up to here; at most") {
			t.Errorf("%.20s: %v", text, err)
		}
		wanted.Network = text // as a message could say it
		s.Handle(2+i, protocol.Configure{Settings: wanted})
		if f := answer[protocol.Failed](t, h, 2+i); f.Code != protocol.CodeBadRequest {
			t.Errorf("%.20s: %+v", text, f)
		}
	}
}

func TestChecksThatDoNotFit(t *testing.T) {
	h := newHost()
	s := started(t, h, parsed(t, "network=conv100k3p1-relu-affine10"))
	for id, c := range map[int]protocol.Command{2: protocol.Check{H: 1e-5, Samples: 1000, Elements: 1},
		3: protocol.Curve{Samples: 1000, Elements: 1}} {
		s.Handle(id, c)
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest ||
			!strings.Contains(f.Message, "make it at most 142") {
			t.Errorf("%+v", f)
		}
	}
	s.Handle(4, protocol.Check{H: 1e-5, Samples: 2, Elements: 1})
	run(s)
	answer[protocol.Checked](t, h, 4)
}
