package tensor

import (
	"testing"
)

func TestHeatmapSize(t *testing.T) {
	for _, c := range []struct {
		w, h          int
		image         bool
		width, height int
	}{
		{28, 28, true, 280, 280},   // ten times
		{202, 202, true, 404, 404}, // many tiles
		{10, 1, false, 240, 24},    // at most 24 times
		{460, 1, false, 460, 24},   // a row is no mere line
		{50, 100, false, 450, 400}, // wider than high
		{10, 100, false, 160, 400}, // at most four times
		{784, 100, false, 460, 58}, // scaled down
		{5000, 1, false, 460, 1},   // as thin as it must be
		{1000, 5000, true, 82, 410} /* both too large */} {
		if w, h := heatmapSize(c.w, c.h, c.image); w != c.width || h != c.height {
			t.Errorf("%d×%d is shown as %d×%d, want %d×%d", c.w, c.h, w, h, c.width, c.height)
		}
	}
}
