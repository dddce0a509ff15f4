package graphview

// settled says of each kind of leaf that stands for something else in training what it is, and why no gradient passes
// it. See graph.Settled.
var settled = map[string]string{
	"RunningMean": "It followed the means of the batches in training, and stands for the batch’s mean in a prediction: " +
		"it does not depend on the image, so no gradient passes through it.",
	"RunningVariance": "It followed the variances of the batches in training, and stands for the batch’s variance in a " +
		"prediction: it does not depend on the image, so no gradient passes through it.",
	"KeptShare": "In training a random mask keeps this share of the values and sets the others to 0; in a prediction " +
		"all are kept, and multiplied by it, so that their mean is the same.",
}

// Settled says in a sentence what a leaf is that depends on nothing in a prediction, or is "".
func Settled(kind string) string { return settled[kind] }
