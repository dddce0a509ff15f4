package spec

import "fmt"

// KindDropout is the kind of a Dropout.
const KindDropout = "Dropout"

// Dropout drops some of the values at random while training.
type Dropout struct {
	// Ratio is the fraction that is dropped.
	Ratio float64
}

// EachImage is false: a mask is drawn in the order of the whole batch, which a part does not know.
var dropout = register(Kind{
	Name: KindDropout, Rank: 100,
	Help:     "Drops some of the values at random while training, so that no unit relies on another.",
	Default:  Dropout{Ratio: 0.5},
	settings: open(func(l *Dropout) []any { return []any{&l.Ratio} }),
	Fields: []Field{
		{Name: "ratio", Label: "Ratio", Min: 0, Max: 0.95,
			Help: "The fraction of the values that is dropped at each step."},
	},
	Words:  []Word{{Name: "dropout", Parts: []Part{{Field: "ratio", Always: true}}}},
	Values: func(_, out int) int { return 2 * out }, // the output and the mask
	Examples: []Example{
		{"Half of twelve values", "dropout0.5", "x=1,2,3,4;5,6,7,8;9,10,11,12~dout=1,1,1,1;2,2,2,2;3,3,3,3"},
	},

	Training:   "Dropout multiplies by a random mask.",
	Prediction: "Dropout multiplies by 1 − ratio, without a mask.",
})

func (Dropout) Kind() *Kind { return dropout }

func (Dropout) Fit(r *Resolved) error { return r.sameShape() }

func (d Dropout) String() string { return fmt.Sprintf("%s %g", KindDropout, d.Ratio) }
