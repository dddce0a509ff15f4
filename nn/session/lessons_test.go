package session_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Two apples at 100 with 10 % tax, as in the chapter.
func TestFormula(t *testing.T) {
	h := newHost()
	s := session.New(h) // no network is needed
	s.Handle(1, protocol.Formula{Expression: "apple*n*tax",
		Values: map[string]float64{"apple": 100, "n": 2, "other": 5}})
	f := answer[protocol.Formulated](t, h, 1)
	if !reflect.DeepEqual(f.Names, []string{"apple", "n", "tax"}) || f.Values["apple"] != 100 || f.Values["tax"] != 1 ||
		len(f.Values) != 3 {
		t.Errorf("names %v, values %v", f.Names, f.Values)
	}
	y := f.Graph.Nodes[len(f.Graph.Nodes)-1]
	if y.Value.Data[0] != 200 || y.Grad.Data[0] != 1 || !reflect.DeepEqual(y.Local, []float64{1, 200}) {
		t.Errorf("result %+v with local derivatives %v", y.Value, y.Local)
	}
	if !strings.HasPrefix(f.MathML, "<math") || f.Text != "apple*n*tax" {
		t.Errorf("%s, %s", f.Text, f.MathML)
	}
	s.Handle(2, protocol.Formula{Expression: "(x+y"})
	if e := answer[protocol.Failed](t, h, 2); e.Code != protocol.CodeBadFormula || e.Column == 0 {
		t.Errorf("%+v", e)
	}
	s.Handle(3, protocol.Formula{Expression: "1/0"})
	f = answer[protocol.Formulated](t, h, 3)
	if y := f.Graph.Nodes[len(f.Graph.Nodes)-1]; !math.IsInf(y.Value.Data[0], 1) || y.Grad != nil {
		t.Errorf("1/0: %+v", y)
	}
}

func TestProducts(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Products{})
	if f := answer[protocol.Failed](t, h, 2); f.Code != protocol.CodeNotReady {
		t.Errorf("without a graph: %+v", f)
	}
	s.Handle(3, protocol.Train{Steps: 50})
	run(s)
	s.Handle(4, protocol.Graph{})
	g := answer[protocol.Graphed](t, h, 4).Graph
	const matmul, element, top = 3, 2*8 + 5, 7 // image 2, unit 5
	n := g.Nodes[matmul]
	if n.Kind != "MatMul" {
		t.Fatalf("node %d is %+v", matmul, n)
	}
	s.Handle(5, protocol.Products{Node: matmul, Element: element, Top: top})
	u := answer[protocol.Unfolded](t, h, 5)
	y := u.Graph.Nodes[len(u.Graph.Nodes)-1]
	if got, want := y.Value.Data[0], n.Value.Data[element]; math.Abs(got-want) > 1e-5 { // float32 sums of 784 products
		t.Errorf("the products add up to %v, the element is %v", got, want)
	}
	if y.Grad.Data[0] != n.Grad.Data[element] {
		t.Errorf("the gradient is %v, that of the element %v", y.Grad.Data[0], n.Grad.Data[element])
	}
	if u.Shown != top || u.Rest != 784-top || len(u.Graph.Nodes) != 3*top+1+top {
		t.Errorf("%d shown, %d left, %d nodes", u.Shown, u.Rest, len(u.Graph.Nodes))
	}
	previous := math.Inf(1)
	for _, n := range u.Graph.Nodes {
		if n.Kind == "Mul" {
			if v := math.Abs(n.Value.Data[0]); v > previous {
				t.Errorf("%v after %v", v, previous)
			} else {
				previous = v
			}
		}
	}
	if name := u.Graph.Nodes[0].Name; !strings.HasPrefix(name, "x[2,") {
		t.Errorf("the first factor is %s", name)
	}
	for id, c := range map[int]protocol.Products{6: {Node: 0, Top: 1}, 7: {Node: 99, Top: 1},
		8: {Node: matmul, Element: 160, Top: 1}, 9: {Node: matmul}} {
		s.Handle(id, c)
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest {
			t.Errorf("%+v: %+v", c, f)
		}
	}
}

func TestTryStepLowersTheLossOfACopy(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Params{})
	s.Handle(3, protocol.Sample{Index: 4})
	pixels := answer[protocol.Sampled](t, h, 3).Pixels
	s.Handle(4, protocol.TryStep{Pixels: pixels, Label: 6})
	tried := answer[protocol.Tried](t, h, 4)
	loss := func(n int) (before, after float64) {
		return tried.Before.Nodes[n].Value.Data[0], tried.After.Nodes[n].Value.Data[0]
	}
	if before, after := loss(len(tried.Before.Nodes) - 1); after >= before {
		t.Errorf("the loss went from %v to %v", before, after)
	}
	if tried.ProbabilitiesAfter[6] <= tried.ProbabilitiesBefore[6] || tried.LearningRate != 0.1 {
		t.Errorf("the probability of 6 went from %v to %v", tried.ProbabilitiesBefore[6], tried.ProbabilitiesAfter[6])
	}
	s.Handle(5, protocol.Params{})
	if !reflect.DeepEqual(answer[protocol.ParamsCopied](t, h, 2), answer[protocol.ParamsCopied](t, h, 5)) {
		t.Error("the step changed the network")
	}
	s.Handle(6, protocol.TryStep{Pixels: pixels, Label: -1})
	if f := answer[protocol.Failed](t, h, 6); f.Code != protocol.CodeBadRequest {
		t.Errorf("%+v", f)
	}
}

