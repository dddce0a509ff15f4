package state

import (
	"slices"
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
	all, kinds := computed(nodes, scope)
	layer = LayerKind(scope)
	work = &code.Work{Backward: m.Backward, Predicts: !g.Of.Train, Part: g.Unfolded[scope] && len(all) > 1}
	if work.Part {
		return layer, []string{nodes[m.Now[0]].Kind}, work
	}
	work.Values = map[string]string{}
	for name, n := range classVariables(nodes, layer, all) {
		set := func(name string, t *snapshot.Tensor) {
			switch {
			case t == nil:
			case len(t.Data) == 1:
				work.Values[name] = graphview.Format(t.Data[0], 6)
			default:
				work.Values[name] = phrase.Shape(t.Shape)
			}
		}
		set(name, n.Value)
		set("d"+name, n.Grad)
	}
	return layer, kinds, work
}

// computed returns what a layer computes, and the kinds of these operations.
func computed(nodes []snapshot.Node, scope string) (all []*snapshot.Node, kinds []string) {
	for i := range nodes {
		if n := &nodes[i]; n.Scope == scope && !IsLeaf(n.Kind) {
			all, kinds = append(all, n), append(kinds, n.Kind)
		}
	}
	return all, kinds
}

// classVariables returns the nodes that the class of a layer has variables for, by the names of these without self.
// What the layer computes is given in order.
func classVariables(nodes []snapshot.Node, layer string, all []*snapshot.Node) map[string]*snapshot.Node {
	of := map[string]*snapshot.Node{}
	last := all[len(all)-1]
	var comeIn []int
	for _, n := range all {
		if v := code.VariableOf(n.Kind); v != "" && n != last {
			of[v] = n
		}
		for _, in := range n.Inputs {
			if nodes[in].Scope != last.Scope && !slices.Contains(comeIn, in) {
				comeIn = append(comeIn, in)
			}
		}
	}
	for i, in := range comeIn[:min(len(comeIn), len(code.Inputs))] {
		of[code.Inputs[i]] = &nodes[in]
	}
	out := "out"
	if layer == spec.KindSoftmaxWithLoss {
		out = "loss"
		if t := of[code.Inputs[1]]; t != nil && len(t.Shape) > 1 { // the class makes rows of labels
			of["t"] = t
		}
		delete(of, code.Inputs[1])
	}
	of[out] = last
	gradients := code.Gradients(layer)
	for i := range nodes {
		if n := &nodes[i]; n.Scope == last.Scope && n.Kind == kindParam && len(gradients) > 0 {
			of[strings.TrimPrefix(gradients[0], "d")] = n
			gradients = gradients[1:]
		}
	}
	return of
}
