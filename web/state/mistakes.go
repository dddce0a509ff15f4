package state

import (
	"cmp"
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Cell is one of the confusion matrix: images of Label that the network takes for Digit.
type Cell struct{ Label, Digit int }

// AllMistakes is no cell: the mistakes of all of them.
var AllMistakes = Cell{-1, -1}

// Mistakes is what the page knows of the test images that the network gets wrong.
type Mistakes struct {
	// Answer is the latest, or nil, and Of the Checkpoint of the network that it is of.
	Answer *protocol.Confused
	Of     *protocol.Checkpoint
	// Asking says that an answer is on its way, and Problem why the last did not come, or is "".
	Asking  bool
	Problem string
	// Cell is the one whose images are shown, and Images are their pixels, as far as they are here, by the index in the
	// test set.
	Cell   Cell
	Images map[int][]float64
}

// mistakesShown is how many images are shown at once: those of a cell, or the surest mistakes of all.
const mistakesShown = protocol.MaxListed

// Due says that the page does not know how the network as it stands answers, and that the engine has time to tell it.
func (m *Mistakes) Due(e *Engine) bool {
	return e.CanSample() && !e.Status.Running && !e.Status.Checking && !m.Asking && e.Checkpoint != nil &&
		m.Of != e.Checkpoint
}

// Ask notes that they are asked for, of the network of that Checkpoint.
func (m *Mistakes) Ask(of *protocol.Checkpoint) *Mistakes {
	n := *m
	n.Asking, n.Of = true, of
	return &n
}

// Answered notes the answer. When something else came first, it stays due.
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

// WithCell shows the images of a cell.
func (m *Mistakes) WithCell(c Cell) *Mistakes {
	n := *m
	n.Cell = c
	return &n
}

// Pictured notes images of the test set. Others are forgotten unless they are shown.
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

// Shown are the images to show: of a mistake's cell, or of all mistakes, the surest first; of what was right, the least
// sure first.
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

// Missing are the indices of the images to show that are not here.
func (m *Mistakes) Missing() []int {
	var missing []int
	for _, a := range m.Shown() {
		if m.Images[a.Index] == nil {
			missing = append(missing, a.Index)
		}
	}
	return missing
}

// Total is how many images the cell has, or how many mistakes there are in all.
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

// ClassAccuracy is the fraction of a row of the confusion matrix that is right, and the number of its images.
func ClassAccuracy(row [form.Classes]int, label int) (accuracy float64, images int) {
	for _, n := range row {
		images += n
	}
	return float64(row[label]) / float64(max(images, 1)), images
}

// Move returns the cell that a key leads to; false for other keys. From no cell, an arrow leads to the first.
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
