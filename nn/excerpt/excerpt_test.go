package excerpt_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/excerpt"
)

func TestCut(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"cold":                     "cold",
		strings.Repeat("7", 40):    strings.Repeat("7", 40),
		strings.Repeat("7", 41):    strings.Repeat("7", 39) + "…",
		strings.Repeat("π", 40):    strings.Repeat("π", 40),
		strings.Repeat("𝕫", 40):    strings.Repeat("𝕫", 40),
		strings.Repeat("𝕫", 41):    strings.Repeat("𝕫", 39) + "…",
		strings.Repeat("7", 1<<20): strings.Repeat("7", 39) + "…",
		strings.Repeat("\xff", 90): strings.Repeat("\uFFFD", 39) + "…",
	} {
		if got := excerpt.Cut(text); got != want {
			t.Errorf("%.50q (%d bytes) is cut to %q, want %q", text, len(text), got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	if got := excerpt.Quote("a\"\x00"); got != `"a\"\x00"` {
		t.Error(got)
	}
	if got := excerpt.Quote(strings.Repeat("π", 1000)); utf8.RuneCountInString(got) != excerpt.Max+2 {
		t.Errorf("%d characters: %s", utf8.RuneCountInString(got), got)
	}
}
