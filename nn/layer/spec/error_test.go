package spec_test

import (
	"errors"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// What is shown to a learner takes an error apart by its fields.
func TestErrorFields(t *testing.T) {
	for text, want := range map[string]spec.Error{
		"affine5-relu-conv3": {Layer: "Convolution1", Place: 2, Problem: "the input 5 is not an image, C×H×W"},
		"conv3-conv8k29-affine10": {Layer: "Convolution2", Place: 1, Field: "kernel",
			Problem: "kernel 29 exceeds input 26"},
		"conv3-pool29-affine10": {Layer: "Pooling1", Place: 1, Field: "size", Problem: "pool 29 exceeds input 26"},
		"affine5-affine0": {Layer: "Affine2", Place: 1, Field: "units",
			Problem: "units must be 1 to 10000, not 0"},
		"affine10-relu-affine9": {Layer: "Affine2", Place: 2,
			Problem: "there are 9 outputs at the end; 10 are needed, one for each digit"},
		"conv3-relu": {Layer: "ReLU1", Place: 1,
			Problem: "the last output is 3 × 26 × 26; it must be one number for each class, as Affine gives it"},
		"affine5-dropout0.99-affine": {Layer: "Dropout1", Place: 1, Field: "ratio",
			Problem: "ratio must be 0 to 0.95, not 0.99"},
		"": {Place: -1, Problem: "there must be 1 to 50 layers, not 0"},
	} {
		n, err := spec.Parse(text)
		if err == nil {
			err = n.ForDigits()
		}
		var got *spec.Error
		if !errors.As(err, &got) || *got != want || err.Error() != "layer: "+want.InPlace() {
			t.Errorf("%s: %#v, want %#v", text, err, want)
		}
	}
}
