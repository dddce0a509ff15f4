package walk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/expr/build"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// TestRulesAreTrue reads each rule that a walk shows as the formula that it is, and computes it with the numbers of a
// real operation, in every graph that a network or a formula can have: both sides of each line have the same shape and
// the same elements, forwards as Forward has them and backwards as Backward sends them back.
func TestRulesAreTrue(t *testing.T) {
	shown := map[string]bool{}
	for _, c := range computations(t) {
		t.Run(c.name, func(t *testing.T) {
			s := c.graph.Snapshot()
			w := New(s, nil)
			for i, n := range c.graph.Nodes() {
				switch n.Kind {
				case graph.KindInput, graph.KindTarget, graph.KindParam, graph.KindConstant:
					continue
				}
				if len(s.Nodes[i].Inputs) == 0 { // a mask, or what is settled
					continue
				}
				kind, r := w.kindOf(i), w.ruleOf(i)
				shown[kind] = true
				if problem := wrong(r, n.Op(), n); problem != "" {
					t.Errorf("%s, %v: %s", kind, n.Value.Shape, problem)
				}
			}
		})
	}
	for kind := range rules {
		if !shown[kind] {
			t.Errorf("the rule of %s is in no graph", kind)
		}
	}
}

// convolution keeps the height and the width of an image.
var convolution = spec.Convolution{Filters: 5, Kernel: 3, Stride: 1, Pad: 1}

// computation is a graph that was run forwards and backwards.
type computation struct {
	name  string
	graph *graph.Graph[float64]
}

// computations are networks with a layer of each kind and each way to set it, behind an Affine and where it can stand
// there behind a Convolution, for several images and for one, in both modes; and a formula with each operation.
func computations(t *testing.T) []*computation {
	var all []*computation
	for _, k := range spec.Kinds() {
		layers := []spec.Layer{}
		for _, word := range k.Words {
			layers = append(layers, word.Of)
		}
		if k.Name == spec.KindPooling { // windows that overlap
			layers = append(layers, spec.Pooling{Pool: spec.PoolMax, Size: 3, Stride: 1},
				spec.Pooling{Pool: spec.PoolAverage, Size: 3, Stride: 1})
		}
		for _, l := range layers {
			for _, before := range []spec.Network{
				{Input: []int{2, 9, 8}, Layers: spec.Layers{convolution}},
				{Input: []int{13}, Layers: spec.Layers{spec.Affine{Units: 6}}},
			} {
				before.Init = spec.InitHe
				before.Layers = append(before.Layers, l, spec.Affine{Units: 4})
				if _, err := before.Resolve(); err != nil {
					continue // an image is not there, or it is a flat one
				}
				for _, batch := range []int{3, 1} {
					all = append(all, run(t, before, batch, graph.Train), run(t, before, batch, graph.Test))
				}
			}
		}
	}
	all = append(all, runIn(&graph.Graph[float64]{InputGradient: true, Unfold: true}, t,
		spec.Network{Input: []int{13}, Layers: spec.Layers{spec.Affine{Units: 4}}, Init: spec.InitHe}, 3, graph.Train))
	for _, kind := range expr.Operations() {
		all = append(all, formula(t, kind))
	}
	return all
}

func run(t *testing.T, n spec.Network, batch int, mode graph.Mode) *computation {
	t.Helper()
	return runIn(&graph.Graph[float64]{InputGradient: true}, t, n, batch, mode)
}

