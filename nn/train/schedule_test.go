package train_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/train"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// course has what the factor of each schedule is at some steps. Each stands in the schedule's own test.
var course = map[string][]factors{}

type factors struct {
	steps int
	hyper method.Values
	at    map[int]float64
}

func TestSchedules(t *testing.T) {
	for _, described := range method.Schedules() {
		if len(course[described.Name]) == 0 {
			t.Errorf("nothing says how %s goes", described.Name)
		}
		for _, c := range course[described.Name] {
			s := newSchedule(t, described.Name, c.steps, c.hyper)
			for step, want := range c.at {
				if got := s.At(step); math.Abs(got-want) > 1e-15 {
					t.Errorf("%s of %d with %v: %v at step %d, want %v", described.Name, c.steps, c.hyper, got, step,
						want)
				}
			}
		}
		if got := newSchedule(t, described.Name, 10, nil).At(0); got != 1 {
			t.Errorf("%s begins with %v", described.Name, got)
		}
		for _, h := range described.Hyper {
			usual, changed := newSchedule(t, described.Name, 90, nil),
				newSchedule(t, described.Name, 90, unusual(h.Hyperparameter))
			same := true
			for step := range 90 {
				same = same && usual.At(step) == changed.At(step)
			}
			if same {
				t.Errorf("%s makes no difference to %s", h.Name, described.Name)
			}
		}
	}
	if _, err := train.NewSchedule("Warm", 10, nil); err == nil || err.Error() != `train: there is no schedule "Warm"` {
		t.Errorf("error %v", err)
	}
}

// unusual has a value of a hyperparameter that is not its default, and a whole number where it must be.
func unusual(h method.Hyperparameter) method.Values {
	if h.Default == h.Min {
		return method.Values{h.Name: h.Min + 1}
	}
	return method.Values{h.Name: (h.Min + h.Default) / 2}
}

func newSchedule(t *testing.T, name string, steps int, v method.Values) train.Schedule {
	t.Helper()
	s, err := train.NewSchedule(name, steps, v)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
