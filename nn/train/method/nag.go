package method

func init() {
	registerOptimizer(Kind{Name: "NAG", Order: 25, Rate: 0.01, Hyper: []Use{{Momentum, "Momentum"}},
		Help: "NAG is Momentum with the gradient at the place it is about to reach."})
}
