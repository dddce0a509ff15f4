// Package bench is the panel of a layer alone: its numbers in tables that a learner can write in, the values and
// gradients that come of them, step by step, and how each element came about. What was typed and the engine's answers
// are state.Bench.
package bench
