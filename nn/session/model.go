package session

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// model is the network and everything that belongs to it.
type model struct {
	net      *layer.Network[float32]
	settings setting.Settings // the Fresh ones are the network's
	builtin  bool
	step     int
	made     provenance
	pcg      *rand.PCG // draws the weights, then the batches
	rand     *rand.Rand
	one      *train.Predictor[float32] // a drawing
	many     *train.Predictor[float32] // for evaluation, manyLen images at a time
	manyLen  int
	work     float64                 // multiplications for an image
	mixed    digits.Set              // the batch, if some of it is the learner's own
	trainer  *train.Trainer[float32] // nil until training begins, and if it is in parts
	parts    *train.Parts[float32]   // nil until training begins, and if it is not in parts
	// optimizer trained last, or is nil. Its name is optimizerName.
	optimizer     train.Optimizer[float32]
	optimizerName string
	// evaluated is the latest measured accuracy, or nil.
	evaluated *protocol.Evaluated
}

// predict returns the probability of each digit in an image.
func (m *model) predict(pixels []float64) []float64 {
	probabilities := make([]float64, digits.Classes)
	m.one.Predict(probabilities, pixels)
	return probabilities
}

// newModel returns a network with fresh weights as the settings say.
func newModel(settings setting.Settings) (model, error) {
	m := model{settings: settings.Clone(), pcg: rand.NewPCG(uint64(settings.Seed), 0)}
	m.rand = rand.New(m.pcg)
	var err error
	if m.net, err = layer.New[float32](settings.Spec(), m.rand); err != nil {
		return model{}, err
	}
	if m.one, err = train.NewPredictor(m.net, 1); err != nil {
		return model{}, err
	}
	m.manyLen, m.work = fitting(m.net.Spec(), maxEvaluated), multiplications(m.net.Spec())
	m.many, err = train.NewPredictor(m.net, m.manyLen)
	return m, err
}

// badRandom says that a file or a Checkpoint lacks what draws the next batches.
const badRandom = "the state of its random numbers cannot be read"

// restored returns the model that a Checkpoint describes.
func restored(c Checkpoint) (model, error) {
	if err := c.Settings.Validate(); err != nil {
		return model{}, err
	}
	if c.Version != checkpointVersion {
		return model{}, fmt.Errorf("session: it is of version %d; this page reads version %d", c.Version,
			checkpointVersion)
	}
	if c.Step < 0 {
		return model{}, fmt.Errorf("session: its step is %d", c.Step)
	}
	m, err := newModel(c.Settings)
	if err != nil {
		return model{}, err
	}
	if err := layer.Set(m.net, wide(c.Params)); err != nil {
		return model{}, err
	}
	if err := layer.SetState(m.net, wide(c.State)); err != nil {
		return model{}, err
	}
	if c.Optimizer != "" {
		if err := m.setOptimizer(c.Optimizer); err != nil {
			return model{}, err
		}
		if err := layer.Assign(m.optimizer.State(), wide(c.Memory)); err != nil {
			return model{}, fmt.Errorf("session: %s: %s", c.Optimizer, words(err))
		}
	}
	if err := m.pcg.UnmarshalBinary(c.Rand); err != nil {
		return model{}, errors.New("session: " + badRandom)
	}
	if name := m.unsound(); name != "" {
		return model{}, fmt.Errorf("session: %s has an element that is not a number", name)
	}
	m.builtin, m.step = c.Builtin, c.Step
	m.made = madeBy(c.Made)
	return m, nil
}

// outline returns the checkpoint without its tensors.
func (m *model) outline() Checkpoint {
	state, err := m.pcg.MarshalBinary()
	if err != nil {
		panic("session: " + err.Error()) // never fails
	}
	c := Checkpoint{Version: checkpointVersion, Settings: m.settings.Clone(), Builtin: m.builtin, Step: m.step,
		Rand: state, Made: m.made.text()}
	if m.optimizer != nil {
		c.Optimizer = m.optimizerName
	}
	return c
}

func (m *model) checkpoint() Checkpoint {
	c := m.outline()
	c.Params, c.State = copied(m.net.Params()), copied(m.net.State())
	if m.optimizer != nil {
		c.Memory = copied(m.optimizer.State())
	}
	return c
}

// copied returns tensors as a Checkpoint keeps them, and wide the tensors read from one.
func copied(params []layer.Param[float32]) []protocol.Param {
	var ps []protocol.Param
	for _, p := range params {
		data := make([]float64, len(p.Value.Data))
		tensor.Convert(data, p.Value.Data)
		ps = append(ps, protocol.Param{Name: p.Name, Shape: slices.Clone(p.Value.Shape), Data: data})
	}
	return ps
}

func wide(params []protocol.Param) []layer.Param[float64] {
	ps := make([]layer.Param[float64], len(params))
	for i, p := range params {
		ps[i] = layer.Param[float64]{Name: p.Name, Value: tensor.FromSlice(p.Data, p.Shape...)}
	}
	return ps
}
