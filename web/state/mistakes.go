package state

import (
	"cmp"
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Cell is a cell of the confusion matrix: images of Label that the network classifies as Digit.
type Cell struct{ Label, Digit int }

// AllMistakes stands for the mistakes in all cells.
var AllMistakes = Cell{-1, -1}

// number is the cell as a setting has it, and cellOf that of a number.
func (c Cell) number() int {
	if c == AllMistakes {
		return setting.AllMistakes
	}
	return form.Classes*c.Label + c.Digit
}

func cellOf(number int) Cell {
	if number == setting.AllMistakes {
		return AllMistakes
	}
	return Cell{number / form.Classes, number % form.Classes}
}

// Mistakes is what the page knows about the test images that the network gets wrong.
type Mistakes struct {
	// Answer is the latest one, or nil, and Of is the Checkpoint of its network, At the step that was looked at.
	Answer *protocol.Confused
	Of     *protocol.Checkpoint
	At     int
	// Name says which network Answer is of.
	Name NetworkName
	// Asking says that an answer is pending. Problem says why there is none, or is "".
	Asking  bool
	Problem string
	// Cell is the cell whose images are shown. Images are their pixels by index in the test set, as far as they are
	// loaded.
	Cell   Cell
	Images map[int][]float64
}

// mistakesShown is how many images are shown at once: those of a cell, or the surest mistakes of all.
const mistakesShown = protocol.MaxListed

// Due reports whether to ask: the page does not know the answers of the current network, and the engine has time.
func (m *Mistakes) Due(e *Engine) bool {
	return e.CanSample() && !e.Status.Running && !e.Status.Checking && !m.Asking && e.Checkpoint != nil &&
		(m.Of != e.Checkpoint || m.At != e.Looked())
}

// Old says that the answer is of an older network: training has gone on since, or another network has taken its place.
func (m *Mistakes) Old(e *Engine) bool {
	return m.Answer != nil && (m.Asking || m.Of != e.Checkpoint || m.Answer.Step != e.Looked())
}

// Ask records that the mistakes of the network that is looked at were asked for.
func (m *Mistakes) Ask(e *Engine) *Mistakes {
	n := *m
	n.Asking, n.Of, n.At = true, e.Checkpoint, e.Looked()
	return &n
}

// Answered records the answer. If something else came first, the question remains due.
func (m *Mistakes) Answered(answer protocol.Event) *Mistakes {
	n := *m
	n.Asking = false
	switch answer := answer.(type) {
	case protocol.Confused:
		n.Answer, n.Problem = &answer, ""
	case protocol.Failed:
		if answer.Code == protocol.CodeCancelled || answer.Code == protocol.CodeBusy {
			n.Of = nil
		} else {
			n.Problem = ProblemOf(answer)
		}
	}
	return &n
}

// Named notes which network the answer is of.
func (m *Mistakes) Named(name NetworkName) *Mistakes {
	n := *m
	n.Name = name
	return &n
}

// WithCell shows the images of a cell.
func (m *Mistakes) WithCell(c Cell) *Mistakes {
	n := *m
	n.Cell = c
	return &n
}

// Pictured records images of the test set. Others are forgotten unless they are shown.
func (m *Mistakes) Pictured(answer protocol.Event) *Mistakes {
	p, ok := answer.(protocol.Pictured)
	if !ok {
		return m
	}
	n := *m
	old := n.Images
	n.Images = make(map[int][]float64, mistakesShown)
	for k, i := range p.Indices {
		n.Images[i] = p.Pixels[k*form.Pixels : (k+1)*form.Pixels]
	}
	for _, a := range n.Shown() {
		if pixels, ok := old[a.Index]; ok {
			n.Images[a.Index] = pixels
		}
	}
	return &n
}

// Shown returns the images to show. For a cell of mistakes, or all mistakes, the surest come first; for right answers
// the least sure.
func (m *Mistakes) Shown() []protocol.Answered {
	if m.Answer == nil {
		return nil
	}
	shown := slices.DeleteFunc(slices.Clone(m.Answer.Listed), func(a protocol.Answered) bool {
		if m.Cell == AllMistakes {
			return a.Label == a.Digit
		}
		return m.Cell != Cell{a.Label, a.Digit}
	})
	slices.SortStableFunc(shown, func(a, b protocol.Answered) int { return cmp.Compare(b.Confidence, a.Confidence) })
	if m.Cell != AllMistakes && m.Cell.Label == m.Cell.Digit {
		slices.Reverse(shown)
	}
	return shown[:min(len(shown), mistakesShown)]
}

// Missing returns the indices of the images to show that are not loaded.
func (m *Mistakes) Missing() []int {
	var missing []int
	for _, a := range m.Shown() {
		if m.Images[a.Index] == nil {
			missing = append(missing, a.Index)
		}
	}
	return missing
}

// Total returns how many images the cell has, or how many mistakes there are in all.
func (m *Mistakes) Total() int {
	if m.Cell != AllMistakes {
		return m.Answer.Counts[m.Cell.Label][m.Cell.Digit]
	}
	total := m.Answer.Images
	for label, row := range m.Answer.Counts {
		total -= row[label]
	}
	return total
}

// ClassAccuracy returns the fraction of a row of the confusion matrix that is right, and the number of its images.
func ClassAccuracy(row [form.Classes]int, label int) (accuracy float64, images int) {
	for _, n := range row {
		images += n
	}
	return float64(row[label]) / float64(max(images, 1)), images
}

// Move returns the cell that a key leads to, or false for other keys. From AllMistakes, an arrow leads to the first
// cell.
func (c Cell) Move(key string) (to Cell, ok bool) {
	dy, dx := 0, 0
	switch key {
	case "ArrowUp":
		dy = -1
	case "ArrowDown":
		dy = 1
	case "ArrowLeft":
		dx = -1
	case "ArrowRight":
		dx = 1
	case "Home":
		dx = -9
	case "End":
		dx = 9
	case "Escape":
		return AllMistakes, true
	default:
		return c, false
	}
	if c == AllMistakes {
		return Cell{0, 0}, true
	}
	return Cell{min(9, max(0, c.Label+dy)), min(9, max(0, c.Digit+dx))}, true
}
