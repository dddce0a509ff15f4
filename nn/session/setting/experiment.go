package setting

import (
	"fmt"
	"slices"
)

// Experiment trains a few networks, one after the other, that differ in one thing, so that one can see what it does.
type Experiment struct {
	// Name is what a learner reads, and Slug what a link has.
	Name, Slug string
	// Watch says in a sentence what to watch for.
	Watch string
	// Base are the settings that all Variants share, written as in a link.
	Base string
	// Variants are in the order in which they are trained.
	Variants []Variant
	// Steps is how many steps each of them trains.
	Steps int
	// Show is the kind of Distribution that shows what happens, as package protocol names it, or "".
	Show string
	// Gap says that the accuracy on the training images is to be held against that on the test images.
	Gap bool
}

// Variant is one network of an Experiment.
type Variant struct {
	// Label tells it from the others, in a few words.
	Label string
	// Query are its settings, written as in a link, beside those of the Base.
	Query string
}

// few are the images that arrive first: an experiment does not wait for all.
const few = "dataSize=10000&iterations=300"

// The numbers in the sentences are measured by scripts/experiments, whose test holds them for several seeds.
var experiments = []Experiment{
	{Name: "Learning rate 10", Slug: "learning-rate",
		Watch: "At 0.01 the loss creeps, at 0.1 and 1 it falls, and at 10 the first steps overshoot so far that the " +
			"network guesses from then on: 1 in 10 right, a loss of about 2.3.",
		Base: few, Steps: 300,
		Variants: []Variant{{"Rate 0.01", "learningRate=0.01"}, {"Rate 0.1", "learningRate=0.1"},
			{"Rate 1", "learningRate=1"}, {"Rate 10", "learningRate=10"}}},
	{Name: "All weights 0", Slug: "zero-weights",
		Watch: "Where all weights begin at 0, the 50 hidden units get the same gradient at every step and stay " +
			"copies of one another: fewer than 4 in 10 right, where random weights get more than 8 in 10.",
		// After about 200 steps rounding, which is not the same for all units, breaks the symmetry.
		Base: few + "&activation=Sigmoid&learningRate=1", Steps: 100,
		Variants: []Variant{{"Random weights", "init=Xavier"}, {"All weights 0", "init=Zeros"}}},
	{Name: "Five Sigmoid layers", Slug: "sigmoid-layers",
		Watch: "With std 0.01 the gradients vanish: at the first layer they are less than a hundredth of those at " +
			"the last, and the network guesses; Xavier and He pass enough on to learn.",
		Base:  few + "&hidden=100,100,100,100,100&activation=Sigmoid&optimizer=Adam",
		Steps: 300, Show: "activation-gradient", Variants: beginnings},
	{Name: "Five ReLU layers", Slug: "relu-layers",
		Watch: "With std 1 the numbers explode from layer to layer, until the loss is not a number; with std " +
			"0.01 the gradients vanish; He, made for ReLU, learns the fastest.",
		Base:  few + "&hidden=100,100,100,100,100",
		Steps: 300, Show: "activation-gradient", Variants: beginnings},
	{Name: "Dying ReLU", Slug: "dying-relu",
		Watch: "At a rate of 1.5 the first steps push almost all ReLUs below 0 for every image: their outputs are 0 " +
			"and pass no gradient back; a LeakyReLU comes back to life.",
		Base: few + "&init=He", Steps: 300, Show: "activation",
		Variants: []Variant{{"ReLU, rate 0.1", ""}, {"ReLU, rate 1.5", "learningRate=1.5"},
			{"LeakyReLU, rate 1.5", "network=affine50-leakyrelu-affine10&learningRate=1.5"}}},
	{Name: "BatchNormalization", Slug: "batch-normalization",
		Watch: "At a learning rate of 1 five ReLU layers break down at once: they diverge, or guess. With " +
			"BatchNormalization before each the same rate gets more than 9 in 10 right.",
		Base: few + "&learningRate=1&init=He", Steps: 300, Show: "activation",
		Variants: []Variant{{"Without", "hidden=100,100,100,100,100"}, {"With", "network=affine100-batchnorm-relu-" +
			"affine100-batchnorm-relu-affine100-batchnorm-relu-affine100-batchnorm-relu-affine100-batchnorm-relu-" +
			"affine10"}}},
	{Name: "Dropout on 300 images", Slug: "dropout",
		Watch: "Both learn the 300 images by heart, 100% right, and only 8 in 10 of the test images; the gap between " +
			"the two is a little narrower with Dropout, by about a point.",
		Base: "dataSize=300&iterations=1000&init=He&optimizer=Adam", Steps: 1000, Gap: true,
		Variants: []Variant{{"Without", "hidden=200"},
			{"With", "network=dropout0.2-affine200-relu-dropout0.5-affine10"}}},
	{Name: "Four optimizers", Slug: "optimizers",
		Watch: "In 300 steps SGD falls the slowest; Momentum gathers speed, and AdaGrad and Adam give each weight a " +
			"step of its own.",
		Base: few + "&init=He&hidden=100,100,100,100", Steps: 300,
		Variants: []Variant{{"SGD", "learningRate=0.01"}, {"Momentum", "optimizer=Momentum"},
			{"AdaGrad", "optimizer=AdaGrad"}, {"Adam", "optimizer=Adam"}}},
	{Name: "Batch of 1 or 1,000", Slug: "batch-size",
		Watch: "With one image a step the loss jumps up and down and the steps cost little; with 1,000 it falls on a " +
			"smooth line, and 100 images get nearly as far for a tenth of the work.",
		Base: few, Steps: 300,
		Variants: []Variant{{"Batch of 1", "batchSize=1"}, {"Batch of 100", "batchSize=100"},
			{"Batch of 1,000", "batchSize=1000"}}},
}

// beginnings are the ways in which random weights begin.
var beginnings = []Variant{{"std 1", "init=Standard"}, {"std 0.01", "init=Normal"}, {"Xavier", "init=Xavier"},
	{"He", "init=He"}}

// Experiments returns all, in the order to show them.
func Experiments() []Experiment { return slices.Clone(experiments) }

// FindExperiment returns the experiment with that slug.
func FindExperiment(slug string) (Experiment, bool) {
	i := slices.IndexFunc(experiments, func(e Experiment) bool { return e.Slug == slug })
	if i < 0 {
		return Experiment{}, false
	}
	return experiments[i], true
}

// Link returns the hash of a URL for the experiment: nothing of it runs before somebody asks for it.
func (e Experiment) Link() string {
	s := Default()
	s.Experiment = e.Slug
	return s.Query()
}

// experimentSlugs returns those of all experiments, after that of none.
func experimentSlugs() []string {
	slugs := []string{""}
	for _, e := range experiments {
		slugs = append(slugs, e.Slug)
	}
	return slugs
}

// Apply returns the settings of a variant, with those settings of s that no experiment changes.
func (e Experiment) Apply(v Variant, s Settings) Settings {
	into, errs := ParseQuery(v.Query + "&" + e.Base)
	if len(errs) > 0 {
		panic(fmt.Sprint("setting: experiment ", e.Name, ": ", errs))
	}
	return into.with(s, func(r Row) bool { return r.Page || r.Name == "seed" || r.Name == "workers" })
}
