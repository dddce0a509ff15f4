package timeline_test

import (
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/timeline"
)

// train adds what a training of so many steps keeps.
func train(l *timeline.Line, numbers, steps, epoch int) {
	for l.Last().Step < steps {
		step := l.Last().Step
		for {
			step++
			ends := step%epoch == 0
			if !l.Wants(step) && !ends && step < steps {
				continue
			}
			l.Add(timeline.Moment{Step: step, Epoch: ends, Numbers: l.Spare(numbers)[:numbers]})
			break
		}
	}
}

func steps(l *timeline.Line) []int {
	var all []int
	for _, m := range l.Moments() {
		all = append(all, m.Step)
	}
	return all
}

func TestSchedule(t *testing.T) {
	var l timeline.Line
	l.Add(timeline.Moment{Step: 10_000})
	train(&l, 1, 10_300, 250)
	want := []int{10_000, 10_001, 10_002, 10_003, 10_005, 10_007, 10_010, 10_014, 10_020, 10_030, 10_050, 10_070,
		10_100, 10_140, 10_200, 10_250, 10_300}
	if got := steps(&l); !slices.Equal(got, want) {
		t.Errorf("%d, want %d", got, want)
	}
	l.Cut(10_005)
	if l.Wants(10_006) || !l.Wants(10_007) || l.At(10_007) != nil || l.At(10_005) == nil {
		t.Errorf("after a cut there are %d", steps(&l))
	}
	l.Clear()
	if l.Last() != nil || l.Bytes() != 0 {
		t.Errorf("an empty line has %d", steps(&l))
	}
}

// However long the training and whatever the network, all moments have room; the first and the last stay, the first
// steps do, and there is no large gap between those of the epochs.
func TestBounds(t *testing.T) {
	for name, c := range map[string]struct{ numbers, epoch, all, early int }{
		"a tiny network":        {7_850, 600, 1_000_000, 10},
		"the chapter's network": {39_760, 600, 1_000_000, 10},
		"with Adam":             {3 * 39_760, 600, 1_000_000, 10},
		"epochs of a step":      {3 * 39_760, 1, 10_000, 10},
		"no whole epoch":        {39_760, 1 << 40, 1_000_000, 10},
		"a large network":       {1_000_000, 600, 1_000_000, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var l timeline.Line
			l.Add(timeline.Moment{Numbers: make([]float32, c.numbers)})
			for until := 1; until <= c.all; until *= 10 {
				train(&l, c.numbers, until, c.epoch)
				bytes := 0
				for _, m := range l.Moments() {
					bytes += m.Bytes()
				}
				got := steps(&l)
				if bytes != l.Bytes() || bytes > timeline.Room || len(got) > timeline.Most {
					t.Fatalf("after %d steps %d moments take %d bytes, not %d", until, len(got), bytes, l.Bytes())
				}
				if got[0] != 0 || got[len(got)-1] != until || !slices.IsSorted(got) {
					t.Fatalf("after %d steps there are %d", until, got)
				}
			}
			got := steps(&l)
			early := 0
			for _, step := range got {
				if step > 0 && step <= 100 {
					early++
				}
			}
			if early < c.early {
				t.Errorf("%d moments of the first 100 steps, want at least %d: %d", early, c.early, got)
			}
			if c.epoch > c.all {
				return
			}
			for i, step := range got[1:] {
				if gap := step - got[i]; gap > c.all*5/len(got) && gap > step/2 {
					t.Errorf("nothing between %d and %d", got[i], step)
				}
			}
		})
	}
}

// The end of an epoch stays longer than what lies beside it.
func TestEpochsStay(t *testing.T) {
	var l timeline.Line
	const numbers = timeline.Room / 4 / 40
	l.Add(timeline.Moment{Numbers: make([]float32, numbers)})
	train(&l, numbers, 6_000, 600)
	for _, step := range []int{600, 1200, 1800, 2400, 3000, 3600, 4200, 4800, 5400, 6000} {
		if m := l.At(step); m == nil || !m.Epoch {
			t.Errorf("the epoch that ends with step %d is not there: %d", step, steps(&l))
		}
	}
}

func TestTooLarge(t *testing.T) {
	const numbers = timeline.Room / 4 / 2
	if timeline.Fits(numbers) || !timeline.Fits(numbers/2) {
		t.Error("two moments of half the room each fit, or two of a quarter do not")
	}
	var l timeline.Line
	l.Add(timeline.Moment{Numbers: make([]float32, numbers)})
	if l.Add(timeline.Moment{Step: 1, Numbers: make([]float32, numbers)}) || l.Wants(2) {
		t.Error("a moment for which there is no room was added")
	}
	if got := steps(&l); !slices.Equal(got, []int{0}) {
		t.Errorf("there are %d", got)
	}
}

// What is dropped makes room for what comes: once the line is full, a moment allocates nothing.
func TestSpare(t *testing.T) {
	var l timeline.Line
	const numbers = timeline.Room / 4 / 20
	l.Add(timeline.Moment{Numbers: make([]float32, numbers)})
	train(&l, numbers, 100_000, 600)
	step := 100_000
	if n := testing.AllocsPerRun(50, func() {
		step += 600
		l.Add(timeline.Moment{Step: step, Epoch: true, Numbers: l.Spare(numbers)[:numbers]})
	}); n > 0 {
		t.Errorf("%v allocations for a moment", n)
	}
}
