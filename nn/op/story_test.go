package op_test

import (
	"fmt"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// A story names what an element was computed from, in a graph of either type.
func ExampleTell() {
	g := &graph.Graph[float32]{InputGradient: true}
	x := g.Input("x", tensor.FromSlice([]float32{1, 2, 3, 4}, 2, 2))
	w := g.Param("W", tensor.FromSlice([]float32{5, 6}, 2, 1))
	out := g.Apply(op.MatMul[float32]{}, x, w)
	out.Name = "out"
	g.Forward(graph.Train)
	g.Backward(out)
	for _, s := range []*op.Story{op.Tell(g, out, out, 1, false), op.Tell(g, out, w, 0, true)} {
		var from []string
		for _, p := range s.From {
			from = append(from, p.Leaf.Name)
		}
		fmt.Println(s.Name, "=", s.Root.Value.Data[0], "from", strings.Join(from, " "))
	}
	// Output:
	// out[1,0] = 39 from x[1,0] W[0,0] x[1,1] W[1,0]
	// dW[0,0] = 4 from x[0,0] dout[0,0] x[1,0] dout[1,0]
}
