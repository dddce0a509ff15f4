package walk

import (
	"regexp"
	"strings"
	"testing"
)

// TestWordsStandApart sees that a word within a rule has a space on both sides, and not two.
func TestWordsStandApart(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	for line, want := range map[string]string{
		"dx = Σ dz over the windows whose maximum x is": "dx=Σdz_over_the_windows_whose_maximum_x_is_",
		"dx = dz if x > 0":          "dx=dz_if_x>0",
		"z = f(x, 0) if y":          "z=f(x,0)_if_y",
		"z = mean over each window": "z=mean_over_each_window_",
		"dx = 1 / size^2 over x":    "dx=1/size2_over_x",
	} {
		got := strings.ReplaceAll(tags.ReplaceAllString(typeset(line, "xyz"), ""), "\u00a0", "_")
		if got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}
