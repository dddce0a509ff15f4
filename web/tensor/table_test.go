package tensor

import "testing"

func TestMoveInGrid(t *testing.T) {
	for _, c := range []struct {
		from    int
		key     string
		control bool
		want    int
	}{
		{0, "ArrowRight", false, 1}, {0, "ArrowLeft", false, 0}, {0, "ArrowDown", false, 4}, {5, "ArrowUp", false, 1},
		{3, "ArrowRight", false, 3}, {5, "End", false, 7}, {6, "Home", false, 4}, {6, "Home", true, 0}, {6, "End", true,
			79},
		{1, "PageDown", false, 41}, {45, "PageUp", false, 5}, {77, "PageDown", false, 77},
	} {
		if got, ok := moveInGrid([]int{4, 5, 4}, c.from, c.key, c.control); got != c.want || !ok {
			t.Errorf("%s from %d leads to %d, %v; want %d", c.key, c.from, got, ok, c.want)
		}
	}
	if _, ok := moveInGrid([]int{4}, 0, "x", false); ok {
		t.Error("a letter moves")
	}
}

func TestRowText(t *testing.T) {
	if got := rowText([]int{2, 3, 4}, 5); got != "1, 2" {
		t.Errorf("row 5 is %q", got)
	}
	if got := rowText([]int{4}, 0); got != "" {
		t.Errorf("the row of a vector is %q", got)
	}
}
