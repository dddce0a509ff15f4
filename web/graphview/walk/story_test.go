package walk_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
)

// A sum is written term by term, in letters and in numbers, and a value with a letter has a line of its own.
func TestLines(t *testing.T) {
	g := &graph.Graph[float64]{InputGradient: true}
	x := g.Input("x", tensor.FromSlice([]float64{1, 3, 2, 5}, 2, 2))
	gamma := g.Param("gamma", tensor.FromSlice([]float64{2, 3}, 2))
	mean := g.Apply(op.RowMean[float64]{}, x)
	variance := g.Apply(&op.RowVariance[float64]{}, x)
	normal := g.Apply(&op.RowNormalize[float64]{}, x, mean, variance)
	out := g.Apply(op.Mul[float64]{}, normal, gamma)
	out.Name = "out"
	g.Forward(graph.Train)
	g.Backward(out)

	lines := func(n *graph.Node[float64], i int, gradient bool) string {
		s := op.Tell(g, out, n, i, gradient)
		var text []string
		for _, l := range walk.Lines(s.Graph.Snapshot(), slices.Index(s.Graph.Nodes(), s.Root), s.Name) {
			text = append(text, l.Spoken)
		}
		return strings.Join(text, "; ")
	}
	for _, c := range []struct {
		node     *graph.Node[float64]
		index    int
		gradient bool
		want     string
	}{
		{out, 1, false, "out[0,1] = 1 × 3 = 3; x̂[0,1] = (3 − 2) / sqrt(1 + 0) = 1; " +
			"μ[0] = (1 + 3) / 2 = 2; σ²[0] = ((1 − 2) ^ 2 + (3 − 2) ^ 2) / 2 = 1"},
		{gamma, 0, true, "dgamma[0] = −1 × 1 + −1 × 1 = −2"},
	} {
		if got := lines(c.node, c.index, c.gradient); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	told := op.Tell(g, out, out, 0, false).Graph.Snapshot()
	if math := walk.Lines(told, 0, "dgamma[0]")[0].Name; !strings.Contains(math, "dγ") ||
		!strings.Contains(math, "<msub>") {
		t.Errorf("a gradient’s name is set as %s", math)
	}
}

// Every operation that a layer is made of has words about its way ahead, and whatever sends a gradient back has a rule
// for it.
func TestRulesOfAllLayers(t *testing.T) {
	words := regexp.MustCompile(`^[A-Z].*\.$`)
	for _, k := range spec.Lone() {
		b, err := spec.NewBench(k.Default, nil)
		if err != nil {
			t.Fatal(err)
		}
		g := &graph.Graph[float64]{InputGradient: true}
		x := g.Input("x", tensor.FromSlice(b.Arrays[0].Data, b.Arrays[0].Shape...))
		beside := g.Input("beside", tensor.New[float64](b.Arrays[0].Shape...))
		out := layer.NewAlone[float64](b.Resolved, rand.New(rand.NewPCG(1, 0))).Build(g, x, beside)
		g.Forward(graph.Train)
		g.Backward(out)
		s := g.Snapshot()
		w := walk.New(s, nil)
		for i := range s.Nodes {
			n := &s.Nodes[i]
			rules, said := w.Rules(i)
			if len(n.Inputs) > 0 && (len(rules) == 0 || !words.MatchString(said[len(said)-1])) {
				t.Errorf("%s: %s has the rules %q and the words %q", k, n.Kind, rules, said)
			}
			if r := w.Rule(i); len(n.Inputs) > 0 && (r.Forward != rules[len(rules)-1] || r.Ahead != said[len(said)-1] ||
				len(r.Backward) == 0 || !words.MatchString(r.Back)) {
				t.Errorf("%s: the rule of %s is %+v", k, n.Kind, r)
			}
			rules, said = w.RulesBack(i)
			if n.Name == "x" && (len(rules) == 0 || len(said) != len(rules)) {
				t.Errorf("%s: the gradient of x has the rules %q and the words %q", k, rules, said)
			}
		}
	}
}
