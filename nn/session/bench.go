package session

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// bench shows one layer alone. It needs no network.
type bench struct{ *shared }

func (b *bench) register(h handlers) { onAnyTime(h, b.bench) }

const (
	// maxBenchNumber bounds the numbers on the bench, so that no product of them overflows.
	maxBenchNumber = 1e6
	// benchStep is the step of its gradient check, as in Check.
	benchStep = 1e-4
)

func (b *bench) bench(id int, c protocol.Bench) *refusal {
	l, err := spec.ParseAlone(c.Layer)
	if err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	of, err := spec.NewBench(l, c.Arrays)
	if err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	if r := checkNumbers(&of); r != nil {
		return r
	}
	w := newWork(&of, c)
	if err := w.graph.Err(); err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	e := protocol.Benched{}
	w.check(&e)
	e.Graph = w.snapshot()
	for _, n := range w.graph.Nodes() {
		if k, ok := n.Op().(op.Keeper[float64]); ok {
			name, v := k.Kept()
			e.Kept = append(e.Kept, spec.Array{Name: name, Shape: v.Shape, Data: v.Data})
		}
	}
	var r *refusal
	if e.Story, r = w.tell(c.Story); r != nil {
		return r
	}
	b.host.Emit(id, e)
	return nil
}

func checkNumbers(of *spec.Bench) *refusal {
	for _, a := range of.Arrays {
		for _, v := range a.Data {
			if !(math.Abs(v) <= maxBenchNumber) {
				return refuse(protocol.CodeBadRequest, "%s has the number %g; −1,000,000 to 1,000,000 are possible.",
					a.Name, v)
			}
		}
		if k := of.Kind(); !k.Fixed || a.Name != k.Beside {
			continue
		}
		classes := len(a.Data) / a.Shape[0]
		for n := range a.Shape[0] {
			sum := 0.0
			for _, v := range a.Data[n*classes : (n+1)*classes] {
				sum += v
			}
			if math.Abs(sum-1) > 1e-9 {
				return refuse(protocol.CodeBadRequest, "Row %d of %s adds up to %g; a target adds up to 1, with the 1 "+
					"at the right class.", n, a.Name, sum)
			}
		}
	}
	return nil
}

// work is the graph of a layer alone. Its loss is Σ dout·out, whose gradient by out is dout.
type work struct {
	graph     *graph.Graph[float64]
	x         *graph.Node[float64]
	out, loss *graph.Node[float64]
	mode      graph.Mode
}

func newWork(of *spec.Bench, c protocol.Bench) *work {
	arrays := map[string]*tensor.Tensor[float64]{}
	for _, a := range of.Arrays {
		arrays[a.Name] = tensor.FromSlice(slices.Clone(a.Data), a.Shape...)
	}
	alone := layer.NewAlone[float64](of.Resolved, rand.New(rand.NewPCG(uint64(c.Mask), 0)))
	for _, list := range [][]layer.Param[float64]{alone.Params, alone.State} {
		for _, p := range list {
			copy(p.Value.Data, arrays[p.Name].Data)
		}
	}
	g := &graph.Graph[float64]{InputGradient: true}
	w := &work{graph: g, mode: graph.Test}
	if c.Train {
		w.mode = graph.Train
	}
	w.x = g.Input(spec.AloneX, arrays[spec.AloneX])
	var beside *graph.Node[float64]
	switch k := of.Kind(); {
	case k.Fixed:
		beside = g.Target(k.Beside, arrays[k.Beside])
	case k.Beside != "":
		beside = g.Input(k.Beside, arrays[k.Beside])
	}
	w.out = alone.Build(g, w.x, beside)
	if g.Err() != nil {
		return w
	}
	for _, n := range g.Nodes() {
		if len(n.Inputs()) > 0 && n != w.out {
			n.Name = op.NameOf(n)
		}
	}
	if w.out.Name = spec.AloneOut; of.Kind().Total {
		w.out.Name = "loss"
	}
	dout := g.Target(spec.AloneDout, arrays[spec.AloneDout])
	w.loss = g.Apply(total{}, g.Apply(op.Mul[float64]{}, w.out, dout))
	return w
}

// check compares the gradients, and leaves the graph as it is after a forward and a backward pass.
func (w *work) check(e *protocol.Benched) {
	var leaves []*graph.Node[float64]
	for _, n := range w.graph.Nodes() {
		if len(n.Inputs()) == 0 && n.Grad != nil {
			leaves = append(leaves, n)
		}
	}
	check := train.NewGraphCheck(w.graph, w.loss, leaves, w.mode, benchStep)
	for check.Next() {
	}
	for _, r := range check.Results() {
		e.Checks = append(e.Checks, protocol.CheckedParam(r))
	}
	e.OK = check.OK()
	w.graph.Forward(w.mode)
	w.graph.Backward(w.loss)
}

// snapshot ends with the output of the layer.
func (w *work) snapshot() *snapshot.Graph {
	s := w.graph.Snapshot()
	end := slices.Index(w.graph.Nodes(), w.out)
	s.Nodes = s.Nodes[:end+1]
	return s
}

// tell tells how an element came about.
func (w *work) tell(of protocol.Element) (*protocol.Story, *refusal) {
	nodes := w.graph.Nodes()
	if of.Node < 0 || of.Node > slices.Index(nodes, w.out) || of.Index < 0 ||
		of.Index >= len(nodes[of.Node].Value.Data) || of.Gradient && nodes[of.Node].Grad == nil {
		return nil, nil // the page may have chosen it when x was larger
	}
	n := nodes[of.Node]
	s := op.Tell(w.graph, w.out, n, of.Index, of.Gradient)
	if s == nil {
		return nil, refuse(protocol.CodeBadRequest, "A %s does not tell how its elements come about.", n.Kind)
	}
	return storyOf(s, of), nil
}

// total adds all elements up: … → 1.
type total struct{}

func (total) Kind() string { return "Total" }

func (total) Shape(...[]int) ([]int, error) { return []int{1}, nil }

func (total) Forward(dst *tensor.Tensor[float64], in []*tensor.Tensor[float64], _ graph.Mode) {
	dst.Data[0] = 0
	for _, v := range in[0].Data {
		dst.Data[0] += v
	}
}

func (total) Backward(din []*tensor.Tensor[float64], dout, _ *tensor.Tensor[float64], _ []*tensor.Tensor[float64]) {
	for i := range din[0].Data {
		din[0].Data[i] += dout.Data[0]
	}
}
