package session_test

import (
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

func TestConfuse(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	run(s)
	s.Handle(2, protocol.Train{Steps: 3}) // few steps: there are many mistakes
	run(s)
	s.Handle(3, protocol.Confuse{})
	run(s)
	c := answer[protocol.Confused](t, h, 3)
	test := last[protocol.Evaluated](t, h)
	if c.Step != 3 || c.Images != 300 || test.TestImages != 300 {
		t.Fatalf("step %d, %d images; evaluated %+v", c.Step, c.Images, test)
	}
	sum, right := 0, 0
	for label, row := range c.Counts {
		right += row[label]
		for digit, n := range row {
			sum += n
			listed := slices.DeleteFunc(slices.Clone(c.Listed),
				func(a protocol.Answered) bool { return a.Label != label || a.Digit != digit })
			if want := min(n, protocol.MaxListed); len(listed) != want {
				t.Errorf("%d taken for %d: %d of %d are listed, want %d", label, digit, len(listed), n, want)
			}
		}
	}
	if sum != 300 || float64(right)/300 != test.TestAccuracy {
		t.Errorf("%d images, %d of them right; the accuracy is %v", sum, right, test.TestAccuracy)
	}
	for i, a := range c.Listed[:20] { // what is said of an image is what Classify says
		s.Handle(100+2*i, protocol.Sample{Index: a.Index})
		sample := answer[protocol.Sampled](t, h, 100+2*i)
		s.Handle(101+2*i, protocol.Classify{Pixels: sample.Pixels})
		one := answer[protocol.Classified](t, h, 101+2*i).Network
		if sample.Label != a.Label || one.Digit != a.Digit ||
			!near(one.Probabilities[a.Digit], a.Confidence) || !near(one.Probabilities[a.Label], a.Truth) {
			t.Errorf("%+v; the image is labelled %d and classified %+v", a, sample.Label, one.Probabilities)
		}
	}
}

// near allows for float32 and for another order of summation in a batch of another size.
func near(a, b float64) bool { return a-b < 1e-5 && b-a < 1e-5 }

// A full cell keeps the mistakes that the network is most sure of, and the right answers that it is least sure of.
func TestConfuseListsWhatIsOfInterest(t *testing.T) {
	h := newHost()
	h.files[digits.TestFile] = shard(3_000, 9)
	s := started(t, h, small())
	run(s)
	// a network that says nearly the same of all images: full cells on and off the diagonal
	s.Handle(2, protocol.Reset{})
	run(s)
	s.Handle(3, protocol.Confuse{})
	run(s)
	c := answer[protocol.Confused](t, h, 3)
	full := 0
	for _, right := range []bool{false, true} {
		for label, row := range c.Counts {
			for digit, n := range row {
				if n <= protocol.MaxListed || right != (label == digit) {
					continue
				}
				full++
				var listed []float64
				index := map[int]bool{}
				for _, a := range c.Listed {
					if a.Label == label && a.Digit == digit {
						listed = append(listed, a.Confidence)
						index[a.Index] = true
					}
				}
				checkInterest(t, s, h, label, digit, index, slices.Min(listed), slices.Max(listed))
			}
		}
	}
	if full < 2 {
		t.Fatalf("%d cells are full: %v", full, c.Counts)
	}
}

// checkInterest asks for the images of a label that are not listed, and holds their confidence against that of the
// listed.
func checkInterest(t *testing.T, s handler, h *host, label, digit int, listed map[int]bool, low, high float64) {
	t.Helper()
	for i := range 300 {
		h.events = nil
		s.Handle(50, protocol.Sample{Index: i})
		sample := answer[protocol.Sampled](t, h, 50)
		if sample.Label != label || listed[i] {
			continue
		}
		s.Handle(51, protocol.Classify{Pixels: sample.Pixels})
		one := answer[protocol.Classified](t, h, 51).Network
		if one.Digit != digit {
			continue
		}
		if sure := one.Probabilities[digit]; label == digit && sure < high-1e-5 || label != digit && sure > low+1e-5 {
			t.Errorf("image %d, %d taken for %d with %v, is not listed; listed are %v to %v", i, label, digit, sure,
				low, high)
		}
	}
}

type handler interface{ Handle(int, protocol.Command) }

func TestConfuseWaitsForNobody(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(8, protocol.Pause{}) // has the accuracy measured
	s.Handle(2, protocol.Confuse{})
	run(s)
	if i, j := index[protocol.Confused](h), index[protocol.Evaluated](h); i < 0 || j < i {
		t.Errorf("Confused is event %d, the evaluation that it interrupted %d", i, j)
	}
	s.Handle(3, protocol.Train{Steps: 1000})
	s.Work(time.Millisecond)
	s.Handle(4, protocol.Confuse{})
	if f := answer[protocol.Failed](t, h, 4); f.Code != protocol.CodeBusy {
		t.Errorf("while training: %+v", f)
	}
	s.Handle(5, protocol.Pause{})
	run(s)
	s.Handle(6, protocol.Confuse{})
	s.Handle(7, protocol.Train{Steps: 1})
	if f := answer[protocol.Failed](t, h, 6); f.Code != protocol.CodeCancelled {
		t.Errorf("overtaken by training: %+v", f)
	}
	run(s)
	answer[protocol.Trained](t, h, 7)
}

// index returns the place of the first Event of a kind, or -1.
func index[E protocol.Event](h *host) int {
	return slices.IndexFunc(h.events, func(e event) bool { _, ok := e.e.(E); return ok })
}

func TestImages(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Images{Indices: []int{299, 0}})
	p := answer[protocol.Pictured](t, h, 2)
	for k, i := range []int{299, 0} {
		s.Handle(10+k, protocol.Sample{Index: i})
		one := answer[protocol.Sampled](t, h, 10+k)
		if p.Indices[k] != i || p.Labels[k] != one.Label ||
			!slices.Equal(p.Pixels[k*digits.Pixels:][:digits.Pixels], one.Pixels) {
			t.Errorf("image %d of %v is not test image %d", k, p.Indices, i)
		}
	}
	for id, indices := range map[int][]int{3: {0, 300}, 4: {-1}, 5: make([]int, protocol.MaxImages+1)} {
		s.Handle(id, protocol.Images{Indices: indices})
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest {
			t.Errorf("%d: %+v", id, f)
		}
	}
	bare := &host{}
	s = started(t, bare, small())
	for id, c := range map[int]protocol.Command{2: protocol.Images{Indices: []int{0}}, 3: protocol.Confuse{}} {
		s.Handle(id, c)
		if f := answer[protocol.Failed](t, bare, id); f.Code != protocol.CodeNotReady {
			t.Errorf("without test images: %+v", f)
		}
	}
}
