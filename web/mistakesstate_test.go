package web

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// confused is what a network with three mistakes among six images answers.
func confused() protocol.Confused {
	c := protocol.Confused{Step: 500, Images: 6, Listed: []protocol.Answered{
		{Index: 11, Label: 4, Digit: 4, Confidence: 0.99, Truth: 0.99},
		{Index: 12, Label: 4, Digit: 4, Confidence: 0.4, Truth: 0.4},
		{Index: 13, Label: 7, Digit: 7, Confidence: 1, Truth: 1},
		{Index: 21, Label: 4, Digit: 9, Confidence: 0.6, Truth: 0.3},
		{Index: 22, Label: 4, Digit: 9, Confidence: 0.9, Truth: 0.1},
		{Index: 31, Label: 7, Digit: 2, Confidence: 0.7, Truth: 0.2},
	}}
	for _, a := range c.Listed {
		c.Counts[a.Label][a.Digit]++
	}
	return c
}

// measuredMistakes is a State whose mistakes are known.
func measuredMistakes() State {
	s := trained(500).Observe(protocol.Checkpoint{Step: 500})
	status := s.Engine.Status
	status.TestImages = 6
	return s.Observe(status).AskingMistakes().Confused(confused())
}

func testIndices(shown []protocol.Answered) []int {
	var is []int
	for _, a := range shown {
		is = append(is, a.Index)
	}
	return is
}

func TestMistakesAreShownByInterest(t *testing.T) {
	s := measuredMistakes()
	for _, c := range []struct {
		cell  Cell
		want  []int
		total int
		text  string
	}{
		{allMistakes, []int{22, 31, 21}, 3, "Mistakes: 3, the surest first"},
		{Cell{4, 9}, []int{22, 21}, 2, "4 taken for 9: 2, the surest first"},
		{Cell{4, 4}, []int{12, 11}, 2, "Rightly taken for 4: 2, the least sure first"},
		{Cell{0, 1}, nil, 0, "0 taken for 1: 0, the surest first"},
	} {
		m := s.WithCell(c.cell).Mistakes
		if got := testIndices(m.Shown()); !slices.Equal(got, c.want) || m.Total() != c.total {
			t.Errorf("%v: shows %v of %d, want %v of %d", c.cell, got, m.Total(), c.want, c.total)
		}
		if got := cellText(m, len(m.Shown())); got != c.text {
			t.Errorf("%v: %q, want %q", c.cell, got, c.text)
		}
	}
	if accuracy, images := classAccuracy(confused().Counts[4], 4); accuracy != 0.5 || images != 4 {
		t.Errorf("the class 4 has accuracy %v of %d images", accuracy, images)
	}
}

func TestMistakesAreAskedForWhenThereIsTime(t *testing.T) {
	ready := measuredMistakes()
	if ready.MistakesDue() {
		t.Error("due when they are known")
	}
	moved := ready.Observe(protocol.Checkpoint{Step: 600})
	if !moved.MistakesDue() {
		t.Error("not due of a changed network")
	}
	if moved.StartTraining(5).MistakesDue() {
		t.Error("due while training")
	}
	asking := moved.AskingMistakes()
	if asking.MistakesDue() {
		t.Error("due while on their way")
	}
	if !asking.Confused(protocol.Failed{Code: protocol.CodeCancelled}).MistakesDue() {
		t.Error("not due after something else came first")
	}
	if during := asking.Observe(protocol.Checkpoint{Step: 700}).Confused(confused()); !during.MistakesDue() {
		t.Error("not due of a network that changed meanwhile")
	}
	refused := asking.Confused(protocol.Failed{Code: protocol.CodeNotReady, Message: "No test images."})
	if refused.MistakesDue() || !strings.Contains(html(t, refused, "mistakes"), "No test images.") {
		t.Error("a refusal is not told, or asked for again and again")
	}
}

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

func TestMistakesPanel(t *testing.T) {
	s := measuredMistakes().WithCell(Cell{4, 9})
	got := html(t, s, "mistakes")
	for _, want := range []string{"At step 500, 3 of 6 test images are classified wrongly.", `role="grid"`, `id="confusion-now"`, "50.0%",
		"Test image 22, labelled 4, taken for 9 with 90.0%, for its label with 10.0%", "All mistakes"} {
		if !strings.Contains(got, want) {
			t.Errorf("the panel does not say %q", want)
		}
	}
	if n := strings.Count(got, `role="gridcell"`); n != 110 {
		t.Errorf("%d cells", n)
	}
	if strings.Contains(got, "in the Graph") {
		t.Error("a panel alone promises the graph")
	}
	if got := html(t, trained(0), "mistakes"); !strings.Contains(got, "as soon as the test images are here") {
		t.Error("an empty panel does not say so")
	}
}
