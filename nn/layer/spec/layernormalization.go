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
})

func (LayerNormalization) Kind() *Kind { return layernormalization }

func (LayerNormalization) Fit(r *Resolved) error {
	r.Params = []Tensor{
		{Name: r.numbered("layerGamma"), Shape: r.In, Start: 1},
		{Name: r.numbered("layerBeta"), Shape: r.In},
	}
	return r.sameShape()
}

func (LayerNormalization) String() string { return KindLayerNormalization }
