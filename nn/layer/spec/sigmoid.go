package spec

// KindSigmoid is the kind of a Sigmoid.
const KindSigmoid = "Sigmoid"

// Sigmoid computes 1/(1 + e⁻ˣ) for each value.
type Sigmoid struct{}

var sigmoid = register(Kind{
	Name: KindSigmoid, Rank: 70,
	Help:       "Squashes every value between 0 and 1; far from 0 it passes almost no gradient.",
	Default:    Sigmoid{},
	Words:      []Word{{Name: "sigmoid"}},
	Activation: true,
	EachImage:  true,
})

func (Sigmoid) Kind() *Kind { return sigmoid }

func (Sigmoid) Fit(r *Resolved) error { return r.sameShape() }

func (Sigmoid) String() string { return KindSigmoid }
