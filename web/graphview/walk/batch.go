package walk

// normalizeSettled is the kind of a Normalize by running statistics.
const normalizeSettled = "Normalize by running statistics"

func init() {
	register(map[string]rule{
		"Mean": {"μ = 1 / N Σ_n x_n", []string{"dx_n = dμ / N"},
			"Each row of the batch gets an equal share of the gradient."},
		"Variance": {"v = 1 / N Σ_n (x_n − μ)^2", []string{"dx_n = 2 / N × (x_n − μ) × dv"},
			"The further a value is from the mean, the more it moves the variance."},
		"Normalize": {"z_n = (x_n − μ) / s , s^2 = v + ε",
			[]string{"dx_n = dz_n / s", "dμ = − Σ_n dz_n / s", "dv = − Σ_n dz_n × z_n / (2 s^2)"},
			"The gradient flows back in three ways: to the values themselves, and to the batch’s mean and variance."},
		normalizeSettled: {"z_n = (x_n − μ) / s , s^2 = v + ε",
			[]string{"dx_n = dz_n / s", "dμ = − Σ_n dz_n / s", "dv = − Σ_n dz_n × z_n / (2 s^2)"},
			"The running mean and variance do not depend on the image, so the gradient flows back in one way only."},
	})
	registerAhead(map[string]string{
		"Mean":     "The mean of one value over all rows of the batch.",
		"Variance": "The mean of the squared distances from the mean, over all rows of the batch.",
		"Normalize": "The distance from the batch’s mean, in standard deviations: over all rows, the mean is 0 " +
			"and the variance 1.",
		normalizeSettled: "The distance from the running mean, in running standard deviations; the other rows make " +
			"no difference.",
	})
}
