package train

import (
	"errors"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// Schedule says how the learning rate changes over time. The code that counts the steps sets the rate:
//
//	optimizer.SetLearningRate(eta * schedule.At(step))
type Schedule interface {
	// At returns the factor of the learning rate at a step, counted from 0. At step 0 it is 1.
	At(step int) float64
}

// NewSchedule returns the schedule of that name, one of method.Schedules, for a training of this many steps.
func NewSchedule(name string, steps int, v method.Values) (Schedule, error) {
	if _, ok := method.FindSchedule(name); !ok {
		return nil, errors.New("train: there is no schedule " + excerpt.Quote(name))
	}
	make, ok := schedules[name]
	if !ok {
		panic("train: no factor for schedule " + name + ": add " + fileOf(name))
	}
	return make(steps, v), nil
}

// newSchedule makes a Schedule for a training of this many steps.
type newSchedule func(steps int, v method.Values) Schedule

// schedules is filled while the package is initialized, and never changes later.
var schedules = map[string]newSchedule{}

// registerSchedule registers how to make the schedule that package method describes by that name.
func registerSchedule(name string, make newSchedule) { register(schedules, name, make) }
