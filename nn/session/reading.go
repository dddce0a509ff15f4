package session

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// loadReader fetches the reader, unless it is there or on its way.
func (s *Session) loadReader() {
	if s.reader != nil || s.data.reading {
		return
	}
	s.data.reading = true
	s.fetch(reader.File, func(file []byte) (err error) {
		s.reader, err = reader.Decode(file)
		return err
	}, func() {
		s.data.reading = false
		if s.model.net != nil {
			s.status(0) // what was classified may have another answer now
			s.judge()
		}
	})
}

func (s *Session) classify(id int, c protocol.Classify) *refusal {
	pixels := c.Pixels
	if len(c.Strokes) > 0 || pixels == nil {
		pixels = make([]float64, digits.Pixels)
		switch err := digits.Render(pixels, c.Strokes); {
		case isEmpty(err):
			s.host.Emit(id, protocol.Classified{Digit: -1})
			return nil
		case err != nil:
			return refuse(protocol.CodeBadRequest, "%v", err)
		}
	} else if err := digits.CheckPixels(pixels); err != nil {
		return refuse(protocol.CodeBadRequest, "%v", err)
	}
	s.host.Emit(id, s.answer(pixels))
	return nil
}

// answer asks the reader, and the session's network where the learner has trained it or there is no other to ask.
func (s *Session) answer(pixels []float64) protocol.Classified {
	c := protocol.Classified{Pixels: pixels, Own: s.model.step > 0 && !s.model.builtin, Step: s.model.step}
	if s.reader != nil {
		r := protocol.Reading{Probabilities: make([]float64, digits.Classes)}
		r.Digit, r.Sure = s.reader.Read(r.Probabilities, pixels)
		c.Reader = &r
	}
	if c.Reader != nil && !c.Own {
		c.Digit, c.Probabilities, c.Sure = c.Reader.Digit, slices.Clone(c.Reader.Probabilities), c.Reader.Sure
		return c
	}
	c.Probabilities = make([]float64, digits.Classes)
	s.model.one.Predict(c.Probabilities, pixels)
	c.Digit = train.Argmax(c.Probabilities)
	c.Sure = c.Probabilities[c.Digit] >= reader.Sure
	return c
}
