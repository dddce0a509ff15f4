package mistakes

import (
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestMistakesAreShownByInterest(t *testing.T) {
	s := statetest.MeasuredMistakes()
	for _, c := range []struct {
		cell  state.Cell
		want  []int
		total int
		text  string
	}{
		{state.AllMistakes, []int{22, 31, 21}, 3, "Mistakes: 3, the surest first"},
		{state.Cell{Label: 4, Digit: 9}, []int{22, 21}, 2, "4 taken for 9: 2, the surest first"},
		{state.Cell{Label: 4, Digit: 4}, []int{12, 11}, 2, "Rightly taken for 4: 2, the least sure first"},
		{state.Cell{Label: 7, Digit: 2}, []int{31}, 1, "7 taken for 2: 1"},
		{state.Cell{Label: 0, Digit: 1}, nil, 0, "0 taken for 1: none"},
	} {
		m := s.Mistakes.WithCell(c.cell)
		if got := statetest.IndicesOf(m.Shown()); !slices.Equal(got, c.want) || m.Total() != c.total {
			t.Errorf("%v: shows %v of %d, want %v of %d", c.cell, got, m.Total(), c.want, c.total)
		}
		if got := cellText(m, len(m.Shown())); got != c.text {
			t.Errorf("%v: %q, want %q", c.cell, got, c.text)
		}
	}
	if accuracy, images := state.ClassAccuracy(statetest.Confused().Counts[4], 4); accuracy != 0.5 || images != 4 {
		t.Errorf("the class 4 has accuracy %v of %d images", accuracy, images)
	}
}
