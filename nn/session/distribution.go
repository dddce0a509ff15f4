package session

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// distributions measures the distributions of values if the page asks for them. While training runs it reads the
// buffers that a step leaves, so that nothing is computed twice.
type distributions struct {
	*shared
	data   *data
	graphs *graphs
	on     bool
	at     int // the step that was measured last, or -1
}

func (d *distributions) register(h handlers) { on(h, d.watch) }

const (
	// The step number grows by 1/watchGrowth between two measurements: a run of 10,000 steps has 48 of them.
	watchGrowth = 5
	// watchElements bounds how many elements of a tensor are read. It keeps the standard error of a share to 1.6 per
	// cent.
	watchElements = 1024
	// watchLowest is the exponent of two at which the bins of gradients begin.
	watchLowest = -40
)

// due reports whether to measure this step.
func (d *distributions) due(step int) bool {
	return d.on && (step < d.at || step >= d.at+max(1, d.at/watchGrowth))
}

// watch switches the measurements on or off.
func (d *distributions) watch(id int, c protocol.Watch) *refusal {
	d.on = c.Distributions
	d.status(id)
	if d.on {
		d.data.need()
	}
	d.look()
	return nil
}

// look measures the network as it is, unless training will do so after its next step, or there are no images yet.
func (d *distributions) look() {
	d.at = -1
	if r, training := d.job.(*run); training && d.model.step > r.from || !d.on {
		return
	}
	b, r := d.graphs.lastBatch(d.model.net)
	if r != nil {
		return
	}
	b.Forward()
	b.Backward()
	d.measure(b, 1)
}

// measureStep measures the step that has just ended.
func (d *distributions) measureStep() {
	if p := d.model.parts; p != nil {
		d.measure(p.Batch(), p.Len())
	} else {
		d.measure(d.model.trainer.Batch(), 1)
	}
}

// measure emits the distributions of a computed batch, one of so many parts of the step's batch. It leaves out a tensor
// with an element that is not a number, which training itself reports at its end.
func (d *distributions) measure(b *train.Batch[float32], parts int) {
	share := 1 / float32(parts)
	e := protocol.Distributions{Step: d.model.step}
	add := func(name, of string, data []float32, scale float32, parts int) {
		if d, ok := distribution(name, of, data, scale); ok {
			d.Elements = parts * len(data)
			e.Tensors = append(e.Tensors, d)
		}
	}
	logits := comesIn(b.Loss)
	activations := activations(d.model.net.Spec())
	nodes := b.Graph.Nodes()
	for i, n := range nodes[:len(nodes)-1] { // the last node is the loss
		if activations[n.Scope] && nodes[i+1].Scope != n.Scope || n == logits {
			add(n.Scope, protocol.OfActivation, n.Value.Data, 1, parts)
			if n.Grad != nil { // nodes before the first parameter have none
				add(n.Scope, protocol.OfActivationGradient, n.Grad.Data, share, parts)
			}
		}
	}
	params := b.Graph.Params()
	for i, p := range d.model.net.Params() { // in the order of the graph's
		if p.Weight {
			add(p.Name, protocol.OfWeight, params[i].Value.Data, 1, 1)
			add(p.Name, protocol.OfWeightGradient, params[i].Grad.Data, 1, 1)
		}
	}
	d.at = e.Step
	d.host.Emit(0, e)
}

// activations maps the scope of each layer whose output is worth showing to its name. The output is the last node in
// the scope.
func activations(n spec.Network) map[string]bool {
	names := map[string]bool{}
	layers, _ := n.Resolve() // cannot fail: it was built
	for _, l := range layers {
		names[l.Name] = l.Kind().Activation
	}
	return names
}

// distribution measures scale times the elements of data, or of a sample spread evenly over them. ok is false if one of
// them is not a number. The engine is compiled without inlining, so the inner loop calls nothing.
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
	d.Looked = n
	if d.Logarithmic() {
		d.Figures[3], d.Figures[4] = math.Ldexp(1, watchLowest), math.Ldexp(1, watchLowest+protocol.DensityBins)
	}
	fill(d, data, by, scale)
	return d, true
}

// fill counts every by-th element in the bins of d, unless it is 0.
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
			// ⌊log₂|v|⌋, and the bin that begins at 2 to this power
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

// exponentBias is the bias of the exponent of a float32.
const exponentBias = 127

// stride returns the distance between the elements of n that are read. It shares no divisor with n, and so none with
// the length of an axis: no column is read more often than another.
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
