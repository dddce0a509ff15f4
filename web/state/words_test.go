package state_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/excerpt/excerpttest"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

// A link may be cut off, mixed up or a million characters long: what the page says of it can be read.
func TestWhatIsWrongWithALinkIsSaidInPlainWords(t *testing.T) {
	for _, link := range []string{"%", "seed=7&%2", "wat=" + excerpttest.Long, excerpttest.Long,
		"seed=" + excerpttest.Long,
		"network=" + excerpttest.Long, "network=" + strings.Repeat("affine3000-", 45),
		"hidden=" + strings.Repeat("7,", 9000),
		"values=" + excerpttest.Long, "formula=" + excerpttest.Long, "hide=a,b", strings.Repeat("a&b&c&%&", 20_000),
		"seed=1e99&learningRate=x&batchSize=0&optimizer=y&init=z&hidden=0&network=relu&wat=1", "%00%ff=1"} {
		wanted, errs := setting.ParseQuery(link)
		s := state.New().WithSettings(wanted, errs)
		if n := len(s.Settings.Ignored); n == 0 || n > 6 {
			t.Errorf("%.40q: %d parts are named", link, n)
		}
		for _, part := range s.Settings.Ignored {
			excerpttest.Check(t, part, link)
		}
	}
}

func TestWhatIsWrongWithDrawingsIsSaidInPlainWords(t *testing.T) {
	for _, file := range []string{"", " ", "x", "null", "7", `"x"`, "{}", "[", "[]", "[7]", "[{}]", "[{}] x",
		`[{"label": "x"}]`,
		`[{"label": 1.5}]`, `[{"label": 99, "strokes": [[[1, 2]]]}]`, `[{"label": 3, "strokes": [[[1]]]}]`,
		`[{"label": 3, "strokes": {"a": 1}}]`, `[{"label": 3, "strokes": [[[1e999, 2]]]}]`,
		`[{"label": 3, "strokes": [[[1e300, 2]]]}]`, `[{"label": 99999999999999999999}]`, "\x89PNG\r\n", "\xff\xfe",
		`[{"label": 3, "strokes": [` + strings.Repeat(`[[1,2]],`, 20_000) + `[]]}]`, strings.Repeat("[", 20_000),
		excerpttest.Long} {
		if _, err := state.DecodeExamples([]byte(file)); err == nil {
			t.Errorf("%.40q is read", file)
		} else {
			excerpttest.Check(t, err.Error(), file)
		}
	}
}

func TestWhatIsWrongWithACheckIsSaidInPlainWords(t *testing.T) {
	for _, text := range []string{"", "x", "1e999", "0", "-1", "0x", "1.5", excerpttest.Long,
		strings.Repeat("7", 1000)} {
		c := state.New().Check
		for _, e := range []state.Entry{c.H.With(text), c.Samples.With(text)} {
			if e.Problem != "" {
				excerpttest.Check(t, e.Problem, text)
			}
		}
	}
}
