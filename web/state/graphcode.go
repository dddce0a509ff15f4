package state

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// LayerKind returns the kind of a layer by its scope, which is the kind and a number, as Affine1, or the loss.
func LayerKind(scope string) string { return strings.TrimRight(scope, "0123456789") }

// Work returns the kind of the layer that is at work at the position of the walk, the kinds of its operations at work,
// and what is known of them, as the classes of package code name it; nothing where none is at work.
func (g *Graph) Work() (layer string, operations []string, work *code.Work) {
	w, at := g.Position()
	if w == nil {
		return "", nil, nil
	}
	m := w.Moment(at)
	if m == nil || len(m.Now) == 0 {
		return "", nil, nil
	}
	nodes := g.Graph.Nodes
	scope := nodes[m.Now[0]].Scope
	var all []*snapshot.Node // what the layer computes
	for i := range nodes {
		if n := &nodes[i]; n.Scope == scope && !IsLeaf(n.Kind) {
			all = append(all, n)
		}
	}
	layer = LayerKind(scope)
	work = &code.Work{Backward: m.Backward, Predicts: !g.Of.Train, Part: g.Unfolded[scope] && len(all) > 1}
	if work.Part {
		return layer, []string{nodes[m.Now[0]].Kind}, work
	}
	for _, n := range all {
		operations = append(operations, n.Kind)
	}
	work.Values = g.variables(layer, scope, all)
	return layer, operations, work
}

// variables has texts for the variables of a layer's class: numbers, or the shapes of tensors.
func (g *Graph) variables(layer, scope string, all []*snapshot.Node) map[string]string {
	values := map[string]string{}
	set := func(name string, t *snapshot.Tensor) {
		switch {
		case t == nil:
		case len(t.Data) == 1:
			values[name] = graphview.Format(t.Data[0], 6)
		default:
			values[name] = phrase.Shape(t.Shape)
		}
	}
	for _, n := range all {
		if v := code.VariableOf(n.Kind); v != "" {
			set(v, n.Value)
			set("d"+v, n.Grad)
		}
		if len(n.Inputs) == 0 {
			continue
		}
		if in := g.Graph.Nodes[n.Inputs[0]]; in.Scope != scope {
			set("dx", in.Grad)
		}
	}
	out := "out"
	if layer == spec.KindSoftmaxWithLoss {
		out = "loss"
	}
	set(out, all[len(all)-1].Value)
	gradients := code.Gradients(layer)
	for _, n := range g.Graph.Nodes {
		if n.Scope == scope && n.Kind == kindParam && len(gradients) > 0 {
			set(gradients[0], n.Grad)
			gradients = gradients[1:]
		}
	}
	return values
}
