package session

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// distributions measures them for a page that asked for them. While training runs it reads the buffers that a step
// leaves, so that nothing is computed twice.
type distributions struct {
	*shared
	graphs *graphs
	on     bool
	at     int // the step that was measured last; -1 for none
}

func (d *distributions) register(h handlers) { on(h, d.watch) }

const (
	// watchGrowth is the inverse of how much the step grows between two measurements: a run of 10,000 steps has 48 of
	// them.
	watchGrowth = 5
	// watchElements bounds how many elements of a tensor are looked at. The standard error of a share is then at most
	// 1.6 per cent.
	watchElements = 1024
	// watchLowest is the exponent of two at which the bins of gradients begin.
	watchLowest = -40
)

// due says that the distributions are wanted of this step.
func (d *distributions) due(step int) bool {
	return d.on && (step < d.at || step >= d.at+max(1, d.at/watchGrowth))
}

// watch switches the measurements on or off.
func (d *distributions) watch(id int, c protocol.Watch) *refusal {
	d.on = c.Distributions
	d.status(id)
	d.look()
	return nil
}

// look measures the network as it stands, unless training does so anyway or there are no images yet.
func (d *distributions) look() {
	d.at = -1
	if _, training := d.job.(*run); training || !d.on {
		return
	}
	b, r := d.graphs.lastBatch()
	if r != nil {
		return
	}
	b.Forward()
	b.Backward()
	d.measure(b, 1)
}

// measureStep measures a step that has just ended.
func (d *distributions) measureStep() {
	if p := d.model.parts; p != nil {
		d.measure(p.Batch(), 1/float32(p.Len()))
	} else {
		d.measure(d.model.trainer.Batch(), 1)
	}
}

// measure emits the distributions of a batch that has been computed; share is its part of the batch of the step. A
// tensor with an element that is no number has none: that is for the end of training to tell.
func (d *distributions) measure(b *train.Batch[float32], share float32) {
	e := protocol.Distributions{Step: d.model.step}
	add := func(name, of string, data []float32, scale float32) {
		if d, ok := distribution(name, of, data, scale); ok {
			e.Tensors = append(e.Tensors, d)
		}
	}
	logits := b.Loss.Inputs()[0]
	activations := activations(d.model.net.Spec())
	nodes := b.Graph.Nodes()
	for i, n := range nodes[:len(nodes)-1] { // the last one is the loss
		if activations[n.Scope] && nodes[i+1].Scope != n.Scope || n == logits {
			add(n.Scope, protocol.OfActivation, n.Value.Data, 1)
			if n.Grad != nil { // there is none before the first parameters
				add(n.Scope, protocol.OfActivationGradient, n.Grad.Data, share)
			}
		}
	}
	params := b.Graph.Params()
	for i, p := range d.model.net.Params() { // in the order of the graph's
		if p.Weight {
			add(p.Name, protocol.OfWeight, params[i].Value.Data, 1)
			add(p.Name, protocol.OfWeightGradient, params[i].Grad.Data, 1)
		}
	}
	d.at = e.Step
	d.host.Emit(0, e)
}

// activations has the names of the layers whose output is worth a look. That is the last node in the layer's scope.
func activations(n spec.Network) map[string]bool {
	names := map[string]bool{}
	layers, _ := n.Resolve() // it was built
	for _, l := range layers {
		names[l.Name] = l.Kind().Activation
	}
	return names
}

// distribution measures scale times the elements of data, or of a part that is spread over them evenly. ok is false
// where one is not a number. The engine is compiled without inlining: what is done for each element calls nothing.
func distribution(name, of string, data []float32, scale float32) (d protocol.Distribution, ok bool) {
	by := stride(len(data))
	var sum, squares, low, high float64
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
		if v < low || n == zeros+1 {
			low = v
		}
		if v > high || n == zeros+1 {
			high = v
		}
	}
	if n == 0 || !isNumber(squares) {
		return d, false
	}
	mean := sum / float64(n)
	std := math.Sqrt(max(0, squares/float64(n)-mean*mean))
	d = protocol.NewDistribution(name, of, mean, std, float64(zeros)/float64(n), low, high,
		make([]float64, protocol.DensityBins))
	if d.Logarithmic() {
		d.Figures[3], d.Figures[4] = math.Ldexp(1, watchLowest), math.Ldexp(1, watchLowest+protocol.DensityBins)
	}
	fill(d, data, by, scale)
	return d, true
}

// fill sorts every by-th of the elements that are not 0 into the bins of d.
func fill(d protocol.Distribution, data []float32, by int, scale float32) {
	var counts [protocol.DensityBins]int
	logarithmic, low, width := d.Logarithmic(), d.Low(), 0.0
	if d.High() > low {
		width = protocol.DensityBins / (d.High() - low)
	}
	for i := 0; i < len(data); i += by {
		v := scale * data[i]
		if v == 0 {
			continue
		}
		bin := 0
		if logarithmic {
			// ⌊log₂|v|⌋ and the bin that begins there
			bin = int(math.Float32bits(v)>>23&0xff) - exponentBias - watchLowest
		} else {
			bin = int((float64(v) - low) * width)
		}
		if bin < 0 {
			bin = 0
		}
		if bin >= len(counts) {
			bin = len(counts) - 1
		}
		counts[bin]++
	}
	most := 1
	for _, c := range counts {
		most = max(most, c)
	}
	for i, c := range counts {
		d.Density[i] = float64(c) / float64(most)
	}
}

// exponentBias is what a float32 adds to its exponent of two.
const exponentBias = 127

// stride returns how far apart the elements of n are that are looked at. It has no divisor in common with n, and so
// none with the length of an axis: no column is looked at more often than another.
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
