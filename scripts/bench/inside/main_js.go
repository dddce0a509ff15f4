// Inside measures what the engine computes with, in a Web Worker of the browser and without messages between: the same packages, compiled
// as for the engine, on real images and with the built-in network. scripts/bench serves it with worker.js and reads its result.
package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"syscall/js"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/train"
	"github.com/inkgrad/inkgrad/wasm/simd"
)

func main() {
	simd.Use()
	figures, err := measure()
	if err != nil {
		js.Global().Call("benchFailed", err.Error())
		return
	}
	text, err := json.Marshal(figures)
	if err != nil {
		js.Global().Call("benchFailed", err.Error())
		return
	}
	js.Global().Call("benchDone", string(text))
}

// batch is the chapter's.
const batch = 100

// measure returns figures in seconds.
func measure() (map[string]float64, error) {
	images, err := shard("train")
	if err != nil {
		return nil, err
	}
	test, err := shard("test")
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(1, 0))
	net, err := layer.New[float32](layer.TwoLayerNet(), rng)
	if err != nil {
		return nil, err
	}
	trainer, err := train.New(net, batch, &train.SGD[float32]{LearningRate: 0.1})
	if err != nil {
		return nil, err
	}
	many, err := train.NewPredictor(net, batch)
	if err != nil {
		return nil, err
	}
	one, err := train.NewPredictor(net, 1)
	if err != nil {
		return nil, err
	}
	pixels, probabilities := make([]float64, 784), make([]float64, 10)
	for i, v := range test.Image(0) {
		pixels[i] = float64(v) / 255
	}
	return map[string]float64{
		"step":    each(func() { trainer.Step(images, rng) }),
		"predict": each(func() { one.Predict(probabilities, pixels) }),
		"eval":    each(func() { many.Accuracy(test) }),
	}, nil
}

// each returns the time of one call of f.
func each(f func()) float64 {
	r := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			f()
		}
	})
	return r.T.Seconds() / float64(r.N)
}

// shard decodes the data that the worker fetched.
func shard(name string) (*digits.Set, error) {
	array := js.Global().Get("benchData").Get(name)
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return digits.ReadShard(name, bytes.NewReader(b))
}
