//go:build !js

package web_test

import (
	"strconv"
	"testing"
)

// TestPuzzleNumber types what is no number of a puzzle: the page says what is wrong, where it was typed.
func TestPuzzleNumber(t *testing.T) {
	t.Parallel()
	p := openCheck(t, "/check")
	p.Run(`document.querySelector("#check-backward-mistake").click()`)
	p.WaitVisible("#puzzle-number")
	for text, want := range map[string]string{
		"x":     `"x" is not a number.`,
		"1.5":   "1.5 is not a whole number.",
		"1e999": "1e999 is outside 1 to 999.",
	} {
		set(p, "#puzzle-number", text)
		p.Wait("the page says of "+text+" what is wrong",
			`[...document.querySelectorAll(".puzzle .error")].some((e) => e.offsetHeight > 0 && e.textContent === `+
				strconv.Quote(want)+`)`)
	}
}
