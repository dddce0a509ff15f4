package graphview

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// deep is a network of about 300 nodes with scopes, some residual: what a page has to draw while it trains.
func deep(layers int) *snapshot.Graph {
	m := newMaker()
	x := m.node("Input", "x", "", m.random(0, 1, 1, 32), nil)
	for i := range layers {
		n := strconv.Itoa(i + 1)
		h := m.affine("Affine"+n, n, x, 1, 32, 32)
		h = m.node("ReLU", "", "ReLU"+n, m.random(0, 1, 1, 32), m.random(0, 1, 1, 32), h)
		if i%3 == 2 {
			h = m.node("Add", "", "", m.random(0, 1, 1, 32), m.random(0, 1, 1, 32), h, x)
		}
		x = h
	}
	return &m.g
}

func everyScope(g *snapshot.Graph) View { return unfolded(Scopes(g)...) }

// star has one value that as many operations use, and an operation that uses all of theirs.
func star(n int) *snapshot.Graph {
	m := newMaker()
	x := m.num("Input", "x", 1, 1)
	var all []int
	for range n {
		all = append(all, m.num("Exp", "", 1, 1, x))
	}
	m.num("Sum", "", 1, 1, all...)
	return &m.g
}

// tangle has wires at random over short distances.
func tangle(n int) *snapshot.Graph {
	m := newMaker()
	rng := rand.New(rand.NewPCG(3, 4))
	for range 5 {
		m.num("Input", "x", 1, 1)
	}
	for i := 5; i < n; i++ {
		m.num("Add", "", 1, 1, i-1-rng.IntN(5), i-1-rng.IntN(5))
	}
	return &m.g
}

func BenchmarkDraw(b *testing.B) {
	d := deep(58)
	for _, c := range []struct {
		name  string
		graph *snapshot.Graph
		view  View
	}{
		{"net", net(100, 50), View{}},
		{"deep/folded", d, View{}},
		{"deep/unfolded", d, everyScope(d)},
		{"chain/1000", chain(1000), View{}},
		{"chain/2000", chain(2000), View{}},
		{"star/500", star(500), View{}},
		{"star/2000", star(2000), View{}},
		{"tangle/300", tangle(300), View{}},
		{"tangle/2000", tangle(2000), View{}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Draw(c.graph, c.view); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(c.graph.Nodes)), "nodes")
		})
	}
}

func BenchmarkHeatmap(b *testing.B) {
	t := newMaker().random(0, 1, 100, 784)
	for b.Loop() {
		Heatmap(t, 0)
	}
}
