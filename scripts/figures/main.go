// Figures draws what the panels of the page show as SVG, for print and as the posters of static/element.js: the graph
// of each example formula, and of the built-in network on a batch, folded, unfolded, and of one element of its first
// product; a digit that is read, and one that fools the network, the first thousand steps of training, the confusion
// matrix, and the gradient check.
//
//	go run ./scripts/figures -out build/web/figure
//
// The numbers are computed here, by the session that the engine runs in the page, and drawn by the package that draws
// them there. It needs what make has built of the data.
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/graphview"
)

func main() {
	out := flag.String("out", "build/web/figure", "`folder` to write")
	data := flag.String("data", "build/web/data", "`folder` of the data")
	flag.Parse()
	if err := write(*out, *data); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

// figure is a file and what is drawn in it: a graph, or else root.
type figure struct {
	name  string
	graph *snapshot.Graph
	view  graphview.View
	root  *graphview.Element
}

func write(out, data string) error {
	figures, err := formulas()
	if err != nil {
		return err
	}
	layers, err := bench()
	if err != nil {
		return err
	}
	nets, err := network(data)
	if err != nil {
		return err
	}
	others, err := panels(data)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, f := range slices.Concat(figures, layers, nets, others) {
		root := f.root
		if f.graph != nil {
			if root, err = graphview.Draw(f.graph, f.view); err != nil {
				return fmt.Errorf("%s: %w", f.name, err)
			}
		}
		var b bytes.Buffer
		if err := graphview.WriteSVG(&b, root, graphview.BothThemes); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, f.name+".svg"), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// formulas returns the examples, two-apples-with-tax and so on.
func formulas() ([]figure, error) {
	h := &host{}
	s := session.New(h)
	var figures []figure
	for _, e := range expr.Examples() {
		s.Handle(1, protocol.Formula{Expression: e.Formula, Values: e.Values})
		answer, ok := h.answer.(protocol.Formulated)
		if !ok {
			return nil, fmt.Errorf("%s: %v", e.Name, h.answer)
		}
		figures = append(figures, figure{e.Slug(), answer.Graph, graphview.View{}, nil})
	}
	return figures, nil
}

// bench returns the layer that is on the bench at first.
func bench() ([]figure, error) {
	h := &host{}
	start := setting.Default()
	of, err := spec.ReadBench(start.Layer, start.Numbers)
	if err != nil {
		return nil, err
	}
	session.New(h).Handle(1, protocol.Bench{Layer: start.Layer, Arrays: of.Arrays, Train: true,
		Story: protocol.Element{Node: protocol.NoElement}})
	answer, ok := h.answer.(protocol.Benched)
	if !ok {
		return nil, fmt.Errorf("the bench: %v", h.answer)
	}
	return []figure{{"layer", answer.Graph, graphview.View{Unfolded: map[string]bool{of.Name: true}}, nil}}, nil
}

// network returns the built-in network on the first batch.
func network(data string) ([]figure, error) {
	h := &host{data: data}
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: setting.Default()})
	s.Handle(2, protocol.Graph{})
	graphed, ok := h.answer.(protocol.Graphed)
	if !ok {
		return nil, cmp.Or(h.err, fmt.Errorf("no graph: %v", h.answer))
	}
	g := graphed.Graph
	unfolded := map[string]bool{}
	for _, scope := range graphview.Scopes(g) {
		unfolded[scope] = strings.HasPrefix(scope, "Affine") // the others are one operation each
	}
	matmul := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Kind == "MatMul" })
	s.Handle(3, protocol.Products{Node: matmul, Top: 4})
	product, ok := h.answer.(protocol.Unfolded)
	if !ok {
		return nil, fmt.Errorf("no products: %v", h.answer)
	}
	return []figure{
		{"network", g, graphview.View{Pictures: true}, nil},
		{"network-unfolded", g, graphview.View{Unfolded: unfolded}, nil},
		{"network-product", product.Graph, graphview.View{}, nil},
	}, nil
}

// host lets a session read files of the data, and keeps its latest answer.
type host struct {
	data   string
	answer protocol.Event
	err    error // of a file
}

func (h *host) Emit(id int, e protocol.Event) {
	if id != 0 {
		h.answer = e
	}
}

func (h *host) Fetch(name string, _ func(loaded, total int), done func([]byte, error)) {
	body, err := os.ReadFile(filepath.Join(h.data, name))
	h.err = cmp.Or(h.err, err)
	done(body, err)
}
