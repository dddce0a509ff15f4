package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence gives an error's text a capital letter and a full stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	text = string(unicode.ToUpper(first)) + text[size:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// grouped writes 12345 as 12,345.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// percent writes a fraction as 97.3%, without ever rounding up to 100% what is less.
func percent(fraction float64) string {
	p := math.Round(fraction*1000) / 10
	if p >= 100 && fraction < 1 {
		p = 99.9
	}
	return strconv.FormatFloat(p, 'f', 1, 64) + "%"
}

// duration writes seconds as a person would say them: 8 s, 2 min 5 s, 1 h 20 min.
func duration(seconds float64) string {
	if math.IsNaN(seconds) || seconds < 0 || seconds > 1e7 {
		return "–"
	}
	n := int(math.Ceil(seconds))
	switch {
	case n < 60:
		return fmt.Sprintf("%d s", n)
	case n < 3600:
		return fmt.Sprintf("%d min %d s", n/60, n%60)
	}
	return fmt.Sprintf("%d h %d min", n/3600, n%3600/60)
}

// megabytes writes a number of bytes as 3.1 MB.
func megabytes(bytes int) string { return strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64) + " MB" }

// counted writes 1 image, 2 images.
func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return grouped(n) + " " + what
}

// list joins names: W1, b1 and W2.
func list(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// shapeText writes a shape as 30 × 24 × 24.
func shapeText(shape []int) string {
	words := make([]string, len(shape))
	for i, d := range shape {
		words[i] = strconv.Itoa(d)
	}
	return strings.Join(words, " × ")
}

// loadedText says how much of a file is there.
func loadedText(loaded, total int) string {
	if total <= 0 {
		return megabytes(loaded)
	}
	return megabytes(loaded) + " of " + megabytes(total)
}

// roundPercent writes a fraction on an axis.
func roundPercent(v float64) string { return strconv.FormatFloat(100*v, 'g', 3, 64) + "%" }

// wholePercent writes a fraction as 97%, without ever rounding up to 100% what is less.
func wholePercent(fraction float64) string {
	p := math.Round(100 * fraction)
	if p >= 100 && fraction < 0.9995 {
		p = 99
	}
	return strconv.FormatFloat(p, 'f', 0, 64) + "%"
}
