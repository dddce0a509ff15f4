package spec

// KindReLU is the kind of a ReLU.
const KindReLU = "ReLU"

// ReLU computes max(0, x) for each value.
type ReLU struct{}

var relu = register(Kind{
	Name: KindReLU, Rank: 50,
	Help:    "Passes positive values and makes the rest 0.",
	Default: ReLU{},
	Words:   []Word{{Name: "relu"}},
	Examples: []Example{
		{"Values of both signs", "relu", "x=1,-0.5;-2,3~dout=1,2;3,4"},
		{"Exactly 0", "relu", "x=-1,0,1~dout=1,1,1"},
	},
	Activation: true,
	EachImage:  true,
})

func (ReLU) Kind() *Kind { return relu }

func (ReLU) Fit(r *Resolved) error { return r.sameShape() }

func (ReLU) String() string { return KindReLU }
