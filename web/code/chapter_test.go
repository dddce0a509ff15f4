package code

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/section"
)

// The programs beside the sections of the chapter run, one after the other, with the classes of the layers: the
// gradients agree, and training lowers the loss.
func TestProgramsOfTheChapter(t *testing.T) {
	python := numpy(t)
	program := "import numpy as np\nfrom collections import OrderedDict\nnp.random.seed(1)\n"
	for _, kind := range []string{spec.KindAffine, spec.KindReLU, spec.KindSoftmaxWithLoss} {
		program += Class(kind) + "\n\n"
	}
	program += "x_train, t_train = np.random.rand(200, 6), np.random.randint(0, 3, 200)\n" +
		"x_test, t_test, train_loss_list = x_train, t_train, []\n"
	for _, s := range section.Chapter().Sections {
		if s.Code == "" {
			continue
		}
		text := strings.NewReplacer("range(10000)", "range(400)", "choice(60000, 100)", "choice(200, "+
			"20)").Replace(s.Code)
		program += text + "\n\n"
		if s.Name == "two-layer-net" {
			program += "network = TwoLayerNet(6, 5, 3)\n"
		}
	}
	program += "assert np.mean(train_loss_list[-50:]) < train_loss_list[0] < 1.2, train_loss_list\n" +
		"assert np.allclose(numerical_gradient(lambda x: np.sum(x ** 2), np.array([3.0, 4.0])), [6, 8])\n"
	cmd := exec.Command(python, "-")
	cmd.Stdin = strings.NewReader(program)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		name, text, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if diff, err := strconv.ParseFloat(text, 64); ok && (err != nil || diff > 1e-7) {
			t.Errorf("%s: the gradients differ by %s", name, text)
		}
	}
	if !strings.HasPrefix(string(out), "W1: ") {
		t.Errorf("it prints %q", out)
	}
}
