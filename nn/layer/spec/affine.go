package spec

import "fmt"

// KindAffine is the kind of an Affine.
const KindAffine = "Affine"

// Affine is a fully connected layer.
type Affine struct {
	// Units is the number of outputs.
	Units int
}

var affine = register(Kind{
	Name: KindAffine, Rank: 10,
	Help:     "Multiplies every input by a weight for each output, and adds a bias.",
	Default:  Affine{Units: 50},
	settings: open(func(l *Affine) []any { return []any{&l.Units} }),
	Fields: []Field{
		{Name: "units", Label: "Units", Min: 1, Max: 10_000,
			Help: "How many outputs the layer has."},
	},
	Words:     []Word{{Name: "affine", Parts: []Part{{Field: "units", Always: true}}}},
	Stage:     true,
	EachImage: true,
	Values:    func(_, out int) int { return 2 * out }, // the product, and the sum with the bias
})

func (Affine) Kind() *Kind { return affine }

func (a Affine) Fit(r *Resolved) error {
	in := size(r.In)
	r.Out = []int{a.Units}
	r.Params = []Tensor{
		{Name: r.numbered("W"), Shape: []int{in, a.Units}, FanIn: in},
		{Name: r.numbered("b"), Shape: r.Out},
	}
	return nil
}

func (a Affine) String() string { return fmt.Sprintf("%s %d", KindAffine, a.Units) }
