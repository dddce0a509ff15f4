package spec

// TwoLayerNet is the chapter's network: 784-50-10 with ReLU.
func TwoLayerNet() Network { return MLP(Side*Side, []int{50}, KindReLU, Classes) }

// MLP is a multilayer perceptron: an Affine for each hidden size, each followed by the activation, then an Affine with
// out units.
func MLP(in int, hidden []int, activation string, out int) Network {
	n := Network{Input: []int{in}}
	for _, units := range hidden {
		n.Layers = append(n.Layers, Affine{Units: units}, Default(activation))
	}
	n.Layers = append(n.Layers, Affine{Units: out})
	return n
}

// deepMLP has four hidden layers, 784-100-100-100-100-10. It needs He's weights: with a standard deviation of 0.01 the
// output is nearly 0.
func deepMLP() Network {
	n := MLP(Side*Side, []int{100, 100, 100, 100}, KindReLU, Classes)
	n.Init = InitHe
	return n
}

// NormalizedMLP has two hidden layers, 784-100-100-10, each with BatchNormalization before ReLU and Dropout after it.
func NormalizedMLP() Network {
	n := Network{Input: []int{Side * Side}, Init: InitHe}
	dropout := Dropout{Ratio: 0.2}
	for range 2 {
		n.Layers = append(n.Layers, Affine{Units: 100}, Default(KindBatchNormalization), ReLU{}, dropout)
	}
	n.Layers = append(n.Layers, Affine{Units: Classes})
	return n
}

// SimpleConvNet is the network of Saitoh, section 7.5: a convolution of 30 filters 5×5, ReLU, max pooling, then 100
// hidden units.
func SimpleConvNet() Network {
	return Network{Input: []int{1, Side, Side}, Layers: []Layer{
		Convolution{Filters: 30, Kernel: 5, Stride: 1},
		ReLU{},
		Pooling{Pool: PoolMax, Size: 2, Stride: 2},
		Affine{Units: 100},
		ReLU{},
		Affine{Units: Classes},
	}}
}

// LeNet is LeNet-5 of LeCun et al., Gradient-Based Learning Applied to Document Recognition (1998), but it pools
// averages in place of the trainable subsampling, every filter sees every channel, and the last layer is an Affine.
func LeNet() Network {
	pooling := Pooling{Pool: PoolAverage, Size: 2, Stride: 2}
	return Network{Input: []int{1, Side, Side}, Init: InitXavier, Layers: []Layer{
		Convolution{Filters: 6, Kernel: 5, Stride: 1, Pad: 2},
		Tanh{},
		pooling,
		Convolution{Filters: 16, Kernel: 5, Stride: 1},
		Tanh{},
		pooling,
		Affine{Units: 120},
		Tanh{},
		Affine{Units: 84},
		Tanh{},
		Affine{Units: Classes},
	}}
}

// Preset is a network to start from.
type Preset struct {
	Name    string
	Help    string // one sentence
	Network Network
	// Training are settings that train it well: those that differ from the defaults, written as in a link.
	Training string
}

// Presets returns the presets, the simplest first. The convolutional ones see all 60,000 images three times in 1,800
// steps, after which SimpleConvNet exceeds 98.5 per cent; see scripts/presets.
func Presets() []Preset {
	return []Preset{
		{"TwoLayerNet", "The chapter’s network: one hidden layer of 50 units.", TwoLayerNet(), ""},
		{"Deep MLP", "Four hidden layers of 100 units.", deepMLP(),
			"iterations=6000&dataSize=60000&optimizer=Momentum&learningRate=0.05&schedule=Cosine"},
		{"MLP with BatchNormalization and Dropout", "Two hidden layers of 100 units, normalised, some of them dropped.",
			NormalizedMLP(), "iterations=6000&dataSize=60000&optimizer=Adam&learningRate=0.005&schedule=Cosine"},
		{"SimpleConvNet", "The book’s convolutional network: 30 filters, then 100 units.", SimpleConvNet(),
			"iterations=1800&dataSize=60000&optimizer=Adam&schedule=Cosine&init=He"},
		{"LeNet", "The network of 1998: two convolutions with average pooling, then 120 and 84 units.", LeNet(),
			"iterations=1800&dataSize=60000&optimizer=Adam&schedule=Cosine&learningRate=0.002"},
	}
}
