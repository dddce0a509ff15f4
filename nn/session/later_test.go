package session_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// begun returns a Session that has what the first answer needs, and no images.
func begun(t *testing.T, h *host, settings setting.Settings) *session.Session {
	t.Helper()
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: settings})
	h.deliver()
	if want := []string{session.NetworkFile, reader.File}; !reflect.DeepEqual(h.asked, want) {
		t.Fatalf("before anything is asked for, %v are fetched, want %v", h.asked, want)
	}
	return s
}

// The images come after the first answer, all of it: also after the reader's.
func TestImagesComeAfterTheFirstAnswer(t *testing.T) {
	h := withBuiltin(t)
	s := begun(t, h, setting.Default())
	s.Handle(2, protocol.Classify{})
	if len(h.wanted) > 0 {
		t.Errorf("an empty drawing asks for %v", h.asked)
	}
	s.Handle(3, stroke)
	h.deliver()
	if want := []string{digits.TestFile, digits.TrainFile(0)}; !reflect.DeepEqual(h.asked[2:], want) {
		t.Errorf("after the answer %v are fetched, want %v", h.asked[2:], want)
	}
	run(s)
	if e := last[protocol.Evaluated](t, h); e.TestImages != 300 || e.TrainImages != 10_000 {
		t.Errorf("the built-in network is measured as %+v", e)
	}

	h = withBuiltin(t)
	s = session.New(h)
	s.Handle(1, protocol.Start{Settings: small()})
	h.wanted[0]() // the network
	s.Handle(2, stroke)
	if h.asked = h.asked[1:]; !slices.Equal(h.asked, []string{reader.File}) {
		t.Errorf("while the reader is on its way, %v are fetched", h.asked)
	}
	h.wanted = h.wanted[1:]
	h.deliver()
	if !slices.Equal(h.asked, []string{reader.File, digits.TestFile, digits.TrainFile(0)}) {
		t.Errorf("after the reader, %v are fetched", h.asked)
	}
}

// What needs images has them fetched, those that it needs first, and is answered when they are here.
func TestWhatNeedsImagesWaits(t *testing.T) {
	drawing := protocol.Drawings{Examples: []protocol.Example{{Label: 1, Strokes: stroke.Strokes}}}
	for _, c := range []struct {
		c     protocol.Command
		first string
	}{
		{protocol.Sample{Index: 3}, digits.TestFile},
		{protocol.Images{Indices: []int{1, 2}}, digits.TestFile},
		{protocol.Confuse{}, digits.TestFile},
		{protocol.Graph{}, digits.TrainFile(0)},
		{protocol.Check{H: 1e-4, Samples: 1, Elements: 1}, digits.TrainFile(0)},
		{protocol.Curve{Samples: 1, Elements: 1}, digits.TrainFile(0)},
		{protocol.Train{Steps: 2}, digits.TestFile},
		{protocol.FineTune{Steps: 2, Share: 0.5}, digits.TrainFile(0)},
	} {
		t.Run(protocol.Kind(c.c), func(t *testing.T) {
			h := newHost()
			s := begun(t, h, small())
			s.Handle(2, drawing)
			s.Handle(3, c.c)
			if s.Busy() || slices.ContainsFunc(h.events, func(e event) bool { return e.id == 3 }) {
				t.Error("it does not wait")
			}
			if want := []string{c.first}; !reflect.DeepEqual(h.asked[2:], want) {
				t.Errorf("%v are fetched, want %v", h.asked[2:], want)
			}
			h.deliver()
			run(s)
			if i := slices.IndexFunc(h.events, func(e event) bool { return e.id == 3 }); i < 0 {
				t.Error("it is not answered")
			} else if f, failed := h.events[i].e.(protocol.Failed); failed {
				t.Errorf("it is answered by %+v", f)
			}
			if want := []string{digits.TestFile, digits.TrainFile(0)}; len(h.asked) != 4 ||
				!slices.Contains(h.asked, want[0]) || !slices.Contains(h.asked, want[1]) {
				t.Errorf("in all, %v are fetched", h.asked)
			}
		})
	}
}

// Distributions are measured when there are images to measure them on.
func TestWatchHasImagesFetched(t *testing.T) {
	h := newHost()
	s := begun(t, h, small())
	s.Handle(2, protocol.Watch{Distributions: true})
	answer[protocol.Status](t, h, 2)
	if len(all[protocol.Distributions](h)) != 0 {
		t.Error("distributions without images")
	}
	h.deliver()
	if got := all[protocol.Distributions](h); len(got) != 1 {
		t.Errorf("with images there are %d measurements", len(got))
	}
}

// What waits for images that cannot be had is refused, and waits again once they are asked for again.
func TestImagesThatDoNotCome(t *testing.T) {
	h := newHost()
	file := h.files[digits.TestFile]
	delete(h.files, digits.TestFile)
	s := begun(t, h, small())
	s.Handle(2, protocol.Sample{})
	h.deliver()
	if f := answer[protocol.Failed](t, h, 2); f.Code != protocol.CodeNotReady {
		t.Errorf("%+v", f)
	}
	h.files[digits.TestFile] = file
	s.Handle(3, protocol.Configure{Settings: small()})
	s.Handle(4, protocol.Sample{})
	h.deliver()
	answer[protocol.Sampled](t, h, 4)
}

// A check that waits can be cancelled.
func TestCancelAWaitingCheck(t *testing.T) {
	h := newHost()
	s := begun(t, h, small())
	s.Handle(2, protocol.Check{H: 1e-4, Samples: 1, Elements: 1})
	s.Handle(3, protocol.Sample{})
	s.Handle(4, protocol.CancelCheck{})
	if f := answer[protocol.Failed](t, h, 2); f.Code != protocol.CodeCancelled {
		t.Errorf("%+v", f)
	}
	h.deliver()
	answer[protocol.Sampled](t, h, 3)
	if s.Busy() {
		t.Error("it runs all the same")
	}
}
