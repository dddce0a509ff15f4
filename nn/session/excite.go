package session

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

const (
	// exciteSlice is how long an Excite works before it answers with what it has: as long as a slice of training.
	exciteSlice = 15 * time.Millisecond
	// exciteWork bounds the multiplications of a batch, which is computed in one go: kernels take about a slice for
	// them.
	exciteWork = quickWork / 100
)

// exciting is the graph that is shown once more, for several images, with parameters and statistics of its own.
type exciting struct {
	of    *shown // the graph that is, or was, shown
	step  int
	batch *train.Batch[float32]
	idx   []int
}

// excite runs the graph that is shown forwards on test images, a batch at a time, and reads the values of one unit. It
// goes on with the graph with which it began, even if another one is shown meanwhile.
func (g *graphs) excite(id int, c protocol.Excite) *refusal {
	if g.shown == nil {
		return refuse(protocol.CodeNotReady, "There is no graph yet.")
	}
	if g.shown.reader {
		return refuse(protocol.CodeBadRequest, "The graph is the reader's, which takes one image at a time.")
	}
	test := &g.testSet
	if test.Len() == 0 {
		return refuse(protocol.CodeNotReady, "The test images have not been loaded.")
	}
	if x := g.exciting; x == nil || c.From == 0 && x.of != g.shown {
		g.exciting = g.again()
	}
	x, images := g.exciting, min(c.Images, test.Len())
	if r := x.refuse(c, images); r != nil {
		return r
	}
	e := protocol.Excited{Step: x.step, From: c.From, Images: images}
	i := c.From
	for deadline := now().after(exciteSlice); i < images && (i == c.From || now() < deadline); {
		n := x.run(test, i, images)
		x.read(&e, c, n)
		i += n
	}
	if i == images {
		g.exciting = nil // it takes memory
	}
	g.host.Emit(id, e)
	return nil
}

// refuse refuses what there is not.
func (x *exciting) refuse(c protocol.Excite, images int) *refusal {
	nodes := x.batch.Graph.Nodes()
	if c.Node < 0 || c.Node >= len(nodes) {
		return refuse(protocol.CodeBadRequest, "Node %d of %d: there is none.", c.Node, len(nodes))
	}
	shape := nodes[c.Node].Value.Shape
	if nodes[c.Node].Op() == nil || len(shape) < 2 || shape[0] != len(x.idx) {
		return refuse(protocol.CodeBadRequest, "Node %d has no value for each image.", c.Node)
	}
	if c.Unit < 0 || c.Unit >= shape[1] || c.From < 0 || c.From >= images {
		return refuse(protocol.CodeBadRequest, "Unit %d of %d, from image %d of %d: there is none.", c.Unit, shape[1],
			c.From, images)
	}
	return nil
}

// again builds the graph that is shown for more images.
func (g *graphs) again() *exciting {
	net := rebuilt[float32](g.shown)
	s := net.Spec()
	work := multiplications(s)
	if !g.Kernels {
		work *= slowdown
	}
	n := min(fitting(s, maxEvaluated), max(int(exciteWork/work), 1))
	b, err := train.BuildBatch(&graph.Graph[float32]{Unfold: true}, net, n)
	if err != nil {
		panic("session: " + err.Error()) // cannot fail: it is the network of the graph
	}
	return &exciting{g.shown, g.shown.step, b, make([]int, n)}
}

// run computes a batch of the images from i on, before the end, and returns how many they are. If they do not fill the
// batch, the last one does.
func (x *exciting) run(set *digits.Set, i, end int) int {
	n := min(len(x.idx), end-i)
	for k := range x.idx {
		x.idx[k] = i + min(k, n-1)
	}
	digits.Gather(x.batch.X.Data, x.batch.T.Data, set, x.idx)
	x.batch.Graph.Forward(graph.Test)
	return n
}

// read appends the values of a unit for the first n images of the batch.
func (x *exciting) read(to *protocol.Excited, c protocol.Excite, n int) {
	value := x.batch.Graph.Nodes()[c.Node].Value
	units := value.Shape[1]
	size := value.Cols() / units
	for i := range n {
		places := value.Data[(i*units+c.Unit)*size:][:size]
		if len(value.Shape) == 2 {
			to.Values = append(to.Values, float64(places[0]))
			continue
		}
		largest := 0
		for k, v := range places {
			if v > places[largest] {
				largest = k
			}
		}
		to.Values = append(to.Values, float64(places[largest]))
		to.Places = append(to.Places, largest)
	}
}
