package setting_test

import (
	"errors"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// TestTwice tells of a setting that a link has twice, and not of the same text again nor of what is no setting.
func TestTwice(t *testing.T) {
	errs := setting.Twice("#seed=1&seed=2&hidden=20&hidden=20&wat=1&wat=2&%2&seed=3")
	if len(errs) != 2 || errs[0].Error() != `setting: seed: it is there twice; the first, "1", counts` {
		t.Errorf("it tells %v", errs)
	}
}

// What is shown to a learner takes an error apart by its fields.
func TestErrorFields(t *testing.T) {
	for query, want := range map[string]setting.Error{
		"learningRate=cold": {"learningRate", `"cold" is not a number`},
		"network=conv8k29":  {"network", "Convolution1: kernel 29 exceeds input 28"},
		"network=":          {},
		"a:+b=1":            {"", `there is no setting "a: b"`},
		"seed=%zz":          {"", `"%zz" in the link is not an escape`},
	} {
		_, errs := setting.ParseQuery(query)
		if want == (setting.Error{}) {
			if len(errs) > 0 {
				t.Errorf("%s: errors %v", query, errs)
			}
			continue
		}
		var got *setting.Error
		if len(errs) != 1 || !errors.As(errs[0], &got) || *got != want {
			t.Errorf("%s: errors %v, want %+v", query, errs, want)
		}
	}
}
