package session

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// watch measures distributions for a page that asked for them. While training runs it reads the buffers that a step leaves, so that nothing
// is computed twice. The zero watch is off.
type watch struct {
	on bool
	at int // the step that was measured last; -1 for none
}

const (
	// watchGrowth is the inverse of how much the step grows between two measurements: a run of n steps has about 24 · log₁₀ n of them.
	watchGrowth = 10
	// watchElements bounds how many elements of a tensor are looked at. The standard error of a share is then at most 0.8 per cent.
	watchElements = 4096
	// watchLowest is the exponent of two at which the bins of gradients begin.
	watchLowest = -40
)

// due says that the distributions are wanted of this step.
func (w *watch) due(step int) bool {
	return w.on && (step < w.at || step >= w.at+max(1, w.at/watchGrowth))
}

// watchTraining switches the measurements on or off.
func (s *Session) watchTraining(id int, on bool) {
	s.watch = watch{on: on, at: -1}
	s.status(id)
	s.look()
}

// look measures the network as it stands, unless training does so anyway or there are no images yet.
func (s *Session) look() {
	s.watch.at = -1
	if _, training := s.job.(*training); training || !s.watch.on {
		return
	}
	b, r := s.lastBatch()
	if r != nil {
		return
	}
	b.Forward()
	b.Backward()
	s.distribute(b, b.Graph.Params(), 1)
}

// watchStep measures a step that has just ended.
func (s *Session) watchStep() {
	if p := s.model.parts; p != nil {
		b := p.Batch()
		s.distribute(b, b.Graph.Params(), 1/float32(p.Len()))
		return
	}
	b := s.model.trainer.Batch()
	s.distribute(b, b.Graph.Params(), 1)
}

// distribute emits the distributions of a batch that has been computed; share is its part of the batch of the step. A tensor with an
// element that is no number has none: that is for the end of training to tell.
func (s *Session) distribute(b *train.Batch[float32], params []*graph.Node[float32], share float32) {
	e := protocol.Distributions{Step: s.model.step}
	add := func(name, of string, data []float32, scale float32) {
		if d, ok := distribution(data, scale, of); ok {
			d.Name = name
			e.Tensors = append(e.Tensors, d)
		}
	}
	logits := b.Loss.Inputs()[0]
	for _, n := range b.Graph.Nodes() {
		if isActivation(n.Kind) || n == logits {
			add(n.Scope, protocol.OfActivation, n.Value.Data, 1)
			add(n.Scope, protocol.OfActivationGradient, n.Grad.Data, share)
		}
	}
	for i, p := range s.model.net.Params() { // in the order of the graph's
		if p.Weight {
			add(p.Name, protocol.OfWeight, params[i].Value.Data, 1)
			add(p.Name, protocol.OfWeightGradient, params[i].Grad.Data, 1)
		}
	}
	s.watch.at = e.Step
	s.host.Emit(0, e)
}

// isActivation says that an operation is what gives a layer its form.
func isActivation(kind string) bool {
	switch kind {
	case spec.KindReLU, spec.KindLeakyReLU, spec.KindSigmoid, spec.KindTanh:
		return true
	}
	return false
}

// distribution measures scale times the elements of data, or of a part that is spread over them evenly. ok is false where one is no number.
func distribution(data []float32, scale float32, of string) (d protocol.Distribution, ok bool) {
	d.Of = of
	by := stride(len(data))
	var sum, squares float64
	low, high := math.Inf(1), math.Inf(-1)
	n, zeros := 0, 0
	for i := 0; i < len(data); i += by {
		v := float64(scale * data[i])
		n++
		if v == 0 {
			zeros++
			continue
		}
		sum += v
		squares += v * v
		low, high = min(low, v), max(high, v)
	}
	if n == 0 || !isNumber(squares) {
		return d, false
	}
	d.Mean = sum / float64(n)
	d.Std = math.Sqrt(max(0, squares/float64(n)-d.Mean*d.Mean))
	d.Zeros = float64(zeros) / float64(n)
	if n == zeros {
		low, high = 0, 0
	}
	d.Low, d.High = low, high
	if d.Logarithmic() {
		d.Low, d.High = math.Ldexp(1, watchLowest), math.Ldexp(1, watchLowest+protocol.DensityBins)
	}
	d.Density = density(data, by, scale, &d)
	return d, true
}

// density sorts every by-th of the elements that are not 0 into the bins of d.
func density(data []float32, by int, scale float32, d *protocol.Distribution) []byte {
	var counts [protocol.DensityBins]int
	logarithmic, width := d.Logarithmic(), 0.0
	if d.High > d.Low {
		width = protocol.DensityBins / (d.High - d.Low)
	}
	for i := 0; i < len(data); i += by {
		v := scale * data[i]
		if v == 0 {
			continue
		}
		bin := 0
		if logarithmic {
			bin = exponent(v) - watchLowest
		} else {
			bin = int((float64(v) - d.Low) * width)
		}
		counts[max(0, min(bin, len(counts)-1))]++
	}
	most := 1
	for _, c := range counts {
		most = max(most, c)
	}
	bins := make([]byte, len(counts))
	for i, c := range counts {
		bins[i] = byte((c*255 + most - 1) / most) // rounded up, so that a single element is seen
	}
	return bins
}

// exponent returns ⌊log₂|v|⌋, and -127 for a number too small for float32's 24 binary digits.
func exponent(v float32) int { return int(math.Float32bits(v)>>23&0xff) - 127 }

// stride returns how far apart the elements of n are that are looked at. It has no divisor in common with n, and so none with the length
// of an axis: no column is looked at more often than another.
func stride(n int) int {
	by := (n + watchElements - 1) / watchElements
	for by > 1 && gcd(by, n) > 1 {
		by++
	}
	return max(1, by)
}

func gcd(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}
