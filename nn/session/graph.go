package session

import (
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// graphs shows the computation of a batch.
type graphs struct {
	*shared
	reading  *reading
	shown    *shown    // the graph of which the latest Graphed was a snapshot, but for one aside
	exciting *exciting // that graph for many images, while somebody asks, or nil
}

func (g *graphs) register(h handlers) {
	onImages(h, g.needs, g.graph)
	on(h, g.products)
	on(h, g.tell)
	onImages(h, always[protocol.Excite](testImages), g.excite)
	on(h, g.pull)
}

// needs returns the images for a graph of a batch, unless training has left one.
func (g *graphs) needs(c protocol.Graph) imageSet {
	if c.Pixels == nil && g.model.trainer == nil && g.model.parts == nil {
		return trainImages
	}
	return noImages
}

// graph answers with a snapshot of the network's graph, run forwards and backwards on one image or on a batch. It is
// the graph that training runs, built again for this number of images and to be looked at: see newBatch. It shares the
// network's parameters.
func (g *graphs) graph(id int, c protocol.Graph) *refusal {
	if c.Reader {
		return g.ofReader(id, c)
	}
	var b *train.Batch[float32]
	var r *refusal
	if c.Pixels != nil {
		if c.Label == protocol.SeenLabel && digits.CheckPixels(c.Pixels) == nil {
			c.Label = g.takenFor(c.Pixels)
		}
		b, r = digitBatch(g.seen().net, c.Pixels, c.Label)
	} else {
		b, r = g.lastBatch(g.seen().net)
	}
	if r != nil {
		return r
	}
	m := g.seen()
	g.show(id, c, newShown(b, m.net, m.step))
	return nil
}

// ofReader answers with the graph of all of the reader, on one image.
func (g *graphs) ofReader(id int, c protocol.Graph) *refusal {
	if c.Pixels == nil || c.Train {
		return refuse(protocol.CodeBadRequest, "The reader does not train: its graph is of an image, for a prediction.")
	}
	reader := g.reading.reader
	if reader == nil {
		return refuse(protocol.CodeNotReady, "The reader is still loading.")
	}
	if c.Label == protocol.SeenLabel && digits.CheckPixels(c.Pixels) == nil {
		c.Label, _ = reader.Read(make([]float64, digits.Classes), c.Pixels)
	}
	b := reader.Batch(seenGraph())
	if r := setDigit(b, c.Pixels, c.Label); r != nil {
		return r
	}
	s := newShown(b, reader.Network(), 0)
	s.reader = true
	g.show(id, c, s)
	return nil
}

// show runs the graph and answers with it.
func (g *graphs) show(id int, c protocol.Graph, s *shown) {
	if c.Train {
		s.Forward()
	} else {
		s.ForwardTest()
	}
	s.Backward()
	if !c.Aside {
		g.shown = s
	}
	g.host.Emit(id, protocol.Graphed{Graph: s.Graph.Snapshot(), Step: s.step, Samples: s.T.Rows(), Label: c.Label})
}

// takenFor is the digit that the network takes an image for. One that has overflowed says no numbers: then any will do.
func (g *graphs) takenFor(pixels []float64) int {
	return max(train.Argmax(g.seen().predict(pixels)), 0)
}

// seenGraph returns an empty graph that is to be looked at: with the gradient of its input, and with each operation
// that is several in one taken apart.
func seenGraph() *graph.Graph[float32] {
	return &graph.Graph[float32]{InputGradient: true, Unfold: true}
}

// newBatch returns a batch to be looked at.
func newBatch(net *layer.Network[float32], n int) *train.Batch[float32] {
	b, err := train.BuildBatch(seenGraph(), net, n)
	if err != nil {
		panic("session: " + err.Error()) // cannot fail: the network was built before, with another batch size
	}
	return b
}

// digitBatch returns the batch of one image, which it checks.
func digitBatch(net *layer.Network[float32], pixels []float64, label int) (*train.Batch[float32], *refusal) {
	b := newBatch(net, 1)
	return b, setDigit(b, pixels, label)
}

// setDigit makes an image, which it checks, the batch.
func setDigit(b *train.Batch[float32], pixels []float64, label int) *refusal {
	if err := digits.CheckPixels(pixels); err != nil {
		return refuseAs(protocol.CodeBadRequest, err)
	}
	if label < 0 || label >= digits.Classes {
		return refuse(protocol.CodeBadRequest, "The label is %d; it must be 0 to %d.", label, digits.Classes-1)
	}
	tensor.Convert(b.X.Data, pixels)
	b.T.Data[0] = float32(label)
	return nil
}

// lastBatch returns the batch that training used last or, if there was none, the first images, for net to compute. Of a
// large batch it returns as many images as can be shown.
func (g *graphs) lastBatch(net *layer.Network[float32]) (*train.Batch[float32], *refusal) {
	m := &g.model
	limit := fitting(net.Spec(), maxSnapshot)
	if t := m.trainer; t != nil {
		used := t.Batch()
		b := newBatch(net, min(used.T.Rows(), limit))
		copy(b.X.Data, used.X.Dense())
		copy(b.T.Data, used.T.Data)
		return b, nil
	}
	images := g.images()
	idx := first(min(g.settings.BatchSize, images.Len(), limit))
	if m.parts != nil {
		if set, drawn := m.parts.Drawn(); set != nil {
			images, idx = set, drawn[:min(len(drawn), limit)]
		}
	}
	if len(idx) == 0 {
		return nil, refuse(protocol.CodeNotReady, "There are no training images.")
	}
	b := newBatch(net, len(idx))
	digits.Gather(b.X.Data, b.T.Data, images, idx)
	return b, nil
}
