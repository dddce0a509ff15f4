package session_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// own returns n drawings by people, of several writers.
func own(t *testing.T, n int) []protocol.Example {
	t.Helper()
	all, err := strokefile.Load("../digits/testdata/strokes.json")
	if err != nil {
		t.Fatal(err)
	}
	var examples []protocol.Example
	for i := range n {
		d := all[i*37%len(all)]
		examples = append(examples, protocol.Example{Label: d.Label, Strokes: d.Strokes})
	}
	return examples
}

func weights(t *testing.T, h *host, s *session.Session, id int) []protocol.Param {
	t.Helper()
	s.Handle(id, protocol.Params{})
	return answer[protocol.ParamsCopied](t, h, id).Params
}

// right counts the verdicts that are the labels.
func right(verdicts []protocol.Verdict, examples []protocol.Example) (n int) {
	for i, v := range verdicts {
		if v.Digit == examples[i].Label {
			n++
		}
	}
	return n
}

func TestDrawingsAreJudged(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	examples := own(t, 12)
	s.Handle(2, protocol.Drawings{Version: 5, Examples: examples})
	e := answer[protocol.Judged](t, h, 2)
	if e.Version != 5 || len(e.Network) != 12 || len(e.Reader) != 12 || len(e.Pixels) != 12*784 {
		t.Fatalf("version %d, %d and %d verdicts, %d pixels", e.Version, len(e.Network), len(e.Reader), len(e.Pixels))
	}
	for i, x := range examples {
		s.Handle(3, protocol.Classify{Strokes: x.Strokes})
		c := last[protocol.Classified](t, h)
		if !reflect.DeepEqual(c.Pixels, e.Pixels[i*784:(i+1)*784]) || c.Reader.Digit != e.Reader[i].Digit {
			t.Errorf("drawing %d is another than the one that is classified", i)
		}
	}
	s.Handle(4, protocol.Reset{})
	if again := last[protocol.Judged](t, h); again.Step != 0 || again.Pixels != nil || again.Version != 5 {
		t.Errorf("after Reset: step %d, version %d, %d pixels", again.Step, again.Version, len(again.Pixels))
	}
	n := len(all[protocol.Judged](h))
	s.Handle(5, protocol.Drawings{Version: 6})
	s.Handle(6, protocol.Reset{})
	if got := len(all[protocol.Judged](h)); got != n+1 { // the answer, and no more
		t.Errorf("without drawings there were %d Judged", got-n)
	}
}

func TestDrawingsThatCannotBe(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Drawings{Version: 1, Examples: own(t, 3)})
	dot := [][][2]float64{{{1, 1}}}
	for id, c := range []struct {
		examples []protocol.Example
		want     string
	}{
		{[]protocol.Example{{Label: 3, Strokes: dot}, {Label: 10, Strokes: dot}}, "Drawing 2: the label is 10"},
		{[]protocol.Example{{Label: -1, Strokes: dot}}, "Drawing 1: the label is -1"},
		{[]protocol.Example{{Label: 3}}, "Drawing 1: the drawing is empty"},
		{[]protocol.Example{{Label: 3, Strokes: [][][2]float64{{{1e10, 0}}}}}, "outside"},
		{make([]protocol.Example, protocol.MaxExamples+1), "501 drawings"},
	} {
		s.Handle(10+id, protocol.Drawings{Version: 2, Examples: c.examples})
		if f := answer[protocol.Failed](t, h, 10+id); f.Code != protocol.CodeBadRequest ||
			!strings.Contains(f.Message, c.want) {
			t.Errorf("%+v, want %s", f, c.want)
		}
	}
	s.Handle(3, protocol.Reset{})
	if e := last[protocol.Judged](t, h); e.Version != 1 || len(e.Network) != 3 {
		t.Errorf("a refusal changed the drawings: version %d, %d of them", e.Version, len(e.Network))
	}
}

