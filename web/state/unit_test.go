package state_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
	"github.com/inkgrad/inkgrad/web/unit"
)

// Each operation of a BatchNormalization shows one unit over the batch, by the mean and the variance that normalized
// it.
func TestUnit(t *testing.T) {
	const scope = "BatchNormalization1"
	for _, c := range []struct {
		name    string
		images  int
		mode    graph.Mode
		running bool
		words   string
	}{
		{"a batch in training", 50, graph.Train, false, "Over the 50 images of this batch"},
		{"a batch in a prediction", 50, graph.Test, true, "these images are like those of training"},
		{"an image in training", 1, graph.Train, false, "A batch of one image is its own mean"},
		{"an image in a prediction", 1, graph.Test, true, "which followed the batches of training. Times γ = "},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := graphOfBatch(t, c.images, c.mode)
			for _, kind := range []string{"Normalize", "Mul", "Add", "Param"} {
				chosen := choose(t, g, kind, scope).WithUnit(2)
				of := chosen.Unit()
				if of == nil || of.At != 2 || of.Units != 3 || of.Normalization() == nil {
					t.Fatalf("%s: %+v", kind, of)
				}
				u := of.Normalization()
				if len(u.Before.Values) != c.images || len(u.After.Values) != c.images || u.Running != c.running ||
					!strings.Contains(u.Words(), c.words) {
					t.Fatalf("%s: %+v %s", kind, u, u.Words())
				}
				for i, x := range u.Before.Values {
					normal := (x - u.Before.Mean) / math.Sqrt(u.Before.Deviation*u.Before.Deviation+layer.Epsilon)
					if want := u.Gamma*normal + u.Beta; math.Abs(u.After.Values[i]-want) > 1e-9 {
						t.Errorf("%s, image %d: %v becomes %v, want %v", kind, i, x, u.After.Values[i], want)
					}
				}
				// ε is 1e-6, and takes about as much of the deviation.
				if c.images > 1 && !c.running && (math.Abs(u.After.Mean-u.Beta) > 1e-9 ||
					math.Abs(u.After.Deviation-u.Gamma) > 1e-4) {
					t.Errorf("%s: after it %v and %v, with β = %v and γ = %v", kind, u.After.Mean, u.After.Deviation,
						u.Beta, u.Gamma)
				}
				if u := chosen.WithUnit(3).Unit(); u.At != 2 {
					t.Errorf("there is a unit %d", u.At)
				}
			}
		})
	}
	if u := choose(t, graphOfBatch(t, 3, graph.Train), "MatMul", "Affine1").Unit(); u.Normalization() != nil {
		t.Errorf("MatMul has %+v", u.Normalization())
	}
}

// A link brings the unit back, and it stays when the graph becomes that of another batch; from what it feeds it is a
// step to that unit.
func TestTheUnitStays(t *testing.T) {
	g := choose(t, graphOfBatch(t, 5, graph.Test), "Add", "Affine1").WithImage(3).WithUnit(2)
	s := state.New()
	s.Graph = g
	query := noted(s).Settings.Wanted.Query()
	if want := "node=" + strconv.Itoa(g.Selected) + "&graphElement=11"; query != want {
		t.Fatalf("the link is %q, want %q", query, want)
	}
	wanted, errs := setting.ParseQuery(query)
	other := state.New().WithSettings(wanted, errs).Graph.Answered(state.GraphSubject{}, graphed(g, 5), 0)
	if u := other.Unit(); u == nil || u.At != 2 || u.Image != 3 {
		t.Errorf("the link brings %+v", u)
	}
	one := g.Answered(state.GraphSubject{}, graphed(graphOfBatch(t, 1, graph.Test), 1), 0)
	if u := one.Unit(); u == nil || u.At != 2 || u.Image != 0 {
		t.Errorf("of another batch it is %+v", u)
	}
	fed := g.Unit().Feeds()
	next := g.ShowUnit(fed.Node, fed.Largest[0].At)
	if u := next.Unit(); u.At != fed.Largest[0].At || u.Image != 3 || u.Node != fed.Node {
		t.Errorf("it feeds %+v", u)
	}
	if digit, ok := next.Unit().Digit(); !ok || digit != next.Unit().At {
		t.Errorf("it feeds no digit, but %+v", next.Unit())
	}
	back := choose(t, g, "Param", "Affine1")
	if u := back.Unit(); u == nil || u.Weights().Param != back.Selected {
		t.Errorf("the weights are of %+v", u)
	}
}

// graphed is an answer with the graph of another one.
func graphed(of *state.Graph, samples int) protocol.Graphed {
	return protocol.Graphed{Graph: of.Graph, Samples: samples}
}

// The text says of which images and which step the answer is, or how far the engine has come.
func TestExcitementText(t *testing.T) {
	s := statetest.Trained(0)
	s.Graph = choose(t, graphOfBatch(t, 5, graph.Train), "Add", "Affine1").Named(s.Engine.NetworkName())
	of, images, ok := s.UnitSubject()
	if !ok || images != unit.AllImages {
		t.Fatalf("%+v, %d images", of, images)
	}
	says := func(want string) {
		t.Helper()
		if got := s.ExcitementText(); !strings.HasPrefix(got, want) {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	says("The test images are looked at while this is in sight.")
	about, c, _ := s.Excitement.Question(of, images, false)
	part := protocol.Excited{Images: 3, Values: []float64{1, 2}}
	s.Excitement = s.Excitement.Answered(about, c, part)
	says("2 of 3 test images have been looked at.")
	about, c, _ = s.Excitement.Question(of, images, false)
	s.Excitement = s.Excitement.Answered(about, c, protocol.Excited{From: 2, Images: 3, Values: []float64{3}})
	says("The first 3 test images in your network, 784–50–10, at step 0.")
	running := s.StartTraining(protocol.Train{Steps: 5})
	if _, images, _ := running.UnitSubject(); images != unit.FewImages {
		t.Errorf("while training goes on, %d images are looked at", images)
	}
	s.Graph = s.Graph.WithUnit(2)
	says("The test images are looked at while this is in sight.")
	of, _, _ = s.UnitSubject()
	s.Excitement = s.Excitement.Answered(of, c, protocol.Failed{Message: "No."})
	says("No.")
	s.Graph = s.Graph.Select(-1)
	if _, _, ok := s.UnitSubject(); ok {
		t.Error("there is a unit of nothing")
	}
}
