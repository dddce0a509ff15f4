package session_test

import (
	"math"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train"
)

var stroke = protocol.Classify{Strokes: [][][2]float64{{{0, 0}, {0, 1}}}}

// isNine says that a reading is what always(9) says. It has its parameters in 16 bits, so that 0.9 is 0.9 to four
// digits.
func isNine(r *protocol.Reading) bool {
	return r != nil && r.Digit == 9 && r.Sure && math.Abs(r.Probabilities[9]-0.9) < 1e-4
}

// Both networks always answer: the one whose graph is shown, and the reader. The best answer is the reader's until the
// learner has trained.
func TestBothNetworksAnswer(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, stroke)
	c := answer[protocol.Classified](t, h, 2)
	if c.Own || !isNine(c.Reader) || c.Best() != c.Reader || c.Network.Sure || len(c.Network.Probabilities) != 10 {
		t.Errorf("at the start: %+v, %+v", c.Network, c.Reader)
	}

	s.Handle(3, protocol.Train{Steps: 400})
	run(s)
	s.Handle(4, protocol.Sample{Index: 1})
	sample := answer[protocol.Sampled](t, h, 4)
	label := sample.Label
	if label == 9 {
		t.Fatal("the sample must not be what the reader always says")
	}
	s.Handle(5, protocol.Classify{Pixels: sample.Pixels})
	c = answer[protocol.Classified](t, h, 5)
	if n := c.Network; !c.Own || c.Best() != n || n.Digit != label || n.Probabilities[label] < 0.5 || !n.Sure {
		t.Errorf("the learner's network says %+v of a %d", c.Network, label)
	}
	if !isNine(c.Reader) {
		t.Errorf("beside it the reader says %+v", c.Reader)
	}

	s.Handle(6, protocol.Reset{})
	s.Handle(7, stroke)
	if c := answer[protocol.Classified](t, h, 7); c.Own || c.Best() != c.Reader {
		t.Errorf("after Reset: %+v", c)
	}
}

// The target that nobody has chosen is what the network says whose graph it is, whatever the reader says.
func TestTheTargetIsWhatTheNetworkSees(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 400})
	run(s)
	for i := range 20 {
		h.events = nil
		s.Handle(3, protocol.Sample{Index: i})
		pixels := answer[protocol.Sampled](t, h, 3).Pixels
		s.Handle(4, protocol.Graph{Pixels: pixels, Label: protocol.SeenLabel})
		g := answer[protocol.Graphed](t, h, 4)
		logits := g.Graph.Nodes[g.Graph.Nodes[len(g.Graph.Nodes)-1].Inputs[0]].Value.Data
		if digit := train.Argmax(logits); g.Label != digit {
			t.Errorf("image %d: the target is %d, the network in the graph sees a %d", i, g.Label, digit)
		}
		s.Handle(5, protocol.Classify{Pixels: pixels})
		if c := answer[protocol.Classified](t, h, 5); c.Network.Digit != g.Label {
			t.Errorf("image %d: the target is %d, the network says %d", i, g.Label, c.Network.Digit)
		}
	}
	s.Handle(6, protocol.Graph{Pixels: []float64{1}, Label: protocol.SeenLabel})
	if f := answer[protocol.Failed](t, h, 6); f.Code != protocol.CodeBadRequest {
		t.Errorf("an image of one pixel: %+v", f)
	}
}

func TestWithoutTheReader(t *testing.T) {
	h := newHost()
	good := h.files[reader.File]
	h.files[reader.File] = good[:len(good)-1]
	s := started(t, h, small())
	if f := last[protocol.Failed](t, h); f.Code != protocol.CodeData || f.File != reader.File {
		t.Errorf("failure %+v", f)
	}
	s.Handle(2, stroke) // the fresh network is unsure by itself
	if c := answer[protocol.Classified](t, h, 2); c.Own || c.Reader != nil || c.Best() != c.Network || c.Network.Sure {
		t.Errorf("%+v", c)
	}
	h.files[reader.File] = good
	s.Handle(3, protocol.Configure{Settings: small()}) // the retry
	h.deliver()
	s.Handle(4, stroke)
	if c := answer[protocol.Classified](t, h, 4); !isNine(c.Reader) {
		t.Errorf("after the retry: %+v", c)
	}
}

