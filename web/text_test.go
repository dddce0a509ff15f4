package web

import (
	"math"
	"testing"
)

func TestTexts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{grouped(0), "0"}, {grouped(999), "999"}, {grouped(1000), "1,000"}, {grouped(1234567), "1,234,567"}, {grouped(-1234), "-1,234"},
		{grouped(-123), "-123"},
		{percent(0), "0.0%"}, {percent(0.9735), "97.4%"}, {percent(0.99999), "99.9%"}, {percent(1), "100.0%"},
		{roundPercent(0.95), "95%"}, {roundPercent(1), "100%"},
		{duration(0), "0 s"}, {duration(8.2), "9 s"}, {duration(125), "2 min 5 s"}, {duration(4800), "1 h 20 min"},
		{duration(math.NaN()), "–"}, {duration(math.Inf(1)), "–"},
		{megabytes(1_234_567), "1.2 MB"}, {loadedText(1_000_000, 0), "1.0 MB"}, {loadedText(1_000_000, 2_000_000), "1.0 MB of 2.0 MB"},
		{sentence(""), ""}, {sentence("äh"), "Äh."}, {sentence("Done."), "Done."},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
