package session

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// drawings are the learner's own examples.
type drawings struct {
	set     digits.Set
	version int
	// read has what the reader, which never changes, has said of an image: it is asked once.
	read   map[string]protocol.Verdict
	judged time.Time // when the page was last told
}

// judgePace is the shortest time between two Judged while training runs: an epoch of a small network takes a tenth of that.
const judgePace = time.Second / 2

// setDrawings takes all examples, or none where one cannot be drawn.
func (s *Session) setDrawings(id int, c protocol.Drawings) *refusal {
	if len(c.Examples) > protocol.MaxExamples {
		return refuse(protocol.CodeBadRequest, "%d drawings; at most %d are possible.", len(c.Examples), protocol.MaxExamples)
	}
	next := drawings{version: c.Version, read: s.drawings.read}
	pixels := make([]float64, len(c.Examples)*digits.Pixels)
	for i, e := range c.Examples {
		if e.Label < 0 || e.Label >= digits.Classes {
			return refuse(protocol.CodeBadRequest, "Drawing %d: the label is %d, it can be 0 to %d.", i+1, e.Label, digits.Classes-1)
		}
		image := pixels[i*digits.Pixels : (i+1)*digits.Pixels]
		if err := digits.Render(image, e.Strokes); err != nil {
			return refuse(protocol.CodeBadRequest, "Drawing %d: %v.", i+1, err)
		}
		next.set.Labels = append(next.set.Labels, byte(e.Label))
		for _, v := range image {
			next.set.Pixels = append(next.set.Pixels, byte(v*255+0.5)) // as MNIST's are
		}
	}
	s.drawings = next
	e := s.judged()
	e.Pixels = pixels
	s.host.Emit(id, e)
	return nil
}

// judge tells what the networks say of the drawings, if there are any.
func (s *Session) judge() {
	if s.drawings.set.Len() > 0 {
		s.host.Emit(0, s.judged())
	}
}

func (s *Session) judged() protocol.Judged {
	d := &s.drawings
	d.judged = time.Now()
	e := protocol.Judged{Version: d.version, Step: s.model.step, Network: make([]protocol.Verdict, d.set.Len())}
	s.model.many.Answers(&d.set, 0, d.set.Len(), func(i int, probabilities []float64) {
		e.Network[i] = verdict(probabilities)
	})
	if s.reader == nil {
		return e
	}
	known := d.read
	d.read = make(map[string]protocol.Verdict, d.set.Len())
	e.Reader = make([]protocol.Verdict, d.set.Len())
	for i := range e.Reader {
		image := string(d.set.Image(i))
		v, ok := known[image]
		if !ok {
			v = s.read(i)
		}
		d.read[image], e.Reader[i] = v, v
	}
	return e
}

// read asks the reader about a drawing.
func (s *Session) read(i int) protocol.Verdict {
	var pixels [digits.Pixels]float64
	var probabilities [digits.Classes]float64
	s.drawings.set.Floats(pixels[:], i)
	s.reader.Read(probabilities[:], pixels[:])
	return verdict(probabilities[:])
}

// verdict is the most probable digit, or -1 where a network that has overflowed says no numbers.
func verdict(probabilities []float64) protocol.Verdict {
	digit := train.Argmax(probabilities)
	if digit < 0 {
		return protocol.Verdict{Digit: -1}
	}
	return protocol.Verdict{Digit: digit, Confidence: probabilities[digit]}
}

// score says how good the network is, as far as that is known at this step.
func (s *Session) score() protocol.Score {
	own := &s.drawings.set
	score := protocol.Score{Step: s.model.step, Right: s.model.many.Correct(own, 0, own.Len()), Drawings: own.Len()}
	if v := s.model.evaluated; v != nil && v.Step == score.Step {
		score.TestAccuracy, score.TestImages = v.TestAccuracy, v.TestImages
	}
	return score
}

// fineTune begins to train with many of the drawings in each batch.
func (s *Session) fineTune(id int, c protocol.FineTune) *refusal {
	if s.drawings.set.Len() == 0 {
		return refuse(protocol.CodeNotReady, "There are no drawings of yours to train on.")
	}
	if c.Steps < 1 || !(c.Share > 0 && c.Share <= 1) {
		return refuse(protocol.CodeBadRequest, "A run of %d steps with a share of %v is not possible.", c.Steps, c.Share)
	}
	return s.run(&training{s: s, command: id, steps: c.Steps, tune: c.Share})
}

// inForce are the settings that the run trains with.
func (t *training) inForce() setting.Settings {
	settings := t.s.settings
	if t.tune > 0 {
		settings.LearningRate *= protocol.TuneRate
		settings.Schedule, settings.OwnShare = method.Constant.Name, t.tune
	}
	return settings
}
