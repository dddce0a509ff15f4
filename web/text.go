package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// explain turns an error of package setting into a sentence for the control that it belongs to.
func explain(name string, err error) string {
	return sentence(strings.TrimPrefix(strings.TrimPrefix(err.Error(), "setting: "), name+": "))
}

// explainSetting is explain for a place away from the controls: the setting's label comes first.
func explainSetting(err error) string {
	text := strings.TrimPrefix(err.Error(), "setting: ")
	if name, rest, ok := strings.Cut(text, ": "); ok {
		if row, ok := setting.Find(name); ok {
			text = row.Label + ": " + rest
		}
	}
	return sentence(text)
}

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
