package phrase

import (
	"math"
	"testing"
)

func TestTexts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Grouped(0), "0"}, {Grouped(999), "999"}, {Grouped(1000), "1,000"}, {Grouped(1234567), "1,234,567"},
		{Grouped(-1234), "-1,234"},
		{Grouped(-123), "-123"},
		{Percent(0), "0.0%"}, {Percent(0.9735), "97.4%"}, {Percent(0.99999), "99.9%"}, {Percent(1), "100.0%"},
		{Accuracy(0.9704), "97.04%"}, {Accuracy(0.99999), "99.99%"}, {Accuracy(1), "100.00%"}, {Accuracy(0), "0.00%"},
		{WholePercent(0.97), "97%"}, {WholePercent(0.9949), "99%"}, {WholePercent(0.9986), "99.9%"},
		{WholePercent(0.9999), "99.99%"}, {WholePercent(0.999999), ">99.99%"}, {WholePercent(1), "100%"},
		{WholePercent(0), "0%"},
		{Epochs(0), "0"}, {Epochs(2), "2"}, {Epochs(2.6), "2.6"}, {Epochs(99.96), "100"},
		{RoundPercent(0.95), "95%"}, {RoundPercent(1), "100%"},
		{Duration(0), "0 s"}, {Duration(8.2), "9 s"}, {Duration(125), "2 min 5 s"}, {Duration(4800), "1 h 20 min"},
		{Duration(math.NaN()), "–"}, {Duration(math.Inf(1)), "–"},
		{Megabytes(1_234_567), "1.2 MB"}, {Loaded(1_000_000, 0), "1.0 MB"},
		{Loaded(1_000_000, 2_000_000), "1.0 MB of 2.0 MB"},
		{Sentence(""), ""}, {Sentence("äh"), "Äh."}, {Sentence("Done."), "Done."},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