func runIn(g *graph.Graph[float64], t *testing.T, n spec.Network, batch int, mode graph.Mode) *computation {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	net, err := layer.New[float64](n, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(slices.Clone(net.Params()), net.State()...) { // gamma is not 1 all over
		for i := range p.Value.Data {
			p.Value.Data[i] += 0.3 * r.Float64()
		}
	}
	c := &computation{fmt.Sprintf("%v %s of %d, mode %d", n.Input, n.Format(), batch, mode), g}
	x, labels := tensor.New[float64](append([]int{batch}, n.Input...)...), tensor.New[float64](batch)
	for i := range x.Data {
		x.Data[i] = r.NormFloat64()
	}
	for i := range labels.Data {
		labels.Data[i] = float64(i % 4)
	}
	loss := net.Loss(g, g.Input("x", x), g.Target("t", labels))
	if err := g.Err(); err != nil {
		t.Fatal(err)
	}
	g.Forward(mode)
	g.Backward(loss)
	return c
}

func formula(t *testing.T, kind string) *computation {
	t.Helper()
	texts := map[string]string{"Add": "x + y", "Sub": "x - y", "Mul": "x * y", "Div": "x / y", "Pow": "x ^ y",
		"Neg": "-x"}
	text, word := texts[kind], strings.ToLower(kind)
	for _, call := range []string{word + "(x)", word + "(x, y)"} {
		if _, err := expr.Parse(call); err == nil && text == "" {
			text = call
		}
	}
	f, err := expr.Parse("2.5*(" + text + ")")
	if err != nil {
		t.Fatal(kind, err)
	}
	g := &graph.Graph[float64]{InputGradient: true}
	c := &computation{text, g}
	y, err := build.Formula(g, f, map[string]float64{"x": 1.75, "y": 0.5})
	if err != nil {
		t.Fatal(err)
	}
	g.Forward(graph.Train)
	g.Backward(y)
	return c
}

// losses are the operations that come to one number of the batch.
var losses = []string{"SoftmaxWithLoss", "CrossEntropy"}

// arrayOf is a tensor of the graph. The numbers of a formula, and the loss, have no axes.
func arrayOf(n *graph.Node[float64], t *tensor.Tensor[float64]) array {
	if slices.Contains(losses, n.Kind) && (t == n.Value || t == n.Grad) || len(n.Inputs()[0].Value.Shape) == 1 {
		return number(t.Data[0])
	}
	return array{t.Shape, t.Data}
}

// wrong computes the lines of a rule with the numbers of the operation that made n, and says what is wrong, or "".
func wrong(r rule, o graph.Op[float64], n *graph.Node[float64]) (problem string) {
	line := ""
	defer func() {
		if bad, ok := recover().(badRule); ok {
			problem = line + ": " + string(bad)
		}
	}()
	in, din := make([]*tensor.Tensor[float64], len(n.Inputs())), make([]*tensor.Tensor[float64], len(n.Inputs()))
	for i, x := range n.Inputs() {
		in[i] = x.Value
		if x.Grad != nil && i < len(r.backward) && r.backward[i] != "" {
			din[i] = tensor.New[float64](x.Value.Shape...)
		}
	}
	s := newScope(o, n)
	output := ""
	for i, back := range r.backward {
		if line = back; back == "" {
			continue
		}
		name := equations(back)[0].left.name
		s.arrays[name[1:]] = arrayOf(n, in[i])
		for _, word := range words(back)[1:] {
			if _, ok := strings.CutPrefix(word, "d"); ok && len([]rune(word)) == 2 && word != name {
				output = word[1:]
			}
		}
	}
	known := func(e equation, want array) {
		got := e.all(s)
		if !e.fits(got.shape, want.shape) {
			fail("it is of shape %v, and ought to be of %v", got.shape, want.shape)
		}
		for i, v := range got.data {
			// float64 has 16 digits, and sums here have up to some hundred terms
			if d := math.Abs(v - want.data[i]); d > 1e-9*(1+math.Abs(want.data[i])) || math.IsNaN(d) {
				fail("element %d is %g, and ought to be %g", i, v, want.data[i])
			}
		}
	}
	line = r.forward
	forward := equations(line)
	if output == "" {
		output = "L"
	}
	s.arrays[output] = arrayOf(n, n.Value)
	found := false
	for _, e := range slices.Backward(forward) { // what is defined stands behind what uses it
		if e.left.name == output {
			continue
		}
		s.define(e, line)
	}
	for _, e := range forward {
		if e.left.name == output {
			found = true
			known(e, arrayOf(n, n.Value))
		}
	}
	if !found {
		fail("it says nothing of %s", output)
	}
	if n.Grad == nil {
		return ""
	}
	s.arrays["d"+output] = arrayOf(n, n.Grad)
	o.Backward(din, n.Grad, n.Value, in)
	for i, back := range r.backward {
		if line = back; din[i] != nil {
			e := equations(back)[0]
			s.arrays[e.left.name] = arrayOf(n, din[i])
			known(e, s.arrays[e.left.name])
		}
	}
	return ""
}

// define notes what a line defines: a letter, or a function of x.
func (s *scope) define(e equation, line string) {
	if e.left.name != "" {
		s.arrays[e.left.name] = e.all(s)
		return
	}
	name, ok := "Φ", strings.Contains(line, "Φ (x) =")
	if !ok {
		fail("it defines nothing")
	}
	s.defined[name] = func(v array) array {
		inner := *s
		inner.arrays = map[string]array{"x": v, "c": s.arrays["c"], "k": s.arrays["k"]}
		return e.right.eval(&inner)
	}
	s.defined[name+"′"] = func(v array) array {
		const h = 1e-5 // as good as it gets: see train.NumericalGradient
		up := s.defined[name](each(signs["+"], v, number(h)))
		down := s.defined[name](each(signs["−"], v, number(h)))
		return each(signs["/"], each(signs["−"], up, down), number(2*h))
	}
}

// newScope has what the letters of the rules stand for, beside operands and outputs: what an operation is set to, the
// sizes of the batch, and the functions of images by their definitions.
func newScope(o graph.Op[float64], n *graph.Node[float64]) *scope {
	x := n.Inputs()[0].Value
	s := &scope{indices: map[string]int{}, defined: map[string]func(array) array{}}
	s.arrays = map[string]array{"e": number(math.E), "c": number(math.Sqrt(2 / math.Pi)), "k": number(0.044715),
		"ε": number(layer.Epsilon), "N": number(float64(x.Shape[0])), "D": number(float64(volume(x.Shape[1:])))}
	s.special = map[string]func(array) array{
		"softmax": func(v array) array {
			out := array{v.shape, slices.Clone(v.data)}
			for row := range slices.Chunk(out.data, v.shape[1]) {
				op.Softmax(row, row)
			}
			return out
		},
		"in one line":       func(v array) array { return array{[]int{len(v.data)}, v.data} },
		"in the shape of x": func(v array) array { return array{x.Shape, v.data} },
	}
	size, stride, pad := 0, 0, 0
	switch o := o.(type) {
	case op.LeakyReLU[float64]:
		s.arrays["a"] = number(o.Slope)
	case *op.Variance[float64]:
		s.arrays["μ"] = meanOf(x.Shape[1:], x.Data, func(i int) int { return i % volume(x.Shape[1:]) })
	case *op.RowVariance[float64]:
		s.arrays["μ"] = meanOf(x.Shape[:1], x.Data, func(i int) int { return i / volume(x.Shape[1:]) })
	case *op.MaxPooling[float64]:
		size, stride = o.Size, o.Stride
	case *op.AveragePooling[float64]:
		size, stride = o.Size, o.Stride
	case *op.Convolution[float64]:
		size, stride, pad = n.Inputs()[1].Value.Shape[2], o.Stride, o.Pad
	}
	if slices.Contains(losses, n.Kind) {
		t := array{x.Shape, make([]float64, len(x.Data))}
		for i, label := range n.Inputs()[1].Value.Data {
			t.data[i*x.Shape[1]+int(label)] = 1
		}
		s.arrays["t"] = t
	}
	if size > 0 {
		s.arrays["size"] = number(float64(size))
		s.windows(x, n.Value.Shape, size, stride, pad)
	}
	return s
}

// meanOf is the mean of the elements that belong to the same element of the outcome.
func meanOf(shape []int, data []float64, of func(int) int) array {
	out := array{slices.Clone(shape), make([]float64, volume(shape))}
	for i, v := range data {
		out.data[of(i)] += v / float64(len(data)/len(out.data))
	}
	return out
}

// windows defines im2col and its adjoint, for one image, and the poolings, for a batch: by the places under a window.
func (s *scope) windows(x *tensor.Tensor[float64], out []int, size, stride, pad int) {
	places := func(h, w, oh, ow int, see func(place, tap, element int)) {
		for p := range oh * ow {
			for tap := range size * size {
				i, j := p/ow*stride+tap/size-pad, p%ow*stride+tap%size-pad
				if i >= 0 && i < h && j >= 0 && j < w {
					see(p, tap, i*w+j)
				}
			}
		}
	}
	c, h, w := x.Shape[1], x.Shape[2], x.Shape[3]
	oh, ow := out[2], out[3]
	s.special["im2col"] = func(v array) array {
		col := array{[]int{c * size * size, oh * ow}, make([]float64, c*size*size*oh*ow)}
		for channel := range c {
			places(h, w, oh, ow, func(p, tap, e int) {
				col.data[(channel*size*size+tap)*oh*ow+p] = v.data[channel*h*w+e]
			})
		}
		return col
	}
	s.special["col2im"] = func(v array) array {
		image := array{x.Shape[1:], make([]float64, volume(x.Shape[1:]))}
		for channel := range c {
			places(h, w, oh, ow, func(p, tap, e int) {
				image.data[channel*h*w+e] += v.data[(channel*size*size+tap)*oh*ow+p]
			})
		}
		return image
	}
	planes := func(f func(plane, place, element int)) {
		for plane := range x.Shape[0] * c {
			places(h, w, oh, ow, func(p, _, e int) { f(plane, p, e) })
		}
	}
	largest := array{out, make([]float64, volume(out))}
	where := make([]int, len(largest.data))
	mean := array{out, make([]float64, volume(out))}
	for i := range largest.data {
		largest.data[i] = math.Inf(-1)
	}
	planes(func(plane, p, e int) {
		v, at := x.Data[plane*h*w+e], plane*oh*ow+p
		mean.data[at] += v / float64(size*size)
		if v > largest.data[at] {
			largest.data[at], where[at] = v, plane*h*w+e
		}
	})
	s.special["max over each window of"] = func(array) array { return largest }
	s.special["mean over each window of"] = func(array) array { return mean }
	s.special["over the windows whose maximum x is"] = func(dz array) array {
		dx := array{x.Shape, make([]float64, len(x.Data))}
		for at, v := range dz.data {
			dx.data[where[at]] += v
		}
		return dx
	}
	s.special["over the windows with x"] = func(dz array) array {
		dx := array{x.Shape, make([]float64, len(x.Data))}
		planes(func(plane, p, e int) { dx.data[plane*h*w+e] += dz.data[plane*oh*ow+p] })
		return dx
	}
}

// TestWrongRulesAreFound plants mistakes in rules as they are easily made.
func TestWrongRulesAreFound(t *testing.T) {
	for name, c := range map[string]struct {
		layer  spec.Layer
		kind   string
		change func(*rule)
		want   string
	}{
		"no sum over the batch": {spec.Default(spec.KindBatchNormalization), mulRow,
			func(r *rule) { r.backward[1] = "dγ = X × dZ" }, "it is of shape"},
		"a sum over the batch alone": {spec.Default(spec.KindConvolution), addChannels,
			func(r *rule) { r.backward[1] = "db = Σ_n dz_n" }, "it is of shape"},
		"no sum over the rows": {spec.Default(spec.KindReLU), addChannels,
			func(r *rule) { r.backward[1] = "db_c = Σ_{n,h} dz_{n,c,h,w}" }, "nothing says which w"},
		"no transpose": {spec.Affine{Units: 7}, "MatMul",
			func(r *rule) { r.backward[1] = "dW = X · dZ" }, "there is no product"},
		"a wrong factor": {spec.Default(spec.KindBatchNormalization), "Variance",
			func(r *rule) { r.backward[0] = "dx_n = 1 / N × (x_n − μ) × dv" }, "ought to be"},
		"a batch where a row is": {spec.Default(spec.KindBatchNormalization), "Normalize",
			func(r *rule) { r.forward = "z = (x − μ) / s , s^2 = v + ε" }, "shapes"},
		"the size of a pool": {spec.Pooling{Pool: spec.PoolAverage, Size: 2, Stride: 2}, "AveragePooling",
			func(r *rule) { r.backward[0] = "dx = dz / size^2" }, "it is of shape"},
	} {
		t.Run(name, func(t *testing.T) {
			c2 := run(t, spec.Network{Input: []int{2, 9, 8}, Init: spec.InitHe,
				Layers: spec.Layers{convolution, c.layer, spec.Affine{Units: 4}}}, 3, graph.Train)
			w := New(c2.graph.Snapshot(), nil)
			for i, n := range c2.graph.Nodes() {
				if n.Inputs() == nil {
					continue
				}
				if w.kindOf(i) != c.kind {
					continue
				}
				r := w.ruleOf(i)
				r.backward = slices.Clone(r.backward)
				c.change(&r)
				if problem := wrong(r, n.Op(), n); !strings.Contains(problem, c.want) {
					t.Errorf("%q, want %q", problem, c.want)
				}
				return
			}
			t.Errorf("there is no %s", c.kind)
		})
	}
}
