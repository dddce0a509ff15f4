// Package guess reads the numbers that a learner predicts, and says whether one is right.
//
//	v, ok := guess.Number("11/5")
//	fmt.Println(ok && guess.Near(v, 2.2)) // true
package guess

import (
	"math"
	"strconv"
	"strings"
)

// Number reads a number as people write one: 2.2, 2,2, −1, 1e-3, 11/5, perhaps with a "=" before it.
func Number(text string) (v float64, ok bool) {
	text = strings.NewReplacer("−", "-", ",", ".", " ", "", "=", "").Replace(text)
	above, below, fraction := strings.Cut(text, "/")
	v, err := strconv.ParseFloat(above, 64)
	if err != nil || !fraction {
		return v, err == nil
	}
	d, err := strconv.ParseFloat(below, 64)
	return v / d, err == nil && d != 0
}

// The largest relative error of a right guess: three digits are enough where the page shows four. A residue of rounding
// in place of 0 is accepted, too.
const (
	nearEnough = 0.005
	nearZero   = 1e-9
)

// Near reports whether a guess is good enough. NaN and infinite numbers must be guessed exactly.
func Near(guess, want float64) bool {
	if math.IsNaN(want) || math.IsInf(want, 0) {
		return math.IsNaN(want) && math.IsNaN(guess) || guess == want
	}
	return math.Abs(guess-want) <= nearEnough*math.Abs(want)+nearZero
}
