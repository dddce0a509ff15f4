package main

import (
	"math/rand/v2"
	"sync"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/augment"
	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// network has five convolutions of 3×3, in three sizes of image, and two Affines: 67,506 parameters, and 3.1 million
// products an image.
func network() spec.Network {
	n := spec.Network{Input: []int{1, digits.Side, digits.Side}, Init: spec.InitHe}
	relu, pool := spec.Default(spec.KindReLU), spec.Pooling{Pool: spec.PoolMax, Size: 2, Stride: 2}
	convolution := func(filters int) []spec.Layer {
		return []spec.Layer{spec.Convolution{Filters: filters, Kernel: 3, Stride: 1, Pad: 1}, relu}
	}
	n.Layers = append(n.Layers, convolution(12)...)
	n.Layers = append(n.Layers, pool)
	n.Layers = append(n.Layers, convolution(24)...)
	n.Layers = append(n.Layers, convolution(24)...)
	n.Layers = append(n.Layers, pool)
	n.Layers = append(n.Layers, convolution(48)...)
	n.Layers = append(n.Layers, convolution(48)...)
	n.Layers = append(n.Layers, pool,
		spec.Dropout{Ratio: 0.25},
		spec.Affine{Units: 64}, relu,
		spec.Affine{Units: digits.Classes})
	return n
}

// How training goes: Momentum with a learning rate that rises for the first steps, and falls along half a cosine to the
// end.
const (
	batch        = 100
	learningRate = 0.05
	momentum     = 0.9
	weightDecay  = 1e-4
	warmUp       = 300  // steps
	scribbled    = 0.15 // of all images, those that are no digit
	penned       = 0.4  // of the digits, those that a pen drew
	drawn        = 0.5  // of those of MNIST, those that are shown in the form of a drawing
)

// parts is how many parts of a batch are computed beside each other. It has a part in what the bits are; the number of
// processors has not.
const parts = 4

// trainer trains copies of a network. Their gradients are added up in order, and so the bits do not depend on which is
// first.
type trainer struct {
	material
	parts     [parts]*part
	optimizer *train.Momentum[float32]
	params    []*graph.Node[float32] // of the first part, which the optimizer moves
	weight    []bool                 // of each of params: it has weight decay
	order     []int
	rng       *rand.Rand // shuffles
}

// material is what is trained on: MNIST's images, as they are and in the form of drawings, and what people drew with a
// pen.
type material struct {
	images, drawings *digits.Set
	pen              []strokefile.Drawing
}

// part is one of the copies with its part of a batch.
type part struct {
	material
	net     *layer.Network[float32]
	graph   *graph.Graph[float32]
	x, t    *tensor.Tensor[float32]
	loss    *graph.Node[float32]
	rng     *rand.Rand
	distort *augment.Distorter // of an image
	finish  *augment.Distorter // of a drawing, of which the path is distorted already
	image   [digits.Pixels]byte
	canvas  [digits.Pixels]float64
}

func newTrainer(seed uint64, m material) (*trainer, error) {
	t := &trainer{material: m, optimizer: &train.Momentum[float32]{Momentum: momentum},
		order: make([]int, m.images.Len()),
		rng:   rand.New(rand.NewPCG(seed, parts))}
	for i := range t.order {
		t.order[i] = i
	}
	for i := range t.parts {
		rng := rand.New(rand.NewPCG(seed, uint64(i))) // draws weights, masks, and all that happens to images
		net, err := layer.New[float32](network(), rng)
		if err != nil {
			return nil, err
		}
		const n = batch / parts
		h := &part{material: m, net: net, graph: graph.New[float32](), rng: rng,
			distort: augment.NewDistorter(augment.Hands()), finish: augment.NewDistorter(finish()),
			x: tensor.New[float32](n, 1, digits.Side, digits.Side), t: tensor.New[float32](n, digits.Classes)}
		h.loss = net.Learner().Loss(h.graph, h.graph.Input("x", h.x), h.graph.Target("t", h.t))
		t.parts[i] = h
	}
	for _, p := range t.net().Params() { // in the order of the graph's
		t.weight = append(t.weight, p.Weight)
	}
	t.params = t.parts[0].graph.Params()
	t.share()
	return t, nil
}

// net is the network that is trained.
func (t *trainer) net() *layer.Network[float32] { return t.parts[0].net }

// share gives all parts the parameters of the first.
func (t *trainer) share() {
	for _, h := range t.parts[1:] {
		if err := layer.Set(h.net, t.net().Params()); err != nil {
			panic("reader: " + err.Error()) // they have the same network
		}
	}
}

// run trains for so many epochs, each a pass through all images. After each it calls after with its number, from 1, and
// its mean loss.
func (t *trainer) run(epochs int, after func(epoch int, loss float64) error) error {
	steps := len(t.order) / batch
	schedule := train.Cosine{Steps: steps * epochs}
	for epoch := range epochs {
		t.rng.Shuffle(len(t.order), func(i, j int) { t.order[i], t.order[j] = t.order[j], t.order[i] })
		loss := 0.0
		for step := range steps {
			n := epoch*steps + step
			t.optimizer.SetLearningRate(learningRate * schedule.At(n) * min(1, float64(n+1)/warmUp))
			loss += t.step(t.order[step*batch : (step+1)*batch])
		}
		if err := after(epoch+1, loss/float64(steps)); err != nil {
			return err
		}
	}
	return nil
}

// step trains on the images idx and returns the loss.
func (t *trainer) step(idx []int) float64 {
	var wait sync.WaitGroup
	for i, h := range t.parts {
		wait.Go(func() {
			n := len(idx) / parts
			for row, image := range idx[i*n : (i+1)*n] {
				h.show(row, image)
			}
			h.graph.Forward(graph.Train)
			h.graph.Backward(h.loss)
		})
	}
	wait.Wait()
	loss := 0.0
	for _, h := range t.parts {
		loss += float64(h.loss.Value.Data[0]) / parts
	}
	for i, p := range t.params {
		for _, h := range t.parts[1:] {
			tensor.Axpy(1, h.graph.Params()[i].Grad.Data, p.Grad.Data)
		}
		for j := range p.Grad.Data {
			p.Grad.Data[j] /= parts
		}
		if t.weight[i] {
			tensor.Axpy(weightDecay, p.Value.Data, p.Grad.Data)
		}
	}
	t.optimizer.Update(t.params)
	t.share()
	return loss
}

// show puts image i, distorted, into a row of the batch, or something that is no digit.
func (h *part) show(row, i int) {
	target := h.t.Data[row*digits.Classes : (row+1)*digits.Classes]
	clear(target)
	src, distort := h.images.Image(i), h.distort
	switch {
	case h.rng.Float64() < scribbled:
		for digit := range target {
			target[digit] = 1. / digits.Classes
		}
		src = h.noDigit(src)
	case h.rng.Float64() < penned:
		d := h.pen[h.rng.IntN(len(h.pen))]
		target[d.Label] = 1
		render(h.image[:], h.canvas[:], augment.Redraw(penVariant(augment.Even(d.Strokes), d.Label, h.rng), h.rng))
		src, distort = h.image[:], h.finish
	case h.rng.Float64() < drawn:
		src = h.drawings.Image(i)
		fallthrough
	default:
		target[h.images.Label(i)] = 1
		copy(h.image[:], src)
		variant(h.image[:], h.images.Label(i), h.rng)
		src = h.image[:]
	}
	distort.Apply(h.x.Data[row*digits.Pixels:(row+1)*digits.Pixels], src, h.rng)
}

// finish are the ranges of what happens to the image of a drawing: the pen's width, and a little of the rest.
func finish() augment.Ranges {
	r := augment.Hands()
	r.Rotation, r.Shear, r.Scale, r.Elastic = r.Rotation/2, 0, r.Scale/2, r.Elastic/2
	return r
}

// noDigit returns an image that shows none: a scribble as a rule, or one that is made of a digit.
func (h *part) noDigit(digit []byte) []byte {
	const side, half = digits.Side, digits.Side / 2
	switch h.rng.IntN(10) {
	case 0: // a second digit across it
		set := h.images
		if h.rng.IntN(2) == 0 {
			set = h.drawings
		}
		across := set.Image(h.rng.IntN(set.Len()))
		for i, v := range digit {
			h.image[i] = max(v, across[i%side*side+side-1-i/side])
		}
	case 1: // its quarters changed about
		for i := range digit {
			h.image[i] = digit[(i/side+half)%side*side+(i%side+half)%side]
		}
	case 2: // paper that is blank, grey, or stained
		level, noise := h.rng.IntN(2)*h.rng.IntN(256), h.rng.IntN(2)
		for i := range h.image {
			h.image[i] = byte(level)
			if noise == 1 {
				h.image[i] = byte(h.rng.IntN(level + 1))
			}
		}
	default:
		render(h.image[:], h.canvas[:], scribble(h.rng))
	}
	return h.image[:]
}

// render sets dst to a drawing's image in bytes, by way of canvas.
func render(dst []byte, canvas []float64, s digits.Strokes) {
	if err := digits.Render(canvas, s); err != nil {
		panic("reader: " + err.Error()) // our own strokes are valid
	}
	for i, v := range canvas {
		dst[i] = byte(255*v + 0.5)
	}
}

// asDrawings returns the images in the form of drawings: each digit as if a pen had drawn it, where augment.Path says
// it went.
func asDrawings(images *digits.Set) *digits.Set {
	out := &digits.Set{Pixels: make([]byte, len(images.Pixels)), Labels: images.Labels}
	var wait sync.WaitGroup
	for k := range parts {
		wait.Go(func() {
			canvas := make([]float64, digits.Pixels)
			for i := k; i < images.Len(); i += parts {
				render(out.Pixels[i*digits.Pixels:(i+1)*digits.Pixels], canvas, augment.Path(images.Image(i)))
			}
		})
	}
	wait.Wait()
	return out
}
