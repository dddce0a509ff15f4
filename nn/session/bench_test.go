package session_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// benched is the answer of an engine that has just been made, without a network and without data.
func benched(t *testing.T, c protocol.Bench) protocol.Benched {
	t.Helper()
	h := &host{}
	session.New(h).Handle(1, c)
	return answer[protocol.Benched](t, h, 1)
}

// examples are the examples of all kinds, with a general one of each word and, where a layer takes it, of images.
func examples(t *testing.T) (all []protocol.Bench) {
	for _, k := range spec.Lone() {
		var layers []spec.Example
		for _, w := range k.Words {
			l := w.Of
			for i := range k.Fields { // what is too large for the bench
				if f := &k.Fields[i]; f.Whole && f.Number(l) > 3 {
					f.SetNumber(&l, 2)
				}
			}
			layers = append(layers, spec.Example{Layer: spec.FormatAlone(l)})
			images := spec.Example{Layer: spec.FormatAlone(l), Numbers: "x=1,2,0;-1,0.5,3;2,2,1/0,1,1;2,-3,1;0,4,2//" +
				"5,1,2;0,1,0;-2,1,3/1,0,2;1,-1,4;0,0.25,1"}
			arrays, err := spec.ParseArrays(images.Numbers)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := spec.NewBench(l, arrays); err == nil {
				layers = append(layers, images)
			}
		}
		for _, e := range append(layers, k.Examples...) {
			arrays, err := spec.ParseArrays(e.Numbers)
			if err != nil {
				t.Fatalf("%s, %q: %v", k, e.Name, err)
			}
			for _, train := range []bool{true, false} {
				all = append(all, protocol.Bench{Layer: e.Layer, Arrays: arrays, Train: train, Mask: 1,
					Story: protocol.Element{Node: protocol.NoElement}})
			}
		}
	}
	return all
}

// All kinds of layers stand on the bench, their gradients agree with numerical ones, and each element of each value and
// each gradient tells a story that computes it again.
func TestBenchOfAllKinds(t *testing.T) {
	for _, c := range examples(t) {
		t.Run(fmt.Sprint(c.Layer, "/", spec.FormatArrays(c.Arrays), "/", c.Train), func(t *testing.T) {
			e := benched(t, c)
			if !e.OK || len(e.Checks) == 0 || e.Story != nil {
				t.Errorf("OK is %v, with %+v, and the story %v", e.OK, e.Checks, e.Story)
			}
			for _, p := range e.Checks { // a few elements of the examples stand on kinks
				if p.Checked < p.Kinked || p.Checked+p.Kinked != p.Size {
					t.Errorf("of %s, %d elements of %d are checked", p.Name, p.Checked, p.Size)
				}
			}
			for _, n := range e.Graph.Nodes {
				for i, v := range n.Value.Data {
					story(t, c, protocol.Element{Node: n.ID, Index: i}, v)
				}
				for i := range n.Value.Data {
					if n.Grad != nil {
						story(t, c, protocol.Element{Node: n.ID, Index: i, Gradient: true}, n.Grad.Data[i])
					}
				}
			}
		})
	}
}

// story holds the story of an element against its number.
func story(t *testing.T, c protocol.Bench, of protocol.Element, want float64) {
	t.Helper()
	c.Story = of
	e := benched(t, c)
	s := e.Story
	if s == nil || s.Of != of || s.Name == "" {
		t.Fatalf("%+v: got %+v", of, s)
	}
	if got := s.Graph.Nodes[s.Root].Value.Data[0]; !(math.Abs(got-want) <= 1e-9*max(1, math.Abs(want))) {
		t.Errorf("%s is %v, and its story says %v", s.Name, want, got)
	}
	for _, from := range s.From {
		n := e.Graph.Nodes[from.Element.Node]
		v := n.Value
		if from.Element.Gradient {
			v = n.Grad
		}
		if got := s.Graph.Nodes[from.Leaf].Value.Data[0]; got != v.Data[from.Element.Index] {
			t.Errorf("%s: %+v is %v in the story", s.Name, from, got)
		}
	}
}

// told writes which elements a story begins from, with a star at those that do not pass.
func told(s *protocol.Story) string {
	var names []string
	for _, from := range s.From {
		name := s.Graph.Nodes[from.Leaf].Name
		if !from.Passes {
			name += "*"
		}
		names = append(names, name)
	}
	return s.Name + " from " + strings.Join(names, " ")
}

