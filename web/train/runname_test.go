package train

import (
	"reflect"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// A run has the settings that it was trained with, not those that were set after it for the next.
func TestARunKeepsItsSettings(t *testing.T) {
	sgd, adam := setting.Default(), statetest.Parsed(t, "optimizer=Adam")
	s := statetest.TrainSteps(statetest.FromScratch(state.New(), sgd), sgd, 5)
	s = statetest.TrainSteps(statetest.FromScratch(s.Observe(protocol.Status{Settings: adam, Step: 5, Parameters: 1}),
		adam), adam, 5)
	if got, want := runNames(s.Runs.All(s.Train, s.Engine)), []string{"SGD", "Adam"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRunNames(t *testing.T) {
	for name, c := range map[string]struct{ queries, want []string }{
		"one":          {[]string{"optimizer=Adam"}, []string{"run 1"}},
		"the same":     {[]string{"", ""}, []string{"run 1", "run 2"}},
		"another seed": {[]string{"", "seed=7"}, []string{"run 1", "run 2"}},
		"optimizers":   {[]string{"", "optimizer=Adam", "optimizer=Momentum"}, []string{"SGD", "Adam", "Momentum"}},
		"beginnings": {[]string{"", "init=Standard", "init=Xavier", "init=He", "init=Zeros"},
			[]string{"std 0.01", "std 1", "Xavier", "He", "zeros"}},
		"rates": {[]string{"", "learningRate=0.01"}, []string{"learning rate 0.1", "learning rate 0.01"}},
		"an unusual rate": {[]string{"", "optimizer=Adam&learningRate=0.01"},
			[]string{"SGD, learning rate 0.1", "Adam, learning rate 0.01"}},
		"momenta": {[]string{"optimizer=Momentum", "optimizer=Momentum&momentum=0.5"},
			[]string{"momentum 0.9", "momentum 0.5"}},
		"networks": {[]string{"", "hidden=50,50&activation=Sigmoid"},
			[]string{"784–50–10 ReLU", "784–50–50–10 Sigmoid"}},
		"layers": {[]string{"", "network=affine10"}, []string{"784–50–10 ReLU", "Affine 10"}},
		"two, and a third": {[]string{"", "optimizer=Adam", "optimizer=Adam&seed=2"},
			[]string{"SGD", "Adam, run 2", "Adam, run 3"}},
		"batches and data": {[]string{"", "batchSize=10&dataSize=10000"},
			[]string{"batch size 100, 60,000 images", "batch size 10, 10,000 images"}},
		"schedules":      {[]string{"", "schedule=Cosine&iterations=5"}, []string{"constant rate", "cosine schedule"}},
		"the page's own": {[]string{"", "theme=dark&workers=2"}, []string{"run 1", "run 2"}},
	} {
		var runs []state.Run
		for i, q := range c.queries {
			s := statetest.Parsed(t, q)
			runs = append(runs, state.Run{Number: i + 1, First: s, Last: s})
		}
		if got := runNames(runs); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	named := func(n int, label, query string) state.Run {
		s := statetest.Parsed(t, query)
		return state.Run{Number: n, First: s, Last: s, Label: label}
	}
	experiment := []state.Run{named(1, "", ""), named(2, "Slow", "learningRate=0.01"), named(3, "", "optimizer=Adam"),
		named(4, "Fast", "learningRate=1"), named(5, "Slow", "learningRate=0.01")}
	want := []string{"SGD", "Slow, run 2", "Adam", "Fast", "Slow, run 5"}
	if got := runNames(experiment); !slices.Equal(got, want) {
		t.Errorf("beside an experiment: %q, want %q", got, want)
	}
	changed := []state.Run{{Number: 1, First: setting.Default(), Last: statetest.Parsed(t, "learningRate=0.01")},
		{Number: 2, First: setting.Default(), Last: setting.Default(), From: 10_000}}
	if got, want := runNames(changed), []string{"learning rate 0.1 → 0.01, from " +
		"scratch", "learning rate 0.1, from step 10,000"}; !slices.Equal(got, want) {
		t.Errorf("changed on the way: %q, want %q", got, want)
	}
}

func TestRunsAreKept(t *testing.T) {
	sgd, adam := setting.Default(), statetest.Parsed(t, "optimizer=Adam")
	s := statetest.TrainSteps(statetest.FromScratch(statetest.TrainSteps(statetest.FromScratch(state.New(), sgd), sgd,
		30), adam), adam, 7)
	s.Runs = s.Runs.Show(1, false)
	k := state.DecodeRuns(s.Runs.Encode(s.Train))
	back := state.New()
	back.Runs = back.Runs.WithEarlier(k.Earlier)
	back = back.Observe(protocol.Status{Settings: adam, Step: 7, Parameters: 1})
	back.Train = back.Train.WithCurves(k.Now, 7)
	if got, want := back.Runs.Earlier[0], s.Runs.Earlier[0]; !slices.Equal(got.Loss.Points, want.Loss.Points) ||
		!got.Hidden ||
		got.Number != 1 || !reflect.DeepEqual(got.Last, want.Last) {
		t.Errorf("%+v became %+v", want, got)
	}
	if !slices.Equal(back.Train.Loss.Points, s.Train.Loss.Points) {
		t.Errorf("the curve of now is %v", back.Train.Loss.Points)
	}
	if got, want := runNames(back.Runs.All(back.Train, back.Engine)),
		[]string{"SGD", "Adam"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	back = statetest.TrainSteps(back, adam, 1)
	if n := len(back.Train.Loss.Points); n != 8 {
		t.Errorf("it goes on with %d points, want 8", n)
	}
	for _, text := range []string{"", "null", "<undefined>", `{"Earlier": 7}`, `{"Earlier": [{"Slot": 9}]}`,
		`{"Now": {"Loss": {"Points": [{"X": 2}, {"X": 1}]}}}`} {
		if k := state.DecodeRuns(text); len(k.Earlier) > 0 || k.Now != nil {
			t.Errorf("%q is read as %+v", text, k)
		}
	}
}
