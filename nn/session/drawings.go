package session

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// drawings are the learner's own examples, and how the networks classify them.
type drawings struct {
	*shared
	reading *reading

	set     digits.Set
	version int
	// read has what the reader, which never changes, has said of an image: it is asked once.
	read   map[string]protocol.Verdict
	judged moment // when the latest Judged was emitted
}

func (d *drawings) register(h handlers) { on(h, d.take) }

// judgePace is the shortest time between two Judged while training runs: an epoch of a small network takes a tenth of
// that.
const judgePace = time.Second / 2

// take takes all the examples, or none if one cannot be drawn.
func (d *drawings) take(id int, c protocol.Drawings) *refusal {
	if len(c.Examples) > protocol.MaxExamples {
		return refuse(protocol.CodeBadRequest, "%d drawings; at most %d are possible.", len(c.Examples),
			protocol.MaxExamples)
	}
	var set digits.Set
	pixels := make([]float64, len(c.Examples)*digits.Pixels)
	for i, e := range c.Examples {
		if e.Label < 0 || e.Label >= digits.Classes {
			return refuse(protocol.CodeBadRequest, "Drawing %d: the label is %d; it must be 0 to %d.", i+1, e.Label,
				digits.Classes-1)
		}
		image := pixels[i*digits.Pixels : (i+1)*digits.Pixels]
		if err := digits.Render(image, e.Strokes); err != nil {
			return refuse(protocol.CodeBadRequest, "Drawing %d: %s.", i+1, words(err))
		}
		set.Labels = append(set.Labels, byte(e.Label))
		for _, v := range image {
			set.Pixels = append(set.Pixels, byte(v*255+0.5)) // as MNIST's images are
		}
	}
	d.set, d.version = set, c.Version
	e := d.judgement()
	e.Pixels = pixels
	d.host.Emit(id, e)
	return nil
}

// judge emits how the networks classify the drawings, if there are any.
func (d *drawings) judge() {
	if d.set.Len() > 0 {
		d.host.Emit(0, d.judgement())
	}
}

func (d *drawings) judgement() protocol.Judged {
	d.judged = now()
	e := protocol.Judged{Version: d.version, Step: d.seen().step, Network: make([]protocol.Verdict, d.set.Len())}
	d.seen().many.Answers(&d.set, 0, d.set.Len(), func(i int, probabilities []float64) {
		e.Network[i] = verdict(probabilities)
	})
	if d.reading.reader == nil {
		return e
	}
	known := d.read
	d.read = make(map[string]protocol.Verdict, d.set.Len())
	e.Reader = make([]protocol.Verdict, d.set.Len())
	for i := range e.Reader {
		image := string(d.set.Image(i))
		v, ok := known[image]
		if !ok {
			v = d.ask(i)
		}
		d.read[image], e.Reader[i] = v, v
	}
	return e
}

// ask asks the reader about a drawing.
func (d *drawings) ask(i int) protocol.Verdict {
	var pixels [digits.Pixels]float64
	var probabilities [digits.Classes]float64
	d.set.Floats(pixels[:], i)
	d.reading.reader.Read(probabilities[:], pixels[:])
	return verdict(probabilities[:])
}

// verdict returns the most probable digit, or -1 if the network has overflowed and its answers are not numbers.
func verdict(probabilities []float64) protocol.Verdict {
	digit := train.Argmax(probabilities)
	if digit < 0 {
		return protocol.Verdict{Digit: -1}
	}
	return protocol.Verdict{Digit: digit, Confidence: probabilities[digit]}
}

// score returns how good the network is, as far as that is known at this step.
func (d *drawings) score() protocol.Score {
	score := protocol.Score{Step: d.model.step, Right: d.model.many.Correct(&d.set, 0, d.set.Len()),
		Drawings: d.set.Len()}
	if v := d.model.evaluated; v != nil && v.Step == score.Step {
		score.TestAccuracy, score.TestImages = v.TestAccuracy, v.TestImages
	}
	return score
}
