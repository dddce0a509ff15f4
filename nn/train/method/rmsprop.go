package method

// Decay is the part of the past squared gradients that an optimizer keeps at each step.
var Decay = Hyperparameter{Name: "decay", Label: "Decay", Min: 0, Max: 0.9999, Default: 0.99,
	Help: "How much of the past squared gradients each step keeps."}

func init() {
	registerOptimizer(Kind{Name: "RMSProp", Order: 40, Rate: 0.001, Hyper: []Use{{Decay, "Decay"}},
		Help: "RMSProp divides each step by the size of the weight’s recent gradients."})
}
