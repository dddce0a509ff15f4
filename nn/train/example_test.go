package train_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/train"
)

// The chapter's network learns to tell images of bars, in fewer steps than digits take.
func Example() {
	set, test := bars(500, rng()), bars(200, rand.New(rand.NewPCG(2, 0)))
	rng := rand.New(rand.NewPCG(1, 0))
	net, err := layer.New[float32](spec.TwoLayerNet(), rng)
	if err != nil {
		fmt.Println(err)
		return
	}
	trainer, err := train.New(net, 100, &train.SGD[float32]{LearningRate: 0.1})
	if err != nil {
		fmt.Println(err)
		return
	}
	var loss float32
	for range 100 {
		loss = trainer.Step(set, rng)
	}
	predictor, err := train.NewPredictor(net, 100)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(loss < 0.5, predictor.Accuracy(test))
	// Output: true 1
}
