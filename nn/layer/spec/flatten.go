package spec

// KindFlatten is the kind of a Flatten.
const KindFlatten = "Flatten"

// Flatten puts the values of an image into one row.
type Flatten struct{}

var flatten = register(Kind{
	Name: KindFlatten, Rank: 40,
	Help:    "Puts the values of an image into one row; Affine does so by itself.",
	Default: Flatten{},
	Words:   []Word{{Name: "flatten"}},
	Examples: []Example{
		{"An image of two channels", "flatten", "x=1,2;3,4/5,6;7,8~dout=1,2,3,4,5,6,7,8"},
	},
	EachImage: true,
})

func (Flatten) Kind() *Kind { return flatten }

func (Flatten) Fit(r *Resolved) error {
	r.Out = []int{size(r.In)}
	return nil
}

func (Flatten) String() string { return KindFlatten }
