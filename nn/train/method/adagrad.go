package method

func init() {
	registerOptimizer(Kind{Name: "AdaGrad", Order: 30, Rate: 0.01,
		Help: "AdaGrad takes smaller steps for weights that have had large gradients."})
}
