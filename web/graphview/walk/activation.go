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
		"Softmax": {"y = softmax x",
			[]string{"dx_{n,c} = y_{n,c} × (dy_{n,c} − Σ_k y_{n,k} × dy_{n,k})"},
			"As dy is −t / (N · y), this comes to (y − t) / N: output minus target. It is computed in that " +
				"form, because a y may be 0."},
		"LogOfSoftmax": {"z = log x", []string{"dx = dz / x"},
			"The derivative of the logarithm is one over its argument. Only the right class has a gradient."},
		"CrossEntropy": {"L = − 1 / N Σ_n t_n · x_n", []string{"dx = − t / N", ""},
			"Only the logarithm at the label counts, and each image has an equal share."},
	})
	registerAhead(map[string]string{
		"ReLU":         "A value above 0 passes as it is, any other becomes 0.",
		"LeakyReLU":    "A value above 0 passes as it is, of any other a small part.",
		"Sigmoid":      "Every value is pressed between 0 and 1.",
		"Tanh":         "Every value is pressed between −1 and 1.",
		"Softmax":      "The scores become probabilities y that add up to 1: exp of each score, divided by their sum.",
		"LogOfSoftmax": "The logarithm of each probability: 0 for a certain one, far below 0 for one near 0.",
		"CrossEntropy": "The loss is the negative logarithm of the probability of the right class, in the mean over " +
			"the batch.",
		"SoftmaxWithLoss": "The scores become probabilities y that add up to 1: each e is exp x, and S is " +
			"their sum. The loss is the negative logarithm of the probability of the right class.",
	})
}
