// Package moments is the time slider as plain data: the moments of the training that the engine remembers, and which of
// them is looked at.
//
//	m := moments.New().Observe(protocol.Remembered{Moments: all})
//	m = m.Want(20, 300)               // the slider stands at step 20 of 300
//	step, ask := m.Question()         // a Visit of step 20, unless one is under way
//	m = m.Visiting()                  // it is sent
//	m = m.Visited(step, answer)       // it is answered
package moments

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Moments is what the page knows about the moments of the training. A value never changes.
type Moments struct {
	protocol.Remembered
	// Wanted is the step to look at, or protocol.Present.
	Wanted int
	// Film says that one moment after the other is looked at. Asking says that the learner is asked whether to go on
	// from the moment that is looked at.
	Film, Asking bool
	// Comparing says that the step that is looked at is seen beside the step With. Contrast is what both make of the
	// drawing, or nil.
	Comparing bool
	With      int
	Contrast  *protocol.Contrasted
	// Problem says why a moment is not looked at, or is "".
	Problem string
	// looked is the step that the engine looks at, or protocol.Present; visiting says that a Visit is under way.
	looked   int
	visiting bool
	// linked and beside are the steps of a link, until the engine remembers them; then, and without a link, Present.
	linked, beside int
}

// New returns the Moments of a page whose engine remembers none.
func New() *Moments {
	return &Moments{Wanted: protocol.Present, looked: protocol.Present, linked: protocol.Present,
		beside: protocol.Present}
}

func (m *Moments) with(change func(*Moments)) *Moments {
	n := *m
	change(&n)
	return &n
}

// Observe returns m after an Event.
func (m *Moments) Observe(event protocol.Event) *Moments {
	switch event := event.(type) {
	case protocol.Remembered:
		return m.with(func(n *Moments) {
			n.Remembered = event
			n.Comparing = n.Comparing && n.has(n.With)
		})
	case protocol.Status:
		looked := protocol.Present
		if event.Past {
			looked = event.Looked
		}
		if m.visiting || m.looked == looked && m.Wanted == looked {
			return m
		}
		return m.with(func(n *Moments) {
			n.looked, n.Wanted = looked, looked
			if looked == protocol.Present { // training has returned to it
				n.Film, n.Asking = false, false
			}
		})
	}
	return m
}

// Any reports whether there is a moment to go back to, beside the present one, which has had so many steps.
func (m *Moments) Any(present int) bool { return len(m.Stops(present)) > 1 }

// Past reports whether the wanted step is not the present.
func (m *Moments) Past() bool { return m.Wanted != protocol.Present }

// Stops are the steps that the slider has places for: those of the moments, and the present one at the end.
func (m *Moments) Stops(present int) []int {
	stops := make([]int, 0, len(m.Moments)+1)
	for _, one := range m.Moments {
		if one.Step < present {
			stops = append(stops, one.Step)
		}
	}
	return append(stops, present)
}

// Place returns the place of the wanted step among the stops. If the engine no longer remembers it, it has that of the
// step before it.
func (m *Moments) Place(stops []int) int {
	if !m.Past() {
		return len(stops) - 1
	}
	i, there := slices.BinarySearch(stops, m.Wanted)
	if !there {
		i = max(0, i-1)
	}
	return i
}

// Want returns m with another step to look at. The present one stands for protocol.Present.
func (m *Moments) Want(step, present int) *Moments {
	if step == present {
		step = protocol.Present
	}
	return m.WithoutLink().with(func(n *Moments) { n.Wanted, n.Asking, n.Problem = step, false, "" })
}

// WantPlace wants the stop at a place, or the nearest.
func (m *Moments) WantPlace(place, present int) *Moments {
	stops := m.Stops(present)
	return m.Want(stops[min(max(place, 0), len(stops)-1)], present)
}

// LinkedTo has the steps of a link looked at, the second one beside the first, once the engine remembers them.
func (m *Moments) LinkedTo(step, beside int) *Moments {
	if now, with := m.Linked(); now == step && with == beside {
		return m
	}
	return m.with(func(n *Moments) {
		n.linked, n.beside = step, beside
		n.Film, n.Asking, n.Comparing = false, false, false
		if step == protocol.Present {
			n.Wanted = protocol.Present
		}
	})
}

// Linked returns the step that is looked at and the one beside it, as a link has them. A film is at no step.
func (m *Moments) Linked() (step, beside int) {
	step, beside = m.Wanted, protocol.Present
	if m.Comparing {
		beside = m.With
	}
	switch {
	case m.Awaits():
		return m.linked, m.beside
	case m.Film:
		step = protocol.Present
	}
	return step, beside
}

// Awaits reports whether there are steps of a link to be looked at.
func (m *Moments) Awaits() bool { return m.linked != protocol.Present || m.beside != protocol.Present }

