package train

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
)

// Pull moves one element of a parameter, and computes what the loss does there: the nodes of the graph run again, from
// that parameter on. Each method puts the element back, bit for bit, even where an operation panics.
//
//	p := train.NewPull(batch, graph.Test, batch.Graph.Params()[0], 7)
//	points, kinks := p.Curve(1, 65)   // the loss from one below the element to one above it
//	s := p.Secant(1e-4)               // s.Slope is about p.Gradient
//
// It is float64: the loss of a network in float32 has steps of about 1e-7, in which a secant with an h of 1e-4 shows
// hardly anything else.
type Pull struct {
	// Value is that of the element, Loss the loss with it, and Gradient what backpropagation gives for it.
	Value, Loss, Gradient float64

	batch   *Batch[float64]
	mode    graph.Mode
	param   *graph.Node[float64]
	element int
	pieces  pieces[float64]
}

// PullPoint is the loss with the element at Value. Probabilities are the network's answer there if the batch is of one
// image, or nil.
type PullPoint struct {
	Value, Loss   float64
	Probabilities []float64
}

// Secant is the line through the losses at w − H and w + H.
type Secant struct {
	H, Down, Up float64
	// Slope is that of NumericalGradient, and Difference how far it is from that of backpropagation, as a part of the
	// larger one; it is 0 where both are 0.
	Slope, Difference float64
	// Crossed says that a kink lies within ±H.
	Crossed bool
}

// PullKink is where the loss has kinks, between From and To: the places in which operations leave their piece there.
// First is one of Count.
type PullKink struct {
	From, To float64
	// Loss is that at From. Before and After are the slopes at From and To by backpropagation, where these are closer
	// to each other than points of the Curve, or else both are NaN.
	Loss, Before, After float64
	First               Kink
	Count               int
}

// NewPull prepares to move element element of a parameter of the graph of b, which runs forwards in that mode, and
// backwards.
func NewPull(b *Batch[float64], mode graph.Mode, param *graph.Node[float64], element int) *Pull {
	p := &Pull{batch: b, mode: mode, param: param, element: element, Value: param.Value.Data[element]}
	p.now()
	p.Loss, p.Gradient = b.Loss.Value.Data[0], param.Grad.Data[element]
	p.pieces = takePieces(b.Graph)
	return p
}

// now runs the graph with the parameter as it is, forwards and backwards.
func (p *Pull) now() {
	p.batch.forward(p.mode)
	p.batch.Backward()
}

// at runs the graph with the element at v, has see look at it, and returns the loss.
func (p *Pull) at(v float64, see func()) float64 {
	data := p.param.Value.Data
	was := data[p.element]
	defer func() { data[p.element] = was }()
	data[p.element] = v
	p.batch.Graph.ForwardFrom(p.param, p.mode)
	see() // with the leaf still moved: an operation may read it directly
	return p.batch.Loss.Value.Data[0]
}

func nothing() {}

// slope is the gradient of backpropagation with the element at v.
func (p *Pull) slope(v float64) (slope float64) {
	p.at(v, func() {
		p.batch.Backward()
		slope = p.param.Grad.Data[p.element]
	})
	return slope
}

// Curve returns the loss at so many points, an odd number, from Value − reach to Value + reach: the one in the middle
// is at Value. Kinks are the places between two of them where the loss has kinks, in their order.
func (p *Pull) Curve(reach float64, points int) (curve []PullPoint, kinks []PullKink) {
	half := points / 2
	for i := -half; i <= half; i++ {
		v := p.Value + reach*float64(i)/float64(half)
		var found kinkList
		point := PullPoint{Value: v}
		point.Loss = p.at(v, func() {
			if i > -half {
				p.pieces.crossed(&found)
			}
			p.pieces.take()
			if y := p.probabilities(); p.batch.T.Rows() == 1 && y != nil {
				point.Probabilities = append([]float64{}, y...)
			}
		})
		if n := len(curve); found.count > 0 {
			kinks = append(kinks, PullKink{From: curve[n-1].Value, To: v, Loss: curve[n-1].Loss,
				Before: math.NaN(), After: math.NaN(), First: found.found[0], Count: found.count})
		}
		curve = append(curve, point)
	}
	if len(kinks) > mostCorners {
		return curve, kinks
	}
	var corners []PullKink
	for _, k := range kinks {
		corners = p.corners(corners, k)
	}
	return curve, corners
}

const (
	// mostCorners is between how many pairs of points the kinks are looked for more closely: the loss of a batch may
	// have hundreds, none of which can be seen.
	mostCorners = 8
	// halvings is how often such a pair is cut in two: a 128th of it is far less than a pixel.
	halvings = 7
	// mostBetween is how many kinks are looked for between two points.
	mostBetween = 3
)

// corners adds the kinks between two points to a list, one by one, the last of them as one where there are many.
func (p *Pull) corners(list []PullKink, k PullKink) []PullKink {
	low, high := k.From, k.To
	for range mostBetween {
		p.at(low, p.pieces.take)
		from, to := low, high
		loss, first := p.at(low, nothing), k.First
		count := 0
		for range halvings {
			middle := (from + to) / 2
			var found kinkList
			l := p.at(middle, func() { p.pieces.crossed(&found) })
			if found.count > 0 {
				to, first, count = middle, found.found[0], found.count
			} else {
				from, loss = middle, l
			}
		}
		if count == 0 { // it is in the last part
			count = k.Count
		}
		k.Count -= count
		list = append(list, PullKink{From: from, To: to, Loss: loss, Before: p.slope(from), After: p.slope(to),
			First: first, Count: count})
		p.at(to, p.pieces.take)
		low = to
		var left kinkList
		p.at(high, func() { p.pieces.crossed(&left) })
		if low >= high || left.count == 0 {
			break
		}
		k.First, k.Count = left.found[0], left.count
	}
	return list
}

// probabilities are those of the latest forward pass, or nil where the loss is no SoftmaxWithLoss.
func (p *Pull) probabilities() []float64 {
	if o, ok := p.batch.Loss.Op().(*op.SoftmaxWithLoss[float64]); ok {
		return o.Probabilities().Data
	}
	return nil
}

// Secant returns the secant with step h.
func (p *Pull) Secant(h float64) Secant {
	s := Secant{H: h}
	p.at(p.Value, p.pieces.take)
	crossed := func() { s.Crossed = p.pieces.crossed(nil) || s.Crossed }
	s.Up = p.at(p.Value+h, crossed)
	s.Down = p.at(p.Value-h, crossed)
	s.Slope = (s.Up - s.Down) / (2 * h)
	if s.Slope != p.Gradient {
		s.Difference = math.Abs(s.Slope-p.Gradient) / max(math.Abs(s.Slope), math.Abs(p.Gradient))
	}
	return s
}
