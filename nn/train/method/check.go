package method

// CheckTolerance is the largest mean absolute difference with which a gradient check calls the gradient right. It is
// far above the error of a numerical gradient for any h from 1e-6 to 1e-4, and far below what a mistake in a backward
// pass causes.
const CheckTolerance = 1e-7
