package web

import (
	"reflect"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

func TestImagesOfMistakesAreKeptWhileShown(t *testing.T) {
	s := measuredMistakes()
	if got := s.Mistakes.Missing(); !slices.Equal(got, []int{22, 31, 21}) {
		t.Fatalf("missing %v", got)
	}
	picture := func(indices ...int) protocol.Pictured {
		p := protocol.Pictured{Indices: indices, Pixels: make([]float64, len(indices)*digitPixels)}
		for k, i := range indices {
			p.Pixels[k*digitPixels] = float64(i)
		}
		return p
	}
	s = s.Pictured(picture(22, 31, 21)).WithCell(Cell{4, 9})
	if got := s.Mistakes.Missing(); got != nil {
		t.Errorf("missing %v of a cell whose images are here", got)
	}
	for _, i := range []int{21, 22} {
		if got := s.Mistakes.Images[i][0]; got != float64(i) {
			t.Errorf("image %d is that of %v", i, got)
		}
	}
	s = s.WithCell(Cell{4, 4}).Pictured(picture(11, 12))
	if len(s.Mistakes.Images) != 2 {
		t.Errorf("%d images are kept", len(s.Mistakes.Images))
	}
	if same := s.Pictured(protocol.Failed{}); !reflect.DeepEqual(same, s) {
		t.Error("a refusal changes the images")
	}
}

func TestKeysMoveInTheMatrix(t *testing.T) {
	for _, c := range []struct {
		from Cell
		key  string
		want Cell
		ok   bool
	}{
		{allMistakes, "ArrowDown", Cell{0, 0}, true},
		{Cell{3, 4}, "ArrowDown", Cell{4, 4}, true},
		{Cell{3, 4}, "ArrowUp", Cell{2, 4}, true},
		{Cell{3, 4}, "ArrowLeft", Cell{3, 3}, true},
		{Cell{3, 9}, "ArrowRight", Cell{3, 9}, true},
		{Cell{3, 4}, "Home", Cell{3, 0}, true},
		{Cell{3, 4}, "End", Cell{3, 9}, true},
		{Cell{3, 4}, "Escape", allMistakes, true},
		{Cell{3, 4}, "a", Cell{3, 4}, false},
	} {
		if got, ok := c.from.move(c.key); got != c.want || ok != c.ok {
			t.Errorf("%v, %s: %v, %v", c.from, c.key, got, ok)
		}
	}
}
