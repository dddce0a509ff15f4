package session

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// confusing is the job of a Confuse: it classifies the test images, a batch at a time.
type confusing struct {
	s       *Session
	command int
	i       int // images done
	answer  protocol.Confused
	cells   [digits.Classes][digits.Classes][]protocol.Answered
	// then is an evaluation that waits meanwhile, or nil.
	then job
}

// confuse begins to classify the test images, unless somebody waits for something else.
func (s *Session) confuse(id int) *refusal {
	if s.data.test.Len() == 0 {
		return refuse(protocol.CodeNotReady, "The test images are not there.")
	}
	c := &confusing{s: s, command: id, answer: protocol.Confused{Step: s.model.step, Images: s.data.test.Len()}}
	switch s.job.(type) {
	case nil:
	case evaluating:
		c.then = s.job
	default:
		return refuse(protocol.CodeBusy, "Something else runs: wait for it, or end it.")
	}
	s.job = c
	return nil
}

func (c *confusing) id() int     { return c.command }
func (c *confusing) ready() bool { return true }

func (c *confusing) work(deadline time.Time) {
	test := &c.s.data.test
	for time.Now().Before(deadline) {
		n := min(c.s.model.manyLen, test.Len()-c.i)
		c.s.model.many.Answers(test, c.i, c.i+n, c.see)
		if c.i += n; c.i == test.Len() {
			c.finish()
			return
		}
	}
}

// see takes in the answer to an image.
func (c *confusing) see(image int, probabilities []float64) {
	a := protocol.Answered{Index: image, Label: c.s.data.test.Label(image), Digit: train.Argmax(probabilities)}
	a.Confidence, a.Truth = probabilities[a.Digit], probabilities[a.Label]
	c.answer.Counts[a.Label][a.Digit]++
	cell := &c.cells[a.Label][a.Digit]
	if len(*cell) < protocol.MaxListed {
		*cell = append(*cell, a)
		return
	}
	dull := 0
	for i := range *cell {
		if moreInteresting((*cell)[dull], (*cell)[i]) {
			dull = i
		}
	}
	if moreInteresting(a, (*cell)[dull]) {
		(*cell)[dull] = a
	}
}

// moreInteresting compares two images of a cell: of mistakes the surer is of more interest, of right answers the less sure.
func moreInteresting(a, b protocol.Answered) bool {
	if a.Label == a.Digit {
		return a.Confidence < b.Confidence
	}
	return a.Confidence > b.Confidence
}

func (c *confusing) finish() {
	for label := range c.cells {
		for _, cell := range c.cells[label] {
			c.answer.Listed = append(c.answer.Listed, cell...)
		}
	}
	c.s.job = c.then
	c.s.host.Emit(c.command, c.answer)
}

func (c *confusing) stop() {
	c.s.job = nil
	c.s.host.Emit(c.command, refuse(protocol.CodeCancelled, "Something else was to be done first.").failed())
}

// picture answers with images of the test set.
func (s *Session) picture(id int, indices []int) *refusal {
	if len(indices) > protocol.MaxImages {
		return refuse(protocol.CodeBadRequest, "%d images at once; at most %d can be asked for.", len(indices), protocol.MaxImages)
	}
	e := protocol.Pictured{Indices: indices}
	for _, i := range indices {
		pixels, r := s.testImage(i)
		if r != nil {
			return r
		}
		e.Labels = append(e.Labels, s.data.test.Label(i))
		e.Pixels = append(e.Pixels, pixels...)
	}
	s.host.Emit(id, e)
	return nil
}
