package state_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestImagesOfMistakesAreKeptWhileShown(t *testing.T) {
	m := statetest.MeasuredMistakes().Mistakes
	if got := m.Missing(); !slices.Equal(got, []int{22, 31, 21}) {
		t.Fatalf("missing %v", got)
	}
	picture := func(indices ...int) protocol.Pictured {
		p := protocol.Pictured{Indices: indices, Pixels: make([]float64, len(indices)*form.Pixels)}
		for k, i := range indices {
			p.Pixels[k*form.Pixels] = float64(i)
		}
		return p
	}
	m = m.Pictured(picture(22, 31, 21)).WithCell(state.Cell{Label: 4, Digit: 9})
	if got := m.Missing(); got != nil {
		t.Errorf("missing %v of a cell whose images are here", got)
	}
	for _, i := range []int{21, 22} {
		if got := m.Images[i][0]; got != float64(i) {
			t.Errorf("image %d is that of %v", i, got)
		}
	}
	m = m.WithCell(state.Cell{Label: 4, Digit: 4}).Pictured(picture(11, 12))
	if len(m.Images) != 2 {
		t.Errorf("%d images are kept", len(m.Images))
	}
	if same := m.Pictured(protocol.Failed{}); !reflect.DeepEqual(same, m) {
		t.Error("a refusal changes the images")
	}
}

func TestKeysMoveInTheMatrix(t *testing.T) {
	for _, c := range []struct {
		from state.Cell
		key  string
		want state.Cell
		ok   bool
	}{
		{state.AllMistakes, "ArrowDown", state.Cell{Label: 0, Digit: 0}, true},
		{state.Cell{Label: 3, Digit: 4}, "ArrowDown", state.Cell{Label: 4, Digit: 4}, true},
		{state.Cell{Label: 3, Digit: 4}, "ArrowUp", state.Cell{Label: 2, Digit: 4}, true},
		{state.Cell{Label: 3, Digit: 4}, "ArrowLeft", state.Cell{Label: 3, Digit: 3}, true},
		{state.Cell{Label: 3, Digit: 9}, "ArrowRight", state.Cell{Label: 3, Digit: 9}, true},
		{state.Cell{Label: 3, Digit: 4}, "Home", state.Cell{Label: 3, Digit: 0}, true},
		{state.Cell{Label: 3, Digit: 4}, "End", state.Cell{Label: 3, Digit: 9}, true},
		{state.Cell{Label: 3, Digit: 4}, "Escape", state.AllMistakes, true},
		{state.Cell{Label: 3, Digit: 4}, "a", state.Cell{Label: 3, Digit: 4}, false},
	} {
		if got, ok := c.from.Move(c.key); got != c.want || ok != c.ok {
			t.Errorf("%v, %s: %v, %v", c.from, c.key, got, ok)
		}
	}
}

// The matrix is of an older network from the next step of training on until it is measured again.
func TestMistakesOfAnOlderNetwork(t *testing.T) {
	s := statetest.MeasuredMistakes()
	if s.Mistakes.Old(s.Engine) {
		t.Error("what was just measured is old")
	}
	status := s.Engine.Status
	status.Running, status.Step = true, 501
	trained := s.Observe(status)
	if !trained.Mistakes.Old(trained.Engine) {
		t.Error("after a step of training it is not old")
	}
	status.Running = false
	paused := trained.Observe(status).Observe(protocol.Checkpoint{Step: 501})
	asking := paused.Mistakes.Ask(paused.Engine)
	if !paused.Mistakes.Old(paused.Engine) || !asking.Old(paused.Engine) {
		t.Error("when training pauses it is not old before it is measured again")
	}
	again := statetest.Confused()
	again.Step = 501
	if asking.Answered(again).Old(paused.Engine) {
		t.Error("measured again it is old")
	}
	if other := s.Observe(protocol.Checkpoint{Step: 500}); !other.Mistakes.Old(other.Engine) {
		t.Error("of another network with as many steps it is not old")
	}
}
