package expr

import "strings"

// Example is a formula worth looking at.
type Example struct {
	// Name is what to choose it by, and Text a sentence about what there is to see.
	Name, Text string
	// Formula is as a person would type it.
	Formula string
	// Values has a value for each name in it.
	Values map[string]float64
}

// Slug returns the name as one of a file: two-apples-with-tax.
func (e Example) Slug() string { return strings.ReplaceAll(strings.ToLower(e.Name), " ", "-") }

// Examples returns the library of examples, simple ones first. Those of shopping are the ones that Saitoh, Deep
// Learning from Scratch, chapter 5, begins with.
func Examples() []Example {
	return []Example{
		{
			Name: "Two apples with tax",
			Text: "The gradient of a factor is the product of the others: an apple that costs 1 more raises the " +
				"price by 2.2.",
			Formula: "apple*n_apple*tax",
			Values:  map[string]float64{"apple": 100, "n_apple": 2, "tax": 1.1},
		},
		{
			Name:    "Apples and oranges with tax",
			Text:    "An addition passes its gradient unchanged to both sides; a multiplication swaps its factors.",
			Formula: "(apple*n_apple + orange*n_orange)*tax",
			Values:  map[string]float64{"apple": 100, "n_apple": 2, "orange": 150, "n_orange": 3, "tax": 1.1},
		},
		{
			Name:    "Square of a sum",
			Text:    "The simplest chain rule: the slope of the square, 2(x + y), times that of the sum, 1.",
			Formula: "(x + y)^2",
			Values:  map[string]float64{"x": 1, "y": 2},
		},
		{
			Name: "Square of a sum in two lines",
			Text: "A name for the sum shows the chain rule: the gradient of x is that of t, 2t, times the slope of " +
				"t with respect to x, 1.",
			Formula: "t = x + y\nz = t^2",
			Values:  map[string]float64{"x": 1, "y": 2},
		},
		{
			Name: "Sigmoid neuron",
			Text: "The sigmoid function taken apart: the gradient that arrives at w*x + b is y(1 − y), where " +
				"y is the result.",
			Formula: "1/(1 + exp(-(w*x + b)))",
			Values:  map[string]float64{"w": 2, "x": 1, "b": -1},
		},
		{
			Name: "Softmax with cross entropy",
			Text: "The gradients of the scores a1 and a2 are y − t: the output of softmax minus the target.",
			Formula: "-(t1*log(exp(a1)/(exp(a1) + exp(a2))) + " +
				"t2*log(exp(a2)/(exp(a1) + exp(a2))))",
			Values: map[string]float64{"a1": 0.3, "a2": 2.9, "t1": 0, "t2": 1},
		},
		{
			Name:    "ReLU neuron",
			Text:    "Below 0 nothing passes, neither forward nor backward: make b smaller until the gradients vanish.",
			Formula: "max(0, w1*x1 + w2*x2 + b)",
			Values:  map[string]float64{"w1": 0.5, "x1": 2, "w2": -1, "x2": 1, "b": 0.5},
		},
	}
}
