package session

import (
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// An evaluation during training is over liveImages of each split, and the one at the end over lastImages: all 10,000
// test images at each epoch would take as long as the training.
const liveImages, lastImages = 2_000, 10_000

// evaluations measures how good the network is.
type evaluations struct {
	*shared
	drawings *drawings
}

// evaluation measures the accuracy, a batch at a time.
type evaluation struct {
	*evaluations
	train, test *digits.Set
	right       [2]int // train, test
	i           int    // images done, first of train, then of test
	last        bool
}

// begin returns an evaluation. The last one of a run is over more images.
func (es *evaluations) begin(last bool) *evaluation {
	n := liveImages
	if last {
		n = lastImages
	}
	return &evaluation{evaluations: es, train: es.images().First(n), test: es.testSet.First(n), last: last}
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

// finish emits the result.
func (e *evaluation) finish() {
	r := protocol.Evaluated{Step: e.model.step, TrainImages: e.train.Len(), TestImages: e.test.Len()}
	r.TrainAccuracy = float64(e.right[0]) / float64(max(r.TrainImages, 1))
	r.TestAccuracy = float64(e.right[1]) / float64(max(r.TestImages, 1))
	e.model.evaluated = &r
	e.host.Emit(0, r)
	if e.last || since(e.drawings.judged) >= judgePace {
		e.drawings.judge()
	}
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
			e.finish()
			return
		}
	}
}

// measure begins to measure the accuracy of the network as it is, unless something else runs.
func (es *evaluations) measure() {
	if es.job == nil && es.images().Len() > 0 && es.testSet.Len() > 0 {
		es.job = evaluating{es.begin(true)}
	}
}
