package walk

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// Line is one line of how an element came about, as MathML: its name, the terms that are joined, and its value.
type Line struct {
	Name  string
	Terms []LineTerm
	// Join stands between the terms: + of a sum, or a comma where the largest is taken. Around is max then, or "".
	Join, Around string
	// Equals is = or ≈, and Value the number.
	Equals, Value string
	// Spoken is the line in words.
	Spoken string
}

// LineTerm is a term in letters and in numbers. Letters is "" if it has none.
type LineTerm struct{ Letters, Numbers string }

// Lines writes a graph of single numbers that ends in root, which is called name: root first, and then each value with
// a name that was computed on the way, in the order in which the lines before name it.
func Lines(g *snapshot.Graph, root int, called string) []Line {
	w := &Walk{graph: g}
	lines := []Line{w.line(root, called)}
	told := map[int]bool{root: true}
	next := []int{root}
	var look func(id int)
	look = func(id int) {
		for _, in := range w.wire(id).Inputs {
			switch n := w.wire(in); {
			case n.Name == "":
				look(in)
			case len(n.Inputs) > 0 && !told[in]:
				told[in] = true
				next = append(next, in)
				lines = append(lines, w.line(in, n.Name))
			}
		}
	}
	for ; len(next) > 0; next = next[1:] {
		look(next[0])
	}
	return lines
}

// joins are the operations of which a chain is written as one list.
var joins = map[string]string{"Add": "+", "Max": ","}

func (w *Walk) line(id int, called string) Line {
	n := w.wire(id)
	l := Line{Name: mathML("", element(called).math), Join: joins[n.Kind]}
	parts := []int{id}
	if l.Join != "" {
		parts = w.chained(id, n.Kind, true)
	}
	if n.Kind == "Max" {
		l.Around = "max"
	}
	numbers := []float64{n.Value.Data[0]}
	var spoken []string
	for _, p := range parts {
		top := p == id && len(n.Inputs) > 0
		letters, values := w.expression(p, top, false, &numbers), w.expression(p, top, true, nil)
		t := LineTerm{Numbers: mathML("", values.math)}
		if letters.plain != values.plain {
			t.Letters = mathML("", letters.math)
		}
		l.Terms = append(l.Terms, t)
		spoken = append(spoken, values.plain)
	}
	l.Equals = equals(numbers...)
	value := numberTerm(n.Value.Data[0])
	l.Value = mathML("", value.math)
	join := " " + l.Join + " "
	if l.Around != "" {
		join = ", "
	}
	text := strings.Join(spoken, join)
	if l.Around != "" {
		text = l.Around + "(" + text + ")"
	}
	l.Spoken = called + " = " + text
	if text != value.plain {
		l.Spoken += " = " + value.plain
	}
	return l
}

// chained returns the operands of a chain of operations of one kind, in order.
func (w *Walk) chained(id int, kind string, top bool) []int {
	n := w.wire(id)
	if n.Kind != kind || n.Name != "" && !top {
		return []int{id}
	}
	var parts []int
	for _, in := range n.Inputs {
		parts = append(parts, w.chained(in, kind, false)...)
	}
	return parts
}

// expression sets how a value is computed, in letters or in numbers, down to what has a name. top says that it is
// written out although it has one.
func (w *Walk) expression(id int, top, inNumbers bool, numbers *[]float64) term {
	n := w.wire(id)
	if len(n.Inputs) == 0 || n.Name != "" && !top {
		if numbers != nil {
			*numbers = append(*numbers, n.Value.Data[0])
		}
		if inNumbers || n.Name == "" {
			return numberTerm(n.Value.Data[0])
		}
		return element(n.Name)
	}
	args := make([]term, len(n.Inputs))
	for i, in := range n.Inputs {
		args[i] = w.expression(in, false, inNumbers, numbers)
	}
	return apply(n.Kind, args)
}

// Letters writes gamma and beta, and their gradients, as γ and β.
func Letters(name string) string {
	for word, greek := range map[string]string{"gamma": "γ", "beta": "β"} {
		if rest, ok := strings.CutPrefix(strings.TrimPrefix(name, "d"), word); ok && (rest == "" || rest[0] == '[') {
			return strings.Replace(name, word, greek, 1)
		}
	}
	return name
}

// element sets x[0,12] with its places as an index.
func element(s string) term {
	letter, places, ok := strings.Cut(strings.TrimSuffix(s, "]"), "[")
	if letter = Letters(letter); !ok {
		return name(letter)
	}
	index := strings.Split(places, ",")
	for i, p := range index {
		index[i] = "<mn>" + escape(p) + "</mn>"
	}
	return atom("<msub><mrow>"+name(letter).math+"</mrow><mrow>"+strings.Join(index, "<mo>,</mo>")+"</mrow></msub>", s)
}

// Rules returns the rules, as MathML, of the operations that a value came about by, in their order, and words about
// each.
func (w *Walk) Rules(id int) (forward, words []string) {
	led := map[int]bool{id: true}
	for i := id; i >= 0; i-- {
		for _, in := range w.wire(i).Inputs {
			led[in] = led[in] || led[i]
		}
	}
	for i := range id + 1 {
		r := w.ruleOf(i)
		if !led[i] || r.forward == "" {
			continue
		}
		forward = append(forward, lines([]string{r.forward}, "xyz")...)
		words = append(words, ahead[w.kindOf(i)])
	}
	return forward, words
}

// RulesBack returns the same for the gradient of a node: of each operation that uses it.
func (w *Walk) RulesBack(id int) (backward []string, words []string) {
	for i := range w.graph.Nodes {
		for input, in := range w.wire(i).Inputs {
			r := w.ruleOf(i)
			if in != id || w.wire(i).Grad == nil || input >= len(r.backward) || r.backward[input] == "" {
				continue
			}
			backward = append(backward, lines(r.backward[input:input+1], "xyz")...)
			words = append(words, r.words)
		}
	}
	return backward, words
}

// Rule is what an operation does in both directions, as MathML, with words about each. Of those of the reader there are
// words only.
type Rule struct {
	Forward, Ahead string
	Backward       []string
	Back           string
}

// Rule returns the rule of an operation; Forward is "" for what has none.
func (w *Walk) Rule(id int) Rule {
	n, r := w.wire(id), w.ruleOf(id)
	of := Rule{Ahead: ahead[w.kindOf(id)]}
	if r.forward == "" {
		return of
	}
	of.Forward = lines([]string{r.forward}, "xyz")[0]
	for input, in := range n.Inputs {
		if n.Grad != nil && w.wire(in).Grad != nil && input < len(r.backward) && r.backward[input] != "" {
			of.Backward = append(of.Backward, lines(r.backward[input:input+1], "xyz")...)
			of.Back = r.words
		}
	}
	return of
}
