package spec

// KindTanh is the kind of a Tanh.
const KindTanh = "Tanh"

// Tanh computes the hyperbolic tangent of each value.
type Tanh struct{}

var tanh = register(Kind{
	Name: KindTanh, Rank: 80,
	Help:       "Squashes every value between −1 and 1.",
	Default:    Tanh{},
	Words:      []Word{{Name: "tanh"}},
	Activation: true,
	EachImage:  true,
})

func (Tanh) Kind() *Kind { return tanh }

func (Tanh) Fit(r *Resolved) error { return r.sameShape() }

func (Tanh) String() string { return KindTanh }
