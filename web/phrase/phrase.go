package phrase

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence gives an error's text a capital letter and a full stop.
func Sentence(text string) string {
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

// Grouped writes 12345 as 12,345.
func Grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Percent writes a fraction as 97.3%, without ever rounding up to 100% what is less.
func Percent(fraction float64) string {
	p := math.Round(fraction*1000) / 10
	if p >= 100 && fraction < 1 {
		p = 99.9
	}
	return strconv.FormatFloat(p, 'f', 1, 64) + "%"
}

// NotFetched says of a file of another host why it did not come, without a period.
const NotFetched = "it is not there, or its host does not let other pages read it (Access-Control-Allow-Origin)"

// Accuracy writes a fraction of images as 97.04%, which has the four decimals of 0.9704, without ever rounding up to
// 100% what is less.
func Accuracy(fraction float64) string {
	p := math.Round(fraction*10_000) / 100
	if p >= 100 && fraction < 1 {
		p = 99.99
	}
	return strconv.FormatFloat(p, 'f', 2, 64) + "%"
}

// Duration writes seconds as a person would say them: 8 s, 2 min 5 s, 1 h 20 min.
func Duration(seconds float64) string {
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

// Megabytes writes a number of bytes as 3.1 MB.
func Megabytes(bytes int) string { return strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64) + " MB" }

// Counted writes 1 image, 2 images.
func Counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return Grouped(n) + " " + what
}

// Digit writes a digit with its article: a 7, an 8.
func Digit(digit int) string {
	if digit == 8 {
		return "an 8"
	}
	return "a " + strconv.Itoa(digit)
}

// List joins names: W1, b1 and W2.
func List(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// Shape writes a shape as 30 × 24 × 24.
func Shape(shape []int) string {
	words := make([]string, len(shape))
	for i, d := range shape {
		words[i] = strconv.Itoa(d)
	}
	return strings.Join(words, " × ")
}

// Loaded says how much of a file is there.
func Loaded(loaded, total int) string {
	if total <= 0 {
		return Megabytes(loaded)
	}
	return Megabytes(loaded) + " of " + Megabytes(total)
}

// RoundPercent writes a fraction on an axis.
func RoundPercent(v float64) string { return strconv.FormatFloat(100*v, 'g', 3, 64) + "%" }

// WholePercent writes a fraction as 97%. What would round up to 100% gets decimals instead: 99.9%, 99.99%.
func WholePercent(fraction float64) string {
	for decimals := range 3 {
		text := strconv.FormatFloat(100*fraction, 'f', decimals, 64)
		if fraction == 1 || !strings.HasPrefix(text, "100") {
			return text + "%"
		}
	}
	return ">99.99%"
}

// Epochs writes a number of epochs: 2 or 2.6.
func Epochs(n float64) string { return strings.TrimSuffix(strconv.FormatFloat(n, 'f', 1, 64), ".0") }

// Short writes a measurement in three digits, which is as many as a learner compares.
func Short(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }

// Index writes where element i is in a tensor: [385, 19].
func Index(shape []int, i int) string { return "[" + strings.Join(Places(shape, i), ", ") + "]" }

// Places writes where element i is on each axis of a tensor.
func Places(shape []int, i int) []string {
	places := make([]string, max(1, len(shape)))
	for d := len(shape) - 1; d > 0; d-- {
		places[d] = strconv.Itoa(i % shape[d])
		i /= shape[d]
	}
	places[0] = strconv.Itoa(i)
	return places
}
