package protocol

// Confuse asks how the network classifies all test images. It fails while something else runs. Answer: Confused.
type Confuse struct{}

func (Confuse) command()       {}
func (*Confuse) fields(*codec) {}

var _ = register(&Confuse{})

// Images asks for images of the test set, at most MaxImages. Answer: Pictured.
type Images struct{ Indices []int }

func (Images) command()           {}
func (m *Images) fields(c *codec) { c.ints(&m.Indices) }

var _ = register(&Images{})

// Confused answers Confuse.
type Confused struct {
	// Step is the network's step, and Images the number of images.
	Step, Images int
	// Counts has, for each true label, how many of its images were classified as each digit: Counts[4][9] counts fours
	// taken for nines.
	Counts [10][10]int
	// Listed are images of every cell of Counts, at most MaxListed of each. Among the mistakes they are those of which
	// the network was most sure, among the right answers those of which it was least sure, in any order.
	Listed []Answered
}

func (Confused) event() {}

func (m *Confused) fields(c *codec) {
	c.int(&m.Step, &m.Images)
	for label := range m.Counts {
		for digit := range m.Counts[label] {
			c.int(&m.Counts[label][digit])
		}
	}
	list(c, &m.Listed, (*Answered).fields)
}

var _ = register(&Confused{})

// Answered is a test image with the network's answer.
type Answered struct {
	Index int
	Label int
	Digit int
	// Confidence is the probability of Digit, and Truth that of Label.
	Confidence float64
	Truth      float64
}

func (m *Answered) fields(c *codec) {
	c.int(&m.Index, &m.Label, &m.Digit)
	c.float(&m.Confidence, &m.Truth)
}

// Pictured answers Images. Pixels has those of one image after another.
type Pictured struct {
	Indices, Labels []int
	Pixels          []float64
}

func (Pictured) event() {}

func (m *Pictured) fields(c *codec) {
	c.ints(&m.Indices, &m.Labels)
	c.images(&m.Pixels, len(m.Indices))
}

var _ = register(&Pictured{})

// Bounds of a Confused, for one cell, and of Images.
const (
	MaxListed = 30
	MaxImages = 100
)
