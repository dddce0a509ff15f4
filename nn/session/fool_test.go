package session_test

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"os"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

var norms = []string{protocol.NormMax, protocol.NormCount, protocol.NormDistance}

// five is much like a 5.
var five = protocol.Classify{Strokes: [][][2]float64{{{190, 60}, {110, 60}, {105, 130}, {150, 120}, {190, 150},
	{180, 210}, {130, 230}, {95, 210}}}}

// fooled sends a Fool, and holds what is true of every answer.
func fooled(t *testing.T, h *host, s *session.Session, c protocol.Fool) protocol.Fooled {
	t.Helper()
	h.events = nil
	s.Handle(1, c)
	e := answer[protocol.Fooled](t, h, 1)
	first := e.Frames[0]
	for k, f := range e.Frames {
		changed, largest, sum, squares, all := 0, 0.0, 0.0, 0.0, 0.0
		for i, v := range f.Pixels {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("frame %d: pixel %d is %v", k, i, v)
			}
			by := math.Abs(v - first.Pixels[i])
			if by > 0 {
				changed++
			}
			largest, sum, squares = max(largest, by), sum+by, squares+by*by
		}
		for _, p := range f.Seen.Probabilities {
			all += p
		}
		if f.Changed != changed || f.Largest != largest || math.Abs(f.Mean-sum/digits.Pixels) > 1e-9 ||
			math.Abs(f.Distance-math.Sqrt(squares)) > 1e-9 || math.Abs(all-1) > 1e-5 {
			t.Fatalf("frame %d says %d, %v, %v, %v, and probabilities of %v", k, f.Changed, f.Largest, f.Mean,
				f.Distance, all)
		}
		if c.Norm == protocol.NormCount && !e.Pushed && f.Changed != k {
			t.Errorf("after %d steps of one pixel %d have changed", k, f.Changed)
		}
	}
	last := e.Frames[len(e.Frames)-1]
	if p := last.Seen.Probabilities; e.End == protocol.FoolDone && c.Target >= 0 && !(p[c.Target] > 0.5 &&
		p[c.Target] >= c.Sure) {
		t.Errorf("it is done with %v for %d", p, c.Target)
	}
	if again := refooled(t, h, s, c); !reflect.DeepEqual(again, e) {
		t.Error("the same question has another answer")
	}
	return e
}

func refooled(t *testing.T, h *host, s *session.Session, c protocol.Fool) protocol.Fooled {
	t.Helper()
	h.events = nil
	s.Handle(1, c)
	return answer[protocol.Fooled](t, h, 1)
}

// pixelsOf returns what the networks see of a drawing.
func pixelsOf(t *testing.T, h *host, s *session.Session, c protocol.Classify) []float64 {
	t.Helper()
	h.events = nil
	s.Handle(1, c)
	return answer[protocol.Classified](t, h, 1).Pixels
}

// inputGradient is ∂L/∂x of the graph that the panel Graph shows.
func inputGradient(t *testing.T, h *host, s *session.Session, pixels []float64, label int) []float64 {
	t.Helper()
	h.events = nil
	s.Handle(1, protocol.Graph{Pixels: pixels, Label: label})
	var x snapshot.Node
	for _, n := range answer[protocol.Graphed](t, h, 1).Graph.Nodes {
		if n.Kind == "Input" {
			x = n
		}
	}
	return x.Grad.Data
}

