package walk

func init() {
	register(map[string]rule{
		"Convolution": {"Z = W ∗ X", []string{"dX = col2im (W^T · dZ)", "dW = Σ_n dZ_n · col_n^T"},
			"With each window of the image written as a column (im2col), a convolution is a product of matrices, " +
				"and so is its way back."},
		"MaxPooling": {"z = max over each window", []string{"dx = dz where the maximum was"},
			"The gradient goes to where the maximum was, and nowhere else."},
		"AveragePooling": {"z = mean over each window", []string{"dx = dz / size^2"},
			"Each element of a window gets an equal part of the gradient."},
		"Flatten": {"z = x , row by row in one line", []string{"dx = dz , in the shape of x"},
			"The numbers stay; only the shape changes, and back again."},
	})
}
