package main

import (
	"math"
	"os"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// guesses says that a network is right about as often as one that always says the same digit: at most 1,135 of the
// 10,000 test images are of one.
func (o outcome) guesses() bool { return o.evaluated.TestAccuracy < 0.14 }

func (o outcome) test() float64 { return o.evaluated.TestAccuracy }

// gap is by how much the accuracy on the training images is above that on the test images.
func (o outcome) gap() float64 { return o.evaluated.TrainAccuracy - o.evaluated.TestAccuracy }

// vanish is the gradient at the first layer as a part of that at the last.
func (o outcome) vanish() float64 {
	first, last := o.rms(protocol.OfActivationGradient)
	return first / last
}

// jumps is how far the loss of a batch is, on average, from that of the batch before.
func (o outcome) jumps() float64 {
	sum := 0.0
	for i := 51; i < 100; i++ {
		sum += math.Abs(o.losses[i] - o.losses[i-1])
	}
	return sum / 49
}

// copies reports whether all hidden units have the same weights, but for rounding: whether the columns of W1 are equal.
func (o outcome) copies() bool {
	w := o.params[0]
	units, largest := w.Shape[1], max(slices.Max(w.Data), -slices.Min(w.Data))
	for i := 0; i < len(w.Data); i += units {
		row := w.Data[i : i+units]
		if slices.Max(row)-slices.Min(row) > 1e-3*largest {
			return false
		}
	}
	return largest > 0
}

// claims are what the sentence of each experiment says, of its outcomes in order.
var claims = map[string]func(o []outcome) map[string]bool{
	"learning-rate": func(o []outcome) map[string]bool {
		return map[string]bool{
			"0.01 creeps":                    o[0].loss() > 2 && o[0].diverged == "",
			"0.1 and 1 learn":                min(o[1].test(), o[2].test()) > 0.85,
			"10 guesses, with a loss of 2.3": o[3].guesses() && math.Abs(o[3].loss()-2.3) < 0.2,
		}
	},
	"zero-weights": func(o []outcome) map[string]bool {
		return map[string]bool{
			"random weights get 8 in 10":   o[0].test() > 0.8 && !o[0].copies(),
			"the units are copies":         o[1].copies(),
			"fewer than 4 in 10 are right": o[1].test() < 0.4,
		}
	},
	"sigmoid-layers": func(o []outcome) map[string]bool {
		return map[string]bool{
			"std 0.01 vanishes and guesses": o[1].vanish() < 1./100 && o[1].guesses(),
			"Xavier and He learn":           min(o[2].test(), o[3].test()) > 0.5,
			"and pass more on":              min(o[2].vanish(), o[3].vanish()) > 10*o[1].vanish(),
		}
	},
	"relu-layers": func(o []outcome) map[string]bool {
		return map[string]bool{
			"std 1 explodes":                o[0].diverged != "",
			"std 0.01 vanishes and guesses": o[1].vanish() < 1e-5 && o[1].guesses(),
			"He is the fastest":             o[3].loss() < o[2].loss() && o[3].test() > 0.9,
		}
	},
	"dying-relu": func(o []outcome) map[string]bool {
		return map[string]bool{
			"at 0.1 it lives":        o[0].dead() < 0.5 && o[0].test() > 0.88,
			"at 1.5 it dies":         o[1].dead() > 0.97 && o[1].test() < 0.7,
			"a LeakyReLU comes back": o[2].test() > o[1].test()+0.15 && o[2].dead() == 0,
		}
	},
	"batch-normalization": func(o []outcome) map[string]bool {
		return map[string]bool{
			"without it breaks down":    o[0].test() < 0.5,
			"with it 9 in 10 are right": o[1].test() > 0.9,
		}
	},
	"dropout": func(o []outcome) map[string]bool {
		return map[string]bool{
			"both know the 300 images": o[0].evaluated.TrainAccuracy == 1 && o[1].evaluated.TrainAccuracy > 0.99,
			"and 8 in 10 of the test":  min(o[0].test(), o[1].test()) > 0.78 && max(o[0].test(), o[1].test()) < 0.84,
			"Dropout narrows the gap":  o[1].gap() < o[0].gap(),
		}
	},
	"optimizers": func(o []outcome) map[string]bool {
		return map[string]bool{
			"SGD is the slowest":  o[0].loss() > 2*max(o[1].loss(), o[2].loss(), o[3].loss()),
			"and the least right": o[0].test() < min(o[1].test(), o[2].test(), o[3].test())-0.03,
		}
	},
	"batch-size": func(o []outcome) map[string]bool {
		return map[string]bool{
			"1 jumps":               o[0].jumps() > 5*o[1].jumps(),
			"1,000 is smooth":       o[2].jumps() < o[1].jumps()/2,
			"100 get nearly as far": o[1].test() > o[2].test()-0.02,
		}
	},
}

// Every sentence of an experiment is true. That takes a minute; INKGRAD_LONG asks for more seeds.
func TestExperiments(t *testing.T) {
	files, err := load()
	if err != nil {
		t.Fatal(err)
	}
	seeds := 1
	if os.Getenv("INKGRAD_LONG") != "" {
		seeds = 6
	}
	for _, e := range setting.Experiments() {
		t.Run(e.Slug, func(t *testing.T) {
			claim := claims[e.Slug]
			if claim == nil {
				t.Fatal("nothing holds its sentence against what happens")
			}
			for seed := 1; seed <= seeds; seed++ {
				var outcomes []outcome
				for _, v := range e.Variants {
					o := files.train(e, v, seed)
					outcomes = append(outcomes, o)
					t.Logf("seed %d: %s", seed, o)
				}
				for what, holds := range claim(outcomes) {
					if !holds {
						t.Errorf("seed %d: not so: %s", seed, what)
					}
				}
			}
		})
	}
}
