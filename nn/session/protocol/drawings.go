package protocol

// What the learner has drawn and labelled, to train on.
type (
	// Drawings puts Examples, at most MaxExamples, in the place of those that were there. They take part in training as Settings.OwnShare
	// says. Version, any number of the page's, comes back with every Judged of them. Answer: Judged, with Pixels.
	Drawings struct {
		Version  int
		Examples []Example
	}

	// FineTune goes on from the present weights for Steps steps. Share of each batch, above 0 and at most 1, are Drawings, the rest images of
	// MNIST, and the learning rate is constant: TuneRate of that of the settings. When all steps are done, Tuned comes first. Answer: Trained.
	FineTune struct {
		Steps int
		Share float64
	}

	// Judged is what the networks say of the Drawings, in their order: sent with Evaluated, but during training at most
	// twice a second, and whenever the network is another.
	Judged struct {
		Version int
		// Step is the network's.
		Step int
		// Network has the answers of the network that is trained here, Reader those of the one that comes with the page; nil while it is on
		// its way.
		Network, Reader []Verdict
		// Pixels has the images of one drawing after another, where this is an answer.
		Pixels []float64 `json:"-"`
	}

	// Tuned is what a FineTune has changed.
	Tuned struct {
		Share         float64
		Before, After Score
	}
)

// MaxExamples bounds the Drawings. TuneRate is a tenth: the steps start from what works, and are to lead away from it as little as they can.
const (
	MaxExamples = 500
	TuneRate    = 0.1
)

// Example is a drawing and the digit that it is meant to be.
type Example struct {
	Label   int            `json:"label"`
	Strokes [][][2]float64 `json:"strokes"`
}

// Verdict is the digit that a network sees in a drawing, and its probability; -1 and 0 where the network has overflowed.
type Verdict struct {
	Digit      int     `json:"digit"`
	Confidence float64 `json:"confidence"`
}

// Score is how good a network is on the Drawings, and on the test set.
type Score struct {
	// Step is the network's; Right of the Drawings it takes for what they are.
	Step, Right, Drawings int
	// TestAccuracy is over TestImages; both are 0 where there are no test images.
	TestAccuracy float64
	TestImages   int
}

func (Drawings) command() {}
func (FineTune) command() {}

func (Judged) event() {}
func (Tuned) event()  {}
