package session_test

import (
	"math"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
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
