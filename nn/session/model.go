package session

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// evalBatch is how many images evaluation computes at a time: few enough that a slice ends in time.
const evalBatch = 100

func isEmpty(err error) bool { return errors.Is(err, digits.ErrEmpty) }

// newModel returns a network with fresh weights as the settings say.
func newModel(settings setting.Settings) (model, error) {
	m := model{settings: settings.Clone(), pcg: rand.NewPCG(uint64(settings.Seed), 0), sgd: new(train.SGD[float32])}
	m.rand = rand.New(m.pcg)
	spec := layer.MLP(digits.Pixels, settings.Hidden, settings.Activation, digits.Classes)
	var err error
	if m.net, err = layer.New[float32](spec, m.rand); err != nil {
		return model{}, err
	}
	if m.one, err = train.NewPredictor(m.net, 1); err != nil {
		return model{}, err
	}
	m.many, err = train.NewPredictor(m.net, evalBatch)
	return m, err
}

// fresh starts from scratch.
func (s *Session) fresh() error {
	m, err := newModel(s.settings)
	if err != nil {
		return err
	}
	s.model = m
	s.keep()
	return nil
}

func (s *Session) useBuiltin(id int) *refusal {
	if s.data.builtin == nil {
		return refuse(protocol.CodeNotReady, "The built-in network is not there.")
	}
	return s.restore(id, *s.data.builtin)
}

func (s *Session) restore(id int, c protocol.Checkpoint) *refusal {
	m, err := restored(c)
	if err != nil {
		return refuse(protocol.CodeBadRequest, "%v", err)
	}
	s.stop()
	s.model = m
	s.keep()
	s.status(id)
	s.measure()
	return nil
}

// Resume returns a Session that has the network of a Checkpoint and no data: it can classify at once.
func Resume(host Host, c protocol.Checkpoint) (*Session, error) {
	m, err := restored(c)
	if err != nil {
		return nil, err
	}
	s := New(host)
	s.settings, s.model = c.Settings.Clone(), m
	return s, nil
}

// restored returns the model that a Checkpoint describes.
func restored(c protocol.Checkpoint) (model, error) {
	if err := c.Settings.Validate(); err != nil {
		return model{}, err
	}
	if c.Step < 0 {
		return model{}, fmt.Errorf("session: step %d", c.Step)
	}
	m, err := newModel(c.Settings)
	if err != nil {
		return model{}, err
	}
	params := make([]layer.Param[float64], len(c.Params))
	for i, p := range c.Params {
		params[i] = layer.Param[float64]{Name: p.Name, Value: tensor.FromSlice(p.Data, p.Shape...)}
	}
	if err := layer.Set(m.net, params); err != nil {
		return model{}, err
	}
	if err := m.pcg.UnmarshalBinary(c.Rand); err != nil {
		return model{}, fmt.Errorf("session: random state: %w", err)
	}
	m.builtin, m.step = c.Builtin, c.Step
	return m, nil
}

// keep remembers the model as it stands, and lets the page remember it.
func (s *Session) keep() {
	s.good = s.model.checkpoint()
	s.host.Emit(0, s.good)
}

func (m *model) checkpoint() protocol.Checkpoint {
	state, err := m.pcg.MarshalBinary()
	if err != nil {
		panic("session: " + err.Error()) // it never fails
	}
	return protocol.Checkpoint{Settings: m.settings.Clone(), Builtin: m.builtin, Step: m.step, Rand: state, Params: m.params()}
}

func (m *model) params() []protocol.Param {
	var ps []protocol.Param
	for _, p := range m.net.Params() {
		data := make([]float64, len(p.Value.Data))
		tensor.Convert(data, p.Value.Data)
		ps = append(ps, protocol.Param{Name: p.Name, Shape: slices.Clone(p.Value.Shape), Data: data})
	}
	return ps
}

// The metadata of a network's file.
const (
	metaSettings = "settings" // as in the URL's hash
	metaStep     = "step"     // training steps
	metaRand     = "rand"     // the state of the random numbers, hexadecimal
)

// EncodeModel writes a Checkpoint as a safetensors file, with its settings, step and random state as metadata.
func EncodeModel(c protocol.Checkpoint) []byte {
	f := safetensors.File{Metadata: map[string]string{
		metaSettings: c.Settings.Query(),
		metaStep:     strconv.Itoa(c.Step),
		metaRand:     hex.EncodeToString(c.Rand),
	}}
	for _, p := range c.Params {
		data := make([]float32, len(p.Data))
		tensor.Convert(data, p.Data)
		f.Tensors = append(f.Tensors, safetensors.Tensor{Name: p.Name, Shape: p.Shape, Data: data})
	}
	return safetensors.Encode(f)
}

// DecodeModel reads what EncodeModel wrote, and returns an error for anything from which no network can be made.
func DecodeModel(data []byte) (protocol.Checkpoint, error) {
	f, err := safetensors.Decode(data)
	if err != nil {
		return protocol.Checkpoint{}, err
	}
	settings, errs := setting.ParseQuery(f.Metadata[metaSettings])
	if len(errs) > 0 {
		return protocol.Checkpoint{}, errs[0]
	}
	step, err := strconv.Atoi(f.Metadata[metaStep])
	if err != nil {
		return protocol.Checkpoint{}, fmt.Errorf("session: step: %w", err)
	}
	state, err := hex.DecodeString(f.Metadata[metaRand])
	if err != nil {
		return protocol.Checkpoint{}, fmt.Errorf("session: random state: %w", err)
	}
	c := protocol.Checkpoint{Settings: settings, Step: step, Rand: state}
	for _, t := range f.Tensors {
		wide := make([]float64, len(t.Data))
		tensor.Convert(wide, t.Data)
		c.Params = append(c.Params, protocol.Param{Name: t.Name, Shape: t.Shape, Data: wide})
	}
	if _, err := restored(c); err != nil {
		return protocol.Checkpoint{}, err
	}
	return c, nil
}

// Pretrain trains a network as a Session with these settings would from its start, and returns it with its accuracy on the test images.
func Pretrain(settings setting.Settings, images, test *digits.Set) (protocol.Checkpoint, float64, error) {
	m, err := newModel(settings)
	if err == nil {
		err = m.prepare(settings.BatchSize)
	}
	if err != nil {
		return protocol.Checkpoint{}, 0, err
	}
	m.sgd.LearningRate = settings.LearningRate
	for ; m.step < settings.Iterations; m.step++ {
		m.trainer.Step(images, m.rand)
	}
	return m.checkpoint(), m.many.Accuracy(test), nil
}