// Every network of the page is led by the gradient that its graph shows, and stays as it is.
func TestFoolFollowsTheGradient(t *testing.T) {
	for _, p := range setting.Presets() {
		t.Run(p.Name, func(t *testing.T) {
			h := newHost()
			s := started(t, h, p.Apply(setting.Default()))
			s.Handle(1, protocol.Reset{}) // with weights as training begins
			before := saved(t, h, s)
			pixels := pixelsOf(t, h, s, five)
			for _, target := range []int{3, protocol.AnyOther} {
				e := firstSteps(t, h, s, protocol.Fool{Pixels: pixels, Target: target, Norm: protocol.NormMax})
				label, sign := target, -1.0
				if target == protocol.AnyOther {
					label, sign = e.From, 1
				}
				moved := 0
				for i, g := range inputGradient(t, h, s, pixels, label) {
					now, was := e.Frames[1].Pixels[i], e.Frames[0].Pixels[i]
					along := sign * g * (now - was)
					if along < 0 || along == 0 && g != 0 && now != 0 && now != 1 {
						t.Fatalf("target %d, pixel %d goes from %v to %v, where the gradient is %v", target, i, was,
							now, g)
					}
					if along > 0 {
						moved++
					}
				}
				if moved < 100 {
					t.Errorf("target %d: only %d pixels move", target, moved)
				}
			}
			if after := saved(t, h, s); !bytes.Equal(after, before) {
				t.Error("the network has changed")
			}
		})
	}
}

// saved is a file of all that the network has.
func saved(t *testing.T, h *host, s *session.Session) []byte {
	t.Helper()
	h.events = nil
	s.Handle(1, protocol.Save{})
	return answer[protocol.Saved](t, h, 1).File
}

// firstSteps is refooled, for networks that take long: nothing is asked twice.
func firstSteps(t *testing.T, h *host, s *session.Session, c protocol.Fool) protocol.Fooled {
	t.Helper()
	e := refooled(t, h, s, c)
	if len(e.Frames) < 2 {
		t.Fatalf("there is no step: %s", e.End)
	}
	return e
}

// A network that has been trained is fooled: towards every digit, away from its own, and on blank paper.
func TestFoolATrainedNetwork(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 400})
	run(s)
	s.Handle(3, protocol.Sample{Index: 1})
	image := answer[protocol.Sampled](t, h, 3)
	for target := protocol.AnyOther; target < digits.Classes; target++ {
		changed := map[string]int{}
		for _, norm := range norms {
			e := fooled(t, h, s, protocol.Fool{Pixels: image.Pixels, Target: target, Norm: norm})
			last := e.Frames[len(e.Frames)-1]
			if e.End != protocol.FoolDone || e.From != image.Label || e.Step != 400 || e.Pushed {
				t.Errorf("to %d by %s: %s after %d steps from a %d", target, norm, e.End, len(e.Frames)-1, e.From)
			}
			if target == image.Label && len(e.Frames) != 1 {
				t.Errorf("the network is right already, and there are %d steps", len(e.Frames)-1)
			}
			if other := last.Other; other == nil || other.Digit != 9 {
				t.Errorf("the reader says %+v", other)
			}
			changed[norm] = last.Changed
		}
		if target != image.Label && changed[protocol.NormCount] >= changed[protocol.NormMax] {
			t.Errorf("to %d few pixels are %d, all are %d", target, changed[protocol.NormCount],
				changed[protocol.NormMax])
		}
		if target == protocol.AnyOther {
			continue
		}
		blank := fooled(t, h, s, protocol.Fool{Pixels: make([]float64, digits.Pixels), Target: target, Sure: 0.9,
			Norm: protocol.NormDistance})
		if blank.End != protocol.FoolDone {
			t.Errorf("from blank paper to %d: %s", target, blank.End)
		}
	}
}

// Where the gradient is 0 everywhere, it says so: of a reader that always says the same, and on blank paper of ReLUs
// without biases, where a smudge helps.
func TestFoolWithoutAGradient(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	pixels := pixelsOf(t, h, s, five)
	for _, norm := range norms {
		e := fooled(t, h, s, protocol.Fool{Pixels: pixels, Target: 3, Norm: norm, Reader: true})
		if e.End != protocol.FoolFlat || len(e.Frames) != 1 || e.From != 9 || e.Frames[0].Other == nil {
			t.Errorf("by %s: %s after %d steps from a %d", norm, e.End, len(e.Frames)-1, e.From)
		}
		s.Handle(1, protocol.Reset{}) // its biases are 0
		e = fooled(t, h, s, protocol.Fool{Pixels: make([]float64, digits.Pixels), Target: 3, Norm: norm})
		if !e.Pushed || e.Frames[1].Changed == 0 || e.Frames[1].Largest > 0.3 || len(e.Frames) < 3 {
			t.Errorf("blank paper, by %s: pushed %t, then %s after %d steps", norm, e.Pushed, e.End, len(e.Frames)-1)
		}
	}
	blind := fooled(t, h, s, protocol.Fool{Pixels: make([]float64, digits.Pixels), Target: 3, Norm: protocol.NormMax,
		Reader: true})
	if !blind.Pushed || blind.End != protocol.FoolFlat || len(blind.Frames) != 2 {
		t.Errorf("a blind reader: pushed %t, then %s after %d steps", blind.Pushed, blind.End, len(blind.Frames)-1)
	}
}

