package session

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// fooling changes an image until a network takes it for another digit.
type fooling struct {
	*shared
	reading *reading
}

func (f *fooling) register(h handlers) { on(h, f.fool) }

// slopeOf returns the slope of the network that is trained here.
func slopeOf(net *layer.Network[float32]) *train.Slope[float32] {
	b, err := train.NewBatch(net, 1, true)
	if err != nil {
		panic("session: " + err.Error()) // cannot fail: the network was built before, with another batch size
	}
	return train.NewSlope(b)
}

// fool answers with the images on the way from c.Pixels to one that fools the network.
func (f *fooling) fool(id int, c protocol.Fool) *refusal {
	if r := checkFool(c); r != nil {
		return r
	}
	way := descent{norm: norms[c.Norm], target: c.Target, until: c.Sure, sure: reader.Sure}
	var other func([]float64) *protocol.Reading
	limit := way.norm.steps
	if c.Reader {
		if f.reading.reader == nil {
			return refuse(protocol.CodeNotReady, "The reader is still loading.")
		}
		way.slope = train.NewSlope(f.reading.reader.Batch(&graph.Graph[float32]{InputGradient: true}))
		other = f.reading.ofNetwork
		way.sure = f.reading.reader.Sure()
	} else {
		way.slope, other = slopeOf(f.seen().net), f.reading.ofReader
		limit = max(1, min(limit, int(maxFooling/max(1, f.model.work))))
	}
	answer, ok := way.walk(c.Pixels, limit)
	if !ok {
		return noAnswer()
	}
	for i := range answer.Frames {
		if said := other(answer.Frames[i].Pixels); said != nil && said.Digit >= 0 {
			answer.Frames[i].Other = said
		}
	}
	answer.Step = f.seen().step
	f.host.Emit(id, answer)
	return nil
}

// maxFooling is how many multiplications, forwards, the steps may take, since no message is read meanwhile: about a
// second, of a network that has a hundred times as many as the largest preset.
const maxFooling = 2e9

func checkFool(c protocol.Fool) *refusal {
	if err := digits.CheckPixels(c.Pixels); err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	if c.Target < protocol.AnyOther || c.Target >= digits.Classes {
		return refuse(protocol.CodeBadRequest,
			"The digit to be taken for is %d; it must be 0 to %d, or %d for any other.", c.Target, digits.Classes-1,
			protocol.AnyOther)
	}
	if !(c.Sure >= 0 && c.Sure < 1) { // refuses NaN, too
		return refuse(protocol.CodeBadRequest, "A network cannot be sure to %v; it must be 0 or more, and less than 1.",
			c.Sure)
	}
	if norms[c.Norm].move == nil {
		return refuse(protocol.CodeBadRequest, "There is no norm %q.", c.Norm)
	}
	return nil
}

// norm is a way to measure a change, with the step that goes furthest by it.
type norm struct {
	steps int // at most
	// move changes pixels by a step against the gradient, which is 0 where a pixel cannot move.
	move func(pixels, gradient []float32, moved []bool)
}

// The steps, in units of ink.
const (
	// maxStep is how far each pixel goes in L∞. In 50 steps it goes from paper to ink.
	maxStep = 0.02
	// distanceStep is the length of a step in L2. In 100 steps it goes as far as most of MNIST's digits are from blank
	// paper.
	distanceStep = 0.1
)

var norms = map[string]norm{
	protocol.NormMax:      {50, moveAll},
	protocol.NormCount:    {100, moveOne},
	protocol.NormDistance: {100, moveSteeply},
}

// moveAll is the fast gradient sign method, in small steps: x −= step · sign(∂L/∂x).
//
// Source: Kurakin, Goodfellow and Bengio, Adversarial examples in the physical world (2017).
func moveAll(pixels, gradient []float32, _ []bool) {
	for i, g := range gradient {
		switch {
		case g > 0:
			pixels[i] = max(0, pixels[i]-maxStep)
		case g < 0:
			pixels[i] = min(1, pixels[i]+maxStep)
		}
	}
}

// moveOne turns one pixel to ink or to paper: the one for which |∂L/∂x| times how far it can go is largest. No pixel
// goes twice.
func moveOne(pixels, gradient []float32, moved []bool) {
	best, most := -1, float32(0)
	for i, g := range gradient {
		if !moved[i] {
			if by := float32(math.Abs(float64(g * (end(g) - pixels[i])))); by > most {
				best, most = i, by
			}
		}
	}
	if best >= 0 {
		pixels[best], moved[best] = end(gradient[best]), true
	}
}

// end is where a pixel goes to against its gradient, if it goes all the way.
func end(gradient float32) float32 {
	if gradient < 0 {
		return 1
	}
	return 0
}

