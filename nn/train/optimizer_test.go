package train_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// byHand has two updates of each optimizer, worked out by hand, of W = (1, 2) with a learning rate of 0.1 and the
// gradients (0.5, −1) and (0.25, 0.5). Each stands in the optimizer's own test.
var byHand = map[string]updates{}

type updates struct {
	hyper         method.Values
	first, second [2]float64
}

func TestUpdatesByHand(t *testing.T) {
	for _, o := range method.Optimizers() {
		want, ok := byHand[o.Name]
		if !ok {
			t.Errorf("there are no updates of %s by hand", o.Name)
			continue
		}
		t.Run(o.Name, func(t *testing.T) {
			optimizer := newOptimizer(t, o.Name)
			optimizer.SetLearningRate(0.1)
			optimizer.SetHyper(want.hyper)
			g := graph.New[float32]()
			w := g.Param("W", tensor.FromSlice([]float32{1, 2}, 2))
			near := func(want [2]float64) {
				t.Helper()
				for i, v := range w.Value.Data {
					// The 1e-7 beside a root, which the updates by hand leave out, is 6e-6 of the smallest root, Adam's
					// √0.00025, and the moves are of 0.1. A float32 near 2 is rounded by 1.2e-7.
					if math.Abs(float64(v)-want[i]) > 2e-6 {
						t.Errorf("W = %v, want %v", w.Value.Data, want)
					}
				}
			}
			copy(w.Grad.Data, []float32{0.5, -1})
			optimizer.Update(g.Params())
			near(want.first)
			copy(w.Grad.Data, []float32{0.25, 0.5})
			optimizer.Update(g.Params())
			near(want.second)
		})
	}
}

func newOptimizer(t *testing.T, name string) train.Optimizer[float32] {
	t.Helper()
	o, err := train.NewOptimizer(name)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// An optimizer is the type of its name, begins with the usual rate and the defaults, and has what SetHyper says in the
// fields that programs in Go are written with; each hyperparameter makes a difference, and none of them makes it
// forget.
func TestHyperparameters(t *testing.T) {
	for _, described := range method.Optimizers() {
		t.Run(described.Name, func(t *testing.T) {
			checkFields(t, described)
			usual := weightsAfter(t, described.Name, nil)
			for _, h := range described.Hyper {
				v := unusual(h.Hyperparameter)
				if slices.Equal(weightsAfter(t, described.Name, v), usual) {
					t.Errorf("%s of %v makes no difference", h.Name, v[h.Name])
				}
			}
		})
	}
}

func checkFields(t *testing.T, described method.Kind) {
	t.Helper()
	o := newOptimizer(t, described.Name)
	of := reflect.ValueOf(o).Elem()
	if name, _, _ := strings.Cut(of.Type().Name(), "["); name != described.Name {
		t.Errorf("%s is of type %s", described.Name, name)
	}
	field := func(name string, want float64) {
		t.Helper()
		f := of.FieldByName(name)
		if !f.IsValid() || f.Kind() != reflect.Float64 || f.Float() != want {
			t.Errorf("field %s: %v, want %v", name, f, want)
		}
	}
	field("LearningRate", described.Rate)
	exported := 1
	for _, h := range described.Hyper {
		field(h.Field, h.Default)
		v := unusual(h.Hyperparameter)
		o.SetHyper(v)
		field(h.Field, v[h.Name])
		exported++
	}
	for i := range of.NumField() {
		if of.Type().Field(i).IsExported() {
			exported--
		}
	}
	if exported != 0 {
		t.Errorf("%s has other exported fields than a learning rate and its hyperparameters", described.Name)
	}
}

// weightsAfter are the weights after three updates, before the second of which the hyperparameters are set.
func weightsAfter(t *testing.T, name string, v method.Values) []float32 {
	t.Helper()
	o := newOptimizer(t, name)
	g := graph.New[float32]()
	w := g.Param("W", tensor.FromSlice([]float32{1, 2}, 2))
	for i := range 3 {
		copy(w.Grad.Data, []float32{0.5, -1})
		o.Update(g.Params())
		if i == 0 {
			before := stateOf(o)
			if o.SetHyper(v); !slices.Equal(stateOf(o), before) {
				t.Errorf("SetHyper changed what %s remembers", name)
			}
		}
	}
	return w.Value.Data
}

func stateOf(o train.Optimizer[float32]) (values []float32) {
	for _, p := range o.State() {
		values = append(values, p.Value.Data...)
	}
	return values
}

// Each optimizer by name lowers a loss, allocates nothing, and goes on with the same bits from what was kept.
func TestOptimizersTrain(t *testing.T) {
	set := bars(200, rng())
	for _, described := range method.Optimizers() {
		name := described.Name
		t.Run(name, func(t *testing.T) {
			start := func() (*layer.Network[float32], train.Optimizer[float32], *train.Trainer[float32]) {
				s := layer.MLP(784, []int{20}, spec.KindReLU, 10)
				s.Init = spec.InitHe
				net, err := layer.New[float32](s, rng())
				if err != nil {
					t.Fatal(err)
				}
				o := newOptimizer(t, name)
				trainer, err := train.New(net, 20, o)
				if err != nil {
					t.Fatal(err)
				}
				return net, o, trainer
			}
			net, o, trainer := start()
			draws := func() *rand.Rand { return rand.New(rand.NewPCG(9, 9)) }
			r := draws()
			first := trainer.Step(set, r)
			for range 60 {
				trainer.Step(set, r)
			}

			other, restored, resumed := start()
			restored.Prepare(other.Params())
			if err := layer.Assign(restored.State(), o.State()); err != nil {
				t.Fatal(err)
			}
			if err := layer.Set(other, net.Params()); err != nil {
				t.Fatal(err)
			}
			var last, again float32
			r, r2 := draws(), draws()
			for range 5 {
				last, again = trainer.Step(set, r), resumed.Step(set, r2)
			}
			if last > 0.5*first {
				t.Errorf("the loss went from %v to %v", first, last)
			}
			if again != last || !reflect.DeepEqual(net.Params(), other.Params()) ||
				!reflect.DeepEqual(o.State(), restored.State()) {
				t.Errorf("resumed training differs: loss %v, want %v", again, last)
			}
			if n := testing.AllocsPerRun(3, func() { trainer.Step(set, r) }); n != 0 {
				t.Errorf("%v allocations in a step", n)
			}
		})
	}
	if _, err := train.NewOptimizer("Newton"); err == nil || err.Error() != `train: there is no optimizer "Newton"` {
		t.Errorf("error %v", err)
	}
}
