package session

import (
	"errors"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// reading classifies drawings, with the reader that comes with the page and with the network that is trained here.
type reading struct {
	*shared
	data    *data
	reader  *reader.Reader // nil until it is loaded
	loading bool           // the reader is being fetched
	// answered says that a drawing has been classified.
	answered bool
	// onArrival is called when the reader is loaded, or has failed.
	onArrival func()
}

func (r *reading) register(h handlers) { on(h, r.classify) }

// load fetches the reader, unless it is loaded or being fetched.
func (r *reading) load() {
	if r.reader != nil || r.loading {
		return
	}
	r.loading = true
	r.data.fetch(reader.File, func(file []byte) (err error) {
		r.reader, err = reader.Decode(file)
		return err
	}, func() {
		r.loading = false
		r.finish()
		if r.model.net != nil {
			r.status(0) // the drawing may have another answer now
			r.onArrival()
		}
	})
}

func (r *reading) classify(id int, c protocol.Classify) *refusal {
	pixels, frame := c.Pixels, digits.Frame{}
	if len(c.Strokes) > 0 || pixels == nil {
		pixels = make([]float64, digits.Pixels)
		var err error
		switch frame, err = digits.RenderFramed(pixels, c.Strokes); {
		case errors.Is(err, digits.ErrEmpty):
			r.host.Emit(id, protocol.Classified{})
			return nil
		case err != nil:
			return refuseAs(protocol.CodeBadRequest, err)
		}
	} else if err := digits.CheckPixels(pixels); err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	answer := r.answer(pixels)
	if answer.Network.Digit < 0 {
		return noAnswer()
	}
	answer.Frame = frame
	r.host.Emit(id, answer)
	r.answered = true
	r.finish()
	return nil
}

// finish has the images fetched once the first drawing has had all of its answer.
func (r *reading) finish() {
	if r.answered && !r.loading {
		r.data.need()
	}
}

// answer asks both networks. The digit of Network is -1 if its answer is not a number.
func (r *reading) answer(pixels []float64) protocol.Classified {
	m := r.seen()
	return protocol.Classified{Pixels: pixels, Own: m.step > 0 && !m.builtin, Step: m.step,
		Network: r.ofNetwork(pixels), Reader: r.ofReader(pixels)}
}

// ofNetwork is the answer of the network that is looked at.
func (r *reading) ofNetwork(pixels []float64) *protocol.Reading {
	p := r.seen().predict(pixels)
	answer := &protocol.Reading{Digit: train.Argmax(p), Probabilities: p}
	answer.Sure = answer.Digit >= 0 && p[answer.Digit] >= reader.Sure
	return answer
}

// ofReader is the answer of the reader, or nil if it is not loaded.
func (r *reading) ofReader(pixels []float64) *protocol.Reading {
	if r.reader == nil {
		return nil
	}
	answer := &protocol.Reading{Probabilities: make([]float64, digits.Classes)}
	answer.Digit, answer.Sure = r.reader.Read(answer.Probabilities, pixels)
	return answer
}
