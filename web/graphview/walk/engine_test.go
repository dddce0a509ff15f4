package walk

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// TestVanishingGradients holds what is said of parameters without effect against the gradients of real networks: with a
// layer of each kind, and with layers between a bias and BatchNormalization.
func TestVanishingGradients(t *testing.T) {
	all := computations(t)
	for _, text := range []string{
		"affine5-batchnorm", "conv3k3-batchnorm", "conv3k3-relu-batchnorm", "conv3k3-pool2-batchnorm",
		"conv3k3-avgpool2-batchnorm", "conv3k3-conv2k3-batchnorm",
		"conv3k3-flatten-affine5-batchnorm", "conv3k3-batchnorm-pool2-batchnorm", "conv3k3-dropout0.5-batchnorm",
		"conv3k3-layernorm", "conv3k3-layernorm-batchnorm", "conv3k3p1-conv2k3p1-pool2-batchnorm-relu",
	} {
		n, err := spec.Parse(text + "-affine4")
		if err != nil {
			t.Fatal(err)
		}
		n.Input, n.Init = []int{2, 9, 8}, spec.InitHe
		all = append(all, run(t, n, 7, graph.Train), run(t, n, 7, graph.Test))
	}
	found := 0
	for _, c := range all {
		s := c.graph.Snapshot()
		if loss := s.Nodes[len(s.Nodes)-1]; loss.Kind != "SoftmaxWithLoss" || strings.Contains(c.name, "of 1,") {
			continue // in a batch of one image nothing before BatchNormalization has a gradient
		}
		for i, n := range s.Nodes {
			if n.Kind != graph.KindParam {
				continue
			}
			said, size := graphview.Vanishing(s, i) != "", n.Grad.Stats().Norm
			// Rounding leaves 1e-16 of what is added up; a gradient that is none is larger by far.
			if said != (size < 1e-12) {
				t.Errorf("%s: the gradient of %s has the norm %g; it vanishes: %v", c.name, n.Name, size, said)
			}
			if said {
				found++
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d such parameters were found", found)
	}
}

// TestPredictionIsTold reads nn/op: of whatever is a leaf in a prediction there is a sentence, in the stepper and at
// the node.
func TestPredictionIsTold(t *testing.T) {
	files, err := filepath.Glob("../../../nn/op/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	settled := regexp.MustCompile(`InTest\(\) \(kind, name string\) +\{ return "(\w+)", "`)
	var kinds []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range settled.FindAllSubmatch(source, -1) {
			kinds = append(kinds, string(m[1]))
			if graphview.Settled(string(m[1])) == "" {
				t.Errorf("nothing is said of %s", m[1])
			}
		}
	}
	n, err := spec.Parse("affine5-batchnorm-dropout0.5-affine4")
	if err != nil {
		t.Fatal(err)
	}
	n.Input = []int{9}
	for _, mode := range []graph.Mode{graph.Train, graph.Test} {
		s := run(t, n, 1, mode).graph.Snapshot()
		unfolded := map[string]bool{}
		for _, scope := range graphview.Scopes(s) {
			unfolded[scope] = true
		}
		w := New(s, unfolded)
		var forth, back string
		for at := range w.End() {
			if at < w.Turn() {
				forth += plain(w.Say(at))
			} else {
				back += plain(w.Say(at))
			}
		}
		for i := range s.Nodes {
			if node := s.Nodes[i]; slices.Contains(kinds, node.Kind) {
				if !strings.Contains(graphview.Describe(s, i), graphview.Settled(node.Kind)) {
					t.Errorf("%s is described as %s", node.Kind, graphview.Describe(s, i))
				}
			}
		}
		for _, kind := range kinds {
			if said := strings.Contains(forth, graphview.Settled(kind)); said != (mode == graph.Test) {
				t.Errorf("mode %d: %s is told: %v", mode, kind, said)
			}
		}
		for words, want := range map[string]graph.Mode{"μ=1/N": graph.Train, "Variance of": graph.Train,
			"Normalize of Affine1 (1×5) and running mean (5) and running variance (5)": graph.Test,
			"Mul of BatchNormalization1 (1×5) and 1 − ratio (1×5)":                     graph.Test,
		} {
			if strings.Contains(forth, words) != (mode == want) {
				t.Errorf("mode %d: %q in %s", mode, words, forth)
			}
		}
		for words, want := range map[string]graph.Mode{"back in three ways": graph.Train,
			"Each row of the batch gets an equal share": graph.Train, "flows back in one way only": graph.Test} {
			if strings.Contains(back, words) != (mode == want) {
				t.Errorf("mode %d: %q in %s", mode, words, back)
			}
		}
	}
}
