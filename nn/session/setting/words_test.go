package setting_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/excerpt/excerpttest"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// What a link or a control may hold instead of a value.
var nonsense = []string{"", "x", "%", "%2", "%zz", "1e999", "-1e999", "NaN", "Inf", "0x10", "1_000",
	"9223372036854775808", "1.5", "-7", "٣", "\x00\xff", "null", "a=", "=1", "a=b,c", "x=1e999", "[1]", "{}", "(",
	"affine", "affine0",
	"affine1e9", "conv8k99-affine10", "relu", strings.Repeat("affine9-", 60), strings.Repeat("7", 500),
	strings.Repeat("7,", 500), strings.Repeat("é", 500), "x=" + strings.Repeat("7", 500), excerpttest.Long}

func TestWhatIsWrongWithASettingIsSaidInPlainWords(t *testing.T) {
	refused := map[string]bool{}
	for _, row := range setting.Table() {
		for _, text := range nonsense {
			s := setting.Default()
			if err := s.Set(row.Name, text); err != nil {
				refused[row.Name] = true
				excerpttest.Check(t, row.Label+": "+err.(*setting.Error).Problem, text)
			}
		}
		if !refused[row.Name] && row.Kind != setting.Text {
			t.Errorf("%s takes anything", row.Name)
		}
	}
}

func TestWhatIsWrongWithALinkIsSaidInPlainWords(t *testing.T) {
	for _, text := range append([]string{"seed=7&%2", "%", "&&&", "=", "seed=%2", strings.Repeat("%", 100_000)},
		nonsense...) {
		_, errs := setting.ParseQuery(text)
		for _, err := range errs[:min(len(errs), 10)] {
			excerpttest.Check(t, err.(*setting.Error).Problem, text)
		}
	}
}
