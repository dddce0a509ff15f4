package code

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

// accuracyLine is what every program says at its end.
var accuracyLine = regexp.MustCompile(`(?m)^test accuracy (.*)$`)

// images are the first of MNIST: those to learn from, and those to test with.
var images = sync.OnceValues(func() (*[2]*digits.Set, error) {
	learn, test, err := mnist.Load()
	if err != nil {
		return nil, err
	}
	return &[2]*digits.Set{learn.First(10_000), test.First(1000)}, nil
})

func load(t *testing.T) (learn, test *digits.Set) {
	t.Helper()
	sets, err := images()
	if err != nil {
		t.Fatal(err)
	}
	return sets[0], sets[1]
}

// short are settings of every preset, kind of layer, optimizer and schedule, with a training of some seconds at the
// most.
func short(t *testing.T) map[string]setting.Settings {
	t.Helper()
	all, seen := map[string]setting.Settings{}, map[string]bool{}
	add := func(some map[string]setting.Settings, change func(*setting.Settings)) {
		for name, s := range some {
			s.Iterations, s.BatchSize = 60, 40
			has := func(property func(*spec.Kind) bool) bool {
				return slices.ContainsFunc(s.Spec().Layers, func(l spec.Layer) bool { return property(l.Kind()) })
			}
			switch {
			case has(func(k *spec.Kind) bool { return k.Modes() }):
				s.Iterations = 150 // until the running statistics, with which it predicts, have followed the batches
			case has(func(k *spec.Kind) bool { return k.Costly }):
				s.Iterations = 25
			}
			change(&s)
			if !seen[s.Query()] {
				seen[s.Query()], all[name] = true, s
			}
		}
	}
	add(cases(t), func(s *setting.Settings) {
		if s.Init == spec.InitZeros {
			s.Init, s.LearningRate = spec.InitHe, 0.01 // a network that learns
		}
	})
	add(kinds(t), func(s *setting.Settings) {
		s.LearningRate = 0.01 // 784 outputs of a Sigmoid do not learn with more
	})
	add(methods(t), func(*setting.Settings) {})
	return all
}

// written returns a folder with the images, as the stand-in of testdata reads them.
func written(t *testing.T, learn, test *digits.Set) string {
	t.Helper()
	folder := t.TempDir()
	for name, bytes := range map[string][]byte{"train-images": learn.Pixels, "train-labels": learn.Labels,
		"test-images": test.Pixels, "test-labels": test.Labels} {
		write(t, filepath.Join(folder, name), bytes)
	}
	return folder
}

func write(t *testing.T, path string, bytes []byte) {
	t.Helper()
	if err := os.WriteFile(path, bytes, 0o644); err != nil {
		t.Fatal(err)
	}
}
