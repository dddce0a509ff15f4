package op

import (
	"fmt"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// TellWithin is Tell in the graph of a network, where a story is that of one layer: of the one that computed the value,
// or that sent the gradient back. What comes into it is x there, and what leaves it out. A sum of more than most terms
// has the largest of them, and the others as one number.
func TellWithin[T tensor.Float](g *graph.Graph[T], n *graph.Node[T], i int, gradient bool, most int) *Story {
	s := newStory(g, g.Nodes())
	s.most, s.Scope = most, n.Scope
	at := slices.Index(g.Nodes(), n)
	if gradient {
		for _, use := range slices.Backward(s.nodes) {
			if use.grad != nil && slices.Contains(use.inputs, s.nodes[at]) {
				s.Scope = g.Nodes()[use.index].Scope
			}
		}
	}
	var out *told
	for k, t := range s.nodes {
		if g.Nodes()[k].Scope == s.Scope {
			if !t.leaf {
				out = t
			}
			continue
		}
		if t.leaf = true; g.Nodes()[k].Name == "" {
			t.name, t.letter = "x", ""
		}
	}
	if out != nil {
		if out.given = true; out.total {
			out.name, out.letter = "loss", ""
		} else {
			out.name, out.letter = "out", ""
		}
	}
	return s.of(s.nodes[at], i, gradient)
}

// Total is a sum within a larger expression. Where a sum may be long it is a line of its own: Σ.
func (p *Part) Total(of ...*graph.Node[float64]) *graph.Node[float64] {
	const short = 3
	s := p.story
	if s.most == 0 || s.scratch || len(of) <= short {
		return p.Sum(of...)
	}
	name := "Σ"
	if s.totals++; s.totals > 1 {
		name += fmt.Sprintf("[%d]", s.totals)
	}
	return p.Line(name, func() *graph.Node[float64] { return p.Sum(of...) })
}

// largest returns the places of so many of the numbers, the largest without their signs, in their order, and the sum
// of the others.
func largest(values []float64, most int) (places []int, rest float64) {
	order := make([]int, len(values))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := math.Abs(values[a]), math.Abs(values[b]); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	for _, k := range order[most:] {
		rest += values[k]
	}
	places = order[:most]
	slices.Sort(places)
	return places, rest
}

// others is the sum of terms that are not told one by one.
func (p *Part) others(count int, sum float64) *graph.Node[float64] {
	n := p.Number(sum)
	n.Name = fmt.Sprintf("%d others", count)
	return n
}

// overLargest is over of the largest terms. All of them, which may be tens of thousands, are computed on graphs that
// are thrown away.
func (p *Part) overLargest(size int, f func(e int) *graph.Node[float64]) *graph.Node[float64] {
	const chunk = 1000
	s, story := p.story, *p.story
	var elements []int
	var values []float64
	for e := range size {
		if e%chunk == 0 {
			*s = Story{Graph: graph.New[float64](), lines: map[string]*graph.Node[float64]{}, nodes: story.nodes,
				values: story.values, scratch: true}
		}
		if t := f(e); t != nil {
			elements, values = append(elements, e), append(values, t.Value.Data[0])
		}
	}
	*s = story
	shown, rest := elements, 0.0
	if len(elements) > s.most {
		var places []int
		places, rest = largest(values, s.most)
		shown = nil
		for _, k := range places {
			shown = append(shown, elements[k])
		}
	}
	var terms []*graph.Node[float64]
	for _, e := range shown {
		terms = append(terms, f(e))
	}
	if others := len(elements) - len(shown); others > 0 {
		terms = append(terms, p.others(others, rest))
	}
	return p.join(Add[float64]{}, terms)
}