// moveSteeply is steepest descent with steps of one length: x −= step · g / ‖g‖, as far as the pixels can move.
func moveSteeply(pixels, gradient []float32, _ []bool) {
	sum := 0.0
	for _, g := range gradient {
		sum += float64(g) * float64(g)
	}
	scale := float32(distanceStep / math.Sqrt(sum))
	for i, g := range gradient {
		pixels[i] = min(1, max(0, pixels[i]-scale*g))
	}
}

// descent is a way of an image down the loss of a target or, for protocol.AnyOther, up that of its own digit.
type descent struct {
	slope  *train.Slope[float32]
	norm   norm
	target int
	// sure is the probability from which the network is sure of a digit, until that which ends the way.
	sure, until float64
}

// walk goes from an image, with at most so many steps. It is false if the network's answers are not numbers.
func (d descent) walk(from []float64, limit int) (answer protocol.Fooled, ok bool) {
	x := d.slope.Pixels()
	tensor.Convert(x, from)
	start := append([]float32(nil), x...)
	answer.From = d.seen()
	if answer.From < 0 {
		return answer, false
	}
	label, sign := d.target, float32(1)
	if d.target == protocol.AnyOther {
		label, sign = answer.From, -1
	}
	free, moved := make([]float32, len(x)), make([]bool, len(x))
	for {
		probabilities, gradient, loss := d.slope.Run(label)
		if train.Argmax(probabilities) < 0 {
			return answer, false
		}
		f := frame(x, start, loss)
		f.Seen = d.reading(probabilities)
		answer.Frames = append(answer.Frames, f)
		movable := freeOf(free, gradient, sign, x, moved)
		switch step := len(answer.Frames); {
		case d.reached(f.Seen, answer.From):
			answer.End = protocol.FoolDone
			return answer, true
		case !movable && step == 1 && blank(x):
			push(x)
			answer.Pushed = true
		case !movable:
			answer.End = protocol.FoolFlat
			return answer, true
		case step > limit:
			answer.End = protocol.FoolSteps
			return answer, true
		default:
			d.norm.move(x, free, moved)
		}
	}
}

// seen is the digit that the network takes the pixels for, or -1 if it says no numbers.
func (d descent) seen() int {
	probabilities, _, _ := d.slope.Run(0)
	return train.Argmax(probabilities)
}

// reading is what the network says.
func (d descent) reading(probabilities []float32) protocol.Reading {
	r := protocol.Reading{Digit: train.Argmax(probabilities), Probabilities: make([]float64, len(probabilities))}
	tensor.Convert(r.Probabilities, probabilities)
	r.Sure = r.Probabilities[r.Digit] >= d.sure
	return r
}

// reached reports whether the network answers as is wanted.
func (d descent) reached(seen protocol.Reading, from int) bool {
	p := seen.Probabilities[seen.Digit]
	return (seen.Digit == d.target || d.target == protocol.AnyOther && seen.Digit != from) &&
		p > reader.Sure && p >= max(d.sure, d.until)
}

// freeOf sets free to the gradient, with that sign, of the pixels that can still move, and reports whether there is
// one.
func freeOf(free, gradient []float32, sign float32, x []float32, moved []bool) bool {
	movable := false
	for i, g := range gradient {
		g *= sign
		if moved[i] || end(g) == x[i] {
			g = 0
		}
		free[i] = g
		movable = movable || g != 0
	}
	return movable
}

// blank says that there is no ink.
func blank(x []float32) bool {
	for _, v := range x {
		if v != 0 {
			return false
		}
	}
	return true
}

// The smudge on blank paper: the ink in its middle, and its width as a standard deviation, in pixels.
const smudgeInk, smudgeWidth = 0.3, 5

// push puts a faint smudge on blank paper, where the gradient is 0 everywhere: ReLUs without a bias pass nothing there.
func push(x []float32) {
	const middle = float64(digits.Side-1) / 2
	for i := range x {
		right, below := float64(i%digits.Side)-middle, float64(i/digits.Side)-middle
		x[i] = float32(smudgeInk * math.Exp(-(right*right+below*below)/(2*smudgeWidth*smudgeWidth)))
	}
}

// frame notes an image on the way.
func frame(x, start []float32, loss float32) protocol.FoolFrame {
	f := protocol.FoolFrame{Pixels: make([]float64, len(x)), Loss: float64(loss)}
	tensor.Convert(f.Pixels, x)
	for i, v := range x {
		change := math.Abs(float64(v) - float64(start[i]))
		if change > 0 {
			f.Changed++
		}
		f.Largest = max(f.Largest, change)
		f.Mean += change / float64(len(x))
		f.Distance += change * change
	}
	f.Distance = math.Sqrt(f.Distance)
	return f
}