// Nothing waits for the reader, and when it comes the page is told, so that it can ask again.
func TestTheReaderComesLater(t *testing.T) {
	h := newHost()
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: small()})
	network := h.wanted[0]
	h.wanted = nil
	network()
	i := slices.Index(h.asked, reader.File) - 1
	late := h.wanted[i]
	h.wanted = slices.Delete(h.wanted, i, i+1)
	h.deliver()
	answer[protocol.Status](t, h, 1)
	s.Handle(2, stroke)
	if c := answer[protocol.Classified](t, h, 2); c.Reader != nil {
		t.Fatalf("%+v", c)
	}
	before := len(all[protocol.Status](h))
	late()
	if n := len(all[protocol.Status](h)); n != before+1 {
		t.Errorf("%d Status when the reader has come, want 1", n-before)
	}
	s.Handle(3, stroke)
	if c := answer[protocol.Classified](t, h, 3); !isNine(c.Reader) {
		t.Errorf("%+v", c)
	}
}

// The graph of the reader is all of it: it comes to the very answer that is shown, and each operation tells how its
// numbers came about. What only a network has that trains here is refused.
func TestGraphOfTheReader(t *testing.T) {
	h := withBuilt(t)
	s := started(t, h, setting.Default())
	s.Handle(2, five)
	c := answer[protocol.Classified](t, h, 2)
	s.Handle(3, protocol.Graph{Pixels: c.Pixels, Label: protocol.SeenLabel, Reader: true})
	e := answer[protocol.Graphed](t, h, 3)
	if e.Label != c.Reader.Digit || e.Samples != 1 {
		t.Errorf("label %d of %d samples, the reader says %d", e.Label, e.Samples, c.Reader.Digit)
	}
	loss := e.Graph.Nodes[len(e.Graph.Nodes)-1]
	if want := -math.Log(c.Reader.Probabilities[e.Label]); math.Abs(loss.Value.Data[0]-want) > 1e-5 {
		t.Errorf("the loss is %v, and the answer's is %v", loss.Value.Data[0], want)
	}
	if x := e.Graph.Nodes[0]; x.Grad == nil || !slices.ContainsFunc(x.Grad.Data,
		func(g float64) bool { return g != 0 }) {
		t.Error("no gradient comes back to the ink")
	}
	id, kinds := 10, map[string]bool{}
	for _, n := range e.Graph.Nodes {
		size := len(n.Value.Data)
		kinds[n.Kind] = true
		for element := size / 3; element < size; element += 1 + size/3 {
			id++
			s.Handle(id, protocol.Tell{Node: n.ID, Element: element, Top: 6})
			told := answer[protocol.Told](t, h, id)
			networkStory(t, e.Graph, told.Value, n.Value.Data[element])
			if (told.Value != nil) != (len(n.Inputs) > 0) {
				t.Errorf("%s in %s is told as %+v", n.Kind, n.Scope, told.Value)
			}
			if told.Gradient != nil && told.Gradient.Of.Node == n.ID {
				networkStory(t, e.Graph, told.Gradient, n.Grad.Data[element])
			}
		}
	}
	for _, kind := range []string{"Looks", "Convolution", "MaxPooling", "MeanOfLooks"} {
		if !kinds[kind] {
			t.Errorf("there is no %s in %v", kind, kinds)
		}
	}
	for _, wrong := range []protocol.Command{
		protocol.Graph{Reader: true}, protocol.Graph{Reader: true, Train: true, Pixels: c.Pixels},
		protocol.Graph{Reader: true, Pixels: c.Pixels, Label: 10}, protocol.Graph{Reader: true, Pixels: c.Pixels[1:]},
		protocol.Pull{Node: 3, Points: 9, Reach: 1}, protocol.Excite{Node: 4, Images: 1},
	} {
		id++
		s.Handle(id, wrong)
		answer[protocol.Failed](t, h, id)
	}
	s.Handle(8, protocol.Classify{Pixels: c.Pixels})
	again := answer[protocol.Classified](t, h, 8)
	if !slices.Equal(again.Reader.Probabilities, c.Reader.Probabilities) {
		t.Error("the reader says something else after its graph was looked at")
	}
}
