package session

import (
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// mistakes shows how the network classifies the test images, one by one.
type mistakes struct{ *shared }

func (m *mistakes) register(h handlers) {
	onImages(h, always[protocol.Confuse](testImages), m.confuse)
	onImages(h, always[protocol.Images](testImages), m.picture)
	onImages(h, always[protocol.Sample](testImages), m.sample)
}

// confusing is the job of a Confuse: it classifies the test images, a batch at a time.
type confusing struct {
	*shared
	command int
	of      *model
	i       int // images done
	answer  protocol.Confused
	cells   [digits.Classes][digits.Classes][]protocol.Answered
	// overflowed says that an answer was not a number.
	overflowed bool
	// then is an evaluation that waits for this job, or nil.
	then job
}

// confuse begins to classify the test images, unless another Command's job runs.
func (m *mistakes) confuse(id int, _ protocol.Confuse) *refusal {
	if m.testSet.Len() == 0 {
		return refuse(protocol.CodeNotReady, "The test images have not been loaded.")
	}
	c := &confusing{shared: m.shared, command: id, of: m.seen(),
		answer: protocol.Confused{Step: m.seen().step, Images: m.testSet.Len()}}
	switch m.job.(type) {
	case nil:
	case evaluating:
		c.then = m.job
	default:
		return refuse(protocol.CodeBusy, "Something else is running: wait for it, or stop it.")
	}
	m.job = c
	return nil
}

func (c *confusing) id() int     { return c.command }
func (c *confusing) ready() bool { return true }

func (c *confusing) work(deadline moment) {
	test := &c.testSet
	for now() < deadline {
		n := min(c.of.manyLen, test.Len()-c.i)
		c.of.many.Answers(test, c.i, c.i+n, c.see)
		if c.i += n; c.i == test.Len() {
			c.finish()
			return
		}
	}
}

// see records the answer to an image.
func (c *confusing) see(image int, probabilities []float64) {
	a := protocol.Answered{Index: image, Label: c.testSet.Label(image), Digit: train.Argmax(probabilities)}
	if a.Digit < 0 {
		c.overflowed = true
		return
	}
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

// moreInteresting compares two images of a cell: among mistakes the surer one is more interesting, among right answers
// the less sure one.
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
	c.job = c.then
	if c.overflowed {
		c.host.Emit(c.command, noAnswer().failed())
		return
	}
	c.host.Emit(c.command, c.answer)
}

func (c *confusing) stop() {
	c.job = nil
	c.host.Emit(c.command, refuse(protocol.CodeCancelled, "Something else had to be done first.").failed())
}

// picture answers with images of the test set.
func (m *mistakes) picture(id int, c protocol.Images) *refusal {
	if len(c.Indices) > protocol.MaxImages {
		return refuse(protocol.CodeBadRequest, "%d images at once; at most %d can be asked for.", len(c.Indices),
			protocol.MaxImages)
	}
	e := protocol.Pictured{Indices: c.Indices}
	for _, i := range c.Indices {
		pixels, r := m.testImage(i)
		if r != nil {
			return r
		}
		e.Labels = append(e.Labels, m.testSet.Label(i))
		e.Pixels = append(e.Pixels, pixels...)
	}
	m.host.Emit(id, e)
	return nil
}

// sample answers with an image of the test set.
func (m *mistakes) sample(id int, c protocol.Sample) *refusal {
	pixels, r := m.testImage(c.Index)
	if r != nil {
		return r
	}
	m.host.Emit(id, protocol.Sampled{Index: c.Index, Label: m.testSet.Label(c.Index), Pixels: pixels})
	return nil
}

// testImage returns the pixels of an image of the test set.
func (m *mistakes) testImage(index int) ([]float64, *refusal) {
	if m.testSet.Len() == 0 {
		return nil, refuse(protocol.CodeNotReady, "The test images have not been loaded.")
	}
	if index < 0 || index >= m.testSet.Len() {
		return nil, refuse(protocol.CodeBadRequest, "There is no test image %d: they are numbered 0 to %d.", index,
			m.testSet.Len()-1)
	}
	pixels := make([]float64, digits.Pixels)
	m.testSet.Floats(pixels, index)
	return pixels, nil
}
