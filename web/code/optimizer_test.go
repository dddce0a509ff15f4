package code

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// Every optimizer has a class, whose constructor takes each hyperparameter.
func TestEveryOptimizerInPython(t *testing.T) {
	for _, described := range method.Optimizers() {
		o, ok := pythonOptimizers[described.Name]
		if !ok {
			t.Errorf("no Python form for %s", lacking("optimizer", described.Name))
			continue
		}
		var hyper []string
		for _, h := range described.Hyper {
			hyper = append(hyper, h.Name)
		}
		slices.Sort(hyper)
		if keys := slices.Sorted(maps.Keys(o.keywords)); !slices.Equal(keys, hyper) {
			t.Errorf("%s is made with %q, its hyperparameters are %q", described.Name, keys, hyper)
		}
		if !strings.HasPrefix(o.source, "class "+o.class+":\n") {
			t.Errorf("%s defines a class %s by %s", described.Name, o.class, o.source)
		}
	}
	if len(pythonOptimizers) != len(method.Optimizers()) {
		t.Errorf("%d optimizers are registered, there are %d", len(pythonOptimizers), len(method.Optimizers()))
	}
}

// What the settings say of an optimizer is in both programs: each hyperparameter by a number that nothing else has.
func TestHyperparametersInPrograms(t *testing.T) {
	for _, described := range method.Optimizers() {
		s := setting.Default()
		s.Optimizer = described.Name
		for _, h := range described.Hyper {
			text := literal((h.Min + h.Max) / 2.03)
			if err := s.Set(h.Name, text); err != nil {
				t.Fatal(err)
			}
			for want, source := range map[string]string{h.Field + ": " + text: Go(s),
				pythonOptimizers[described.Name].keywords[h.Name] + "=" + text: Python(s)} {
				if !strings.Contains(source, want) {
					t.Errorf("%s: there is no %q in\n%s", described.Name, want, source)
				}
			}
		}
	}
}

func TestEverySchedule(t *testing.T) {
	for _, described := range method.Schedules() {
		f, ok := scheduleForms[described.Name]
		if !ok {
			t.Errorf("no form for %s", lacking("schedule", described.Name))
			continue
		}
		if (f.golang == nil) != (f.python == nil) ||
			(f.golang == nil) != (described.Name == method.Constant.Name) {
			t.Errorf("%s is registered as %+v", described.Name, f)
		}
	}
	if len(scheduleForms) != len(method.Schedules()) {
		t.Errorf("%d schedules are registered, there are %d", len(scheduleForms), len(method.Schedules()))
	}
}

// methods are settings with each optimizer and each schedule, by its name.
func methods(t *testing.T) map[string]setting.Settings {
	t.Helper()
	all := map[string]setting.Settings{}
	for _, row := range []string{"optimizer", "schedule"} {
		r, _ := setting.Find(row)
		for _, name := range r.Choices {
			s := setting.Default()
			if err := s.Set(row, name); err != nil {
				t.Fatal(err)
			}
			all[name] = s
		}
	}
	return all
}
