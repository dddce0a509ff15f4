// Package method describes the ways to train as plain data: the optimizers and the schedules of the learning rate. Each
// is one value in a file of its own.
//
// The code that computes is in a file of the same name in package train, and the code that exports it in package
// web/code. The settings, the page, checkpoints and tests run over Optimizers and Schedules. So a new one is three
// files and their tests:
//
//	method/adam.go     registerOptimizer(Kind{Name: "Adam", Order: 50, Rate: 0.001, ...})
//	train/adam.go      type Adam[T tensor.Float] struct{ ... }; registerOptimizer("Adam", ...)
//	web/code/adam.go   registerOptimizer("Adam", pythonOptimizer{class: "Adam", ...})
//
// A hyperparameter in the Hyper of any value is a row of the settings, whichever file declares it:
//
//	momentum := method.Values{"momentum": 0.5}.Of(method.Momentum)
package method

import (
	"fmt"
	"slices"
)

// Kind describes an optimizer, which changes parameters by their gradients, or a schedule, which changes the learning
// rate over the steps of a training.
type Kind struct {
	// Name is the word in settings, links and checkpoints. An optimizer's type in package train has the same name.
	Name string
	// Order sorts the kinds where they are shown. The kinds here are 10 apart.
	Order int
	// Help is one sentence for the learner who chose it.
	Help string
	// Rate is the learning rate that an optimizer begins with.
	Rate float64
	// Hyper are its hyperparameters.
	Hyper []Use
}

// Use is a Kind's use of a Hyperparameter.
type Use struct {
	Hyperparameter
	// Field is the name of its field in package train's type.
	Field string
}

// Hyperparameter is a number that the learner chooses: a setting.
type Hyperparameter struct {
	// Name is the key in links, in JSON and in the JavaScript API; Label is what a learner reads, and Help one
	// sentence.
	Name, Label, Help string
	// Min and Max bound it.
	Min, Max float64
	// Default is its value until another is chosen.
	Default float64
	// Whole numbers only.
	Whole bool
}

// Values are hyperparameters by name. Missing ones have their defaults: nil is a useful Values.
type Values map[string]float64

// Of returns the value of h.
func (v Values) Of(h Hyperparameter) float64 {
	if x, ok := v[h.Name]; ok {
		return x
	}
	return h.Default
}

// The lists are filled while the package is initialized, and never change later.
var optimizers, schedules []Kind

func registerOptimizer(k Kind) { optimizers = insert(optimizers, k) }

func registerSchedule(k Kind) { schedules = insert(schedules, k) }

// insert puts k into its place in the list. It panics if its name or its order is taken.
func insert(list []Kind, k Kind) []Kind {
	for _, other := range list {
		if other.Name == k.Name || other.Order == k.Order {
			panic(fmt.Sprintf("method: %s (%d) is registered, and %s (%d) as well", other.Name, other.Order, k.Name,
				k.Order))
		}
	}
	list = append(list, k)
	for i := len(list) - 1; i > 0 && list[i].Order < list[i-1].Order; i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	return list
}

// Optimizers returns all of them, in the order to show them.
func Optimizers() []Kind { return slices.Clone(optimizers) }

// Schedules returns all of them, in the order to show them.
func Schedules() []Kind { return slices.Clone(schedules) }

// FindOptimizer returns the optimizer of that name.
func FindOptimizer(name string) (Kind, bool) { return find(optimizers, name) }

// FindSchedule returns the schedule of that name.
func FindSchedule(name string) (Kind, bool) { return find(schedules, name) }

func find(list []Kind, name string) (Kind, bool) {
	for _, k := range list {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// Has reports whether k has a hyperparameter of that name.
func (k Kind) Has(name string) bool {
	return slices.ContainsFunc(k.Hyper, func(u Use) bool { return u.Name == name })
}
