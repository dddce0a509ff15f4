package spec

import "errors"

// KindSoftmaxWithLoss is the kind of a SoftmaxWithLoss.
const KindSoftmaxWithLoss = "SoftmaxWithLoss"

// SoftmaxWithLoss is the loss behind the last layer of every network. It is no layer of a Network, and stands alone.
type SoftmaxWithLoss struct{}

var softmaxWithLoss = registerLone(Kind{
	Name: KindSoftmaxWithLoss, Rank: 10,
	Help:    "Makes probabilities of scores, and compares them with the target t.",
	Default: SoftmaxWithLoss{},
	Words:   []Word{{Name: "softmaxwithloss"}},
	Beside:  "t",
	Fixed:   true,
	Total:   true,
	Examples: []Example{
		{"Two images, three classes", "softmaxwithloss", "x=1,2,0.5;0.3,0.1,2~t=0,1,0;1,0,0"},
		{"Sure, and right", "softmaxwithloss", "x=0,0,9~t=0,0,1"},
		{"Sure, and wrong", "softmaxwithloss", "x=0,0,9~t=1,0,0"},
	},
})

func (SoftmaxWithLoss) Kind() *Kind { return softmaxWithLoss }

func (SoftmaxWithLoss) Fit(r *Resolved) error {
	if len(r.In) != 1 {
		return errors.New("the input is one row of scores for each image, not an image")
	}
	return r.sameShape()
}

func (SoftmaxWithLoss) String() string { return KindSoftmaxWithLoss }
