package session_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// bits are those of a network's parameters.
func bits(t *testing.T, h *host, s *session.Session, id int) [][]float64 {
	t.Helper()
	s.Handle(id, protocol.Params{})
	var all [][]float64
	for _, p := range answer[protocol.ParamsCopied](t, h, id).Params {
		all = append(all, p.Data)
	}
	return all
}

// pulls is a Pull of a few points.
func pulls(node, element int) protocol.Pull {
	return protocol.Pull{Node: node, Element: element, Reach: 0.5, Points: 9, H: []float64{1e-1, 1e-4, 1e-6}}
}

// In each preset, and in a network of every kind of layer, each parameter can be pulled, in training and in a
// prediction, on a batch and on a drawing: the tangent is the secant with a small h where no kink is near, the middle
// of the curve is the loss that the graph has, and the path's product is its share of the gradient. The network is left
// as it was, and so is the graph that is shown.
func TestPullEachParameter(t *testing.T) {
	networks := map[string]setting.Settings{"every kind": parsed(t, everything)}
	for _, p := range setting.Presets() {
		s := p.Apply(small())
		s.BatchSize, s.DataSize, s.Iterations = 4, small().DataSize, small().Iterations
		networks[p.Name] = s
	}
	for name, settings := range networks {
		for _, mode := range []string{"batch, training", "digit"} {
			t.Run(name+", "+mode, func(t *testing.T) {
				h := newHost()
				s := started(t, h, settings)
				// Training evaluates the network, which takes long where there are convolutions.
				trains := !strings.Contains(name, "Net") || name == "TwoLayerNet"
				if trains {
					s.Handle(2, protocol.Train{Steps: 3})
					run(s)
				}
				ask := protocol.Graph{Train: mode != "digit"}
				if mode == "digit" {
					s.Handle(3, protocol.Sample{Index: 5})
					ask.Pixels, ask.Label = answer[protocol.Sampled](t, h, 3).Pixels, 3
				}
				s.Handle(4, ask)
				graphed := answer[protocol.Graphed](t, h, 4)
				g := graphed.Graph
				was := bits(t, h, s, 5)
				if trains { // what is pulled is what is shown
					s.Handle(6, protocol.Train{Steps: 2})
					run(s)
				}
				trained := bits(t, h, s, 7)
				id, checked := 10, 0
				for _, n := range g.Nodes {
					if n.Kind != "Param" {
						continue
					}
					// The element with the largest gradient, and another one.
					strongest := 0
					for i, v := range n.Grad.Data {
						if math.Abs(v) > math.Abs(n.Grad.Data[strongest]) {
							strongest = i
						}
					}
					for _, element := range []int{strongest, len(n.Grad.Data) / 2} {
						id++
						s.Handle(id, pulls(n.ID, element))
						e := answer[protocol.Pulled](t, h, id)
						what := fmt.Sprintf("%s, element %d", n.Name, element)
						pulledAsShown(t, what, e, n.Value.Data[element])
						if e.Samples != graphed.Samples {
							continue
						}
						checked++
						// Both graphs are the same up to the rounding of float32.
						loss := g.Nodes[len(g.Nodes)-1].Value.Data[0]
						most := max(1e-4, math.Abs(n.Grad.Data[strongest])) // what cancels out has the rounding left
						if !(math.Abs(e.Loss-loss) <= 1e-4*max(1, loss)) ||
							!(math.Abs(e.Gradient-n.Grad.Data[element]) <= 1e-3*most) {
							t.Errorf("%s: loss %v and gradient %v, in the graph %v and %v", what, e.Loss, e.Gradient,
								loss, n.Grad.Data[element])
						}
						if (graphed.Samples == 1) != (e.Points[0].Probabilities != nil) {
							t.Errorf("%s: %d images, probabilities %v", what, graphed.Samples,
								e.Points[0].Probabilities)
						}
					}
				}
				if checked == 0 && len(g.Nodes) > 0 && graphed.Samples == 1 {
					t.Error("nothing is held against the graph")
				}
				if now := bits(t, h, s, 8); !slices.EqualFunc(now, trained, slices.Equal) ||
					slices.EqualFunc(now, was, slices.Equal) == trains {
					t.Error("the network is not what training has left")
				}
			})
		}
	}
}

