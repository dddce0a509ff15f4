package code

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// Class returns the class in Python of a kind of layer, as the program has it, or "" where there is none. Where a kind
// has several, operations tell which: Pooling with AveragePooling. Without a kind, it is the class of the first
// operation, as formulas have it, and so is that of a kind that is an operation, such as Add.
func Class(kind string, operations ...string) string {
	switch {
	case kind == spec.KindSoftmaxWithLoss:
		return softmaxWithLoss
	case kind == "" && len(operations) > 0:
		if class, ok := operationClasses[operations[0]]; ok {
			return class
		}
		kind = operations[0] // such as ReLU
	}
	k := spec.Find(kind)
	if k == nil {
		return operationClasses[kind]
	}
	all := variants(k)
	for _, l := range all {
		if written := pythonLayers[kind](l); slices.Contains(operations, written.class) {
			return written.source
		}
	}
	return pythonLayers[kind](all[0]).source
}

// Gradients returns the variables that have the gradients of the parameters of a kind of layer, in their order.
func Gradients(kind string) []string {
	if k := spec.Find(kind); k != nil {
		return pythonLayers[kind](k.Default).gradients
	}
	return nil
}

// variants are the default layer of a kind, and one for each other value of its choices.
func variants(k *spec.Kind) []spec.Layer {
	layers := []spec.Layer{k.Default}
	for _, f := range k.Fields {
		for _, choice := range f.Choices {
			l := k.Default
			if f.SetChoice(&l, choice); l != k.Default {
				layers = append(layers, l)
			}
		}
	}
	return layers
}
