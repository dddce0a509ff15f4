package session

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/lesson"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// checking compares backpropagation with numerical gradients.
type checking struct {
	*shared
	// drop refuses what waits for images.
	drop func(of func(protocol.Command) bool, why *refusal)
}

func (c *checking) register(h handlers) {
	onImages(h, always[protocol.Check](trainImages), c.check)
	onImages(h, always[protocol.Curve](trainImages), c.curve)
	on(h, c.cancel)
}

// check is the job of a Check or a Curve: many small steps on a copy of the network, then the answer.
type check struct {
	*shared
	command int
	steps   stepper
	answer  func(took time.Duration) protocol.Event
	done    int
	took    time.Duration
}

// stepper is a train.GradientCheck or a train.ErrorCurve.
type stepper interface {
	Next() bool
	Total() int
}

// begin starts a check, unless something else runs.
func (c *checking) begin(job *check) *refusal {
	switch j := c.job.(type) {
	case *run:
		if !j.done() {
			return refuse(protocol.CodeBusy, "Training is running: pause it before a gradient check.")
		}
	case *check:
		return refuse(protocol.CodeBusy, "A gradient check is running already.")
	}
	c.stop()
	c.job = job
	c.status(0)
	return nil
}

func (c *checking) check(id int, of protocol.Check) *refusal {
	if !(of.H >= protocol.MinCheckH && of.H <= protocol.MaxCheckH) {
		return refuse(protocol.CodeBadRequest, "h is %g; it can be %g to %g.", of.H,
			protocol.MinCheckH, protocol.MaxCheckH)
	}
	if r := c.checkable(of.Samples, of.Elements); r != nil {
		return r
	}
	job := &check{shared: c.shared, command: id}
	var r *refusal
	switch of.DType {
	case protocol.Float64, "":
		r = prepareCheck(job, layer.Convert[float64](c.seen().net), of)
	case protocol.Float32:
		r = prepareCheck(job, layer.Convert[float32](c.seen().net), of)
	default:
		r = refuse(protocol.CodeBadRequest, "The dtype is %s; it can be %s or %s.", excerpt.Quote(of.DType),
			protocol.Float64, protocol.Float32)
	}
	if r != nil {
		return r
	}
	return c.begin(job)
}

// cancel ends a check, if one runs.
func (c *checking) cancel(id int, _ protocol.CancelCheck) *refusal {
	if _, ok := c.job.(*check); ok {
		c.stop()
	}
	c.drop(func(of protocol.Command) bool {
		switch of.(type) {
		case protocol.Check, protocol.Curve:
			return true
		}
		return false
	}, cancelled())
	c.status(id)
	return nil
}

// checkable returns a refusal if there are fewer than samples images, or if a batch of them would not fit into memory.
func (c *checking) checkable(samples, elements int) *refusal {
	if samples < 1 || samples > protocol.MaxCheckSamples || elements < 0 {
		return refuse(protocol.CodeBadRequest,
			"%d images and %d elements: there can be 1 to %d images, and 0 or more elements.",
			samples, elements, protocol.MaxCheckSamples)
	}
	if n := c.trainSet.Len(); n < samples {
		return refuse(protocol.CodeNotReady, "There are %d training images.", n)
	}
	if each := numbers(c.seen().net.Spec()); samples > 1 && samples*each > maxChecked {
		return refuse(protocol.CodeBadRequest, "A gradient check of this network on %d images would take too much "+
			"memory: make it at most %d.", samples, max(1, maxChecked/each))
	}
	return nil
}

// prepareCheck prepares the job to check net, which is a copy.
func prepareCheck[T tensor.Float](job *check, net *layer.Network[T], c protocol.Check) *refusal {
	clean := firstImages(job.shared, net, graph.New[T](), c.Samples)
	planted, r := plant(clean.Graph.Snapshot(), c)
	if r != nil {
		return r
	}
	g := graph.New[T]()
	var loss *op.SoftmaxWithLoss[T]
	g.Replace = func(scope string, o graph.Op[T]) graph.Op[T] {
		if s, ok := o.(*op.SoftmaxWithLoss[T]); ok && c.BookLogarithm {
			s.Delta = bookDelta
			loss = s
		}
		if planted != nil {
			o = lesson.Plant[T](c.Bug, planted.Scope)(scope, o)
		}
		return o
	}
	batch := firstImages(job.shared, net, g, c.Samples)
	if planted != nil {
		// The batch before this one, for a mistake that uses stale values: the images in the opposite order.
		slices.Reverse(batch.X.Data)
		batch.Forward()
		copy(batch.X.Data, clean.X.Data)
	}
	check := train.NewGradientCheck(batch, c.H, c.Elements, checkRand(job.shared))
	if loss != nil {
		y := loss.Probabilities()
		for n, label := range batch.T.Data {
			check.Slack += bookSlack(float64(y.Data[n*y.Cols()+int(label)]))
		}
	}
	job.steps = check
	job.answer = func(took time.Duration) protocol.Event {
		return checked(check, planted, took, backpropTime(clean))
	}
	return nil
}