func TestFoolRefuses(t *testing.T) {
	h := newHost()
	delete(h.files, reader.File)
	s := started(t, h, small())
	good := protocol.Fool{Pixels: make([]float64, digits.Pixels), Target: 3, Norm: protocol.NormMax}
	for want, change := range map[string]func(*protocol.Fool){
		"783 pixels, want 784.": func(c *protocol.Fool) { c.Pixels = c.Pixels[1:] },
		"Pixel 0 is 2, outside 0 to 1.": func(c *protocol.Fool) {
			c.Pixels = append([]float64{2}, c.Pixels[1:]...)
		},
		"The digit to be taken for is 10; it must be 0 to 9, or -1 for any other.": func(c *protocol.Fool) {
			c.Target = 10
		},
		"The digit to be taken for is -2; it must be 0 to 9, or -1 for any other.": func(c *protocol.Fool) {
			c.Target = -2
		},
		`There is no norm "L3".`: func(c *protocol.Fool) { c.Norm = "L3" },
		"A network cannot be sure to 1; it must be 0 or more, and less than 1.": func(c *protocol.Fool) {
			c.Sure = 1
		},
		"A network cannot be sure to NaN; it must be 0 or more, and less than 1.": func(c *protocol.Fool) {
			c.Sure = math.NaN()
		},
		"The reader is still loading.": func(c *protocol.Fool) { c.Reader = true },
	} {
		c := good
		change(&c)
		h.events = nil
		s.Handle(1, c)
		if f := answer[protocol.Failed](t, h, 1); f.Message != want {
			t.Errorf("%q, want %q", f.Message, want)
		}
	}
}

// The network that comes with the page is fooled by every norm and towards every digit, and the reader by some: it was
// trained to see no digit in what is none.
func TestFoolWhatComesWithThePage(t *testing.T) {
	h := withBuilt(t)
	s := started(t, h, setting.Default())
	pixels := pixelsOf(t, h, s, five)
	for _, norm := range norms {
		for target := range digits.Classes {
			e := fooled(t, h, s, protocol.Fool{Pixels: pixels, Target: target, Norm: norm})
			if e.End != protocol.FoolDone || e.From != 5 {
				t.Errorf("to %d by %s: %s after %d steps from a %d", target, norm, e.End, len(e.Frames)-1, e.From)
			}
		}
	}
	// By L2, for steps of L∞ soon lead to where the reader sees nothing, and has no gradient.
	for name, from := range map[string][]float64{"a 5": pixels, "blank paper": make([]float64, digits.Pixels)} {
		e := firstSteps(t, h, s, protocol.Fool{Pixels: from, Target: 3, Norm: protocol.NormDistance, Reader: true})
		if e.End != protocol.FoolDone || e.Pushed != (name == "blank paper") {
			t.Errorf("the reader, from %s: %s after %d steps, pushed %t", name, e.End, len(e.Frames)-1, e.Pushed)
		}
	}
}

// withBuilt is a host that has the networks that make build has trained, without which it skips the test.
func withBuilt(t *testing.T) *host {
	t.Helper()
	h := newHost()
	for _, name := range []string{session.NetworkFile, reader.File} {
		file, err := os.ReadFile("../../build/web/data/" + name)
		if errors.Is(err, fs.ErrNotExist) && os.Getenv("INKGRAD_BROWSER") != "required" {
			t.Skip("this test is of the networks that make build has trained")
		}
		if err != nil {
			t.Fatal(err)
		}
		h.files[name] = file
	}
	return h
}
