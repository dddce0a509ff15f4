// Package timeline keeps the moments of a training: what a network was at some of its steps, so that somebody can go
// back to them. It decides at which steps, and which moments to drop when there is no room for all.
//
//	var l timeline.Line
//	l.Add(timeline.Moment{Step: 0, Numbers: numbers})
//	if l.Wants(step) || epochEnds {
//		l.Add(timeline.Moment{Step: step, Epoch: epochEnds, Numbers: append(l.Spare(n), numbers...)})
//	}
//	then := l.At(20)
//
// A Line is bounded by Room and by Most. It knows no network: the numbers of a moment mean nothing to it.
package timeline

import "math"

const (
	// Room is how many bytes all moments take at most.
	Room = 60_000_000
	// Most is how many moments there are at most: as many as a slider can tell apart.
	Most = 200
	// overhead is about what a moment takes beside its numbers.
	overhead = 128
)

// Moment is a network at a step, with all that training needs to go on from there.
type Moment struct {
	Step int
	// Epoch says that an epoch ended with the step.
	Epoch bool
	// Builtin says that the network is the one that came with the page.
	Builtin bool
	// Numbers are all parameters, running statistics and the optimizer's memory, one after another.
	Numbers []float32
	// Optimizer names what trained last, or is "". Rand is the state of the random numbers, and Seeds are those of the
	// masks that were drawn last.
	Optimizer string
	Rand      []byte
	Seeds     []uint64
	// Right is how many of Tested test images the network gets right. Tested is 0 where that is not known.
	Right, Tested int
}

// Bytes is about how much memory the moment takes.
func (m *Moment) Bytes() int { return Bytes(len(m.Numbers)) }

// Bytes is about how much memory a moment of so many numbers takes.
func Bytes(numbers int) int { return 4*numbers + overhead }

// Fits reports whether there is room for moments of so many numbers: for the first and one more.
func Fits(numbers int) bool { return 2*Bytes(numbers) <= Room }

// Line has the moments of one training, in the order of their steps. The zero Line is empty.
type Line struct {
	moments []Moment
	bytes   int
	next    int // the step that the schedule wants next
	spare   []float32
}

// Clear forgets all moments.
func (l *Line) Clear() { *l = Line{} }

// Moments returns all moments. They belong to the Line, and change with it.
func (l *Line) Moments() []Moment { return l.moments }

// Bytes is about how much memory the moments take.
func (l *Line) Bytes() int { return l.bytes }

// Wants reports whether the schedule wants the moment of a step: so many steps after the first as a number of the
// series 1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 70, 100, 140 and so on. The end of an epoch is wanted besides.
func (l *Line) Wants(step int) bool { return step >= l.next }

// after returns the least number of the series that is above n.
func after(n int) int {
	for unit := 1; ; unit *= 10 {
		for _, tenths := range [...]int{10, 14, 20, 30, 50, 70} {
			if v := tenths * unit / 10; v > n {
				return v
			}
		}
	}
}

// Spare returns an empty slice with room for so many numbers, if need be a new one.
func (l *Line) Spare(numbers int) []float32 {
	if cap(l.spare) < numbers {
		return make([]float32, 0, numbers)
	}
	s := l.spare[:0]
	l.spare = nil
	return s
}

// Add adds a moment, whose step is above all others. If there is no room for it, it drops others. It returns false if
// even that does not make room.
func (l *Line) Add(m Moment) bool {
	if n := len(l.moments); n > 0 && l.moments[n-1].Step >= m.Step {
		panic("timeline: a step before the last one")
	}
	if first := l.first(); first != nil && first.Bytes()+m.Bytes() > Room {
		l.next = math.MaxInt
		return false
	}
	l.moments = append(l.moments, m)
	l.bytes += m.Bytes()
	for l.bytes > Room || len(l.moments) > Most {
		l.drop(l.densest())
	}
	l.schedule()
	return true
}

// schedule sets next.
func (l *Line) schedule() {
	l.next = 0
	if n := len(l.moments); n > 0 {
		first := l.moments[0].Step
		l.next = first + after(l.moments[n-1].Step-first)
	}
}

func (l *Line) first() *Moment {
	if len(l.moments) == 0 {
		return nil
	}
	return &l.moments[0]
}

// Last returns the latest moment, or nil.
func (l *Line) Last() *Moment {
	if n := len(l.moments); n > 0 {
		return &l.moments[n-1]
	}
	return nil
}

// At returns the moment of a step, or nil.
func (l *Line) At(step int) *Moment {
	for i := range l.moments {
		if l.moments[i].Step == step {
			return &l.moments[i]
		}
	}
	return nil
}

// Cut forgets all moments after a step.
func (l *Line) Cut(step int) {
	for n := len(l.moments); n > 0 && l.moments[n-1].Step > step; n-- {
		l.drop(n - 1)
	}
	l.schedule()
}

// drop forgets a moment.
func (l *Line) drop(i int) {
	l.bytes -= l.moments[i].Bytes()
	l.spare = l.moments[i].Numbers
	last := len(l.moments) - 1
	copy(l.moments[i:], l.moments[i+1:])
	l.moments[last] = Moment{} // what is forgotten takes no memory
	l.moments = l.moments[:last]
}

// densest returns the moment that is missed least: neither the first nor the last, and the one without which the gap is
// the smallest. A gap counts as a part of all steps or as a part of their logarithm, whichever is more: so the first
// steps stay, in which a network changes most, and of the many epochs after them, every second one goes. The end of an
// epoch counts twice.
func (l *Line) densest() int {
	least, at := math.Inf(1), 1
	first, last := l.moments[0].Step, l.moments[len(l.moments)-1].Step
	along := func(step int) float64 { return math.Log1p(float64(step-first)) / math.Log1p(float64(last-first)) }
	for i := 1; i < len(l.moments)-1; i++ {
		from, until := l.moments[i-1].Step, l.moments[i+1].Step
		gap := max(along(until)-along(from), float64(until-from)/float64(last-first))
		if l.moments[i].Epoch {
			gap *= 2
		}
		if gap < least {
			least, at = gap, i
		}
	}
	return at
}