func TestCheckFindsAPlantedMistakeAndNothingLeaks(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 60})
	run(s)
	for i, bug := range protocol.Bugs() {
		s.Handle(10+i, protocol.Check{H: 1e-5, Samples: 3, Elements: 60, Bug: bug.Name, BugSeed: i})
		run(s)
		c := answer[protocol.Checked](t, h, 10+i)
		if c.OK || c.Planted == nil || c.Planted.Bug != bug || c.Planted.Scope == "" {
			t.Errorf("%s: %+v", bug.Name, c)
		}
	}
	s.Handle(3, protocol.Check{H: 1e-5, Samples: 3, Elements: 60})
	run(s)
	c := answer[protocol.Checked](t, h, 3)
	if !c.OK || c.Planted != nil || c.NumericalSeconds <= 0 || c.BackpropSeconds <= 0 || c.Size != 784*8+8+80+10 ||
		c.Checked != 60+8+60+10 {
		t.Errorf("afterwards %+v", c)
	}
	s.Handle(4, protocol.Train{Steps: 60})
	run(s)
	s.Handle(5, protocol.Params{})
	if got, want := answer[protocol.ParamsCopied](t, h, 5).Params, params(t, nil, 120); !reflect.DeepEqual(got, want) {
		t.Error("training after planted mistakes gives other weights")
	}
	s.Handle(6, protocol.Check{H: 1e-5, Samples: 3, Bug: "off by one"})
	s.Handle(7, protocol.Check{H: 1e-5, Samples: 3, DType: "float16"})
	for id := 6; id <= 7; id++ {
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest {
			t.Errorf("%+v", f)
		}
	}
}

func TestCurve(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 20})
	run(s)
	s.Handle(3, protocol.Curve{Samples: 2, Elements: 5})
	run(s)
	points := answer[protocol.Curved](t, h, 3).Points
	if len(points) != 23 || points[0].H != 0.1 || points[8].Float32 <= points[8].Float64 {
		t.Errorf("%+v", points)
	}
	// Each of 4 parameters' 5 elements is tried for a kink, then measured at 23 steps.
	if p := last[protocol.CheckProgress](t, h); p.Total != 4*5*(1+23) || p.Done != p.Total {
		t.Errorf("%+v", p)
	}
	s.Handle(4, protocol.Curve{Samples: 0})
	if f := answer[protocol.Failed](t, h, 4); f.Code != protocol.CodeBadRequest {
		t.Errorf("%+v", f)
	}
}

func TestCheckInFloat32(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 20})
	run(s)
	for id, dtype := range map[int]string{3: protocol.Float32, 4: protocol.Float64} {
		s.Handle(id, protocol.Check{H: 1e-4, Samples: 3, Elements: 30, DType: dtype})
		run(s)
	}
	narrow, wide := answer[protocol.Checked](t, h, 3), answer[protocol.Checked](t, h, 4)
	if !narrow.OK || !wide.OK || narrow.Rounding < 1e8*wide.Rounding {
		t.Errorf("rounding does not explain the differences: float32 %+v, float64 %+v", narrow, wide)
	}
	if narrow.Params[2].MeanAbsDiff < 100*wide.Params[2].MeanAbsDiff {
		t.Errorf("float32 %+v, float64 %+v", narrow.Params[2], wide.Params[2])
	}
}

// The book adds 1e-7 in the logarithm of the loss, and not in the gradient. Where all ten probabilities are 0.1, that
// is a millionth of the gradient: of b2, whose elements are 0.1 or -0.2, it is 1.4e-7, as the book prints.
func TestCheckWithTheBooksLogarithm(t *testing.T) {
	h := newHost()
	s := started(t, h, setting.Default())
	s.Handle(2, protocol.Reset{})
	for id, book := range map[int]bool{3: false, 4: true} {
		s.Handle(id, protocol.Check{H: 1e-4, Samples: 3, Elements: 30, BookLogarithm: book})
		run(s)
		c := answer[protocol.Checked](t, h, id)
		b2 := c.Params[3]
		low, high := 0.0, 1e-9
		if book {
			low, high = 1.2e-7, 1.6e-7
		}
		if b2.Name != "b2" || b2.MeanAbsDiff < low || b2.MeanAbsDiff > high || !c.OK {
			t.Errorf("with 1e-7 %v: %+v", book, c)
		}
	}
	for i, bug := range protocol.Bugs() {
		s.Handle(10+i, protocol.Check{H: 1e-4, Samples: 3, Elements: 30, Bug: bug.Name, BookLogarithm: true})
		run(s)
		if c := answer[protocol.Checked](t, h, 10+i); c.OK {
			t.Errorf("%s is not found: %+v", bug.Name, c)
		}
	}
}
