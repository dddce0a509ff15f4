package spec

// KindLeakyReLU is the kind of a LeakyReLU.
const KindLeakyReLU = "LeakyReLU"

// LeakyReLU is a ReLU that lets a part of each negative value through.
type LeakyReLU struct {
	// Slope is the factor of negative inputs.
	Slope float64
}

var leakyrelu = register(Kind{
	Name: KindLeakyReLU, Rank: 60,
	Help:     "Passes positive values and a little of the rest, so that no unit dies.",
	Default:  LeakyReLU{Slope: 0.01},
	settings: open(func(l *LeakyReLU) []any { return []any{&l.Slope} }),
	Fields: []Field{
		{Name: "slope", Label: "Slope", Min: 0, Max: 1,
			Help: "What negative inputs are multiplied by."},
	},
	Words:      []Word{{Name: "leakyrelu", Parts: []Part{{Field: "slope", Always: true}}}},
	Activation: true,
	EachImage:  true,
})

func (LeakyReLU) Kind() *Kind { return leakyrelu }

func (LeakyReLU) Fit(r *Resolved) error { return r.sameShape() }

func (LeakyReLU) String() string { return KindLeakyReLU }