// Fine-tuning learns the drawings, says what it changed by the very figures that are measured, and has the same bits
// each time.
func TestFineTune(t *testing.T) {
	examples := own(t, 12)
	tune := func(share float64) (protocol.Tuned, protocol.Judged, []protocol.Param) {
		settings := small()
		settings.Optimizer, settings.LearningRate = "Adam", 0.02
		h := newHost()
		s := started(t, h, settings)
		s.Handle(2, protocol.Train{Steps: 100})
		run(s)
		s.Handle(3, protocol.Drawings{Version: 1, Examples: examples})
		before := answer[protocol.Judged](t, h, 3)
		s.Handle(4, protocol.FineTune{Steps: 150, Share: share})
		run(s)
		if got := answer[protocol.Trained](t, h, 4); got.Step != 250 {
			t.Errorf("it ends at step %d", got.Step)
		}
		tuned := last[protocol.Tuned](t, h)
		if tuned.Before.Right != right(before.Network, examples) || tuned.Before.Step != 100 || tuned.Share != share {
			t.Errorf("before: %+v", tuned)
		}
		for _, score := range []protocol.Score{tuned.Before, tuned.After} {
			measured := slices.ContainsFunc(all[protocol.Evaluated](h), func(e protocol.Evaluated) bool {
				return e.Step == score.Step && e.TestImages == 300 && e.TestAccuracy == score.TestAccuracy
			})
			if !measured || score.TestImages != 300 {
				t.Errorf("nobody has measured %+v", score)
			}
		}
		return tuned, last[protocol.Judged](t, h), weights(t, h, s, 5)
	}
	alone, judged, learned := tune(1)
	if alone.After.Right != right(judged.Network, examples) || alone.After.Right < 11 || alone.Before.Right > 8 {
		t.Errorf("of 12 drawings %d were right and are %d", alone.Before.Right, alone.After.Right)
	}
	mixed, _, other := tune(0.5)
	if mixed.After.Right < 11 || mixed.Before != alone.Before {
		t.Errorf("mixed: %+v", mixed)
	}
	if _, _, again := tune(1); !reflect.DeepEqual(again, learned) || reflect.DeepEqual(other, learned) {
		t.Error("fine-tuning does not have its own bits each time")
	}
}

// Drawings that do not take part change no bit of training; those that do, always the same.
func TestTheShareOfDrawings(t *testing.T) {
	train := func(network string, share float64, examples []protocol.Example) []protocol.Param {
		settings := small()
		settings.OwnShare, settings.Network = share, network
		h := newHost()
		s := started(t, h, settings)
		s.Handle(2, protocol.Reset{})
		s.Handle(3, protocol.Drawings{Version: 1, Examples: examples})
		s.Handle(4, protocol.Train{Steps: 5})
		run(s)
		answer[protocol.Trained](t, h, 4)
		return weights(t, h, s, 5)
	}
	examples := own(t, 4)
	for _, network := range []string{"", "conv2k5-relu-pool4-affine10"} { // in one part, and in several
		without := train(network, 0, nil)
		if !reflect.DeepEqual(train(network, 0, examples), without) ||
			!reflect.DeepEqual(train(network, 0.25, nil), without) {
			t.Errorf("%s: drawings without a share, or a share without drawings, make a difference", network)
		}
		with := train(network, 0.25, examples)
		if reflect.DeepEqual(with, without) || !reflect.DeepEqual(train(network, 0.25, examples), with) {
			t.Errorf("%s: drawings with a share do not have their own bits", network)
		}
	}
}

func TestFineTuneThatCannotBe(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.FineTune{Steps: 10, Share: 1})
	if f := answer[protocol.Failed](t, h, 2); f.Code != protocol.CodeNotReady {
		t.Errorf("without drawings: %+v", f)
	}
	s.Handle(3, protocol.Drawings{Version: 1, Examples: own(t, 2)})
	for id, c := range []protocol.FineTune{{Steps: 0, Share: 1}, {Steps: 10}, {Steps: 10, Share: 1.5},
		{Steps: 10, Share: -1}} {
		s.Handle(10+id, c)
		if f := answer[protocol.Failed](t, h, 10+id); f.Code != protocol.CodeBadRequest {
			t.Errorf("%+v: %+v", c, f)
		}
	}
	// When the last drawing goes, it ends where it is.
	s.Handle(4, protocol.FineTune{Steps: 1_000_000, Share: 1})
	s.Work(0)
	s.Handle(5, protocol.Drawings{Version: 2})
	run(s)
	if e := answer[protocol.Trained](t, h, 4); e.Step >= 1_000_000 {
		t.Errorf("it went on to step %d", e.Step)
	}
	if n := len(all[protocol.Tuned](h)); n != 0 {
		t.Errorf("%d Tuned of a run that was not done", n)
	}
}
