package graphview_test

import (
	"fmt"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// x·x at 3: the graph as a picture, and in words.
func Example() {
	number := func(v float64) *snapshot.Tensor { return &snapshot.Tensor{Shape: []int{1}, Data: []float64{v}} }
	g := &snapshot.Graph{Nodes: []snapshot.Node{
		{ID: 0, Kind: "Input", Name: "x", Shape: []int{1}, Value: number(3), Grad: number(6)},
		{ID: 1, Kind: "Mul", Name: "y", Inputs: []int{0, 0}, Shape: []int{1}, Value: number(9), Grad: number(1)},
	}}
	root, err := graphview.Draw(g, graphview.View{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range root.Children {
		if e.Attr("tabindex") != "" {
			fmt.Println(e.Attr("id"), "|", e.Attr("aria-label"))
		}
	}
	fmt.Println(graphview.Describe(g, 1))

	var file strings.Builder
	fmt.Println(graphview.WriteSVG(&file, root, graphview.BothThemes), strings.Contains(file.String(), `viewBox="0 0 `))
	// Output:
	// gv-n0 | x, value 3; gradient 6
	// gv-e0 | From x to Mul (y), value 3; gradient 6
	// gv-n1 | Mul (y), value 9; gradient 1
	// gv-e1 | From Mul (y) to y, value 9; gradient 1
	// Mul (y), from x and x. Value 9. Gradient of the result with respect to it 1.
	// <nil> true
}
