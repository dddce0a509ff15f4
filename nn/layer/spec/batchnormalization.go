package spec

// KindBatchNormalization is the kind of a BatchNormalization.
const KindBatchNormalization = "BatchNormalization"

// BatchNormalization normalises each value over the batch, and learns a scale and a shift for it.
type BatchNormalization struct {
	// Momentum is the part of the running statistics that remains at each step.
	Momentum float64
}

// EachImage is false: if a batch were cut into parts, each part would have statistics of its own.
var batchnormalization = register(Kind{
	Name: KindBatchNormalization, Rank: 90,
	Help:     "Gives the values of a batch a mean of 0 and a variance of 1, then learns a scale and a shift.",
	Default:  BatchNormalization{Momentum: 0.9},
	settings: open(func(l *BatchNormalization) []any { return []any{&l.Momentum} }),
	Fields: []Field{
		{Name: "momentum", Label: "Momentum", Min: 0, Max: 0.9999,
			Help: "How much of the running statistics stays at each step."},
	},
	Words:  []Word{{Name: "batchnorm", Parts: []Part{{Field: "momentum"}}}},
	Values: func(_, out int) int { return 3 * out }, // normalized, scaled and shifted
	Examples: []Example{
		{"Three images, two features", "batchnorm", "x=1,10;2,30;3,20~gamma=1,2~beta=0,1~dout=1,0;0,0;0,1"},
		{"A feature that is always the same", "batchnorm", "x=5,1;5,2;5,4~dout=1,1;0,1;0,0"},
	},

	Training: "BatchNormalization takes the mean and the variance of this batch.",
	Prediction: "BatchNormalization takes the running mean and variance that followed the batches in training, so no " +
		"gradient passes by way of them.",
	OneImage: "With a batch of 1 each image is its own mean: BatchNormalization puts out its β whatever the image " +
		"is, and the layers before it cannot learn.",
})

func (BatchNormalization) Kind() *Kind { return batchnormalization }

// Fit starts the running statistics at a mean of 0 and a variance of 1, so that an untrained network can answer. In the
// chapter the variance starts at 0, too, and the output would be divided by 0. After a few dozen steps there is no
// difference.
func (BatchNormalization) Fit(r *Resolved) error {
	tensor := func(name string, start float64) Tensor {
		return Tensor{Name: r.named(name, name), Shape: r.In, Start: start}
	}
	r.Params = []Tensor{tensor("gamma", 1), tensor("beta", 0)}
	r.State = []Tensor{tensor("runningMean", 0), tensor("runningVar", 1)}
	return r.sameShape()
}

func (BatchNormalization) String() string { return KindBatchNormalization }
