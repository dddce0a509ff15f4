package spec

// KindAdd and KindMul are the kinds of Add and Mul.
const (
	KindAdd = "Add"
	KindMul = "Mul"
)

// Add and Mul add and multiply two inputs, element by element. They are no layers of a Network, and stand alone.
type (
	Add struct{}
	Mul struct{}
)

var addition = registerLone(Kind{
	Name: KindAdd, Rank: 20,
	Help:    "Adds two inputs, element by element.",
	Default: Add{},
	Words:   []Word{{Name: "add"}},
	Beside:  "y",
	Examples: []Example{
		{"The price of apples and oranges", "add", "x=200~y=450~dout=1.1"},
		{"Two matrices", "add", "x=1,2;3,4~y=10,20;30,40"},
	},
})

var mul = registerLone(Kind{
	Name: KindMul, Rank: 30,
	Help:    "Multiplies two inputs, element by element.",
	Default: Mul{},
	Words:   []Word{{Name: "mul"}},
	Beside:  "y",
	Examples: []Example{
		{"Two apples at 100, with tax to come", "mul", "x=100~y=2~dout=1.1"},
		{"Two matrices", "mul", "x=1,2;3,4~y=2,0;-1,0.5"},
	},
})

func (Add) Kind() *Kind           { return addition }
func (Add) Fit(r *Resolved) error { return r.sameShape() }
func (Add) String() string        { return KindAdd }

func (Mul) Kind() *Kind           { return mul }
func (Mul) Fit(r *Resolved) error { return r.sameShape() }
func (Mul) String() string        { return KindMul }
