// Package formula is the panel of a formula: it takes one, shows its graph step by step or asks for its gradients, and
// has a slider for each of its values. What was typed, the answers and the questions are state.Formula.
package formula
