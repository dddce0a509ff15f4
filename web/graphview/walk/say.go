package walk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// Saying describes a position.
type Saying struct {
	// Title names the position: Backward 2 of 4: ×.
	Title string
	// Parts are to be read one below another.
	Parts []Part
	// Spoken has the formulas of the parts in words, for those who only hear.
	Spoken string
}

// Part is a sentence, or "", and <math> elements that belong to it.
type Part struct {
	Words string
	Math  []string
}

// most bounds how many operations of a folded scope, or gradients at the end, are written out.
const most = 8

// Say describes what the step before a position computed.
func (w *Walk) Say(at int) Saying {
	at = w.Clamp(at)
	s := w.steps[at]
	switch {
	case at == 0:
		return Saying{Title: "Given", Parts: []Part{
			{Words: "The values at the left are known. Each step computes one operation whose inputs are known."}}}
	case at == w.End():
		return w.summary()
	case at == w.Turn():
		if n := w.wire(w.result); !isScalar(n) {
			return Saying{Title: "The gradient of the output", Parts: []Part{
				{Words: "Backpropagation starts at the output. Its gradient comes from what is computed from it: " +
					summed(n.Shape, n.Grad, "norm") + "."}}}
		}
		seed := numberTerm(w.wire(w.result).Grad.Data[0])
		return Saying{Title: "The gradient of the result", Spoken: seed.plain, Parts: []Part{{
			"Backpropagation starts at the result, whose gradient with respect to itself is 1.",
			[]string{mathML("", w.slope(w.result)+"<mo>=</mo>"+seed.in("backward").math)}}}}
	}
	n, count, direction, say := at, w.forward, "Forward ", w.sayForward
	if s.backward {
		n, count, direction, say = at-w.Turn(), w.backward, "Backward ", w.sayBackward
	}
	what := s.scope
	if what == "" {
		what = graphview.Symbol(w.wire(s.ops[0]).Kind)
	}
	told := Saying{Title: direction + strconv.Itoa(n) + " of " + strconv.Itoa(count) + ": " + what}
	for i, op := range s.ops {
		if i == most {
			told.add("And " + strconv.Itoa(len(s.ops)-i) + " more: unfold the box to go through them all.")
			break
		}
		say(&told, op, at)
	}
	return told
}

func (s *Saying) add(words string, math ...string) { s.Parts = append(s.Parts, Part{words, math}) }

func (s *Saying) speak(words string) { s.Spoken = strings.TrimSpace(s.Spoken + " " + words) }

func mathML(class, content string) string {
	if class != "" {
		class = ` class="` + class + `"`
	}
	return `<math xmlns="http://www.w3.org/1998/Math/MathML"` + class + ">" + content + "</math>"
}

func (w *Walk) wire(id int) *snapshot.Node { return &w.graph.Nodes[id] }

// isNumbers reports whether an operation and its operands are scalars, whose local derivatives are known.
func (w *Walk) isNumbers(op int) bool {
	n := w.wire(op)
	return n.Local != nil && isScalar(n)
}

// ruleOf returns the rule of an operation of the graph.
func (w *Walk) ruleOf(op int) rule { return rules[w.kindOf(op)] }

// kindOf returns the kind of an operation, told apart by the shapes and the kinds of its operands where rules are.
func (w *Walk) kindOf(op int) string {
	n := w.wire(op)
	fewer := len(n.Inputs) > 1 && len(w.wire(n.Inputs[1]).Shape) < len(w.wire(n.Inputs[0]).Shape)
	kind := n.Kind
	switch {
	case kind == "Add" && fewer:
		kind = addRow
		if b := w.wire(n.Inputs[1]).Shape; len(b) == 1 && len(n.Shape) > 2 {
			kind = addChannels
		}
	case kind == "Mul" && fewer:
		kind = mulRow
	case kind == "Normalize" && graphview.Settled(w.wire(n.Inputs[1]).Kind) != "":
		kind = normalizeSettled
	}
	return kind
}

