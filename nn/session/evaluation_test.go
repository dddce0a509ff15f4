package session_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// accuracies are those of a Checkpoint's network on the files of images, measured without a Session.
func accuracies(t *testing.T, c session.Checkpoint, files map[string][]byte, names ...string) float64 {
	t.Helper()
	net, err := layer.New[float32](c.Settings.Spec(), rand.New(rand.NewPCG(0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	var params []layer.Param[float64]
	for _, p := range c.Params {
		params = append(params, layer.Param[float64]{Name: p.Name, Value: tensor.FromSlice(p.Data, p.Shape...)})
	}
	if err := layer.Set(net, params); err != nil {
		t.Fatal(err)
	}
	one, err := train.NewPredictor(net, 1)
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0.0, 0
	for _, name := range names {
		set, err := digits.ReadShard(name, bytes.NewReader(files[name]))
		if err != nil {
			t.Fatal(err)
		}
		right += math.Round(one.Accuracy(set) * float64(set.Len()))
		all += set.Len()
	}
	return right / float64(all)
}

// The accuracy is of all images, at each epoch and wherever training stops, and no other number follows.
func TestAccuracyIsOfAllImages(t *testing.T) {
	settings := small()
	settings.BatchSize, settings.DataSize = 200, 20_000
	h := newHost()
	s := started(t, h, settings)
	check := func(trained protocol.Trained) {
		t.Helper()
		e := last[protocol.Evaluated](t, h)
		if trained.Accuracy == nil || *trained.Accuracy != e || e.Step != trained.Step {
			t.Errorf("%+v, the accuracy is %+v, the latest %+v", trained, trained.Accuracy, e)
		}
		c := checkpoint(t, h)
		train := accuracies(t, c, h.files, digits.TrainFile(0), digits.TrainFile(1))
		test := accuracies(t, c, h.files, digits.TestFile)
		if c.Step != e.Step || e.TrainAccuracy != train || e.TestAccuracy != test {
			t.Errorf("at step %d of 20,000 and 300 images %+v, want %v and %v", c.Step, e, train, test)
		}
	}
	s.Handle(2, protocol.Train{Steps: 250})
	h.deliver()
	run(s)
	var steps []int
	for _, e := range all[protocol.Evaluated](h) {
		if steps = append(steps, e.Step); e.TrainImages != 20_000 || e.TestImages != 300 || e.Sample {
			t.Errorf("not of all images: %+v", e)
		}
	}
	if want := []int{0, 100, 200, 250}; !slices.Equal(steps, want) {
		t.Errorf("measured at %d, want %d", steps, want)
	}
	check(answer[protocol.Trained](t, h, 2))

	s.Handle(3, protocol.Train{Steps: 1_000_000})
	for last[protocol.Progress](t, h).Step < 260 {
		s.Work(time.Millisecond)
	}
	s.Handle(4, protocol.Pause{})
	paused := answer[protocol.Trained](t, h, 3)
	check(paused)
	n := len(all[protocol.Evaluated](h))
	if status := answer[protocol.Status](t, h, 4); status.Evaluated == nil || *status.Evaluated != *paused.Accuracy {
		t.Errorf("the status has %+v", status.Evaluated)
	}
	run(s)
	if after := all[protocol.Evaluated](h)[n:]; len(after) > 0 {
		t.Errorf("once training has stopped, the accuracy is measured again: %+v", after)
	}
}

// slow are settings of which all images take long without kernels.
func slow() setting.Settings {
	settings := small()
	settings.Hidden, settings.BatchSize, settings.DataSize = []int{50}, 200, 20_000
	return settings
}

// Where all images take long, a run begins with a sample, has some between the epochs, and need not wait for the
// accuracy at its end.
func TestSamplesBetweenEpochs(t *testing.T) {
	for _, later := range []bool{false, true} {
		h := newHost()
		s := started(t, h, slow())
		s.Handle(2, protocol.Train{Steps: 160, Later: later})
		h.deliver()
		run(s)
		type subject struct {
			step, train, test int
			sample            bool
		}
		var got []subject
		for _, e := range all[protocol.Evaluated](h) {
			got = append(got, subject{e.Step, e.TrainImages, e.TestImages, e.Sample})
		}
		want := []subject{{0, 1000, 300, true}, {50, 1000, 300, true}, {100, 20_000, 300, false},
			{150, 1000, 300, true}, {160, 20_000, 300, false}}
		if !slices.Equal(got, want) {
			t.Errorf("measured %+v, want %+v", got, want)
		}
		trained, measured := index[protocol.Trained](h), 0
		for i, e := range h.events {
			if _, ok := e.e.(protocol.Evaluated); ok {
				measured = i
			}
		}
		known := answer[protocol.Trained](t, h, 2).Accuracy
		if later != (known == nil) || later != (measured > trained) {
			t.Errorf("later %t: Trained is event %d with %+v, the last measurement %d", later, trained, known, measured)
		}
	}
}

// A step alone has no sample before it, and what was measured halfway goes on.
func TestOneStepIsNotHeldUp(t *testing.T) {
	h := newHost()
	s := started(t, h, slow())
	for id := 2; id < 5; id++ {
		s.Handle(id, protocol.Train{Steps: 1, Later: true})
		h.deliver()
		for !answered(h, id) {
			s.Work(time.Microsecond)
		}
		if n := len(all[protocol.Evaluated](h)); n > 0 {
			t.Fatalf("step %d waited for %d measurements", id-1, n)
		}
	}
	run(s)
	if e := last[protocol.Evaluated](t, h); e.Step != 3 || e.TrainImages != 20_000 || e.Sample {
		t.Errorf("at the end %+v", e)
	}
}

func answered(h *host, id int) bool {
	return slices.ContainsFunc(h.events, func(e event) bool { return e.id == id })
}

// However seldom a busy machine gets to tell of it, all losses of a run are told, one by one.
func TestAllLossesAreTold(t *testing.T) {
	var want []float64
	for _, budget := range []time.Duration{time.Microsecond, time.Hour} {
		h := newHost()
		s := started(t, h, small())
		s.Handle(2, protocol.Train{Steps: 180})
		for s.Busy() {
			s.Work(budget)
		}
		var losses []float64
		for _, p := range all[protocol.Progress](h) {
			losses = append(losses, p.Losses...)
			sum := 0.0
			for _, loss := range p.Losses {
				sum += loss
			}
			if n := len(p.Losses); n > 0 && (p.Losses[n-1] != p.Loss || math.Abs(sum/float64(n)-p.MeanLoss) > 1e-9) ||
				n == 0 || p.Step != len(losses) {
				t.Errorf("at step %d %d losses, %d in all; %v is the last of %v, the mean %v", p.Step, n, len(losses),
					p.Loss, p.Losses, p.MeanLoss)
			}
		}
		if len(losses) != 180 || math.Abs(losses[0]-math.Log(10)) > 0.1 || losses[99] > losses[0]-0.5 {
			t.Errorf("%d losses: %v", len(losses), losses)
		}
		if want == nil {
			want = losses
		}
		if !slices.Equal(losses, want) {
			t.Error("a busy machine has other losses")
		}
	}
}

// Where an epoch has few images, the accuracy of all images is not measured at the end of each: after every 34 epochs
// of 300 there have been 10,000 images.
func TestFewImagesAreMeasuredRarely(t *testing.T) {
	settings := small()
	settings.BatchSize, settings.DataSize = 100, 300
	h := newHost()
	s := started(t, h, settings)
	s.Handle(2, protocol.Train{Steps: 250})
	run(s)
	answer[protocol.Trained](t, h, 2)
	var steps []int
	for _, e := range all[protocol.Evaluated](h) {
		steps = append(steps, e.Step)
		if e.TrainImages != 300 {
			t.Errorf("at step %d of %d images", e.Step, e.TrainImages)
		}
	}
	if want := []int{0, 102, 204, 250}; !slices.Equal(steps, want) {
		t.Errorf("measured at steps %v, want %v", steps, want)
	}
}