// bookDelta is what the book adds to y in the logarithm of its loss. Source: Saitoh, section 4.2.2.
const bookDelta = 1e-7

// bookSlack is how far the gradient of the book's loss may be from y − t for one image, as a part of it.
func bookSlack(y float64) float64 { return bookDelta / (y + bookDelta) }

// plant chooses where to plant the mistake that c asks for in a graph, if any.
func plant(g *snapshot.Graph, c protocol.Check) (*protocol.Planted, *refusal) {
	if c.Bug == "" {
		return nil, nil
	}
	for _, b := range protocol.Bugs() {
		if b.Name != c.Bug {
			continue
		}
		scopes := lesson.Scopes(g, c.Bug)
		if len(scopes) == 0 {
			return nil, refuse(protocol.CodeBadRequest, "This network has no layer in which %s could be found.",
				excerpt.Quote(c.Bug))
		}
		i := rand.New(rand.NewPCG(uint64(c.BugSeed), 0)).IntN(len(scopes))
		return &protocol.Planted{Bug: b, Scope: scopes[i]}, nil
	}
	return nil, refuse(protocol.CodeBadRequest, "There is no mistake %s to plant.", excerpt.Quote(c.Bug))
}

// gradientCheck is a train.GradientCheck of either type.
type gradientCheck interface {
	OK() bool
	Rounding() float64
	Results() []train.CheckedParam
	Kinks() ([]train.Kink, int)
}

// checked is the answer to a Check.
func checked(check gradientCheck, planted *protocol.Planted, took, backprop time.Duration) protocol.Checked {
	e := protocol.Checked{OK: check.OK(), Planted: planted, NumericalSeconds: took.Seconds(),
		BackpropSeconds: backprop.Seconds(), Rounding: check.Rounding()}
	for _, p := range check.Results() {
		e.Params = append(e.Params, protocol.CheckedParam(p))
		e.Checked += p.Checked
		e.Size += p.Size
	}
	kinks, count := check.Kinks()
	e.KinkCount = count
	for _, k := range kinks {
		e.Kinks = append(e.Kinks, protocol.Kink(k))
	}
	return e
}

// backpropTime measures one forward and backward pass: the mean of several, since a browser's clock may tick in tenths
// of a millisecond.
func backpropTime[T tensor.Float](b *train.Batch[T]) time.Duration {
	const passes = 10
	start := now()
	for range passes {
		b.Forward()
		b.Backward()
	}
	return since(start) / passes
}

// firstImages builds net in g, and fills it with the first n training images.
func firstImages[T tensor.Float](s *shared, net *layer.Network[T], g *graph.Graph[T], n int) *train.Batch[T] {
	b, err := train.BuildBatch(g, net, n)
	if err != nil {
		panic("session: " + err.Error()) // cannot fail: the network was built before, with another batch size
	}
	digits.Gather(b.X.Data, b.T.Data, &s.trainSet, first(n))
	return b
}

// checkRand draws the same elements each time, so that results for different h can be compared.
func checkRand(s *shared) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(s.model.settings.Seed), 0))
}

func (c *checking) curve(id int, of protocol.Curve) *refusal {
	if r := c.checkable(of.Samples, of.Elements); r != nil {
		return r
	}
	narrow := firstImages(c.shared, layer.Convert[float32](c.seen().net), graph.New[float32](), of.Samples)
	wide := firstImages(c.shared, layer.Convert[float64](c.seen().net), graph.New[float64](), of.Samples)
	curve := train.NewErrorCurve(narrow, wide, of.Elements, checkRand(c.shared))
	return c.begin(&check{shared: c.shared, command: id, steps: curve, answer: func(time.Duration) protocol.Event {
		var e protocol.Curved
		for _, p := range curve.Points() {
			e.Points = append(e.Points, protocol.CurvePoint(p))
		}
		return e
	}})
}

// first returns the numbers 0 to n-1.
func first(n int) []int {
	idx := make([]int, n)
	for i := range idx {
		idx[i] = i
	}
	return idx
}

func (c *check) id() int { return c.command }

func (c *check) ready() bool { return true }

func (c *check) work(deadline moment) {
	start := now()
	over := false
	for !over && now() < deadline {
		if over = !c.steps.Next(); !over {
			c.done++
		}
	}
	c.took += since(start)
	if over || c.mayProgress() {
		c.progress(protocol.CheckProgress{Done: c.done, Total: c.steps.Total()})
	}
	if over {
		c.finish(c.answer(c.took))
	}
}

func (c *check) stop() {
	c.finish(cancelled().failed())
}

func cancelled() *refusal { return refuse(protocol.CodeCancelled, "The gradient check was cancelled.") }

func (c *check) finish(answer protocol.Event) {
	c.job = nil
	c.host.Emit(c.command, answer)
	c.status(0)
}
