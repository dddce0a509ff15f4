package build_test

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/expr/build"
	"github.com/inkgrad/inkgrad/nn/graph"
)

// The chapter's apples and oranges: the price, and what it owes to each value.
func ExampleFormula() {
	f, err := expr.Parse("(apple*n_apple + orange*n_orange)*tax")
	if err != nil {
		fmt.Println(err)
		return
	}
	g := graph.New[float64]()
	price, err := build.Formula(g, f,
		map[string]float64{"apple": 100, "n_apple": 2, "orange": 150, "n_orange": 3, "tax": 1.1})
	if err != nil {
		fmt.Println(err)
		return
	}
	g.Forward(graph.Train)
	g.Backward(price)
	fmt.Printf("%.0f\n", price.Value.Data[0])
	for _, p := range g.Params() {
		fmt.Printf("%s %.1f\n", p.Name, p.Grad.Data[0])
	}
	// Output:
	// 715
	// apple 2.2
	// n_apple 110.0
	// orange 3.3
	// n_orange 165.0
	// tax 650.0
}
