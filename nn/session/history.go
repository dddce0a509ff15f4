package session

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/timeline"
)

// history remembers the network at some steps of its training, and looks at it as it was then.
type history struct {
	*shared
	networks *networks
	drawings *drawings
	line     timeline.Line
	// large says that there is no room for moments of the network.
	large bool
	// changed says that the moments are others than those of the latest Remembered.
	changed bool
}

func (h *history) register(to handlers) {
	on(to, h.visit)
	on(to, h.resume)
	onImages(to, func(c protocol.Contrast) imageSet {
		if c.Pixels == nil {
			return testImages
		}
		return noImages
	}, h.contrast)
}

// begin begins the history of another network, with no moments.
func (h *history) begin() {
	h.changed = h.changed || h.line.Last() != nil || h.large
	h.line.Clear()
	h.large, h.past = false, nil
	h.tell()
}

// cut forgets what came after a step.
func (h *history) cut(step int) {
	h.line.Cut(step)
	h.changed = true
	if h.past != nil && h.line.At(h.past.step) == nil {
		h.leave()
	}
	h.tell()
}

// tell emits Remembered if there is something new.
func (h *history) tell() {
	if !h.changed {
		return
	}
	h.changed = false
	e := protocol.Remembered{Bytes: h.line.Bytes(), Room: timeline.Room, TooLarge: h.large}
	for _, m := range h.line.Moments() {
		told := protocol.Moment{Step: m.Step, Accuracy: -1}
		if m.Tested > 0 {
			told.Accuracy = float64(m.Right) / float64(m.Tested)
		}
		e.Moments = append(e.Moments, told)
	}
	h.host.Emit(0, e)
}

// wants reports whether to keep the present step, with which an epoch may end.
func (h *history) wants(epoch bool) bool { return !h.large && (epoch || h.line.Wants(h.model.step)) }

// keep remembers the network as it is, unless that is known already.
func (h *history) keep(epoch bool) {
	m := &h.model
	if last := h.line.Last(); h.large || last != nil && last.Step == m.step {
		return
	}
	h.changed = true
	if h.large = !timeline.Fits(m.remembered()); h.large {
		h.line.Clear()
		h.leave()
		return
	}
	h.line.Add(m.moment(epoch, &h.line))
}

// measured remembers the accuracy at a step, if it is one of the moments.
func (h *history) measured(step, right, tested int) {
	if m := h.line.At(step); m != nil && tested > 0 && tested == h.testSet.Len() {
		m.Right, m.Tested = right, tested
		h.changed = true
	}
}

// moment returns the network as it is.
func (m *model) moment(epoch bool, l *timeline.Line) timeline.Moment {
	o := m.outline()
	t := timeline.Moment{Step: m.step, Epoch: epoch, Builtin: m.builtin, Optimizer: o.Optimizer, Rand: o.Rand,
		Seeds: m.net.Seeds(), Numbers: l.Spare(m.remembered())}
	if v := m.evaluated; v != nil && v.Step == m.step && !v.Sample {
		t.Right, t.Tested = int(math.Round(v.TestAccuracy*float64(v.TestImages))), v.TestImages
	}
	for _, params := range m.numbers() {
		for _, p := range params {
			t.Numbers = append(t.Numbers, p.Value.Data...)
		}
	}
	return t
}

// numbers are all tensors of a moment.
func (m *model) numbers() [3][]layer.Param[float32] {
	all := [3][]layer.Param[float32]{m.net.Params(), m.net.State(), nil}
	if m.optimizer != nil {
		all[2] = m.optimizer.State()
	}
	return all
}

// remembered is how many numbers a moment has.
func (m *model) remembered() int {
	n := 0
	for _, params := range m.numbers() {
		for _, p := range params {
			n += len(p.Value.Data)
		}
	}
	return n
}

// at returns the network as it was at a moment of its training. It uses the tensors of into, if that is not nil.
func (m *model) at(t *timeline.Moment, into *model) *model {
	if into == nil {
		fresh, err := newModel(m.settings)
		if err != nil {
			panic("session: " + err.Error()) // cannot fail: it was built before
		}
		into = &fresh
	}
	into.step, into.builtin, into.made = t.Step, t.Builtin, m.made
	if into.optimizer, into.optimizerName = nil, ""; t.Optimizer != "" {
		if err := into.setOptimizer(t.Optimizer); err != nil {
			panic("session: " + err.Error()) // cannot fail: it trained
		}
	}
	rest := t.Numbers
	for _, params := range into.numbers() {
		for _, p := range params {
			rest = rest[copy(p.Value.Data, rest):]
		}
	}
	into.net.SetSeeds(t.Seeds)
	if err := into.pcg.UnmarshalBinary(t.Rand); err != nil {
		panic("session: " + err.Error()) // cannot fail: it wrote them
	}
	return into
}

// visit looks at a moment, or at the present.
func (h *history) visit(id int, c protocol.Visit) *refusal {
	if c.Step == protocol.Present || c.Step == h.model.step {
		h.leave()
		h.status(id)
		return nil
	}
	t := h.line.At(c.Step)
	if t == nil {
		return forgotten(c.Step)
	}
	into := h.past
	if _, busy := h.job.(*confusing); busy { // it looks at that one
		into = nil
	}
	h.past = h.model.at(t, into)
	h.look(t)
	h.status(id)
	h.drawings.judge()
	return nil
}

// look measures the accuracy of the network that is visited, if it is not known and that takes a moment only.
func (h *history) look(t *timeline.Moment) {
	work := h.model.work * float64(h.testSet.Len())
	if !h.Kernels {
		work *= slowdown
	}
	if t.Tested == h.testSet.Len() || work > quickWork {
		return
	}
	h.measured(t.Step, h.past.many.Correct(&h.testSet, 0, h.testSet.Len()), h.testSet.Len())
	h.tell()
}

// leave returns to the present.
func (h *history) leave() {
	if h.past != nil {
		h.past = nil
		h.drawings.judge()
	}
}

func forgotten(step int) *refusal {
	return refuse(protocol.CodeBadRequest, "Step %d is not among the moments that are remembered.", step)
}

// resume makes a moment the present.
func (h *history) resume(id int, c protocol.Resume) *refusal {
	m := h.past // it may have been dropped since
	if m == nil || m.step != c.Step {
		t := h.line.At(c.Step)
		if t == nil {
			return forgotten(c.Step)
		}
		m = h.model.at(t, nil)
	}
	h.stop()
	h.past = nil
	h.networks.become(*m)
	h.cut(c.Step)
	h.status(id)
	h.networks.changed()
	h.networks.evaluations.measure()
	return nil
}
