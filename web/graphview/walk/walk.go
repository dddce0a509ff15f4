// Package walk goes through a computation step by step: forwards, operation by operation, then backwards in reverse
// order. For each step it says what is known after it, and what it computed, in words and as MathML.
//
//	w := walk.New(g, nil)
//	for at := range w.End() + 1 {
//		picture, err := graphview.Draw(g, graphview.View{Moment: w.Moment(at)})
//		fmt.Println(w.Say(at).Title) // Given; Forward 1 of 4: ×; ... Backward 1 of 4: ×; ... All known
//	}
//
// Positions: 0 is the beginning, where only the leaves are known. Then come the forward steps, one position that begins
// the backward pass (the gradient of the result with respect to itself is 1), the backward steps, and End, where
// everything is known and nothing is at work. Consecutive operations of a folded scope are one step.
//
// The gradient of a value is the sum of the shares of its uses. It is known when the last of them has sent its share.
// All numbers come from the snapshot except one product, local derivative × upstream gradient: it is the share of an
// edge, which a snapshot does not hold. If values on the way have names, the end writes the chain rule along these,
// with products of local derivatives.
package walk

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// Walk is a walk through a graph. It does not change.
type Walk struct {
	graph *snapshot.Graph
	steps []step
	// forward and backward count the steps of each kind.
	forward, backward int
	// result is the node whose gradient is 1, or -1 if there are no gradients.
	result int
	// valueAt and gradAt have, for each node, the position from which on its value, or gradient, is known.
	valueAt, gradAt []int
	// uses holds the edges that leave each node, in the order in which the backward pass takes them.
	uses [][]edge
}

// step is what happens between two positions: the operations at work, in order.
type step struct {
	ops      []int
	backward bool
	scope    string // the scope, if the operations are one step because it is folded
}

// edge is an operand of an operation.
type edge struct{ op, operand int }

// New returns the walk through a valid graph (see graphview.Validate). unfolded are the unfolded scopes, as in
// graphview.View.
func New(g *snapshot.Graph, unfolded map[string]bool) *Walk {
	n := len(g.Nodes)
	w := &Walk{graph: g, result: -1, valueAt: make([]int, n), gradAt: make([]int, n), uses: make([][]edge, n)}
	w.steps = append(w.steps, step{})
	for i := range g.Nodes {
		node := &g.Nodes[i]
		if node.Grad != nil {
			w.result = i // the last one
		}
		if len(node.Inputs) == 0 {
			continue
		}
		scope := folded(node.Scope, unfolded)
		last := &w.steps[len(w.steps)-1]
		if scope == "" || scope != last.scope {
			w.steps = append(w.steps, step{scope: scope})
			last = &w.steps[len(w.steps)-1]
		}
		last.ops = append(last.ops, i)
		w.valueAt[i] = len(w.steps) - 1
	}
	w.forward = len(w.steps) - 1
	if w.result >= 0 {
		w.back()
	}
	w.steps = append(w.steps, step{})
	return w
}

// folded returns the outermost scope of a path that is not unfolded, or "" if all are.
func folded(path string, unfolded map[string]bool) string {
	for i := range len(path) + 1 {
		if (i == len(path) || path[i] == '/') && i > 0 && !unfolded[path[:i]] {
			return path[:i]
		}
	}
	return ""
}

// back adds the steps of the backward pass.
func (w *Walk) back() {
	begin := len(w.steps)
	w.steps = append(w.steps, step{backward: true})
	for i := range w.graph.Nodes {
		w.gradAt[i] = begin
	}
	for i := w.forward; i > 0; i-- {
		s := step{backward: true, scope: w.steps[i].scope}
		for j := len(w.steps[i].ops) - 1; j >= 0; j-- {
			if op := w.steps[i].ops[j]; w.sends(op) {
				s.ops = append(s.ops, op)
			}
		}
		if len(s.ops) == 0 {
			continue
		}
		w.backward++
		for _, op := range s.ops {
			for operand, in := range w.graph.Nodes[op].Inputs {
				w.uses[in] = append(w.uses[in], edge{op, operand})
				w.gradAt[in] = len(w.steps)
			}
		}
		w.steps = append(w.steps, s)
	}
}

// sends reports whether an operation sends a gradient back to one of its operands.
func (w *Walk) sends(op int) bool {
	n := &w.graph.Nodes[op]
	if n.Grad == nil {
		return false
	}
	for _, in := range n.Inputs {
		if w.graph.Nodes[in].Grad != nil {
			return true
		}
	}
	return false
}

// End is the last position.
func (w *Walk) End() int { return len(w.steps) - 1 }

// Turn is the position at which the backward pass begins: all values are known, but no gradient except that of the
// result.
func (w *Walk) Turn() int { return w.forward + 1 }

// Clamp returns the position closest to at; a negative at stands for End.
func (w *Walk) Clamp(at int) int {
	if at < 0 || at > w.End() {
		return w.End()
	}
	return at
}

// Moment returns what the picture shows at a position: nil at the end, where it shows everything.
func (w *Walk) Moment(at int) *graphview.Moment {
	if at = w.Clamp(at); at == w.End() {
		return nil
	}
	s := w.steps[at]
	m := &graphview.Moment{NoValue: map[int]bool{}, NoGrad: map[int]bool{}, Now: s.ops, Backward: s.backward}
	for i := range w.graph.Nodes {
		n := &w.graph.Nodes[i]
		if w.valueAt[i] > at {
			m.NoValue[i] = true
		}
		if n.Grad != nil && w.gradAt[i] > at {
			m.NoGrad[i] = true
		}
		if s.backward && n.Grad != nil && w.gradAt[i] == at || !s.backward && at > 0 && w.valueAt[i] == at {
			m.New = append(m.New, i)
		}
	}
	return m
}

// Gradients returns the nodes that have a gradient, in the order in which the backward pass finds them, the result
// first.
func (w *Walk) Gradients() []int {
	var ids []int
	for at := w.Turn(); at < w.End(); at++ {
		for i := len(w.graph.Nodes) - 1; i >= 0; i-- {
			if w.graph.Nodes[i].Grad != nil && w.gradAt[i] == at {
				ids = append(ids, i)
			}
		}
	}
	return ids
}

// Result returns the name of the result, or its letter.
func (w *Walk) Result() string {
	if w.result < 0 {
		return Letter(w.graph)
	}
	return w.Name(w.result)
}

// Letter returns a letter for a result without a name: one that is not the name of a node of the graph.
func Letter(g *snapshot.Graph) string {
	for _, l := range []string{"L", "z", "f", "y"} {
		if !slices.ContainsFunc(g.Nodes, func(n snapshot.Node) bool { return n.Name == l }) {
			return l
		}
	}
	return "result"
}

// Where returns the position at which an operation is at work, forwards or backwards.
func (w *Walk) Where(op int, backward bool) (at int, ok bool) {
	for at, s := range w.steps {
		if s.backward == backward && slices.Contains(s.ops, op) {
			return at, true
		}
	}
	return 0, false
}
