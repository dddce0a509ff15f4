package moments_test

import (
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/moments"
)

// remembered are moments of those steps; the last was measured.
func remembered(steps ...int) protocol.Remembered {
	e := protocol.Remembered{Bytes: 2_100_000, Room: 60_000_000}
	for _, step := range steps {
		e.Moments = append(e.Moments, protocol.Moment{Step: step, Accuracy: -1})
	}
	if n := len(steps); n > 0 {
		e.Moments[n-1].Accuracy = 0.5
	}
	return e
}

// answer is that of the engine to a Visit.
func answer(step, present int) protocol.Status {
	return protocol.Status{Step: present, Past: step != protocol.Present, Looked: step}
}

func TestStops(t *testing.T) {
	m := moments.New()
	if m.Any(7) || m.Place(m.Stops(7)) != 0 {
		t.Errorf("without moments there are stops %d", m.Stops(7))
	}
	m = m.Observe(remembered(0, 1, 2, 3, 5))
	for present, want := range map[int][]int{5: {0, 1, 2, 3, 5}, 6: {0, 1, 2, 3, 5, 6}} {
		if got := m.Stops(present); !slices.Equal(got, want) || !m.Any(present) || m.Place(got) != len(got)-1 {
			t.Errorf("stops %d, want %d; the present is at place %d", got, want, m.Place(got))
		}
	}
	for want, place := range map[int]int{0: 0, 3: 3, 4: 3, 5: 4} {
		if got := m.Want(want, 9); got.Place(got.Stops(9)) != place {
			t.Errorf("step %d is at place %d, want %d", want, got.Place(got.Stops(9)), place)
		}
	}
	if share, ok := m.Accuracy(5); !ok || share != 0.5 {
		t.Errorf("accuracy %v, %t", share, ok)
	}
	if _, ok := m.Accuracy(3); ok {
		t.Error("an accuracy that was not measured")
	}
	if got := m.Size(); got != "5 moments, 2.1 MB" {
		t.Errorf("%q", got)
	}
}

// One Visit is under way at a time, and the latest wish wins.
func TestVisits(t *testing.T) {
	m := moments.New().Observe(remembered(0, 1, 2, 3, 5)).Want(1, 9)
	step, ask := m.Question()
	if !ask || step != 1 {
		t.Fatalf("asks %t for step %d", ask, step)
	}
	m = m.Visiting().Want(3, 9)
	if _, ask = m.Question(); ask || m.Shown() {
		t.Error("two visits at a time")
	}
	m = m.Observe(answer(1, 9)).Visited(1, answer(1, 9))
	if step, ask = m.Question(); !ask || step != 3 || m.Shown() {
		t.Errorf("asks %t for step %d, want 3", ask, step)
	}
	m = m.Visiting().Visited(3, answer(3, 9))
	if _, ask = m.Question(); ask || !m.Shown() || !m.Past() {
		t.Error("it asks for what is there")
	}
	m = m.Observe(protocol.Status{Step: 9, Running: true}) // training returns to the present
	if _, ask = m.Question(); ask || m.Past() {
		t.Error("it stays in the past that the engine has left")
	}
	refused := protocol.Failed{Code: protocol.CodeBadRequest, Message: "Step 2 is not among them."}
	m = m.Want(2, 9).Visiting().Visited(2, refused)
	if _, ask = m.Question(); ask || m.Past() || m.Problem != refused.Message {
		t.Errorf("after a refusal it asks again, or does not say why: %q", m.Problem)
	}
	if m = m.Want(9, 9); m.Past() {
		t.Error("the present step is the past")
	}
}

// The film goes from the first moment to the present, and ends there; whoever asks to go on ends it.
func TestFilm(t *testing.T) {
	m := moments.New().Observe(remembered(0, 1, 2)).Play(true, 4)
	var seen []int
	for m.Film {
		seen = append(seen, m.Wanted)
		m = m.Visiting().Visited(m.Wanted, answer(m.Wanted, 4)).Next(4)
	}
	if !slices.Equal(seen, []int{0, 1, 2}) || m.Past() {
		t.Errorf("the film has the steps %d, and ends at %d", seen, m.Wanted)
	}
	m = m.Want(1, 4).Play(true, 4)
	if !m.Film || m.Wanted != 1 {
		t.Errorf("from step 1 the film begins at %d", m.Wanted)
	}
	if m = m.Ask(true); m.Film || !m.Asking {
		t.Error("the film goes on while it asks")
	}
	if m = m.Want(2, 4); m.Asking {
		t.Error("it asks about a step that is left")
	}
	if moments.New().Ask(true).Asking || moments.New().Play(true, 4).Film {
		t.Error("without a past there is something to play or to go on from")
	}
}

// A step is kept to be compared, until it is no longer remembered.
func TestCompare(t *testing.T) {
	m := moments.New().Observe(remembered(0, 1, 2))
	if m.Compare(true, 4).Comparing {
		t.Error("the present step, which is not remembered, is compared")
	}
	if m = m.Want(1, 4).Compare(true, 4).Want(2, 4); !m.Comparing || m.With != 1 {
		t.Errorf("comparing %t with step %d", m.Comparing, m.With)
	}
	if m = m.Contrasted(protocol.Contrasted{Label: 3}); m.Contrast == nil || m.Contrast.Label != 3 {
		t.Error("the answer is not noted")
	}
	if m = m.Observe(remembered(0, 2)); m.Comparing {
		t.Error("a step that is forgotten is compared")
	}
}
