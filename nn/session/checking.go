package session

import (
	"math/rand/v2"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// Bounds of a gradient check.
const (
	maxCheckSamples = 1000
	minH, maxH      = 1e-12, 0.1
)

// checking is the job of a Check, on a float64 copy of the network.
type checking struct {
	s        *Session
	command  int
	check    *train.GradientCheck[float64]
	done     int
	reported time.Time
}

func (s *Session) check(id int, c protocol.Check) *refusal {
	switch j := s.job.(type) {
	case *training:
		if !j.done() {
			return refuse(protocol.CodeBusy, "Training runs: pause it before a gradient check.")
		}
	case *checking:
		return refuse(protocol.CodeBusy, "A gradient check is running already.")
	}
	if !(c.H >= minH && c.H <= maxH) {
		return refuse(protocol.CodeBadRequest, "h is %g, it can be %g to %g.", c.H, minH, maxH)
	}
	if c.Samples < 1 || c.Samples > maxCheckSamples || c.Elements < 0 {
		return refuse(protocol.CodeBadRequest, "%d images and %d elements: it can be 1 to %d images, and 0 or more elements.",
			c.Samples, c.Elements, maxCheckSamples)
	}
	images := s.data.train.First(c.Samples)
	if images.Len() < c.Samples {
		return refuse(protocol.CodeNotReady, "There are %d training images.", images.Len())
	}
	s.stop()
	b, err := train.NewBatch(layer.Convert[float64](s.model.net), c.Samples, false)
	if err != nil {
		panic("session: " + err.Error()) // the network was built before
	}
	digits.Gather(b.X.Data, b.T.Data, images, first(c.Samples))
	// The same elements each time, so that results for another h can be compared.
	rng := rand.New(rand.NewPCG(uint64(s.model.settings.Seed), 0))
	s.job = &checking{s: s, command: id, check: train.NewGradientCheck(b, c.H, c.Elements, rng)}
	s.status(0)
	return nil
}

// first returns 0 to n-1.
func first(n int) []int {
	idx := make([]int, n)
	for i := range idx {
		idx[i] = i
	}
	return idx
}

func (c *checking) id() int { return c.command }

func (c *checking) ready() bool { return true }

func (c *checking) work(deadline time.Time) {
	for time.Now().Before(deadline) {
		if !c.check.Next() {
			c.s.job = nil
			c.s.host.Emit(c.command, c.result())
			c.s.status(0)
			return
		}
		c.done++
	}
	if time.Since(c.reported) >= frame {
		c.s.host.Emit(0, protocol.CheckProgress{Done: c.done, Total: c.check.Total()})
		c.reported = time.Now()
	}
}

func (c *checking) result() protocol.Checked {
	e := protocol.Checked{OK: c.check.OK()}
	for _, p := range c.check.Results() {
		e.Params = append(e.Params, protocol.CheckedParam{Name: p.Name,
			MeanAbsDiff: protocol.Number(p.MeanAbsDiff), MaxRelDiff: protocol.Number(p.MaxRelDiff), Checked: p.Checked, Size: p.Size})
	}
	return e
}

func (c *checking) stop() {
	c.s.job = nil
	c.s.host.Emit(c.command, refuse(protocol.CodeCancelled, "The gradient check was cancelled.").failed())
	c.s.status(0)
}
