package session

import (
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// contrast answers with what the networks of two steps make of an image.
func (h *history) contrast(id int, c protocol.Contrast) *refusal {
	if c.Pixels == nil {
		if h.testSet.Len() == 0 {
			return refuse(protocol.CodeNotReady, "The test images have not been loaded.")
		}
		c.Pixels, c.Label = make([]float64, digits.Pixels), h.testSet.Label(0)
		h.testSet.Floats(c.Pixels, 0)
	} else if err := digits.CheckPixels(c.Pixels); err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	first, second := h.network(c.First), h.network(c.Second)
	switch {
	case first == nil:
		return forgotten(c.First)
	case second == nil:
		return forgotten(c.Second)
	}
	e := protocol.Contrasted{First: first.answer(c.Pixels), Second: second.answer(c.Pixels), Pixels: c.Pixels,
		Label: c.Label}
	if c.Label == protocol.SeenLabel {
		later := e.First
		if e.Second.Step > e.First.Step {
			later = e.Second
		}
		e.Label = train.Argmax(later.Probabilities)
	}
	if train.Argmax(e.First.Probabilities) < 0 || train.Argmax(e.Second.Probabilities) < 0 {
		return noAnswer()
	}
	if r := first.differentiate(&e.First, c.Pixels, e.Label); r != nil {
		return r
	}
	if r := second.differentiate(&e.Second, c.Pixels, e.Label); r != nil {
		return r
	}
	h.host.Emit(id, e)
	return nil
}

// network returns that of a step: the present one, the one that is looked at, or a moment. It is nil if there is none.
func (h *history) network(step int) *model {
	if step == h.model.step || step == protocol.Present {
		return &h.model
	}
	if h.past != nil && h.past.step == step {
		return h.past
	}
	if t := h.line.At(step); t != nil {
		return h.model.at(t, nil)
	}
	return nil
}

// answer returns a network's answer to an image.
func (m *model) answer(pixels []float64) protocol.Glimpse {
	return protocol.Glimpse{Step: m.step, Probabilities: m.predict(pixels)}
}

// differentiate adds the loss of the image with that target, and the gradient of its pixels.
func (m *model) differentiate(g *protocol.Glimpse, pixels []float64, label int) *refusal {
	b, r := digitBatch(m.net, pixels, label)
	if r != nil {
		return r
	}
	g.Loss = float64(b.ForwardTest())
	b.Backward()
	gradient := b.Graph.Nodes()[0].Grad.Data // of the image
	g.Gradient = make([]float64, len(gradient))
	tensor.Convert(g.Gradient, gradient)
	return nil
}
