package train

import "testing"

func TestANameIsRegisteredOnce(t *testing.T) {
	for name, again := range map[string]func(){
		"optimizer": func() { registerOptimizer("SGD", optimizers["SGD"]) },
		"schedule":  func() { registerSchedule("Cosine", schedules["Cosine"]) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			again()
		})
	}
}
