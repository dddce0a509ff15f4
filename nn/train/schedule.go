package train

import (
	"fmt"
	"math"
)

// Schedule is the learning rate over time. Whoever counts the steps sets it:
//
//	optimizer.SetLearningRate(eta * schedule.At(step))
type Schedule interface {
	// At returns the factor of the learning rate at a step, from 0; at step 0 it is 1.
	At(step int) float64
}

// Schedules returns the names that NewSchedule knows, in the order to show them.
func Schedules() []string { return []string{"Constant", "Step", "Cosine"} }

// NewSchedule returns the schedule of that name for a training of so many steps. Step goes to a tenth after each third of them.
func NewSchedule(name string, steps int) (Schedule, error) {
	switch name {
	case "Constant":
		return Constant{}, nil
	case "Step":
		return StepDecay{Every: max((steps+2)/3, 1), By: 0.1}, nil
	case "Cosine":
		return Cosine{Steps: steps}, nil
	}
	return nil, fmt.Errorf("train: there is no schedule %q", name)
}

// Constant leaves the learning rate as it is.
type Constant struct{}

func (Constant) At(int) float64 { return 1 }

// StepDecay multiplies the learning rate by By each Every steps:
//
//	By^⌊step / Every⌋
//
// Source: He et al., Deep Residual Learning for Image Recognition (2016), section 3.4.
type StepDecay struct {
	Every int
	By    float64
}

func (s StepDecay) At(step int) float64 { return math.Pow(s.By, float64(step/s.Every)) }

// Cosine lets the learning rate fall to 0 along half a wave, and stay there:
//
//	(1 + cos(π · step / Steps)) / 2
//
// Source: Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017), without the restarts.
type Cosine struct{ Steps int }

func (s Cosine) At(step int) float64 {
	if step >= s.Steps {
		return 0
	}
	return (1 + math.Cos(math.Pi*float64(step)/float64(s.Steps))) / 2
}
