package train_test

import (
	"math"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// fragile is a ReLU that panics on request.
type fragile struct {
	op.ReLU[float64]
	broken *bool
}

func (f fragile) Forward(dst *tensor.Tensor[float64], in []*tensor.Tensor[float64], mode graph.Mode) {
	if *f.broken {
		panic("fragile")
	}
	f.ReLU.Forward(dst, in, mode)
}

// oneImage is a network with one hidden layer, with an image; broken makes its ReLU panic.
func oneImage(t *testing.T) (b *train.Batch[float64], broken *bool) {
	t.Helper()
	broken = new(bool)
	g := &graph.Graph[float64]{Replace: func(_ string, o graph.Op[float64]) graph.Op[float64] {
		if r, ok := o.(op.ReLU[float64]); ok {
			return fragile{r, broken}
		}
		return o
	}}
	b, err := train.BuildBatch(g, newNet[float64](t, rng(), 6), 1)
	if err != nil {
		t.Fatal(err)
	}
	digits.Gather(b.X.Data, b.T.Data, bars(1, rng()), []int{0})
	for i, p := range b.Graph.Params() {
		for k := range p.Value.Data { // some units are off, some on
			p.Value.Data[k] = math.Sin(float64(7*k+i)) / 4
		}
	}
	return b, broken
}

// A weight of the first layer moves its unit alone, by x for each step of 1: it meets the kink of the ReLU where that
// is 0, with a slope of 0 on one side.
func TestPullFindsTheKink(t *testing.T) {
	b, _ := oneImage(t)
	params, nodes := b.Graph.Params(), b.Graph.Nodes()
	before := slices.Clone(params[0].Value.Data)
	relu := slices.IndexFunc(nodes, func(n *graph.Node[float64]) bool { return n.Kind == "ReLU" })
	ink := slices.IndexFunc(b.X.Data, func(x float64) bool { return x > 0.5 })
	b.ForwardTest()
	b.Backward()
	found := 0
	for unit := range 6 {
		z, x := nodes[relu].Inputs()[0].Value.Data[unit], b.X.Data[ink]
		element := ink*6 + unit
		p := train.NewPull(b, graph.Test, params[0], element)
		const reach, points = 0.7, 25
		curve, kinks := p.Curve(reach, points)
		if len(curve) != points || curve[points/2].Value != p.Value || curve[points/2].Loss != p.Loss {
			t.Errorf("unit %d: %d points, %+v in the middle", unit, len(curve), curve[points/2])
		}
		at := p.Value - z/x
		if math.Abs(z/x) > reach {
			if len(kinks) > 0 {
				t.Errorf("unit %d: kinks %+v, and it crosses 0 at %v", unit, kinks, at)
			}
			continue
		}
		found++
		const step = 2 * reach / (points - 1)
		if len(kinks) != 1 || !(kinks[0].From <= at && at <= kinks[0].To) || kinks[0].To-kinks[0].From > step/100 ||
			kinks[0].Before != 0 || kinks[0].After == 0 || kinks[0].First.Unit != unit || kinks[0].Count != 1 {
			t.Errorf("unit %d: kinks %+v, and it crosses 0 at %v", unit, kinks, at)
		}
		// A secant that reaches over the kink says so, one that does not is about the tangent.
		wide, near := p.Secant(1.5*math.Abs(z/x)), p.Secant(0.001*math.Abs(z/x))
		if !wide.Crossed || near.Crossed || !(math.Abs(near.Slope-p.Gradient) < 1e-5) {
			t.Errorf("unit %d: gradient %v, secants %+v and %+v", unit, p.Gradient, wide, near)
		}
		f := func() float64 { return b.ForwardTest() }
		if want := train.NumericalGradient(f, params[0].Value.Data, element, near.H); near.Slope != want {
			t.Errorf("unit %d: the secant has slope %v, the numerical gradient is %v", unit, near.Slope, want)
		}
	}
	if found < 3 || found == 6 {
		t.Errorf("%d of 6 units cross 0", found)
	}
	if !slices.Equal(params[0].Value.Data, before) {
		t.Error("the parameter has changed")
	}
}

// The contributions of all paths from a weight of the first layer, one through each class, add up to its gradient. The
// strongest of them is the Path.
func TestPathIsTheStrongest(t *testing.T) {
	b, _ := oneImage(t)
	params, nodes := b.Graph.Params(), b.Graph.Nodes()
	relu := slices.IndexFunc(nodes, func(n *graph.Node[float64]) bool { return n.Kind == "ReLU" })
	ink := slices.IndexFunc(b.X.Data, func(x float64) bool { return x > 0.5 })
	on := 0
	for unit := range 6 {
		p := train.NewPull(b, graph.Test, params[0], ink*6+unit)
		path := p.Path()
		if nodes[relu].Value.Data[unit] == 0 {
			if last := path.Steps[len(path.Steps)-1]; last.Node != relu || last.Local != 0 || path.Product != 0 {
				t.Errorf("unit %d is off: %+v", unit, path)
			}
			continue
		}
		on++
		scores := b.Loss.Inputs()[0]
		sum, most := 0.0, 0.0
		for class := range digits.Classes {
			c := b.X.Data[ink] * params[2].Value.Data[unit*digits.Classes+class] * scores.Grad.Data[class]
			sum += c
			if math.Abs(c) > math.Abs(most) {
				most = c
			}
		}
		if !(math.Abs(sum-p.Gradient) < 1e-12) || !(math.Abs(path.Product-most) < 1e-12) ||
			!(math.Abs(path.Share*sum-most) < 1e-12) {
			t.Errorf("unit %d: the paths add up to %v, the strongest is %v; gradient %v, path %+v", unit, sum, most,
				p.Gradient, path)
		}
	}
	if on == 0 || on == 6 {
		t.Errorf("%d of 6 units are on", on)
	}
}

// A panic while an element is moved leaves it as it was.
func TestPullPutsBack(t *testing.T) {
	b, broken := oneImage(t)
	w := b.Graph.Params()[0]
	before := slices.Clone(w.Value.Data)
	p := train.NewPull(b, graph.Test, w, 3)
	*broken = true
	for name, move := range map[string]func(){
		"Curve":  func() { p.Curve(1, 5) },
		"Secant": func() { p.Secant(0.1) },
		"Path":   func() { p.Path() },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not compute", name)
				}
			}()
			move()
		}()
		if !slices.Equal(w.Value.Data, before) {
			t.Errorf("%s has changed the parameter", name)
		}
	}
}
