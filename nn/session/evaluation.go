package session

import (
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

const (
	// sampleLen is the number of images of each set in a sample: as many as the Trainer of the book's chapter 7
	// evaluates at each epoch.
	sampleLen = 1_000
	// sampleEvery is the number of training images between two samples. A sample takes a fifteenth of their time.
	sampleEvery = 10_000
	// An evaluation of at most quickWork multiplications is quick: a fifth of a second with kernels. Without them each
	// takes slowdown times as long.
	quickWork, slowdown = 1e10, 20
)

// evaluations measures how good the network is.
type evaluations struct {
	*shared
	drawings *drawings
	history  *history
	// open is an evaluation that has not ended, or nil. It continues if the same is wanted again.
	open *evaluation
}

// subject tells evaluations apart.
type subject struct {
	net         *layer.Network[float32]
	step        int
	train, test int // images
	sample      bool
}

// evaluation measures the accuracy, a batch at a time.
type evaluation struct {
	*evaluations
	of          subject
	train, test *digits.Set
	right       [2]int // train, test
	i           int    // images done, first of train, then of test
}

// begin returns an evaluation of all images trained on and all test images, or of a sample of both.
func (es *evaluations) begin(sample bool) *evaluation {
	train, test := es.images(), &es.testSet
	if sample {
		train, test = train.First(sampleLen), test.First(sampleLen)
	}
	of := subject{es.model.net, es.model.step, train.Len(), test.Len(), sample}
	if es.open == nil || es.open.of != of {
		es.open = &evaluation{evaluations: es, of: of, train: train, test: test.First(test.Len())}
	}
	return es.open
}

// next measures one more batch. It returns true when all are done.
func (e *evaluation) next() bool {
	split, set, i := 0, e.train, e.i
	if i >= set.Len() {
		split, set, i = 1, e.test, i-set.Len()
	}
	n := min(e.model.manyLen, set.Len()-i)
	e.right[split] += e.model.many.Correct(set, i, i+n)
	e.i += n
	return e.i == e.train.Len()+e.test.Len()
}

// finish emits the result. While training runs, it judges the drawings only now and then.
func (e *evaluation) finish(running bool) {
	r := protocol.Evaluated{Step: e.of.step, TrainImages: e.of.train, TestImages: e.of.test, Sample: e.of.sample}
	r.TrainAccuracy = float64(e.right[0]) / float64(max(r.TrainImages, 1))
	r.TestAccuracy = float64(e.right[1]) / float64(max(r.TestImages, 1))
	e.model.evaluated, e.open = &r, nil
	e.say(r)
	if !r.Sample {
		e.history.measured(r.Step, e.right[1], r.TestImages)
	}
	if !running {
		e.history.tell()
	}
	if !running || since(e.drawings.judged) >= judgePace {
		e.drawings.judge()
	}
}

// accuracy returns the accuracy of the network as it is, on all images, or nil if it is not measured.
func (es *evaluations) accuracy() *protocol.Evaluated {
	v := es.model.evaluated
	if v == nil || v.Step != es.model.step || v.Sample || v.TrainImages != es.images().Len() ||
		v.TestImages != es.testSet.Len() {
		return nil
	}
	return v
}

// quick reports whether evaluating all images takes only a moment.
func (es *evaluations) quick() bool {
	work := es.model.work * float64(es.images().Len()+es.testSet.Len())
	if !es.Kernels {
		work *= slowdown
	}
	return work <= quickWork
}

// evaluating is the job of measuring the accuracy of a network outside a run.
type evaluating struct{ *evaluation }

func (e evaluating) id() int     { return 0 }
func (e evaluating) ready() bool { return true }
func (e evaluating) stop()       { e.job = nil }

func (e evaluating) work(deadline moment) {
	for now() < deadline {
		if e.next() {
			e.job = nil
			e.finish(false)
			return
		}
	}
}

// measure begins to measure the accuracy of the network as it is, unless it is known or something else runs.
func (es *evaluations) measure() {
	if es.job == nil && es.accuracy() == nil && es.images().Len() > 0 && es.testSet.Len() > 0 {
		es.job = evaluating{es.begin(false)}
	}
}
