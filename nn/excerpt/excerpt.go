// Package excerpt quotes, in a message, what somebody gave: a link, a file or a field may hold a million characters,
// and a message that repeats them all hides what it says.
//
//	excerpt.Quote("cold")                     // "cold"
//	excerpt.Cut(strings.Repeat("7", 1_000))   // 39 sevens and an ellipsis
package excerpt

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Max is how many characters of a text are repeated.
const Max = 40

// Cut returns the text or, if it has more than Max characters, its beginning and an ellipsis, Max characters in all.
func Cut(text string) string {
	if len(text) <= Max || utf8.RuneCountInString(text[:min(len(text), 4*Max+1)]) <= Max {
		return text
	}
	var b strings.Builder
	n := 0
	for _, c := range text {
		if n == Max-1 {
			break
		}
		b.WriteRune(c)
		n++
	}
	return b.String() + "…"
}

// Quote returns what Cut returns in quotation marks. What cannot be printed is escaped.
func Quote(text string) string { return strconv.Quote(Cut(text)) }
