package train

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// The text below the slider says what is looked at, and what of it is known.
func TestTimeText(t *testing.T) {
	s := statetest.TrainSteps(statetest.FromScratch(state.New(), setting.Default()), setting.Default(), 20)
	s = s.Observe(protocol.Remembered{Moments: []protocol.Moment{{Step: 3, Accuracy: 0.125}, {Step: 7, Accuracy: -1}}})
	for step, want := range map[int]string{
		3:  "You look at step 3 of 20, epoch 0.005, test 12.50%. Training goes on from the present.",
		7:  "You look at step 7 of 20, epoch 0.0117. Training goes on from the present.",
		20: "You look at the present. The slider goes back: drawing, graph and mistakes go with it.",
	} {
		at := s
		at.Moments = s.Moments.Want(step, 20)
		if got := timeText(at, false); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	s.Moments = s.Moments.Want(7, 20).Ask(true)
	want := "What came after step 7 is then forgotten; its last network can be put back."
	if got := timeText(s, false); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
