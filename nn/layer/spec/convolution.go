package spec

import "fmt"

// KindConvolution is the kind of a Convolution.
const KindConvolution = "Convolution"

// Convolution slides filters over an image.
type Convolution struct {
	// Filters is the number of output channels, Kernel the height and width of a filter.
	Filters, Kernel int
	// Stride is how far a filter moves from place to place, Pad how many rings of zeros lie around the input.
	Stride, Pad int
}

var convolution = register(Kind{
	Name: KindConvolution, Rank: 20,
	Help:     "Slides small filters over an image, and marks where each finds its pattern.",
	Default:  Convolution{Filters: 16, Kernel: 3, Stride: 1, Pad: 1},
	settings: open(func(l *Convolution) []any { return []any{&l.Filters, &l.Kernel, &l.Stride, &l.Pad} }),
	Fields: []Field{
		{
			Name: "filters", Label: "Filters", Min: 1, Max: 1000,
			Help: "How many patterns the layer looks for: each gives a channel."},
		{Name: "kernel", Label: "Kernel", Min: 1, Max: 100,
			Help: "The height and width of a filter."},
		{Name: "stride", Label: "Stride", Min: 1, Max: 100,
			Help: "How far a filter moves from place to place."},
		{Name: "pad", Label: "Pad", Min: 0, Max: 100,
			Help: "How many rings of zeros lie around the input."},
	},
	Words: []Word{{Name: "conv", Parts: []Part{
		{Field: "filters", Always: true},
		{Letter: "k", Field: "kernel", Always: true},
		{Letter: "s", Field: "stride"},
		{Letter: "p", Field: "pad", Implied: func(Layer) float64 { return 0 }},
	}}},
	Image:     true,
	Stage:     true,
	EachImage: true,
	Costly:    true,
	Values:    func(_, out int) int { return 2 * out }, // the product, and the sum with the bias
	Examples: []Example{
		{"An edge from dark to light", "conv1k3",
			"x=0,0,1,1,1;0,0,1,1,1;0,0,1,1,1;0,0,1,1,1;0,0,1,1,1/~W=-1,0,1;-1,0,1;-1,0,1/~b=0~dout=1,0,0;0,0,0;0,0,0/"},
		{"Two filters 2×2", "conv2k2",
			"x=1,2,0;0,1,3;2,1,1/~W=1,0;0,1//0,1;-1,0~b=0,1~dout=1,0;0,0/0,0;0,1"},
		{"A ring of zeros around it", "conv1k3p1", "x=1,2,3;4,5,6;7,8,9/~W=0,1,0;1,-4,1;0,1,0/~b=0"},
		{"Two channels, stride 2", "conv1k2s2",
			"x=1,0,2,1;0,1,1,2;2,1,0,1;1,2,1,0/0,1,0,1;1,0,1,0;0,1,0,1;1,0,1,0~W=1,0;0,1/-1,1;1,-1~b=0.5"},
	},
	Scratch: func(r *Resolved) int { // the windows of all places side by side, and their gradients: see op.Convolution
		return 2 * r.Params[0].FanIn * r.Out[1] * r.Out[2]
	},
})

func (Convolution) Kind() *Kind { return convolution }

func (c Convolution) Fit(r *Resolved) error {
	h, w, err := r.places("kernel", "kernel", c.Kernel, c.Stride, c.Pad)
	if err != nil {
		return err
	}
	channels := r.In[0]
	r.Out = []int{c.Filters, h, w}
	window := []int{channels, c.Kernel, c.Kernel}
	r.Params = []Tensor{
		{Name: r.named("convW", "W"), Shape: append([]int{c.Filters}, window...), FanIn: size(window)},
		{Name: r.named("convb", "b"), Shape: []int{c.Filters}},
	}
	return nil
}

func (c Convolution) String() string {
	text := fmt.Sprintf("%s %d of %d×%d", KindConvolution, c.Filters, c.Kernel, c.Kernel)
	if c.Stride > 1 {
		text += fmt.Sprintf(" stride %d", c.Stride)
	}
	if c.Pad > 0 {
		text += fmt.Sprintf(" pad %d", c.Pad)
	}
	return text
}