// pulledAsShown holds an answer against itself.
func pulledAsShown(t *testing.T, what string, e protocol.Pulled, value float64) {
	t.Helper()
	middle := e.Points[len(e.Points)/2]
	if e.Value != value || middle.Value != value || middle.Loss != e.Loss {
		t.Errorf("%s is %v: value %v, loss %v, in the middle of the curve %v", what, value, e.Value, e.Loss, middle)
	}
	fine := e.Secants[2]
	// Rounding of the loss, 1e-16, over h, and truncation.
	if !fine.Crossed && !(math.Abs(fine.Slope-e.Gradient) <= 1e-8*max(1, e.Loss)+1e-5*math.Abs(e.Gradient)) {
		t.Errorf("%s: the tangent has slope %v, the secant %v", what, e.Gradient, fine.Slope)
	}
	product := 1.0
	for _, s := range e.Path {
		product *= s.Local
	}
	if len(e.Path) == 0 || product != e.Product ||
		e.Gradient != 0 && !(math.Abs(e.Product-e.Share*e.Gradient) <= 1e-12*math.Abs(e.Product)) {
		t.Errorf("%s: product %v, share %v, of %v, by %+v", what, e.Product, e.Share, e.Gradient, e.Path)
	}
	if end := e.Path[len(e.Path)-1]; (end.Name == "loss") != (end.Local != 0) && end.Kind != "SoftmaxWithLoss" {
		t.Errorf("%s: the path ends with %+v", what, end)
	}
	for i := range e.Kinks {
		if k := e.Kinks[i]; !(k.From < k.To) || k.Count < 1 || k.Crossing == "" || i > 0 && k.From < e.Kinks[i-1].To {
			t.Errorf("%s: kink %d of %+v", what, i, e.Kinks)
		}
	}
}

// What cannot be pulled is refused, and changes nothing.
func TestPullRefuses(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Pull{})
	if f := answer[protocol.Failed](t, h, 2); f.Code != protocol.CodeNotReady {
		t.Errorf("before there is a graph: %+v", f)
	}
	s.Handle(3, protocol.Graph{})
	g := answer[protocol.Graphed](t, h, 3).Graph
	w := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Name == "W1" })
	was := bits(t, h, s, 4)
	id := 10
	for want, c := range map[string]protocol.Pull{
		"Node -1 of ":        {Node: -1},
		"Node 99 of ":        {Node: 99},
		"Element -1 of 6272": {Node: w, Element: -1},
		"Element 6272 of 62": {Node: w, Element: 6272},
		"only an element of": {Node: 0, Reach: 1, Points: 5},
		"4 points as far as": {Node: w, Reach: 1, Points: 4},
		"999999 points as f": {Node: w, Reach: 1, Points: 999999},
		"5 points as far as": {Node: w, Reach: math.NaN(), Points: 5},
		"7 points as far as": {Node: w, Reach: math.Inf(1), Points: 7},
		"33 secants":         {Node: w, Reach: 1, Points: 5, H: make([]float64, 33)},
		"h is 0":             {Node: w, Reach: 1, Points: 5, H: []float64{0.1, 0}},
		"h is NaN":           {Node: w, Reach: 1, Points: 5, H: []float64{math.NaN()}},
	} {
		id++
		s.Handle(id, c)
		f := answer[protocol.Failed](t, h, id)
		if f.Code != protocol.CodeBadRequest || !strings.Contains(f.Message, want) {
			t.Errorf("%+v: %+v, want %s", c, f, want)
		}
	}
	if now := bits(t, h, s, 5); !slices.EqualFunc(now, was, slices.Equal) {
		t.Error("the network has changed")
	}
}

// A network whose numbers have overflowed has no curve, and one that is replaced leaves the graph that is shown.
func TestPullAfterwards(t *testing.T) {
	h := newHost()
	settings := small()
	s := started(t, h, settings)
	s.Handle(2, protocol.Graph{})
	g := answer[protocol.Graphed](t, h, 2).Graph
	w := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Name == "W2" })
	s.Handle(3, pulls(w, 5))
	before := answer[protocol.Pulled](t, h, 3)
	settings.Hidden = nil
	settings.Network = "conv2k3-relu-pool2-affine10"
	s.Handle(4, protocol.Configure{Settings: settings})
	s.Handle(5, protocol.Reset{})
	s.Handle(6, pulls(w, 5))
	if after := answer[protocol.Pulled](t, h, 6); !reflect.DeepEqual(after.Points, before.Points) {
		t.Errorf("%+v, with another network %+v", before.Points, after.Points)
	}
	product := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Kind == "MatMul" })
	s.Handle(7, protocol.Products{Node: product, Top: 3})
	answer[protocol.Unfolded](t, h, 7)
}
