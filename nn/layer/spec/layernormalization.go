package spec

// KindLayerNormalization is the kind of a LayerNormalization.
const KindLayerNormalization = "LayerNormalization"

// LayerNormalization normalises the values of each image by themselves, and learns a scale and a shift for each.
type LayerNormalization struct{}

var layernormalization = register(Kind{
	Name: KindLayerNormalization, Rank: 95,
	Help:      "Gives the values of each image a mean of 0 and a variance of 1, then learns a scale and a shift.",
	Default:   LayerNormalization{},
	Words:     []Word{{Name: "layernorm"}},
	EachImage: true,
	Values:    func(_, out int) int { return 2 + 3*out }, // the mean and the variance; normalized, scaled and shifted
	Examples: []Example{
		{"Two images, three features", "layernorm", "x=1,2,3;10,30,20~gamma=1,2,1~beta=0,1,0~dout=1,0,0;0,0,1"},
	},
})

func (LayerNormalization) Kind() *Kind { return layernormalization }

func (LayerNormalization) Fit(r *Resolved) error {
	r.Params = []Tensor{
		{Name: r.named("layerGamma", "gamma"), Shape: r.In, Start: 1},
		{Name: r.named("layerBeta", "beta"), Shape: r.In},
	}
	return r.sameShape()
}

func (LayerNormalization) String() string { return KindLayerNormalization }
