package code_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/web/code"
)

// Each class of a program can be found by the kind of its layer and the operations in the graph of that layer.
func TestClass(t *testing.T) {
	for _, kind := range spec.Kinds() {
		layers := []spec.Layer{kind.Default}
		for _, f := range kind.Fields {
			for _, choice := range f.Choices {
				l := kind.Default
				f.SetChoice(&l, choice)
				layers = append(layers, l)
			}
		}
		for _, l := range layers {
			s := setting.Default()
			if err := s.SetLayers([]spec.Layer{l, spec.Affine{Units: spec.Classes}}); err != nil {
				t.Fatal(err)
			}
			program := code.Python(s)
			scopes := operationsOf(t, s.Spec())
			if len(scopes) != 3 { // the layer, Affine and the loss
				t.Errorf("%s: the scopes are %v", kind, scopes)
			}
			for scope, operations := range scopes {
				name := strings.TrimRight(scope, "0123456789")
				class := code.Class(name, operations...)
				if class == "" || !strings.Contains(program, "\n\n"+class+"\n\n\n") {
					t.Errorf("the class of %s with %q is not in the program: %s", scope, operations, class)
				}
				constructed := strings.TrimPrefix(class[:strings.Index(class, ":")], "class ") + "("
				if line := lineOf(program, scope); scope != spec.KindSoftmaxWithLoss &&
					!strings.Contains(line, constructed) {
					t.Errorf("%s has the class %s, the program says %s", scope, constructed, line)
				}
			}
		}
	}
	for _, kind := range []string{"", "affine", "Lstm"} { // MatMul is no operation of formulas
		if class := code.Class(kind, "MatMul"); class != "" {
			t.Errorf("of %q there is a class %s", kind, class)
		}
	}
}

// lineOf is the line that makes the layer of a scope.
func lineOf(program, scope string) string {
	for line := range strings.Lines(program) {
		if strings.Contains(line, "self.layers['"+scope+"'] = ") {
			return line
		}
	}
	return ""
}

// operationsOf returns the kinds of the operations in each scope of a network's graph.
func operationsOf(t *testing.T, network spec.Network) map[string][]string {
	t.Helper()
	net, err := layer.New[float32](network, rand.New(rand.NewPCG(1, 0)))
	if err != nil {
		t.Fatal(err)
	}
	g := graph.New[float32]()
	net.Loss(g, g.Input("x", tensor.New[float32](append([]int{2}, network.Input...)...)),
		g.Target("t", tensor.New[float32](2)))
	if g.Err() != nil {
		t.Fatal(g.Err())
	}
	scopes := map[string][]string{}
	leaves := []string{graph.KindInput, graph.KindTarget, graph.KindParam}
	for _, n := range g.Nodes() {
		if n.Scope != "" && !slices.Contains(leaves, n.Kind) {
			scopes[n.Scope] = append(scopes[n.Scope], n.Kind)
		}
	}
	return scopes
}
