package state

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Product is one element of a node, unfolded into what it is made of: the products of a MatMul or a Convolution, the
// elements of a pool.
type Product struct {
	Of       ProductSubject
	Unfolded protocol.Unfolded
	Drawn    graphview.Drawn
	// Problem says why there is no new Product, or is "".
	Problem string
}

// ProductSubject is what a Product depends on.
type ProductSubject struct {
	Graph              *snapshot.Graph
	Node, Element, Top int
}

const (
	kindMatMul         = "MatMul"
	kindConvolution    = "Convolution"
	KindMaxPooling     = "MaxPooling"
	KindAveragePooling = "AveragePooling"
	// usualTop is how many products are shown by default, and maxTop how many at most.
	usualTop = 8
	MaxTop   = 100
)

// ShownTop returns how many products to show one by one.
func (g *Graph) ShownTop() int {
	if g.Top == 0 {
		return usualTop
	}
	return g.Top
}

// Unfolds reports whether an element of a node of this kind can be taken apart.
func Unfolds(kind string) bool {
	return kind == kindMatMul || kind == kindConvolution || kind == KindMaxPooling || kind == KindAveragePooling
}

// ProductQuestion returns the Command for the chosen element, or false if it cannot be taken apart.
func (g *Graph) ProductQuestion() (ProductSubject, protocol.Products, bool) {
	if g.Tensors == nil || !Unfolds(g.Tensors.Node.Kind) {
		return ProductSubject{}, protocol.Products{}, false
	}
	subject := ProductSubject{g.Graph, g.Selected, g.Element, g.ShownTop()}
	return subject, protocol.Products{Node: subject.Node, Element: subject.Element, Top: subject.Top}, true
}

// ProductAnswered records the answer about a subject. An answer about an older subject changes nothing.
func (g *Graph) ProductAnswered(of ProductSubject, answer protocol.Event) *Graph {
	if now, _, ok := g.ProductQuestion(); !ok || now != of {
		return g
	}
	n := *g
	p := Product{Of: of}
	if n.Product != nil {
		p = *n.Product
	}
	p.Of, p.Problem = of, ""
	switch answer := answer.(type) {
	case protocol.Unfolded:
		view := graphview.View{ID: "product"}
		picture, err := graphview.Draw(answer.Graph, view)
		if err != nil {
			p.Problem = phrase.Sentence(err.Error())
			break
		}
		p.Unfolded, p.Drawn = answer, graphview.Drawn{Graph: answer.Graph, View: view, Root: picture}
	case protocol.Failed:
		p.Problem = ProblemOf(answer)
	}
	n.Product = &p
	return &n
}

// WithTop shows this many products one by one, within bounds. A text that is not a number changes nothing.
func (g *Graph) WithTop(text string) *Graph {
	top, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return g
	}
	n := *g
	n.Top = min(MaxTop, max(1, top))
	return &n
}

// Words says what an element of a node of this kind is made of.
func (p *Product) Words(kind string) string {
	u := p.Unfolded
	if u.Graph == nil {
		return ""
	}
	end, all := u.Graph.Nodes[len(u.Graph.Nodes)-1], phrase.Grouped(u.Shown+u.Rest)
	value := graphview.Format(end.Value.Data[0], ExactDigits)
	rest := "the other " + phrase.Grouped(u.Rest) + " add up to " +
		graphview.Format(float64(u.RestTotal), ExactDigits) + "."
	text := "It is the sum of " + all + " products, "
	switch kind {
	case kindConvolution:
		text = "It is the sum of " + all + " products, window by filter, "
	case KindAveragePooling:
		text = "It is the mean of the " + all + " elements of the pool, "
	case KindMaxPooling:
		text = "It is the largest of the " + all + " elements of the pool, and the gradient goes to that one alone: "
		rest = "the largest of the others is " + graphview.Format(float64(u.RestTotal), ExactDigits) + "."
	}
	text += value + ". "
	if u.Rest == 0 {
		return text + "All of them are drawn, the largest first."
	}
	return text + "The " + phrase.Grouped(u.Shown) + " largest are drawn; " + rest
}

// ExactDigits is how many digits a float32 has.
const ExactDigits = 7
