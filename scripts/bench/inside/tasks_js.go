package main

import (
	"fmt"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
	"github.com/inkgrad/inkgrad/wasm/simd"
	"gonum.org/v1/gonum/blas"
)

type blasImplementation = blas.Float32

// task is something to measure.
type task struct {
	name string
	run  func()
	// flop is how many floating-point operations there are to do, zeros included.
	flop        float64
	kernelsOnly bool
}

// batch is the chapter's.
const batch = 100

// Floating-point operations in the products of an image, and of a step: each layer has one for its output, one for its
// weights' gradient, and all but the first one for the gradient that they hand on.
const (
	mlpForward = 2 * (784*50 + 50*10)
	mlpStep    = batch * (2*mlpForward + 2*50*10)
	conv1      = 2 * 28 * 28 * 8 * 25
	conv2      = 2 * 14 * 14 * 16 * 200
	cnnStep    = batch * (2*conv1 + 3*conv2 + 3*2*784*10)

	// at five places, and a hundredth in its Affines
	readerRead = 5 * 2 * 9 * (784*12 + 196*(12*24+24*24) + 49*(24*48+48*48))
)

// smallCNN is the network that in-browser trainers are compared with: two convolutions, each with ReLU and max pooling,
// and an Affine.
func smallCNN() spec.Network {
	n := spec.Network{Input: []int{1, 28, 28}, Init: spec.InitHe}
	for _, filters := range []int{8, 16} {
		n.Layers = append(n.Layers,
			spec.Convolution{Filters: filters, Kernel: 5, Stride: 1, Pad: 2},
			spec.Default(spec.KindReLU),
			spec.Pooling{Pool: spec.PoolMax, Size: 2, Stride: 2})
	}
	n.Layers = append(n.Layers, spec.Affine{Units: digits.Classes})
	return n
}

// newTasks returns all; file is that of the reader.
func newTasks(images, test *digits.Set, file []byte) ([]task, error) {
	const probes = 100_000
	tasks := []task{{name: "peak", run: func() { simd.Probe(probes) }, flop: 96 * probes, kernelsOnly: true}}
	read, err := reading(file)
	if err != nil {
		return nil, err
	}
	tasks = append(tasks, read)
	for _, n := range []struct {
		name string
		spec spec.Network
		flop float64
	}{{"mlp.train", spec.TwoLayerNet(), mlpStep}, {"cnn.train", smallCNN(), cnnStep}} {
		rng := rand.New(rand.NewPCG(1, 0))
		net, err := layer.New[float32](n.spec, rng)
		if err != nil {
			return nil, err
		}
		trainer, err := train.New(net, batch, &train.SGD[float32]{LearningRate: 0.1})
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, task{name: n.name, run: func() { trainer.Step(images, rng) }, flop: n.flop})
		if n.name != "mlp.train" {
			continue
		}
		asking, err := predictions(net, test)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, asking...)
	}
	for _, s := range []struct {
		m, n, k int
		a, b    bool
	}{{100, 256, 784, false, false}, {100, 784, 256, false, true}, {784, 256, 100, true, false}} {
		tasks = append(tasks, product(s.m, s.n, s.k, s.a, s.b))
	}
	return tasks, nil
}

func predictions(net *layer.Network[float32], test *digits.Set) ([]task, error) {
	many, err := train.NewPredictor(net, batch)
	if err != nil {
		return nil, err
	}
	one, err := train.NewPredictor(net, 1)
	if err != nil {
		return nil, err
	}
	pixels, probabilities := make([]float64, digits.Pixels), make([]float64, digits.Classes)
	test.Floats(pixels, 0)
	return []task{
		{name: "mlp.predict", run: func() { one.Predict(probabilities, pixels) }, flop: mlpForward},
		{name: "eval.10k", run: func() { many.Accuracy(test) }, flop: mlpForward * float64(test.Len())},
	}, nil
}

// product is op(a)·op(b), m×k · k×n, of dense matrices.
func product(m, n, k int, transA, transB bool) task {
	rng := rand.New(rand.NewPCG(1, 0))
	random := func(rows, cols int, transposed bool) *tensor.Tensor[float32] {
		if transposed {
			rows, cols = cols, rows
		}
		t := tensor.New[float32](rows, cols)
		for i := range t.Data {
			t.Data[i] = rng.Float32()
		}
		return t
	}
	a, b, c := random(m, k, transA), random(k, n, transB), tensor.New[float32](m, n)
	letter := map[bool]string{false: "N", true: "T"}
	return task{
		name: fmt.Sprintf("sgemm.%s%s.%dx%dx%d", letter[transA], letter[transB], m, k, n),
		run:  func() { tensor.Gemm(transA, transB, 1, a, b, 0, c) },
		flop: 2 * float64(m) * float64(n) * float64(k),
	}
}

// reading is a drawing made into an image, and read.
func reading(file []byte) (task, error) {
	r, err := reader.Decode(file)
	if err != nil {
		return task{}, err
	}
	seven := digits.Strokes{{{0.3, 0.25}, {0.7, 0.25}, {0.5, 0.5}, {0.4, 0.8}}}
	pixels, probabilities := make([]float64, digits.Pixels), make([]float64, digits.Classes)
	return task{name: "reader.read", flop: readerRead, run: func() {
		if err := digits.Render(pixels, seven); err != nil {
			panic(err)
		}
		r.Read(probabilities, pixels)
	}}, nil
}
