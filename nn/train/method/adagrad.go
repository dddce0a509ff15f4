package method

func init() {
	registerOptimizer(Kind{Name: "AdaGrad", Order: 30, Rate: 0.01,
		Help: "AdaGrad takes smaller steps the further gradients have moved a weight."})
}
