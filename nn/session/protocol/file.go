package protocol

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
func (m *ParamsCopied) fields(c *codec) { list(c, &m.Params, (*Param).fields) }

var _ = register(&ParamsCopied{})

// Checkpoint is the network and everything else that is needed to go on training from here. The page keeps the latest
// one: it is sent whenever there is another network, about twice a second while training goes well, and when
// training ends.
type Checkpoint struct {
	// Network counts the networks that this engine has had. Training goes on with the same one.
	Network int
	Step    int
	Builtin bool
	// File is as in Saved.
	File []byte
}

func (Checkpoint) event() {}

func (m *Checkpoint) fields(c *codec) {
	c.int(&m.Network, &m.Step)
	c.bool(&m.Builtin)
	c.bytes(&m.File)
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
