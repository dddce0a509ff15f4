package setting_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// hyperparameters are those of all optimizers and schedules by name.
func hyperparameters() map[string]method.Hyperparameter {
	all := map[string]method.Hyperparameter{}
	for _, k := range append(method.Optimizers(), method.Schedules()...) {
		for _, use := range k.Hyper {
			all[use.Name] = use.Hyperparameter
		}
	}
	return all
}

// The choices are all optimizers and schedules in their order, and each is explained beside the row's own help.
func TestMethodsAreChoices(t *testing.T) {
	for row, kinds := range map[string][]method.Kind{"optimizer": method.Optimizers(), "schedule": method.Schedules()} {
		r, _ := setting.Find(row)
		var names []string
		for _, k := range kinds {
			names = append(names, k.Name)
			s := setting.Default()
			if err := s.Set(row, k.Name); err != nil || r.HelpFor(s) != r.Help+" "+k.Help {
				t.Errorf("%s %s: error %v, help %q", row, k.Name, err, r.HelpFor(s))
			}
		}
		if !slices.Equal(r.Choices, names) {
			t.Errorf("%s can be %q, want %q", row, r.Choices, names)
		}
	}
}

// A hyperparameter is a row with its range, which applies for those that have it and no others.
func TestRowsOfHyperparameters(t *testing.T) {
	for name, h := range hyperparameters() {
		r, ok := setting.Find(name)
		if !ok || r.Label != h.Label || r.Help != h.Help || r.Min != h.Min || r.Max != h.Max ||
			(r.Kind == setting.Int) != h.Whole {
			t.Errorf("%s is the row %+v", name, r)
		}
		s := setting.Default()
		if s.Hyper().Of(h) != h.Default || !r.Usual(s) {
			t.Errorf("%s begins with %v, want %v", name, s.Hyper().Of(h), h.Default)
		}
		before := s.Clone()
		for _, bad := range []float64{h.Min - 1, h.Max + 1} {
			text := strconv.FormatFloat(bad, 'f', -1, 64)
			if err := s.Set(name, text); err == nil || !strings.Contains(err.Error(), name+": "+text+" is outside ") {
				t.Errorf("%s=%s: error %v", name, text, err)
			}
		}
		for _, bad := range []string{"NaN", "much", ""} {
			if err := s.Set(name, bad); err == nil {
				t.Errorf("%s=%s is taken", name, bad)
			}
		}
		if !reflect.DeepEqual(s, before) {
			t.Errorf("an error of %s changed the settings", name)
		}
		for _, v := range []float64{h.Min, h.Max, h.Default} {
			text := strconv.FormatFloat(v, 'f', -1, 64)
			if err := s.Set(name, text); err != nil || s.Hyper().Of(h) != v || r.Usual(s) != (v == h.Default) {
				t.Errorf("%s=%s: %v, error %v", name, text, s.Hyper().Of(h), err)
			}
			if back, errs := setting.ParseQuery(s.Query()); len(errs) > 0 || !reflect.DeepEqual(back, s) {
				t.Errorf("%s=%s is %s in a link, which is read as %s: %v", name, text, s.Query(), back.Text(name), errs)
			}
		}
		if !reflect.DeepEqual(s, before) {
			t.Errorf("the default of %s is not what settings begin with", name)
		}
		for _, o := range method.Optimizers() {
			for _, sch := range method.Schedules() {
				s.Optimizer, s.Schedule = o.Name, sch.Name
				want := o.Has(name) || sch.Has(name)
				if r.Applies(s) != want {
					t.Errorf("%s with %s and %s: applies %t, want %t", name, o.Name, sch.Name, !want, want)
				}
			}
		}
	}
	if r, _ := setting.Find("learningRate"); r.Usual(setting.Default()) {
		t.Error("the learning rate is taken for a hyperparameter")
	}
}

// A copy has its own hyperparameters.
func TestCopiesOfHyperparameters(t *testing.T) {
	s := setting.Default()
	set := func(s *setting.Settings, text string) {
		t.Helper()
		if err := s.Set("momentum", text); err != nil {
			t.Fatal(err)
		}
	}
	set(&s, "0.5")
	plain := s
	set(&plain, "0.6")
	if s.Text("momentum") != "0.5" || plain.Text("momentum") != "0.6" {
		t.Errorf("momentum %s, of the copy %s", s.Text("momentum"), plain.Text("momentum"))
	}
}

// In JSON the hyperparameters stand among the other settings, each by its name.
func TestJSONOfHyperparameters(t *testing.T) {
	s := setting.Default()
	for name, h := range hyperparameters() {
		if err := s.Set(name, strconv.FormatFloat(h.Max, 'f', -1, 64)); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []setting.Settings{setting.Default(), s} {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var flat map[string]any
		var back setting.Settings
		if err := json.Unmarshal(text, &flat); err != nil || json.Unmarshal(text, &back) != nil ||
			!reflect.DeepEqual(back, s) {
			t.Errorf("%s: error %v, read as %+v", text, err, back)
		}
		for _, r := range setting.Table() {
			if _, ok := flat[r.Name]; !ok {
				t.Errorf("%s is not in %s", r.Name, text)
			}
		}
		for name, h := range hyperparameters() {
			if flat[name] != s.Hyper().Of(h) {
				t.Errorf("%s is %v in JSON, want %v", name, flat[name], s.Hyper().Of(h))
			}
		}
	}
	old := setting.Default()
	if err := json.Unmarshal([]byte(`{"momentum":0.5,"stepEvery":7}`), &old); err != nil ||
		old.Text("momentum") != "0.5" ||
		old.Text("stepEvery") != "7" || old.Text("beta2") != "0.999" || old.BatchSize != 100 {
		t.Errorf("error %v, settings %+v", err, old)
	}
	for _, bad := range []string{`{"momentum":"0.5"}`, `{"stepEvery":7.5}`, `{"seed":"7"}`, `[]`} {
		if err := json.Unmarshal([]byte(bad), &old); err == nil {
			t.Errorf("%s is read as %+v", bad, old)
		}
	}
}
