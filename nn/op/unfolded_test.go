package op_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// The parts of a SoftmaxWithLoss come to the very bits of the whole, also where a probability is 0; and each part, as
// its formula has it, to what it says it is.
func TestPartsOfTheLoss(t *testing.T) {
	t.Run("float32", func(t *testing.T) { partsOfTheLoss[float32](t, 200) })
	t.Run("float64", func(t *testing.T) { partsOfTheLoss[float64](t, 1) })
}

func partsOfTheLoss[T tensor.Float](t *testing.T, scale float64) {
	const n, classes = 5, 4
	r := rand.New(rand.NewPCG(5, 6))
	scores, labels, rows := tensor.New[T](n, classes), tensor.New[T](n), tensor.New[T](n, classes)
	for i := range scores.Data {
		scores.Data[i], rows.Data[i] = T(scale*r.NormFloat64()), T(r.Float64())
	}
	for i := range labels.Data {
		labels.Data[i] = T(r.IntN(classes))
	}
	for name, target := range map[string]*tensor.Tensor[T]{"labels": labels, "rows": rows} {
		for _, delta := range []float64{0, 1e-7} {
			run := func(unfold bool) (x, loss *graph.Node[T], nodes []*graph.Node[T], whole *op.SoftmaxWithLoss[T]) {
				g := &graph.Graph[T]{InputGradient: true, Unfold: unfold}
				whole = &op.SoftmaxWithLoss[T]{Delta: delta}
				x = g.Input("x", scores)
				loss = g.Apply(whole, x, g.Target("t", target))
				if g.Err() != nil {
					t.Fatal(g.Err())
				}
				g.Forward(graph.Train)
				g.BackwardFrom(loss, 2)
				return x, loss, g.Nodes(), whole
			}
			x, loss, _, whole := run(false)
			ux, uloss, nodes, _ := run(true)
			var kinds []string
			for _, node := range nodes[2:] {
				kinds = append(kinds, node.Kind)
			}
			if want := []string{"Softmax", "LogOfSoftmax", "CrossEntropy"}; !slices.Equal(kinds, want) {
				t.Fatalf("the parts are %v", kinds)
			}
			y, log := nodes[2], nodes[3]
			if uloss.Value.Data[0] != loss.Value.Data[0] || !slices.Equal(ux.Grad.Data, x.Grad.Data) ||
				!slices.Equal(y.Value.Data, whole.Probabilities().Data) {
				t.Errorf("%s, %v: the parts come to %v and %v, the whole to %v and %v", name, delta,
					uloss.Value.Data, ux.Grad.Data, loss.Value.Data, x.Grad.Data)
			}
			if scale > 1 || delta > 0 {
				continue // where y is 0 the formulas of the parts do not hold, and Delta is not in dx
			}
			near := func(what string, got T, want float64) {
				t.Helper()
				if math.Abs(float64(got)-want) > 1e-12 {
					t.Errorf("%s: %s is %v, and its formula comes to %v", name, what, got, want)
				}
			}
			cross := 0.0
			for i, p := range y.Value.Data {
				k := i / classes * classes
				want := float64(target.Data[i%len(target.Data)])
				if name == "labels" {
					want = 0
					if int(labels.Data[i/classes]) == i%classes {
						want = 1
					}
				}
				cross -= want * float64(log.Value.Data[i]) / n
				near("log y", log.Value.Data[i], math.Log(float64(p)))
				near("the gradient of log y", log.Grad.Data[i], -2*want/n)
				near("the gradient of y", y.Grad.Data[i], -2*want/n/float64(p))
				sum := 0.0
				for j := range classes {
					sum += float64(y.Value.Data[k+j] * y.Grad.Data[k+j])
				}
				if name == "labels" { // whose rows add up to 1
					near("dx by softmax alone", ux.Grad.Data[i], float64(p)*(float64(y.Grad.Data[i])-sum))
				}
			}
			near("the loss", uloss.Value.Data[0], cross)
		}
	}
}
