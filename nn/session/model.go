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

func isEmpty(err error) bool { return errors.Is(err, digits.ErrEmpty) }

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
	m.manyLen = fitting(m.net.Spec(), maxEvaluated)
	m.many, err = train.NewPredictor(m.net, m.manyLen)
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
	s.judge()
	return nil
}

func (s *Session) useBuiltin(id int) *refusal {
	if s.data.builtin == nil {
		return refuse(protocol.CodeNotReady, "The built-in network is not there.")
	}
	return s.restore(id, *s.data.builtin)
}

func (s *Session) loadModel(id int, file []byte) *refusal {
	c, err := DecodeModel(file)
	if err != nil {
		return refuse(protocol.CodeBadRequest, "The file is no network of Inkgrad: %v.", err)
	}
	s.settings = c.Settings.Clone() // it goes on as it was trained
	if refused := s.restore(id, c); refused != nil {
		return refused
	}
	s.load()
	return nil
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
	s.look()
	s.judge()
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
	if c.Version != protocol.CheckpointVersion {
		return model{}, fmt.Errorf("session: a checkpoint of version %d, needs %d", c.Version, protocol.CheckpointVersion)
	}
	if c.Step < 0 {
		return model{}, fmt.Errorf("session: step %d", c.Step)
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
			return model{}, fmt.Errorf("session: %s: %w", c.Optimizer, err)
		}
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
	c := protocol.Checkpoint{Version: protocol.CheckpointVersion, Settings: m.settings.Clone(), Builtin: m.builtin, Step: m.step, Rand: state,
		Params: copied(m.net.Params()), State: copied(m.net.State())}
	if m.optimizer != nil {
		c.Optimizer, c.Memory = m.optimizerName, copied(m.optimizer.State())
	}
	return c
}

// copied is what a Checkpoint keeps of tensors, and wide what is read from it.
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
