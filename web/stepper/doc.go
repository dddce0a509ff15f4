// Package stepper goes through a graph step by step: buttons, keys, and what the step computed.
//
//	&stepper.Stepper{Hub: h, Of: state.State.FormulaAt, Go: goTo}
package stepper
