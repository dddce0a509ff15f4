package graphview

// running is what there is to say of both running statistics.
const running = "The running mean and variance followed those of the batches in training, and stand for them in a " +
	"prediction: they do not depend on the image, so no gradient passes through them."

// settled says of each kind of leaf that stands for something else in training what it is, and why no gradient passes
// it. See graph.Settled.
var settled = map[string]string{
	"RunningMean":     running,
	"RunningVariance": running,
	"KeptShare": "In training a random mask keeps this share of the values and sets the others to 0; in a prediction " +
		"all are kept, and multiplied by it, so that their mean is the same.",
}

// Settled says in a sentence what a leaf is that depends on nothing in a prediction, or is "".
func Settled(kind string) string { return settled[kind] }
