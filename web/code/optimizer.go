package code

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// pythonOptimizer is an optimizer in Python: an object of a class in the form of the book's, under the book's name.
type pythonOptimizer struct {
	class string
	// source defines the class. It needs NumPy, as np, and no other class.
	source string
	// keywords are the constructor's arguments, beside lr, by the names of the hyperparameters.
	keywords map[string]string
}

// pythonOptimizers has what writes an optimizer, by its name in package method. Each is registered in a file of its
// own.
var pythonOptimizers = map[string]pythonOptimizer{}

func registerOptimizer(name string, o pythonOptimizer) {
	if _, ok := pythonOptimizers[name]; ok {
		panic("code: " + name + " is registered twice")
	}
	pythonOptimizers[name] = o
}

// construct calls the constructor of the optimizer that s has.
func (o pythonOptimizer) construct(s setting.Settings) string {
	arguments := []string{"lr=" + literal(s.LearningRate)}
	for _, h := range described(s).Hyper {
		arguments = append(arguments, o.keywords[h.Name]+"="+literal(s.Hyper().Of(h.Hyperparameter)))
	}
	return o.class + "(" + strings.Join(arguments, ", ") + ")"
}

// goOptimizer is the optimizer that s has as a value of its type in package train.
func goOptimizer(s setting.Settings) string {
	fields := []string{"LearningRate: " + literal(s.LearningRate)}
	for _, h := range described(s).Hyper {
		fields = append(fields, h.Field+": "+literal(s.Hyper().Of(h.Hyperparameter)))
	}
	return s.Optimizer + "[float32]{" + strings.Join(fields, ", ") + "}"
}

func described(s setting.Settings) method.Kind {
	o, _ := method.FindOptimizer(s.Optimizer) // of valid settings
	return o
}