// Forgotten returns a step of a link that the engine does not remember, or protocol.Present.
func (m *Moments) Forgotten() int {
	for _, step := range []int{m.linked, m.beside} {
		if step != protocol.Present && !m.has(step) {
			return step
		}
	}
	return protocol.Present
}

// LookBack looks at the steps of a link, which the engine remembers; present is the one that training has come to.
func (m *Moments) LookBack(present int) *Moments {
	n := m
	if m.beside != protocol.Present {
		n = n.Want(m.beside, present).Compare(true, present)
	}
	return n.Want(m.linked, present)
}

// WithoutLink awaits no step of a link any more.
func (m *Moments) WithoutLink() *Moments {
	if !m.Awaits() {
		return m
	}
	return m.with(func(n *Moments) { n.linked, n.beside = protocol.Present, protocol.Present })
}

// Restarted returns the Moments for a new engine, which remembers none.
func (m *Moments) Restarted() *Moments {
	return New().with(func(n *Moments) { n.linked, n.beside = m.linked, m.beside })
}

// Next wants the stop after the wanted one. A film ends at the present.
func (m *Moments) Next(present int) *Moments {
	stops := m.Stops(present)
	n := m.WantPlace(m.Place(stops)+1, present)
	if n.Film && !n.Past() {
		n.Film = false
	}
	return n
}

// Play begins the film: at the wanted step or, from the present, at the first moment.
func (m *Moments) Play(on bool, present int) *Moments {
	n := m
	if on && !m.Past() {
		n = m.WantPlace(0, present)
	}
	return n.with(func(n *Moments) { n.Film = on && n.Past() })
}

// Ask asks whether to go on from the wanted step, or no longer.
func (m *Moments) Ask(on bool) *Moments {
	return m.with(func(n *Moments) { n.Asking, n.Film = on && n.Past(), false })
}

// Question returns the step to visit, if one is to be and no other Visit is under way.
func (m *Moments) Question() (step int, ask bool) {
	return m.Wanted, !m.visiting && m.Wanted != m.looked
}

// Visiting records that a Visit was sent.
func (m *Moments) Visiting() *Moments { return m.with(func(n *Moments) { n.visiting = true }) }

// Visited records the answer to the Visit of a step. A step that cannot be visited is wanted no longer.
func (m *Moments) Visited(step int, answer protocol.Event) *Moments {
	return m.with(func(n *Moments) {
		n.visiting = false
		switch answer := answer.(type) {
		case protocol.Status:
			if n.looked = protocol.Present; answer.Past {
				n.looked = answer.Looked
			}
			if n.Wanted == step {
				n.Wanted = n.looked
			}
		case protocol.Failed:
			n.Film = false
			n.Problem = answer.Message
			if n.Wanted == step {
				n.Wanted = n.looked
			}
		}
	})
}

// Shown reports whether the engine looks at the wanted step.
func (m *Moments) Shown() bool { return !m.visiting && m.Wanted == m.looked }

// has reports whether the engine remembers a step.
func (m *Moments) has(step int) bool {
	return slices.ContainsFunc(m.Moments, func(one protocol.Moment) bool { return one.Step == step })
}

// step is the number of the wanted step.
func (m *Moments) step(present int) int {
	if m.Past() {
		return m.Wanted
	}
	return present
}

// CanCompare reports whether there is something to compare, and the engine remembers the wanted step.
func (m *Moments) CanCompare(present int) bool { return m.Any(present) && m.has(m.step(present)) }

// Compare keeps the wanted step beside those that will be wanted, or no longer.
func (m *Moments) Compare(on bool, present int) *Moments {
	return m.with(func(n *Moments) {
		n.Comparing, n.With, n.Contrast = on && n.CanCompare(present), n.step(present), nil
	})
}

// Contrasted records the answer about two steps.
func (m *Moments) Contrasted(answer protocol.Event) *Moments {
	return m.with(func(n *Moments) {
		switch answer := answer.(type) {
		case protocol.Contrasted:
			n.Contrast, n.Problem = &answer, ""
		case protocol.Failed:
			n.Problem = answer.Message
		}
	})
}

// Accuracy returns the share of the test images that the network of a step got right; ok says whether it is known.
func (m *Moments) Accuracy(step int) (share float64, ok bool) {
	for _, one := range m.Moments {
		if one.Step == step {
			return one.Accuracy, one.Accuracy >= 0
		}
	}
	return 0, false
}

// Size says how many moments there are, and how much memory they take: 12 moments, 2.1 of 60 MB.
func (m *Moments) Size() string {
	if m.TooLarge {
		return "This network is too large: two moments of it would take more than " + phrase.Megabytes(m.Room) + "."
	}
	if len(m.Moments) == 0 {
		return ""
	}
	return phrase.Counted(len(m.Moments), "moment") + ", " + phrase.Megabytes(m.Bytes)
}
