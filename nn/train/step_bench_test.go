package train_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/kernel"
)

// BenchmarkStep is a step of the chapter's network, with a dense batch and with one as compressed sparse rows.
func BenchmarkStep(b *testing.B) {
	set := bars(200, rng())
	for _, c := range []struct {
		name    string
		kernels kernel.Kernels
	}{{"dense", &kernel.Portable{}}, {"sparse", &sparse{}}} {
		b.Run(c.name, func(b *testing.B) {
			kernel.Use(c.kernels)
			defer kernel.Use(&kernel.Portable{})
			s := &digits.Set{}
			s.Append(set)
			s.Index()
			trainer := newTrainer(b, newNet[float32](b, rng(), 50), 100)
			r := rng()
			trainer.Step(s, r)
			b.ReportAllocs()
			for b.Loop() {
				trainer.Step(s, r)
			}
		})
	}
}
