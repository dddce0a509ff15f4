package spec

// KindGELU is the kind of a GELU.
const KindGELU = "GELU"

// GELU computes x · Φ(x) for each value.
type GELU struct{}

var gelu = register(Kind{
	Name: KindGELU, Rank: 65,
	Help:       "Passes positive values and little of the rest, as ReLU does, but with a smooth bend.",
	Default:    GELU{},
	Words:      []Word{{Name: "gelu"}},
	Activation: true,
	EachImage:  true,
})

func (GELU) Kind() *Kind { return gelu }

func (GELU) Fit(r *Resolved) error { return r.sameShape() }

func (GELU) String() string { return KindGELU }
