package web

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestPageShowsRunsAndDistributions(t *testing.T) {
	sgd, adam := setting.Default(), statetest.Parsed(t, "optimizer=Adam")
	s := statetest.TrainSteps(statetest.FromScratch(statetest.TrainSteps(statetest.Trained(0), sgd, 5), adam), adam, 5)
	for _, c := range []struct {
		name       string
		state      state.State
		has, lacks []string
	}{
		{"one run", statetest.TrainSteps(statetest.Trained(0), sgd, 5), nil,
			[]string{"Clear earlier runs", "run-remove"}},
		{"two runs", s, []string{"Clear earlier runs", ">Adam<", ">SGD<", "Remove SGD", "SGD from 1 to 1 at step 5",
			"loss 1, test 50.00% at step 5"}, []string{"Activations"}},
		{"hidden", statetest.With(s, func(s *state.State) { s.Runs = s.Runs.Show(1, false) }), []string{"Remove SGD"},
			[]string{"SGD from"}},
		{"read", statetest.With(s, func(s *state.State) { s.Runs = s.Runs.ReadAt(true, 3) }),
			[]string{"Step 3, epoch 0. loss 1. SGD 1."}, nil},
		{"distributions", statetest.With(s.Observe(statetest.Measured(0, 3)), func(s *state.State) {
			s.Distributions = s.Distributions.WithOpen(true).Showing(protocol.OfWeight)
		}),
			[]string{"Gradients of weights", ">W1<", "RMS 0.1"}, nil},
		{"none yet", statetest.With(s, func(s *state.State) { s.Distributions = s.Distributions.WithOpen(true) }),
			[]string{"Measured as soon as"}, []string{">W1<"}},
	} {
		got := html(t, c.state, "train")
		checkTexts(t, c.name, got, c.has, c.lacks)
	}
}

func checkTexts(t *testing.T, name, got string, has, lacks []string) {
	t.Helper()
	for _, want := range has {
		if !strings.Contains(got, want) {
			t.Errorf("%s: the page does not say %q", name, want)
		}
	}
	for _, unwanted := range lacks {
		if strings.Contains(got, unwanted) {
			t.Errorf("%s: the page says %q", name, unwanted)
		}
	}
}
