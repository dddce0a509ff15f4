package graphview

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// name returns the whole text of an item, even if the shown one is shortened.
func (it *item) name() string {
	if it.full != "" {
		return it.full
	}
	return it.title
}

// Where says in which part of the graph a node is, as in " in Affine1", or "" for one that is a part by itself.
func Where(n *snapshot.Node) string {
	if n.Scope == "" || n.Scope == n.Kind {
		return ""
	}
	return " in " + n.Scope
}

// Describe describes a node in sentences: what it is, its inputs, its value, its gradient, its uses. It returns "" if g
// does not have the ID.
func Describe(g *snapshot.Graph, id int) string {
	if g == nil || id < 0 || id >= len(g.Nodes) {
		return ""
	}
	n := &g.Nodes[id]
	words := called(n) + Where(n)
	if len(n.Inputs) > 0 {
		from := make([]string, len(n.Inputs))
		for i, in := range n.Inputs {
			from[i] = called(&g.Nodes[in])
		}
		words += ", from " + list(from)
	}
	words += ". Value"
	if !scalar(n.Shape) {
		words += " " + ShapeText(n.Shape)
	}
	words += valueWords(n) + ". "
	if why := Settled(n.Kind); why != "" {
		words += why
	} else if n.Grad == nil {
		words += "No gradient was computed for it."
	} else {
		words += "Gradient of the result with respect to it" + tensorWords(n.Grad) + "."
	}
	if why := Vanishing(g, id); why != "" && n.Grad != nil {
		words += " " + why
	}
	var users []string
	for i := range g.Nodes {
		for _, in := range g.Nodes[i].Inputs {
			if in == id {
				users = append(users, called(&g.Nodes[i]))
			}
		}
	}
	if len(users) > 0 {
		words += " Used by " + list(users) + "."
	}
	return words
}

// list joins words as a sentence does: a, b and c.
func list(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// called returns the name of a value with its kind, or the kind alone.
func called(n *snapshot.Node) string {
	switch {
	case n.Name == "":
		if len(n.Inputs) == 0 {
			return leafName(n)
		}
		return n.Kind
	case len(n.Inputs) == 0:
		return n.Name
	}
	return n.Kind + " (" + n.Name + ")"
}

// valueWords is tensorWords of a node's value. Labels are not to be averaged.
func valueWords(n *snapshot.Node) string {
	if n.Kind == kindTarget && n.Value != nil && len(n.Value.Data) > 1 {
		return ": what each image shows"
	}
	return tensorWords(n.Value)
}

// tensorWords returns a scalar's exact value, or a tensor's statistics.
func tensorWords(t *snapshot.Tensor) string {
	switch {
	case t == nil || len(t.Data) == 0:
		return " not known"
	case len(t.Data) == 1:
		return " " + Format(t.Data[0], 0)
	}
	s := t.Stats()
	words := ": mean " + Format(s.Mean, digitsStat) + ", from " + Format(s.Min, digitsStat) + " to " +
		Format(s.Max, digitsStat) +
		", norm " + Format(s.Norm, digitsStat)
	if s.Zeros > 0 {
		words += ", " + share(s.Zeros, len(t.Data)) + " zero"
	}
	if s.NaNs > 0 {
		words += ", " + grouped(s.NaNs) + " NaN"
	}
	return words
}

func share(n, of int) string {
	if n == of {
		return "all"
	}
	return Format(100*float64(n)/float64(of), 2) + "%"
}

// values puts a label into words, for those who do not see it.
func (s *scene) values(node int) string {
	n, st := &s.graph.Nodes[node], s.statsOf(node)
	var b strings.Builder
	if !scalar(n.Shape) {
		b.WriteString(", " + ShapeText(n.Shape))
	}
	m := s.view.Moment
	if f := valueFigure(n, st); m.noValue(node) {
		b.WriteString(", value not computed yet")
	} else if f.number != "" {
		b.WriteString(", value " + f.spoken())
	}
	switch f := newFigure(n.Grad, &st.grad, "norm", st.grad.Norm); {
	case f.number == "":
		b.WriteString("; no gradient")
	case m.asked(node):
		b.WriteString("; gradient to be found")
	case m.noGrad(node):
		b.WriteString("; gradient not computed yet")
	default:
		b.WriteString("; gradient " + f.spoken())
	}
	return b.String()
}

// exact returns in full what a label has shortened, or "".
func (s *scene) exact(node int) string {
	n, m := &s.graph.Nodes[node], s.view.Moment
	var b strings.Builder
	add := func(what string, t *snapshot.Tensor) {
		if t == nil || len(t.Data) != 1 || Format(t.Data[0], digitsScalar) == Format(t.Data[0], 0) {
			return
		}
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		b.WriteString(what + Format(t.Data[0], 0))
	}
	if !m.noValue(node) {
		add("→ ", n.Value)
	}
	if !m.noGrad(node) && !m.asked(node) {
		add("← ", n.Grad)
	}
	return b.String()
}

func (f figure) spoken() string {
	if f.word != "" {
		return f.word + " " + f.number
	}
	return f.number
}

func (s *scene) brief(node int) string { return called(&s.graph.Nodes[node]) + s.values(node) }

func (s *scene) wireWords(w *wire) string {
	words := "From "
	if w.from.scope != "" {
		words += w.from.name()
	} else {
		words += called(&s.graph.Nodes[w.value])
	}
	var ends []string
	for i, e := range w.ends {
		name := e.to.name()
		if e.to.role == op {
			name = called(&s.graph.Nodes[e.to.node])
		}
		if name != "" && (i == 0 || e.to != w.ends[i-1].to) { // an item that takes the value twice is named once
			ends = append(ends, name)
		}
	}
	if len(ends) > 0 {
		words += " to " + list(ends)
	}
	return words + s.values(w.value)
}

func (s *scene) boxWords(it *item) string {
	words := it.name() + ", " + plural(it.count, "operation")
	for i, p := range it.params {
		n := &s.graph.Nodes[p]
		if i == 0 {
			words += ", parameters "
		} else {
			words += ", "
		}
		words += called(n) + " " + ShapeText(n.Shape)
	}
	return words
}

func (s *scene) summary() string {
	if len(s.graph.Nodes) == 0 {
		return "Computational graph: empty"
	}
	leaves := 0
	for i := range s.graph.Nodes {
		if len(s.graph.Nodes[i].Inputs) == 0 {
			leaves++
		}
	}
	return "Computational graph: " + plural(len(s.graph.Nodes)-leaves, "operation") + ", " + plural(leaves, "leaf")
}

func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "leaf":
		return itoa(n) + " leaves"
	}
	return grouped(n) + " " + noun + "s"
}
