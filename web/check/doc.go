// Package check is the panel of the gradient check. It compares backpropagation with numerical gradients, shows how the
// error depends on h, and plants a mistake in a backward pass for the learner to find.
//
// Its settings and results are state.Check. The words and the rows of the table are computed without a browser.
package check
