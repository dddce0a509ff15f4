package train

import (
	"errors"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// Optimizer changes parameters, given their gradients. In the formulas of this package g is ∂L/∂W and η the learning
// rate; every formula applies element by element.
//
// Each optimizer is a type in a file of its own. A method.Kind describes it.
type Optimizer[T tensor.Float] interface {
	// Update changes each Value, reading each Grad. It must be given the same parameters, in the same order, each time.
	Update(params []*graph.Node[T])
	// SetLearningRate may be called between updates; see Schedule.
	SetLearningRate(eta float64)
	// SetHyper sets the hyperparameters that package method lists for the optimizer. It may be called between updates,
	// too.
	SetHyper(v method.Values)
	// Prepare clears the optimizer's memory and makes room for these parameters. The first Update calls it if nobody
	// has.
	Prepare(params []layer.Param[T])
	// State returns what must be saved, besides the parameters, to go on later with the same bits. It is the
	// optimizer's own memory: to restore it, call Prepare, then layer.Assign to the State.
	State() []layer.Param[T]
}

// NewOptimizer returns the optimizer of that name, one of method.Optimizers, with its usual learning rate and
// hyperparameters.
func NewOptimizer(name string) (Optimizer[float32], error) {
	kind, ok := method.FindOptimizer(name)
	if !ok {
		return nil, errors.New("train: there is no optimizer " + excerpt.Quote(name))
	}
	make, ok := optimizers[name]
	if !ok {
		panic("train: no rule for optimizer " + name + ": add " + fileOf(name))
	}
	o := make()
	o.SetLearningRate(kind.Rate)
	o.SetHyper(nil)
	return o, nil
}

// optimizers maps the name of an optimizer to a function that makes it. It is filled while the package is initialized,
// and never changes later. Optimizers of float64 would only make the engine larger: nobody asks for them by name.
var optimizers = map[string]func() Optimizer[float32]{}

// fileOf returns the file of the optimizer or schedule of that name.
func fileOf(name string) string { return "nn/train/" + strings.ToLower(name) + ".go" }

// registerOptimizer registers how to make the optimizer that package method describes by that name.
func registerOptimizer(name string, make func() Optimizer[float32]) { register(optimizers, name, make) }

// register puts the function that makes an optimizer or a schedule under its name. It panics if the name is taken.
func register[M any](makers map[string]M, name string, make M) {
	if _, ok := makers[name]; ok {
		panic("train: " + name + " is registered twice")
	}
	makers[name] = make
}

// memory is what an optimizer remembers: a tensor of the shape of each parameter, in their order.
type memory[T tensor.Float] []layer.Param[T]

func newMemory[T tensor.Float](params []layer.Param[T], what string) memory[T] {
	var m memory[T]
	for _, p := range params {
		m = append(m, layer.Param[T]{Name: p.Name + "." + what, Value: tensor.New[T](p.Value.Shape...)})
	}
	return m
}

// prepare prepares o for its first Update.
func prepare[T tensor.Float](o Optimizer[T], nodes []*graph.Node[T]) {
	params := make([]layer.Param[T], len(nodes))
	for i, n := range nodes {
		params[i] = layer.Param[T]{Name: n.Name, Value: n.Value}
	}
	o.Prepare(params)
}
