package protocol

// Follow starts or stops Stepped. Answer: Status.
type Follow struct{ Steps bool }

func (Follow) command()           {}
func (m *Follow) fields(c *codec) { c.bool(&m.Steps) }

var _ = register(&Follow{})

// Stepped is what one step of training did. After a Follow it is sent for the first step of each run and for the last
// one, and between them for one now and then: so seldom that training is not slower for it.
type Stepped struct {
	// Step counts the steps after this one. Loss is that of the batch, before the step changed the parameters.
	Step int
	Loss float64
	// Images are the places, in the set that is trained on, of the images of the batch, and Labels what they show.
	// Images is nil if some of them are the learner's own drawings.
	Images, Labels []int
	// Changes are those of the parameters, in the order of the network's.
	Changes []Change
}

// Change is what a step did to one parameter: the norms of its gradient, with that of the weight decay, and of the
// difference between the parameter after the step and before.
type Change struct {
	Name             string
	Gradient, Change float64
}

func (Stepped) event() {}

func (m *Stepped) fields(c *codec) {
	c.int(&m.Step)
	c.float(&m.Loss)
	c.ints(&m.Images, &m.Labels)
	list(c, &m.Changes, func(p *Change, c *codec) {
		c.text(&p.Name)
		c.float(&p.Gradient, &p.Change)
	})
}

var _ = register(&Stepped{})
