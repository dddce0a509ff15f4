package method_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/train/method"
)

// Every optimizer and schedule says what it is, in its place; and every hyperparameter has one declaration.
func TestMethodsAreWhole(t *testing.T) {
	const maxHelp = 72
	declared := map[string]method.Hyperparameter{}
	whole := func(all []method.Kind, find func(string) (method.Kind, bool)) {
		last := 0
		for _, k := range all {
			if found, ok := find(k.Name); !ok || !reflect.DeepEqual(found, k) || k.Order <= last {
				t.Errorf("%s has the order %d; it is found as %+v", k.Name, k.Order, found)
			}
			last = k.Order
			// The help stands in a line with that of the setting; a test of the page measures it.
			if !strings.HasPrefix(k.Help, k.Name+" ") || !strings.HasSuffix(k.Help, ".") ||
				utf8.RuneCountInString(k.Help) > maxHelp {
				t.Errorf("the help of %s is %q: it must begin with its name, end with a full stop, and have at most "+
					"%d characters", k.Name, k.Help, maxHelp)
			}
			for _, use := range k.Hyper {
				h := use.Hyperparameter
				if d, ok := declared[h.Name]; ok && d != h {
					t.Errorf("%s is declared as %+v and %+v", h.Name, d, h)
				}
				declared[h.Name] = h
				if h.Label == "" || !strings.HasSuffix(h.Help, ".") ||
					!(h.Min <= h.Default && h.Default <= h.Max && h.Min < h.Max) {
					t.Errorf("hyperparameter %+v", h)
				}
				if v := (method.Values{h.Name: h.Max}); v.Of(h) != h.Max ||
					(method.Values{"": h.Max}).Of(h) != h.Default {
					t.Errorf("%s: its value is %v, its default %v", h.Name, v.Of(h), method.Values(nil).Of(h))
				}
				if !k.Has(h.Name) || k.Has(h.Name+"2") {
					t.Errorf("%s does not know what it has", k.Name)
				}
			}
		}
		if k, ok := find("Newton"); ok {
			t.Errorf("there is %+v", k)
		}
	}
	whole(method.Optimizers(), method.FindOptimizer)
	whole(method.Schedules(), method.FindSchedule)
	for _, o := range method.Optimizers() {
		if !(o.Rate > 0) {
			t.Errorf("the usual learning rate of %s is %v", o.Name, o.Rate)
		}
	}
	if method.Optimizers()[0].Name != method.SGD.Name || method.Schedules()[0].Name != method.Constant.Name {
		t.Error("those that training begins with are not the first")
	}
}
