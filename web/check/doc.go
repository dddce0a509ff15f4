// Package check is the panel of the gradient check: it holds backpropagation against numerical gradients, shows how the
// error depends on h, and sets the learner the puzzle of a mistake in backward.
//
// What is set and what was found is state.Check; words and rows of the table are computed without a browser.
package check
