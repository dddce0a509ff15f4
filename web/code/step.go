package code

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() {
	every := func(s setting.Settings) int { return method.StepsAtOneRate(s.Hyper(), s.Iterations) }
	factor := func(s setting.Settings) string { return literal(s.Hyper().Of(method.StepFactor)) }
	registerSchedule("Step", scheduleForm{
		golang: func(s setting.Settings) string {
			return fmt.Sprintf("StepDecay{Every: %d, By: %s}", every(s), factor(s))
		},
		python: func(s setting.Settings) string { return fmt.Sprintf("%s ** (step // %d)", factor(s), every(s)) },
	})
}