// sayForward shows a formula with its names, then with the numbers, then its value. For tensors it shows the rule and
// the shapes.
func (w *Walk) sayForward(s *Saying, op, _ int) {
	n := w.wire(op)
	if !w.isNumbers(op) {
		var operands []string
		for _, in := range n.Inputs {
			of := w.source(in, op)
			if !isScalar(w.wire(in)) {
				of += " (" + graphview.ShapeText(w.wire(in).Shape) + ")"
			}
			operands = append(operands, of)
		}
		s.add(n.Kind+" of "+strings.Join(operands, " and ")+": "+summed(n.Shape, n.Value, "mean")+".",
			lines([]string{w.ruleOf(op).forward}, "xyz")...)
		told := ""
		for _, in := range n.Inputs {
			why := graphview.Settled(w.wire(in).Kind)
			if why != "" && why != told { // two operands may have one sentence
				s.add(why)
				told = why
			}
		}
		return
	}
	names, values := make([]term, len(n.Inputs)), make([]term, len(n.Inputs))
	numbers := []float64{n.Value.Data[0]}
	named := false
	for i, in := range n.Inputs {
		v := w.wire(in).Value.Data[0]
		names[i], values[i] = w.called(in), numberTerm(v).in("forward")
		numbers = append(numbers, v)
		named = named || names[i].plain != values[i].plain
	}
	value := numberTerm(n.Value.Data[0])
	computed := apply(n.Kind, values)
	content := computed.math + "<mo>" + equals(numbers...) + "</mo>" + value.in("forward").math
	if named {
		content = apply(n.Kind, names).math + "<mo>=</mo>" + content
	}
	if n.Name != "" {
		content = name(n.Name).math + "<mo>=</mo>" + content
	}
	s.add("", mathML("", content))
	s.speak(computed.plain + " = " + value.plain + ".")
}

// lines sets lines of a rule, with other letters for x, y and z.
func lines(rule []string, letters string) []string {
	set := make([]string, len(rule))
	for i, line := range rule {
		set[i] = mathML("rule", typeset(line, letters))
	}
	return set
}

// free returns three letters that are not names in the graph.
func (w *Walk) free() string {
	for _, letters := range []string{"xyz", "uvw", "abc", "pqr", "fgh"} {
		if !slices.ContainsFunc(w.graph.Nodes, func(n snapshot.Node) bool {
			return len(n.Name) == 1 && strings.Contains(letters, n.Name)
		}) {
			return letters
		}
	}
	return "ξηζ"
}

// sayBackward shows the chain rule of an operation: for numbers, local derivative × upstream gradient for each operand;
// for tensors, the rule and the size of each gradient.
func (w *Walk) sayBackward(s *Saying, op, at int) {
	n, r := w.wire(op), w.ruleOf(op)
	var rule []string
	for i, in := range n.Inputs {
		if w.wire(in).Grad != nil && i < len(r.backward) {
			rule = append(rule, r.backward[i])
		}
	}
	if w.isNumbers(op) {
		s.add(r.words, lines(append([]string{r.forward}, rule...), w.free())...)
		w.chain(s, op, at)
		return
	}
	s.add(n.Kind+": "+r.words, lines(rule, "xyz")...)
	for i, in := range n.Inputs {
		x := w.wire(in)
		if x.Grad == nil {
			continue
		}
		words := "Gradient of " + w.source(in, op) + ": "
		if last, _ := w.share(edge{op, i}); last {
			words += summed(x.Shape, x.Grad, "norm")
		} else {
			words += graphview.ShapeText(x.Shape) + "; other uses have not sent their share yet"
		}
		s.add(strings.TrimSpace(words + ". " + graphview.Vanishing(w.graph, in)))
	}
}

// share returns how many shares of its input's gradient are known once an edge has sent its own, and whether it was the
// last one.
func (w *Walk) share(e edge) (last bool, shares []edge) {
	uses := w.uses[w.wire(e.op).Inputs[e.operand]]
	for i, u := range uses {
		if u == e {
			return i == len(uses)-1, uses[:i+1]
		}
	}
	return false, nil
}

// source names a tensor that op takes: without a name of its own, by the layer that it comes from.
func (w *Walk) source(in, op int) string {
	if n := w.wire(in); n.Name == "" && n.Scope != "" && n.Scope != w.wire(op).Scope {
		return n.Scope
	}
	return w.called(in).plain
}

// summed sums up a tensor by its shape and its mean or norm. It writes out a scalar.
func summed(dims []int, t *snapshot.Tensor, by string) string {
	switch {
	case t == nil || len(t.Data) == 0:
		return graphview.ShapeText(dims)
	case len(t.Data) == 1:
		return graphview.Format(t.Data[0], digits)
	case by == "mean":
		return graphview.ShapeText(dims) + ", mean " + graphview.Format(t.Stats().Mean, digits)
	}
	return graphview.ShapeText(dims) + ", norm " + graphview.Format(t.Stats().Norm, digits)
}
