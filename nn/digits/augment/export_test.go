package augment

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// Bend returns an elastic field.
func Bend(std float64, rng *rand.Rand) *[digits.Pixels]float64 {
	var f [digits.Pixels]float64
	bend(&f, std, rng)
	return &f
}
