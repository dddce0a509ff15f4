package protocol

// What the network makes of the test images, one by one.
type (
	// Confuse asks how the network classifies all test images. It cannot be asked while something else runs. Answer: Confused.
	Confuse struct{}

	// Images asks for images of the test set, at most MaxImages. Answer: Pictured.
	Images struct{ Indices []int }

	// Confused answers Confuse.
	Confused struct {
		// Step is the network's, and Images how many images there are.
		Step, Images int
		// Counts has, for each true label, how many of its images were taken for each digit: Counts[4][9] is fours taken for nines.
		Counts [10][10]int
		// Listed are images of every cell of Counts, at most MaxListed of each. Of the mistakes they are those that the network was most
		// sure of, of what it got right those that it was least sure of, in any order.
		Listed []Answered
	}

	// Pictured answers Images. Pixels has those of one image after another.
	Pictured struct {
		Indices, Labels []int
		Pixels          []float64 `json:"-"`
	}
)

// Bounds of a Confused, for one cell, and of Images.
const (
	MaxListed = 30
	MaxImages = 100
)

// Answered is a test image and what the network says of it.
type Answered struct {
	Index int `json:"index"`
	Label int `json:"label"`
	Digit int `json:"digit"`
	// Confidence is the probability of Digit, and Truth that of Label.
	Confidence float64 `json:"confidence"`
	Truth      float64 `json:"truth"`
}

func (Confuse) command() {}
func (Images) command()  {}

func (Confused) event() {}
func (Pictured) event() {}
