package method

// StepEvery is the number of steps after which the schedule Step lowers the learning rate; see StepsAtOneRate.
var StepEvery = Hyperparameter{Name: "stepEvery", Label: "Steps between drops", Min: 0, Max: 1_000_000, Whole: true,
	Help: "After how many steps the learning rate drops; 0 means a third of the iterations."}

// StepFactor is the factor by which it lowers it.
var StepFactor = Hyperparameter{Name: "stepFactor", Label: "Drop factor", Min: 0, Max: 1, Default: 0.1,
	Help: "What the learning rate is multiplied by when it drops."}

func init() {
	registerSchedule(Kind{Name: "Step", Order: 20, Hyper: []Use{{StepEvery, "Every"}, {StepFactor, "By"}},
		Help: "Step multiplies it by a factor from time to time."})
}

// StepsAtOneRate returns StepEvery, or a third of all steps if StepEvery is 0.
func StepsAtOneRate(v Values, steps int) int {
	if every := int(v.Of(StepEvery)); every > 0 {
		return every
	}
	return max((steps+2)/3, 1)
}
