package protocol

// Present stands for the step that training has come to.
const Present = -1

// Visit looks at the network as it was at Step, one of the moments of the latest Remembered, or with Present at the
// network as it is. From then on everything that looks at the network looks at that one: answers to drawings, graphs,
// mistakes, files. Training does not: the present one stays as it is, and goes on if it runs. Every Train and FineTune
// returns to the present. Answer: Status.
type Visit struct{ Step int }

func (Visit) command()           {}
func (m *Visit) fields(c *codec) { c.int(&m.Step) }

var _ = register(&Visit{})

// Resume makes the moment of Step the present network, with its optimizer and its random numbers: with the same
// settings, training goes on from there with the same bits as it did. What came after is no longer remembered, and
// training that runs ends. Answer: Status.
type Resume struct{ Step int }

func (Resume) command()           {}
func (m *Resume) fields(c *codec) { c.int(&m.Step) }

var _ = register(&Resume{})

// Moment is a step whose network is remembered.
type Moment struct {
	Step int
	// Accuracy is the share of all test images that the network got right, or -1 where that is not known.
	Accuracy float64
}

func (m *Moment) fields(c *codec) {
	c.int(&m.Step)
	c.float(&m.Accuracy)
}

// Remembered has the moments of this network's training, in the order of their steps, whenever they have changed.
// While training runs that is at most as often as Progress. Another network begins with none.
type Remembered struct {
	Moments []Moment
	// Bytes is how much memory they take, and Room how much they may take.
	Bytes, Room int
	// TooLarge says that there is no room even for two moments of the network.
	TooLarge bool
}

func (Remembered) event() {}

func (m *Remembered) fields(c *codec) {
	list(c, &m.Moments, (*Moment).fields)
	c.int(&m.Bytes, &m.Room)
	c.bool(&m.TooLarge)
}

var _ = register(&Remembered{})

// Contrast asks what the networks of the steps First and Second, both moments or the present one, make of the image
// Pixels with the target Label or, without Pixels, of the first test image. The Label SeenLabel stands for the digit
// that the network of the later step sees. Answer: Contrasted.
type Contrast struct {
	First, Second int
	Pixels        []float64
	Label         int
}

func (Contrast) command() {}

func (m *Contrast) fields(c *codec) {
	c.int(&m.First, &m.Second, &m.Label)
	c.floats(&m.Pixels)
}

var _ = register(&Contrast{})

// Contrasted answers Contrast, with the image and its target.
type Contrasted struct {
	First, Second Glimpse
	Pixels        []float64
	Label         int
}

func (Contrasted) event() {}

func (m *Contrasted) fields(c *codec) {
	m.First.fields(c)
	m.Second.fields(c)
	c.int(&m.Label)
	c.floats(&m.Pixels)
}

var _ = register(&Contrasted{})

// Glimpse is what a network makes of an image: as a prediction is made, with the gradient of the loss with respect to
// each pixel.
type Glimpse struct {
	Step          int
	Loss          float64
	Probabilities []float64
	Gradient      []float64
}

func (m *Glimpse) fields(c *codec) {
	c.int(&m.Step)
	c.float(&m.Loss)
	c.floats(&m.Probabilities, &m.Gradient)
}
