package protocol

// Excite asks what images of the test set do to one unit of the graph of the latest Graphed, whose parameters are those
// of that graph even if training goes on. Node is a value with a row for each image, N×H or N×C×H×W, and Unit one of
// the H columns or C channels. The images are looked at in parts: From is the first one that is not known yet, and
// Images how many there are to be in all. The engine answers after a moment, with as many as it has got to, and the
// next part is of the same graph as the one from image 0 on. Answer: Excited.
type Excite struct{ Node, Unit, From, Images int }

func (Excite) command()           {}
func (m *Excite) fields(c *codec) { c.int(&m.Node, &m.Unit, &m.From, &m.Images) }

var _ = register(&Excite{})

// Excited answers Excite.
type Excited struct {
	// Step is that of the graph. From is the first image, and Images is how many there are to be in all: as many as
	// were asked for, if the test set has them.
	Step, From, Images int
	// Values has the value of the unit for each image from From on, as a prediction computes it: of a channel the
	// largest one. Places says where in the channel that is, row by row; for a column it is nil.
	Values []float64
	Places []int
}

func (Excited) event() {}

func (m *Excited) fields(c *codec) {
	c.int(&m.Step, &m.From, &m.Images)
	c.floats(&m.Values)
	c.ints(&m.Places)
	if !c.writing && m.Places != nil && len(m.Places) != len(m.Values) {
		c.fail("%d places of %d values", len(m.Places), len(m.Values))
	}
}

var _ = register(&Excited{})
