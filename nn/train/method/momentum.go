package method

// Momentum is the part of the last step that carries over into the next. It is Adam's β₁.
var Momentum = Hyperparameter{Name: "momentum", Label: "Momentum", Min: 0, Max: 0.999, Default: 0.9,
	Help: "How much of the last movement carries over into the next step."}

func init() {
	registerOptimizer(Kind{Name: "Momentum", Order: 20, Rate: 0.01, Hyper: []Use{{Momentum, "Momentum"}},
		Help: "Momentum lets the weights roll on like a ball that the gradients push."})
}
