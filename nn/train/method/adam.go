package method

// Beta2 is the part of the past squared gradients that Adam keeps at each step. Adam's β₁ is Momentum.
var Beta2 = Hyperparameter{Name: "beta2", Label: "Beta 2", Min: 0, Max: 0.9999, Default: 0.999,
	Help: "How much of the past squared gradients Adam keeps at each step; the momentum is its beta 1."}

func init() {
	registerOptimizer(Kind{Name: "Adam", Order: 50, Rate: 0.001, Hyper: []Use{{Momentum, "Beta1"}, {Beta2, "Beta2"}},
		Help: "Adam follows the mean of the recent gradients, divided by their size."})
}