func TestBenchStories(t *testing.T) {
	for _, test := range []struct {
		layer, numbers string
		of             string
		index          int
		gradient       bool
		want           string
	}{
		{"affine2", "x=1,2;3,4~W=1,0;0,1", "out", 1, false, "out[0,1] from x[0,0]* W[0,1] x[0,1] W[1,1] b[1]"},
		{"affine2", "x=1,2;3,4~W=1,2;3,4", "out", 1, false, "out[0,1] from x[0,0] W[0,1] x[0,1] W[1,1] b[1]"},
		{"affine2", "x=1,2;3,4~W=1,2;3,4~dout=1,2;3,4", "W", 1, true, "dW[0,1] from x[0,0] dout[0,1] x[1,0] dout[1,1]"},
		{"affine2", "x=1,2;3,4", "b", 0, true, "db[0] from dout[0,0] dout[1,0]"},
		{"pool2", "x=1,7;3,4/", "out", 0, false, "out[0,0,0,0] from x[0,0,0,0]* x[0,0,0,1] x[0,0,1,0]* x[0,0,1,1]*"},
		{"pool2", "x=1,7;3,4/", "x", 0, true, "dx[0,0,0,0] from "},
		{"relu", "x=-1,7~dout=2,3", "x", 0, true, "dx[0,0] from dout[0,0]*"},
		{"conv1k2p1", "x=1,2;3,4/~W=1,2;3,4", "out", 0, false, "out[0,0,0,0] from x[0,0,0,0] W[0,0,1,1] b[0]"},
		{"softmaxwithloss", "x=1,2~t=0,1", "x", 1, true, "dx[0,1] from x[0,1] x[0,0] t[0,1] dout"},
	} {
		arrays, err := spec.ParseArrays(test.numbers)
		if err != nil {
			t.Fatal(err)
		}
		c := protocol.Bench{Layer: test.layer, Arrays: arrays, Train: true, Story: protocol.Element{Node: -1}}
		nodes := benched(t, c).Graph.Nodes
		for _, n := range nodes {
			if n.Name == test.of {
				c.Story = protocol.Element{Node: n.ID, Index: test.index, Gradient: test.gradient}
			}
		}
		if got := told(benched(t, c).Story); got != test.want {
			t.Errorf("%s: %s, want %s", test.layer, got, test.want)
		}
	}
}

// The mask of Dropout follows the seed, and a prediction has none.
func TestBenchMask(t *testing.T) {
	masks := map[string]bool{}
	for seed := range 10 {
		for _, train := range []bool{true, false} {
			e := benched(t, protocol.Bench{Layer: "dropout0.5", Train: train, Mask: seed,
				Story: protocol.Element{Node: protocol.NoElement}})
			i := slices.IndexFunc(e.Graph.Nodes, func(n snapshot.Node) bool {
				return len(n.Inputs) == 0 && n.Name != "x"
			})
			if train {
				masks[fmt.Sprint(e.Graph.Nodes[i].Value.Data)] = true
			} else if v := e.Graph.Nodes[i].Value.Data[0]; v != 0.5 {
				t.Errorf("a prediction multiplies by %v", v)
			}
		}
	}
	if len(masks) < 3 {
		t.Errorf("10 seeds give %d masks", len(masks))
	}
}

// What does not fit is refused in a sentence that says what would.
func TestBenchRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"affine3 x=1,2,3,4,5":                        "columns",
		"affine3 x=1;2;3;4;5":                        "rows",
		"conv1k3 x=1,2;3,4":                          "kernel 3 exceeds input 2",
		"foo x=1":                                    "the layers are",
		"relu x=1e9":                                 "1,000,000",
		"softmaxwithloss x=1,2~t=1,1":                "adds up to 2",
		"softmaxwithloss x=1,2;3,4/1,2;3,4":          "scores",
		"affine1000 x=1,2,3,4":                       "at most",
		"conv9k9 x=1,2;3,4/1,2;3,4//1,2;3,4/1,2;3,4": "exceeds",
	} {
		l, numbers, _ := strings.Cut(text, " ")
		arrays, err := spec.ParseArrays(numbers)
		if err != nil {
			t.Fatal(err)
		}
		h := &host{}
		session.New(h).Handle(1, protocol.Bench{Layer: l, Arrays: arrays})
		if f := answer[protocol.Failed](t, h, 1); !strings.Contains(f.Message, want) {
			t.Errorf("%s: %s", text, f.Message)
		}
	}
}

// goldenBlock is the first 4×4 elements of a matrix of a golden vector, or all of small images.
func goldenBlock(t *testing.T, name string, g *snapshot.Tensor) spec.Array {
	t.Helper()
	a := spec.Array{Name: name, Shape: slices.Clone(g.Shape)}
	if len(g.Shape) > 2 {
		a.Data = g.Data
		return a
	}
	a.Shape = []int{min(4, g.Shape[0]), min(4, g.Shape[1])}
	for n := range a.Shape[0] {
		a.Data = append(a.Data, g.Data[n*g.Shape[1]:][:a.Shape[1]]...)
	}
	return a
}

// The bench computes what the reference program did, for each of its vectors that is small enough, or of which a part
// says as much.
func TestBenchGolden(t *testing.T) {
	for file, layer := range map[string]string{"relu_0": "relu", "sigmoid_0": "sigmoid", "pooling_0": "pool2",
		"pooling_1": "pool3s2"} {
		text, err := os.ReadFile("../testdata/golden/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var g struct{ X, Dout, Out, Dx *snapshot.Tensor }
		if err := json.Unmarshal(text, &g); err != nil {
			t.Fatal(err)
		}
		e := benched(t, protocol.Bench{Layer: layer, Train: true, Story: protocol.Element{Node: protocol.NoElement},
			Arrays: []spec.Array{goldenBlock(t, "x", g.X), goldenBlock(t, "dout", g.Dout)}})
		nodes := e.Graph.Nodes
		for name, pair := range map[string][2][]float64{
			"out": {nodes[len(nodes)-1].Value.Data, goldenBlock(t, "out", g.Out).Data},
			"dx":  {nodes[0].Grad.Data, goldenBlock(t, "dx", g.Dx).Data},
		} {
			for i, want := range pair[1] {
				if got := pair[0]; len(got) != len(pair[1]) || math.Abs(got[i]-want) > 1e-10 {
					t.Fatalf("%s: %s is %v, want %v", file, name, got, pair[1])
				}
			}
		}
	}
}
