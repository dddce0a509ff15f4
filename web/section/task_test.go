package section_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/section"
)

func TestTasks(t *testing.T) {
	for text, c := range map[string]struct {
		words       string
		done, other section.Found
	}{
		"accuracy 97%, parameters 20000": {
			"A network that is right on 97% of the test images, with at most 20,000 parameters.",
			section.Found{Accuracy: 0.97, Parameters: 20_000}, section.Found{Accuracy: 0.98, Parameters: 20_001}},
		"accuracy 95": {"A network that is right on 95% of the test images.",
			section.Found{Accuracy: 0.951, Parameters: 1e9}, section.Found{Accuracy: 0.949}},
		"network 3,reader not 3": {"A drawing that the network takes for a 3 and the reader does not take for a 3.",
			section.Found{Network: 3, Reader: 5}, section.Found{Network: 3, Reader: 3}},
		"network not 3, network not 4, reader 3": {
			"A drawing that the network does not take for a 3, the network does not take for a 4 and the reader " +
				"takes for a 3.",
			section.Found{Network: 5, Reader: 3}, section.Found{Network: 4, Reader: 3}},
		"reader not 0": {"A drawing that the reader does not take for a 0.",
			section.Found{Network: -1, Reader: -1}, section.Found{Network: 1, Reader: 0}},
		"mistake 17": {"Find the mistake of puzzle 17: its layer, and what it is.",
			section.Found{Layer: "Affine1", Bug: "sign", LayerGuess: "Affine1", BugGuess: "sign"},
			section.Found{Layer: "Affine1", Bug: "sign", LayerGuess: "Affine2", BugGuess: "sign"}},
	} {
		task, err := section.ParseTask(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := task.Words(); got != c.words {
			t.Errorf("%q: %q, want %q", text, got, c.words)
		}
		if !task.Done(c.done) || task.Done(c.other) {
			t.Errorf("%q: %v is %v, %v is %v", text, c.done, task.Done(c.done), c.other, task.Done(c.other))
		}
	}
	for _, text := range []string{"", "accuracy", "accuracy 0.97", "accuracy 1",
		"accuracy 0", "accuracy 101%", "accuracy NaN", "parameters 100",
		"network 10", "network 3.5", "network not", "network 3 5", "accuracy not 90", "mistake 0", "mistake 1000",
		"mistake 3, network 3", "accuracy 97%, reader 3", "win",
		"network 3, network not 3", "reader not 4, network 3, reader 4", "reader 3, reader 4"} {
		if task, err := section.ParseTask(text); err == nil {
			t.Errorf("%q is read as %+v", text, task)
		}
	}
}
