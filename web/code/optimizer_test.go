package code

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// bookOptimizers are the classes of the book's common/optimizer.py, and what their constructors take beside lr.
var bookOptimizers = map[string][]string{
	"SGD": nil, "Momentum": {"momentum"}, "Nesterov": {"momentum"}, "AdaGrad": nil, "RMSprop": {"decay_rate"},
	"Adam": {"beta1", "beta2"},
}

// Every optimizer is one of the book's classes, or one that the program defines, and its constructor takes each
// hyperparameter.
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
		takes, inBook := bookOptimizers[o.class]
		switch {
		case o.source == "" && !inBook:
			t.Errorf("%s is of a class %s that nobody defines", described.Name, o.class)
		case o.source != "" && (inBook || !strings.HasPrefix(o.source, "class "+o.class+":\n")):
			t.Errorf("%s defines a class %s by %s", described.Name, o.class, o.source)
		}
		for _, keyword := range o.keywords {
			if o.source == "" && !slices.Contains(takes, keyword) {
				t.Errorf("%s(%s=...) is not in the book", o.class, keyword)
			}
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

// A class that the book does not have is not imported.
func TestImportedOptimizer(t *testing.T) {
	for _, c := range []struct {
		o    pythonOptimizer
		want string
	}{
		{pythonOptimizer{class: "RMSprop"}, "from common.optimizer import RMSprop\n"},
		{pythonOptimizer{class: "Lion", source: "class Lion:\n"}, ""},
	} {
		if got := c.o.imported(); got != c.want {
			t.Errorf("%s is imported by %q, want %q", c.o.class, got, c.want)
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
