package code

import "github.com/inkgrad/inkgrad/nn/session/setting"

// scheduleForm is how programs have a schedule.
type scheduleForm struct {
	// golang writes a value of package train.
	golang func(setting.Settings) string
	// python writes what the learning rate is multiplied by at step.
	python func(setting.Settings) string
}

// scheduleForms has what writes a schedule, by its name in package method: each is registered in a file of its own. The
// functions of one that leaves the learning rate as it is are nil.
var scheduleForms = map[string]scheduleForm{}

func registerSchedule(name string, f scheduleForm) {
	if _, ok := scheduleForms[name]; ok {
		panic("code: " + name + " is registered twice")
	}
	scheduleForms[name] = f
}
