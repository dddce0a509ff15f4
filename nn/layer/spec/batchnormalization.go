package spec

// KindBatchNormalization is the kind of a BatchNormalization.
const KindBatchNormalization = "BatchNormalization"

// BatchNormalization normalises each value over the batch, and learns a scale and a shift for it.
type BatchNormalization struct {
	// Momentum is the part of the running statistics that stays at each step.
	Momentum float64
}

// Of a batch that is cut in parts each part would have statistics of its own: hence no EachImage.
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
	Modes:  true,
	Values: func(_, out int) int { return 3 * out }, // normal, scaled and shifted
})

func (BatchNormalization) Kind() *Kind { return batchnormalization }

// Fit begins the running statistics at a mean of 0 and a variance of 1, so that an untrained network answers; in the
// chapter the variance begins at 0, too, which would be divided by. A few dozen steps later there is no difference.
func (BatchNormalization) Fit(r *Resolved) error {
	tensor := func(name string, start float64) Tensor {
		return Tensor{Name: r.numbered(name), Shape: r.In, Start: start}
	}
	r.Params = []Tensor{tensor("gamma", 1), tensor("beta", 0)}
	r.State = []Tensor{tensor("runningMean", 0), tensor("runningVar", 1)}
	return r.sameShape()
}

func (BatchNormalization) String() string { return KindBatchNormalization }
