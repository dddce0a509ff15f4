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
	Examples: []Example{
		{"Two rows, three features, two units", "affine2", "x=1,2,-1;0,3,1~W=1,0;0.5,-1;2,1~b=0,1~dout=1,0;0,1"},
		{"One number, one weight", "affine1", "x=2~W=3~b=-1~dout=1"},
		{"A weight that nothing comes back to", "affine2", "x=1,0;2,0~W=1,2;3,4~b=0,0~dout=1,1;1,1"},
	},
})

func (Affine) Kind() *Kind { return affine }

func (a Affine) Fit(r *Resolved) error {
	in := size(r.In)
	r.Out = []int{a.Units}
	r.Params = []Tensor{
		{Name: r.named("W", "W"), Shape: []int{in, a.Units}, FanIn: in},
		{Name: r.named("b", "b"), Shape: r.Out},
	}
	return nil
}

func (a Affine) String() string { return fmt.Sprintf("%s %d", KindAffine, a.Units) }
