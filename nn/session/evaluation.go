package session

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// An evaluation during training is over liveImages of each split, one at its end over lastImages: all 10,000 test images each
// epoch would take as long as the training.
const liveImages, lastImages = 2_000, 10_000

// evaluation measures the accuracy, a batch at a time.
type evaluation struct {
	s           *Session
	train, test *digits.Set
	right       [2]int // of train, of test
	i           int    // images done of both, train first
	last        bool
}

func (s *Session) newEvaluation(last bool) *evaluation {
	n := liveImages
	if last {
		n = lastImages
	}
	return &evaluation{s: s, train: s.images().First(n), test: s.data.test.First(n), last: last}
}

// next measures one more batch. It returns true when all are done.
func (e *evaluation) next() bool {
	split, set, i := 0, e.train, e.i
	if i >= set.Len() {
		split, set, i = 1, e.test, i-set.Len()
	}
	n := min(e.s.model.manyLen, set.Len()-i)
	e.right[split] += e.s.model.many.Correct(set, i, i+n)
	e.i += n
	return e.i == e.train.Len()+e.test.Len()
}

// finish tells of the result.
func (e *evaluation) finish() {
	r := protocol.Evaluated{Step: e.s.model.step, TrainImages: e.train.Len(), TestImages: e.test.Len()}
	r.TrainAccuracy = float64(e.right[0]) / float64(max(r.TrainImages, 1))
	r.TestAccuracy = float64(e.right[1]) / float64(max(r.TestImages, 1))
	e.s.model.evaluated = &r
	e.s.host.Emit(0, r)
	if e.last || time.Since(e.s.drawings.judged) >= judgePace {
		e.s.judge()
	}
}

// evaluating is the job of measuring the accuracy of a network when nobody waits for it.
type evaluating struct{ *evaluation }

func (e evaluating) id() int     { return 0 }
func (e evaluating) ready() bool { return true }
func (e evaluating) stop()       { e.s.job = nil }

func (e evaluating) work(deadline time.Time) {
	for time.Now().Before(deadline) {
		if e.next() {
			e.s.job = nil
			e.finish()
			return
		}
	}
}

// measure begins to measure the accuracy of the network as it stands, unless something else runs.
func (s *Session) measure() {
	if s.job == nil && s.images().Len() > 0 && s.data.test.Len() > 0 {
		s.job = evaluating{s.newEvaluation(true)}
	}
}
