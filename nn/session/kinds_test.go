package session_test

import (
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Every kind of layer trains, before the first parameters and behind them. What it puts out is measured if it is an
// activation, and its gradient where there is one.
func TestDistributionsOfEveryKind(t *testing.T) {
	for _, k := range spec.Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			layers := []spec.Layer{k.Default, spec.Affine{Units: 8}, k.Default, spec.Affine{Units: spec.Classes}}
			if k.Image {
				layers = slices.Delete(layers, 1, 3)
			}
			s := small()
			if err := s.SetLayers(layers); err != nil {
				t.Fatal(err)
			}
			resolved, err := s.Spec().Resolve()
			if err != nil {
				t.Fatal(err)
			}
			var outputs, behind []string
			params := 0
			for i, l := range resolved {
				params += len(l.Params)
				if !l.Kind().Activation && i != len(resolved)-1 { // the logits are measured, too
					continue
				}
				outputs = append(outputs, l.Name)
				if params > 0 {
					behind = append(behind, l.Name)
				}
			}
			measured := watched(t, s, 2)
			if len(measured) != 3 {
				t.Fatalf("%d measurements of two steps", len(measured))
			}
			for _, d := range measured {
				got := map[string][]string{}
				for _, tensor := range d.Tensors {
					got[tensor.Of] = append(got[tensor.Of], tensor.Name)
				}
				gradients := behind
				if d.Step == 0 { // before training the graph of the page is measured, which has a gradient of its input
					gradients = outputs
				}
				if of := got[protocol.OfActivation]; !slices.Equal(of, outputs) {
					t.Errorf("step %d: activations of %v, want %v", d.Step, of, outputs)
				}
				if of := got[protocol.OfActivationGradient]; !slices.Equal(of, gradients) {
					t.Errorf("step %d: gradients of %v, want %v", d.Step, of, gradients)
				}
			}
		})
	}
}
