package setting_test

import (
	"errors"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

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
