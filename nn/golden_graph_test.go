package nn_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/expr/build"
	"github.com/inkgrad/inkgrad/nn/graph"
)

// goldenFormula is a case of the layer graph, whose out and grads are numbers where the others have arrays.
type goldenFormula struct {
	Expression string
	Inputs     map[string]float64
	Out        *float64
	Grads      map[string]float64
}

// UnmarshalJSON reads the fields of a formula into Formula, and those of any other layer as they are.
func (c *golden) UnmarshalJSON(text []byte) error {
	var kind struct{ Layer string }
	if err := json.Unmarshal(text, &kind); err != nil {
		return err
	}
	if kind.Layer == "graph" {
		c.Layer = kind.Layer
		return json.Unmarshal(text, &c.Formula)
	}
	type fields golden // without this method
	return json.Unmarshal(text, (*fields)(c))
}

func checkFormula(t *testing.T, c *golden) {
	want := c.Formula
	if want.Out == nil || len(want.Grads) == 0 {
		t.Fatal("out or grads is not in the file")
	}
	f, err := expr.Parse(want.Expression)
	if err != nil {
		t.Fatalf("%s: %v", want.Expression, err)
	}
	g := graph.New[float64]()
	out, err := build.Formula(g, f, want.Inputs)
	if err != nil {
		t.Fatalf("%s: %v", want.Expression, err)
	}
	g.Forward(graph.Train)
	g.Backward(out)
	if got := out.Value.Data[0]; !(math.Abs(got-*want.Out) <= 1e-10*math.Abs(*want.Out)) {
		t.Errorf("%s = %v, want %v", want.Expression, got, *want.Out)
	}
	got := map[string]float64{} // an input that the expression does not use keeps the gradient 0
	for _, p := range g.Params() {
		got[p.Name] = p.Grad.Data[0]
		if _, ok := want.Grads[p.Name]; !ok {
			t.Errorf("the gradient of %s is not in the file", p.Name)
		}
	}
	largest := 0.0
	for _, v := range want.Grads {
		largest = max(largest, math.Abs(v))
	}
	for name, v := range want.Grads {
		if !(math.Abs(got[name]-v) <= 1e-10*largest) {
			t.Errorf("%s: the gradient of %s is %v, want %v", want.Expression, name, got[name], v)
		}
	}
}
