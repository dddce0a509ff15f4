package tensor

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/graphview"
)

func TestDrawHistogram(t *testing.T) {
	h := graphview.NewHistogram([]float64{-1, -1, 1, 2, math.NaN(), 0}, 6)
	e := drawHistogram(h, "Histogram")
	bars := map[string]int{}
	for _, c := range e.Children {
		bars[c.Attr("class")]++
	}
	if bars["bar-minus"] != 1 || bars["bar-plus"] != 2 {
		t.Errorf("bars %v", bars)
	}
	if label := e.Attr("aria-label"); !strings.Contains(label, "2, are from −1 to −0.5") {
		t.Errorf("it says %q", label)
	}
}
