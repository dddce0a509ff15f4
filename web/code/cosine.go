package code

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func init() {
	registerSchedule("Cosine", scheduleForm{
		golang: func(s setting.Settings) string { return fmt.Sprintf("Cosine{Steps: %d}", s.Iterations) },
		python: func(s setting.Settings) string {
			return fmt.Sprintf("(1 + np.cos(np.pi * step / %d)) / 2", s.Iterations)
		},
	})
}
