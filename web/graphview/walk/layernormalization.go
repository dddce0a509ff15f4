package walk

func init() {
	register(map[string]rule{
		"RowMean": {"μ_n = 1 / D Σ_i x_{n,i}", []string{"dx_{n,i} = dμ_n / D"},
			"Each value of an image gets an equal share of the gradient."},
		"RowVariance": {"v_n = 1 / D Σ_i (x_{n,i} − μ_n)^2", []string{"dx_{n,i} = 2 / D × (x_{n,i} − μ_n) × dv_n"},
			"The further a value is from the image’s mean, the more it moves the variance."},
		"RowNormalize": {"z_{n,i} = (x_{n,i} − μ_n) / s_n , {s_n}^2 = v_n + ε",
			[]string{"dx_{n,i} = dz_{n,i} / s_n", "dμ_n = − Σ_i dz_{n,i} / s_n",
				"dv_n = − Σ_i dz_{n,i} × z_{n,i} / (2 {s_n}^2)"},
			"The gradient flows back in three ways: to the values themselves, and to the image’s mean and variance."},
	})
	registerAhead(map[string]string{
		"RowMean":      "The mean of all values of one image.",
		"RowVariance":  "The mean of the squared distances from the mean, over all values of one image.",
		"RowNormalize": "The distance from the image’s mean, in standard deviations.",
	})
}
