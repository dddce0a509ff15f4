package session_test

import (
	"bytes"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// learner trains a network in a test, Command by Command.
type learner struct {
	t *testing.T
	h *host
	s *session.Session
	n int // the number of the latest Command
}

func newLearner(t *testing.T, settings setting.Settings) *learner {
	t.Helper()
	h := newHost()
	return &learner{t, h, started(t, h, settings), 100}
}

// do carries out a Command to its end, and returns the answer.
func (l *learner) do(c protocol.Command) protocol.Event {
	l.t.Helper()
	l.n++
	l.s.Handle(l.n, c)
	l.h.deliver()
	run(l.s)
	for _, e := range l.h.events {
		if e.id == l.n {
			if f, ok := e.e.(protocol.Failed); ok {
				l.t.Fatalf("%s: %s", protocol.Kind(c), f.Message)
			}
			return e.e
		}
	}
	l.t.Fatalf("%s is not answered", protocol.Kind(c))
	return nil
}

func (l *learner) train(steps int) { l.do(protocol.Train{Steps: steps}) }

func (l *learner) file() []byte { return l.do(protocol.Save{}).(protocol.Saved).File }

// steps are those that are remembered.
func (l *learner) steps() []int {
	var steps []int
	for _, m := range last[protocol.Remembered](l.t, l.h).Moments {
		steps = append(steps, m.Step)
	}
	return steps
}

// Whoever goes on from a moment gets the bits that the run had: with every optimizer, and with all that draws random
// numbers or learns without a gradient.
func TestGoOnFromAMoment(t *testing.T) {
	cases := map[string]string{
		"Dropout":            "network=affine12-relu-dropout0.3-affine10",
		"BatchNormalization": "network=affine12-batchnorm-relu-affine10&optimizer=Adam",
		"in parts":           "network=conv2k9s4-relu-affine10",
		"Cosine":             "schedule=Cosine&iterations=20",
		"weight decay":       "weightDecay=0.01",
		"own drawings":       "ownShare=0.5",
	}
	for _, o := range method.Optimizers() {
		cases[o.Name] = "optimizer=" + o.Name
	}
	for name, query := range cases {
		t.Run(name, func(t *testing.T) {
			s, errs := setting.ParseQuery(query + "&hidden=8&batchSize=20&dataSize=10000")
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			l := newLearner(t, s)
			if s.OwnShare > 0 {
				l.do(protocol.Drawings{Examples: own(t, 3)})
			}
			l.do(protocol.Reset{})
			l.train(9)
			l.train(4)
			want := l.file()
			for _, from := range []int{10, 9, 3, 0} {
				status := l.do(protocol.Resume{Step: from}).(protocol.Status)
				if status.Step != from || status.Past || l.steps()[len(l.steps())-1] != from {
					t.Fatalf("from step %d: %d, moments %d", from, status.Step, l.steps())
				}
				l.train(13 - from)
				if !bytes.Equal(l.file(), want) {
					t.Errorf("going on from step %d gave other bits", from)
				}
			}
			if got := l.steps(); !slices.Equal(got, []int{0, 1, 2, 3, 5, 7, 10, 13}) {
				t.Errorf("moments %d", got)
			}
		})
	}
}

// look has everything that is seen of a network.
func (l *learner) look() map[string]any {
	l.t.Helper()
	pixels := make([]float64, digits.Pixels)
	for i := range pixels {
		pixels[i] = float64(i%7) / 7
	}
	seen := map[string]any{
		"judged": last[protocol.Judged](l.t, l.h).Network,
		"file":   l.file(),
	}
	for _, c := range []protocol.Command{protocol.Classify{Pixels: pixels}, protocol.Params{}, protocol.Confuse{},
		protocol.Graph{Pixels: pixels, Label: 3, Train: true}, protocol.Tell{Node: 3, Element: 1, Top: 10},
		protocol.TryStep{Pixels: pixels, Label: 3}} {
		seen[protocol.Kind(c)] = l.do(c)
	}
	return seen
}

func sameLook(t *testing.T, what string, got, want map[string]any) {
	t.Helper()
	for name := range want {
		if !reflect.DeepEqual(got[name], want[name]) {
			t.Errorf("%s: %s is another", what, name)
		}
	}
}

// Everything that looks at the network looks at the moment that is visited, and training goes on with the same bits.
func TestVisit(t *testing.T) {
	s := small()
	if err := s.Set("network", "affine12-batchnorm-relu-dropout0.3-affine10"); err != nil {
		t.Fatal(err)
	}
	s.Optimizer = "Momentum"
	l := newLearner(t, s)
	l.do(protocol.Drawings{Examples: own(t, 3)})
	l.do(protocol.Reset{})
	l.train(10)
	then := l.look()
	l.train(20)
	now := l.look()
	if reflect.DeepEqual(now, then) {
		t.Fatal("training changes nothing")
	}
	for _, step := range []int{10, 3, 10} {
		status := l.do(protocol.Visit{Step: step}).(protocol.Status)
		if !status.Past || status.Looked != step || status.Step != 30 {
			t.Errorf("at step %d of 30 the engine says %d of %d", step, status.Looked, status.Step)
		}
	}
	sameLook(t, "the past", l.look(), then)
	if status := l.do(protocol.Visit{Step: protocol.Present}).(protocol.Status); status.Past {
		t.Error("the present is the past")
	}
	sameLook(t, "the present", l.look(), now)
	l.do(protocol.Visit{Step: 7})
	l.s.Handle(1000, protocol.Train{Steps: 5}) // returns to the present
	if last[protocol.Status](t, l.h).Past {
		t.Error("training begins in the past")
	}
	l.s.Handle(1001, protocol.Visit{Step: 2}) // while it runs
	run(l.s)
	if c := l.do(protocol.Classify{Pixels: make([]float64, digits.Pixels)}).(protocol.Classified); c.Step != 2 {
		t.Errorf("while training runs, step %d is looked at, want 2", c.Step)
	}
	l.do(protocol.Visit{Step: protocol.Present})
	got := l.file()
	l = newLearner(t, s)
	l.do(protocol.Drawings{Examples: own(t, 3)})
	l.do(protocol.Reset{})
	l.train(10)
	l.train(20)
	l.train(5)
	if !bytes.Equal(got, l.file()) {
		t.Error("visits have changed the bits of the training")
	}
}

// What a visit measures is what the evaluation at the end of an epoch has measured.
func TestMomentsKnowTheirAccuracy(t *testing.T) {
	s := small()
	s.BatchSize = 800 // an epoch has 12 steps
	l := newLearner(t, s)
	l.do(protocol.Reset{})
	l.train(30)
	measured := map[int]float64{}
	for _, e := range all[protocol.Evaluated](l.h) {
		measured[e.Step] = e.TestAccuracy
	}
	at := func(step int) float64 {
		for _, m := range last[protocol.Remembered](t, l.h).Moments {
			if m.Step == step {
				return m.Accuracy
			}
		}
		t.Fatalf("no moment of step %d", step)
		return 0
	}
	for _, step := range []int{0, 12, 24, 30} {
		if got, ok := measured[step]; !ok || at(step) != got {
			t.Errorf("accuracy %v at step %d, measured %v", at(step), step, got)
		}
	}
	if at(20) != -1 {
		t.Error("the accuracy is known, and nobody has measured it")
	}
	l.do(protocol.Visit{Step: 20})
	counts := l.do(protocol.Confuse{}).(protocol.Confused).Counts
	right := 0
	for digit := range counts {
		right += counts[digit][digit]
	}
	if want := float64(right) / 300; at(20) != want {
		t.Errorf("accuracy %v at step 20, want %v", at(20), want)
	}
}

// Another network begins with no moments, and going on forgets what came after.
func TestHistoryBeginsAnew(t *testing.T) {
	for name, another := range map[string]func(*learner){
		"from scratch": func(l *learner) { l.do(protocol.Reset{}) },
		"a file":       func(l *learner) { l.do(protocol.Load{File: l.file()}) },
		"a checkpoint": func(l *learner) { l.do(restoring(checkpoint(l.t, l.h))) },
		"another network": func(l *learner) {
			s := small()
			s.Hidden = []int{4}
			l.do(protocol.Configure{Settings: s})
			l.do(protocol.Reset{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLearner(t, small())
			l.do(protocol.Reset{})
			l.train(20)
			l.do(protocol.Visit{Step: 5})
			another(l) // from a file, at step 5
			if got := l.steps(); len(got) > 0 {
				t.Errorf("there are moments %d", got)
			}
			if last[protocol.Status](t, l.h).Past {
				t.Error("the past of the network before is looked at")
			}
			l.s.Handle(1000, protocol.Visit{Step: 3})
			l.s.Handle(1001, protocol.Resume{Step: 3})
			for id := 1000; id <= 1001; id++ {
				if f := answer[protocol.Failed](t, l.h, id); f.Code != protocol.CodeBadRequest {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}

// Training that diverges goes back, and what came after is forgotten.
func TestDivergedHistory(t *testing.T) {
	s := parsed(t, wild)
	good := s
	good.LearningRate = 0.01
	l := newLearner(t, good)
	l.do(protocol.Reset{})
	l.train(3)
	l.do(protocol.Configure{Settings: s})
	l.s.Handle(1000, protocol.Train{Steps: 20})
	run(l.s)
	if f := answer[protocol.Failed](t, l.h, 1000); f.Code != protocol.CodeDiverged {
		t.Fatalf("%+v", f)
	}
	if got := l.steps(); !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Errorf("there are moments %d", got)
	}
}

// A network without room for two moments has none, and says so.
func TestTooLargeForMoments(t *testing.T) {
	s := small()
	s.Hidden, s.BatchSize, s.Optimizer = []int{1000, 1000, 1000}, 1, "Adam"
	l := newLearner(t, s)
	l.do(protocol.Reset{})
	l.s.Handle(1000, protocol.Train{Steps: 1, Later: true})
	for len(all[protocol.Trained](l.h)) == 0 {
		l.s.Work(time.Millisecond)
	}
	if e := last[protocol.Remembered](t, l.h); !e.TooLarge || len(e.Moments) > 0 || e.Bytes > 0 {
		t.Errorf("%+v", e)
	}
}

// Two moments beside each other have what each of them has by itself.
func TestContrast(t *testing.T) {
	l := newLearner(t, small())
	l.do(protocol.Reset{})
	l.train(30)
	image := l.do(protocol.Sample{Index: 0}).(protocol.Sampled)
	e := l.do(protocol.Contrast{First: 5, Second: 30}).(protocol.Contrasted)
	if e.Label != image.Label || !slices.Equal(e.Pixels, image.Pixels) {
		t.Errorf("it is of a %d, want the first test image, a %d", e.Label, image.Label)
	}
	for _, g := range []protocol.Glimpse{e.First, e.Second} {
		l.do(protocol.Visit{Step: g.Step})
		c := l.do(protocol.Classify{Pixels: image.Pixels}).(protocol.Classified)
		nodes := l.do(protocol.Graph{Pixels: image.Pixels, Label: image.Label}).(protocol.Graphed).Graph.Nodes
		loss := nodes[len(nodes)-1].Value.Data[0]
		if !slices.Equal(g.Probabilities, c.Network.Probabilities) || g.Loss != loss ||
			!slices.Equal(g.Gradient, nodes[0].Grad.Data) {
			t.Errorf("step %d: loss %v, want %v; or others of its numbers differ", g.Step, g.Loss, loss)
		}
	}
	seen := l.do(protocol.Contrast{First: 30, Second: 5, Pixels: image.Pixels,
		Label: protocol.SeenLabel}).(protocol.Contrasted)
	if want := l.do(protocol.Visit{Step: protocol.Present}).(protocol.Status); want.Past {
		t.Fatal("not back")
	}
	if c := l.do(protocol.Classify{Pixels: image.Pixels}).(protocol.Classified); seen.Label != c.Network.Digit {
		t.Errorf("the target is %d, and the later network sees %d", seen.Label, c.Network.Digit)
	}
	l.s.Handle(1000, protocol.Contrast{First: 4, Second: 30})
	if f := answer[protocol.Failed](t, l.h, 1000); f.Code != protocol.CodeBadRequest {
		t.Errorf("%+v", f)
	}
}
