package train_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// Two updates by hand, of W = (1, 2) with the gradients (0.5, −1) and (0.25, 0.5).
func TestOptimizers(t *testing.T) {
	adam := 0.1 * math.Sqrt(1-0.999*0.999) / (1 - 0.9*0.9) // the learning rate of the second update
	for _, c := range []struct {
		name          string
		optimizer     train.Optimizer[float64]
		first, second [2]float64
	}{
		{"SGD", &train.SGD[float64]{}, [2]float64{0.95, 2.1}, [2]float64{0.925, 2.05}},
		// v = (−0.05, 0.1), then (0.9·−0.05 − 0.025, 0.9·0.1 − 0.05).
		{"Momentum", &train.Momentum[float64]{Momentum: 0.9}, [2]float64{0.95, 2.1}, [2]float64{0.88, 2.14}},
		// h = (0.25, 1), then (0.3125, 1.25). In the first update g/√h is the sign of g.
		{"AdaGrad", &train.AdaGrad[float64]{}, [2]float64{0.9, 2.1},
			[2]float64{0.9 - 0.025/math.Sqrt(0.3125), 2.1 - 0.05/math.Sqrt(1.25)}},
		// h = (0.025, 0.1), then (0.9·0.025 + 0.1·0.0625, 0.9·0.1 + 0.1·0.25).
		{"RMSProp", &train.RMSProp[float64]{Decay: 0.9},
			[2]float64{1 - 0.05/math.Sqrt(0.025), 2 + 0.1/math.Sqrt(0.1)},
			[2]float64{1 - 0.05/math.Sqrt(0.025) - 0.025/math.Sqrt(0.02875), 2 + 0.1/math.Sqrt(0.1) - 0.05/math.Sqrt(0.115)}},
		// m = (0.05, −0.1), then (0.07, −0.04); v = (0.00025, 0.001), then (0.00031225, 0.001249). The first update is by η.
		{"Adam", &train.Adam[float64]{Beta1: 0.9, Beta2: 0.999}, [2]float64{0.9, 2.1},
			[2]float64{0.9 - adam*0.07/math.Sqrt(0.00031225), 2.1 + adam*0.04/math.Sqrt(0.001249)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := graph.New[float64]()
			w := g.Param("W", tensor.FromSlice([]float64{1, 2}, 2))
			near := func(want [2]float64) {
				t.Helper()
				for i, v := range w.Value.Data {
					// The 1e-7 beside the root, left out above, is 6e-6 of the smallest root here, √0.00025, and the moves are of 0.1.
					if math.Abs(v-want[i]) > 2e-6 {
						t.Errorf("W = %v, want %v", w.Value.Data, want)
					}
				}
			}
			c.optimizer.SetLearningRate(0.1)
			copy(w.Grad.Data, []float64{0.5, -1})
			c.optimizer.Update(g.Params())
			near(c.first)
			copy(w.Grad.Data, []float64{0.25, 0.5})
			c.optimizer.Update(g.Params())
			near(c.second)
		})
	}
}

// Each optimizer by name lowers a loss, allocates nothing, and goes on with the same bits from what was kept.
func TestOptimizersTrain(t *testing.T) {
	set := bars(200, rng())
	for _, name := range train.Optimizers() {
		t.Run(name, func(t *testing.T) {
			start := func() (*layer.Network[float32], train.Optimizer[float32], *train.Trainer[float32]) {
				s := layer.MLP(784, []int{20}, spec.KindReLU, 10)
				s.Init = spec.InitHe
				net, err := layer.New[float32](s, rng())
				if err != nil {
					t.Fatal(err)
				}
				o, err := train.NewOptimizer[float32](name)
				if err != nil {
					t.Fatal(err)
				}
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
			if again != last || !reflect.DeepEqual(net.Params(), other.Params()) || !reflect.DeepEqual(o.State(), restored.State()) {
				t.Errorf("resumed training differs: loss %v, want %v", again, last)
			}
			if n := testing.AllocsPerRun(3, func() { trainer.Step(set, r) }); n != 0 {
				t.Errorf("%v allocations in a step", n)
			}
		})
	}
	if _, err := train.NewOptimizer[float32]("Newton"); err == nil || err.Error() != `train: there is no optimizer "Newton"` {
		t.Errorf("error %v", err)
	}
}

func TestSchedules(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps int
		want  map[int]float64
	}{
		{"Constant", 100, map[int]float64{0: 1, 50: 1, 1000: 1}},
		{"Step", 90, map[int]float64{0: 1, 29: 1, 30: 0.1, 59: 0.1, 60: 0.01, 89: 0.01}},
		{"Step", 0, map[int]float64{0: 1, 2: 0.01}},
		{"Cosine", 90, map[int]float64{0: 1, 30: 0.75, 45: 0.5, 60: 0.25, 90: 0, 200: 0}},
	} {
		s, err := train.NewSchedule(c.name, c.steps)
		if err != nil {
			t.Fatal(err)
		}
		for step, want := range c.want {
			if got := s.At(step); math.Abs(got-want) > 1e-15 {
				t.Errorf("%s of %d: %v at step %d, want %v", c.name, c.steps, got, step, want)
			}
		}
	}
	for _, name := range train.Schedules() {
		if s, err := train.NewSchedule(name, 10); err != nil || s.At(0) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := train.NewSchedule("Warm", 10); err == nil || err.Error() != `train: there is no schedule "Warm"` {
		t.Errorf("error %v", err)
	}
}
