package walk

func init() {
	register(map[string]rule{
		"Convolution": {"Z_n = W · col_n , col_n = im2col (X_n)",
			[]string{"dX_n = col2im (W^T · dZ_n)", "dW = Σ_n dZ_n · col_n^T"},
			"With each window of image n written as a column (im2col) and each filter as a row, a convolution is a " +
				"product of matrices, and so is its backward pass."},
		"MaxPooling": {"z = max over each window of x", []string{"dx = Σ dz over the windows whose maximum x is"},
			"The gradient goes to where the maximum was, and nowhere else."},
		"AveragePooling": {"z = mean over each window of x", []string{"dx = 1 / size^2 Σ dz over the windows with x"},
			"Each element of a window gets an equal share of the gradient."},
		"Flatten": {"z_n = x_n in one line", []string{"dx = dz in the shape of x"},
			"Only the shape changes, and backwards it changes back; the numbers stay the same."},
	})
	registerAhead(map[string]string{
		"Convolution": "The window times the filter: product by product, added up, through all channels. " +
			"Where the window lies on the pad, there is 0.",
		"MaxPooling":     "The largest of the window wins; the others do not matter.",
		"AveragePooling": "The mean of the window.",
		"Flatten":        "The same numbers, row after row, in one line.",
	})
}
