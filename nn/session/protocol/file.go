package protocol

import "github.com/inkgrad/inkgrad/nn/session/setting"

// Save asks for the network as a file. Answer: Saved.
type Save struct{}

func (Save) command()       {}
func (*Save) fields(*codec) {}

var _ = register(&Save{})

// Load goes on with the network of a File from a Saved. Answer: Status.
type Load struct{ File []byte }

func (Load) command()           {}
func (m *Load) fields(c *codec) { c.bytes(&m.File) }

var _ = register(&Load{})

// Restore goes on from a Checkpoint. Answer: Status.
type Restore struct{ Checkpoint Checkpoint }

func (Restore) command()           {}
func (m *Restore) fields(c *codec) { m.Checkpoint.fields(c) }

var _ = register(&Restore{})

// Params asks for a copy of every parameter. Answer: ParamsCopied.
type Params struct{}

func (Params) command()       {}
func (*Params) fields(*codec) {}

var _ = register(&Params{})

// Saved has the network, its optimizer's memory, and the settings that trained it, as a safetensors file; see
// session.EncodeModel.
type Saved struct{ File []byte }

func (Saved) event()             {}
func (m *Saved) fields(c *codec) { c.bytes(&m.File) }

var _ = register(&Saved{})

// ParamsCopied answers Params, in the network's order.
type ParamsCopied struct{ Params []Param }

func (ParamsCopied) event()             {}
func (m *ParamsCopied) fields(c *codec) { visitParams(c, &m.Params) }

var _ = register(&ParamsCopied{})

// Checkpoint is everything that is needed to go on training from here. The page keeps the latest one. Version is
// CheckpointVersion.
type Checkpoint struct {
	Version  int
	Settings setting.Settings
	Builtin  bool
	Step     int
	// Rand is the state of the random numbers.
	Rand   []byte
	Params []Param
	// State is what the network learned without a gradient: the running statistics of BatchNormalization.
	State []Param
	// Optimizer trained last, and Memory is its memory. Before the first step they are "" and nil.
	Optimizer string
	Memory    []Param
}

func (Checkpoint) event() {}

func (m *Checkpoint) fields(c *codec) {
	c.int(&m.Version, &m.Step)
	c.settings(&m.Settings)
	c.bool(&m.Builtin)
	c.bytes(&m.Rand)
	visitParams(c, &m.Params, &m.State, &m.Memory)
	c.text(&m.Optimizer)
}

var _ = register(&Checkpoint{})

// Param is a parameter of the network: W1 with shape [784 50].
type Param struct {
	Name  string
	Shape []int
	Data  []float64
}

func (m *Param) fields(c *codec) {
	c.text(&m.Name)
	c.ints(&m.Shape)
	c.floats(&m.Data)
	c.fits(m.Name, m.Shape, len(m.Data))
}

// CheckpointVersion is the current version of Checkpoints. It changes when older ones can no longer be read.
const CheckpointVersion = 1

func visitParams(c *codec, lists ...*[]Param) {
	for _, p := range lists {
		list(c, p, (*Param).fields)
	}
}
