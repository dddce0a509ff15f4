package walk

func init() {
	register(map[string]rule{
		"ReLU": {"z = max (0, x)", []string{"dx = dz if x > 0"},
			"Where the value was above 0 the gradient passes, elsewhere nothing does."},
		"LeakyReLU": {"z = x if x > 0 , else a × x", []string{"dx = dz if x > 0 , else a × dz"},
			"Where the value was above 0 the gradient passes, elsewhere a part of it."},
		"Sigmoid": {"z = 1 / (1 + e^{−x})", []string{"dx = z × (1 − z) × dz"},
			"The derivative of the sigmoid needs nothing but its own value."},
		"Tanh": {"z = tanh x", []string{"dx = (1 − z^2) × dz"},
			"The derivative of tanh needs nothing but its own value."},
		"SoftmaxWithLoss": {"y = softmax x , L = − 1 / N Σ_n t_n · log y_n", []string{"dx = (y − t) / N", ""},
			"Softmax and cross entropy together have a very simple derivative: output minus target, " +
				"which is 1 at the label and 0 elsewhere."},
	})
	registerAhead(map[string]string{
		"ReLU":      "A value above 0 passes as it is, any other becomes 0.",
		"LeakyReLU": "A value above 0 passes as it is, of any other a small part.",
		"Sigmoid":   "Every value is pressed between 0 and 1.",
		"Tanh":      "Every value is pressed between −1 and 1.",
		"SoftmaxWithLoss": "The scores become probabilities y that add up to 1: each e is exp x, and S is " +
			"their sum. The loss is the negative logarithm of the probability of the right class.",
	})
}
