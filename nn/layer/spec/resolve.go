package spec

import (
	"fmt"
	"strconv"
)

// Resolved is a layer in its place in a Network.
type Resolved struct {
	Layer
	// Name is the kind and the layer's number among those of its kind, from 1: Affine2. A layer alone has the name of
	// its kind and the number 0.
	Name   string
	Number int
	// In and Out are the shapes of one image's value before and after the layer.
	In, Out []int
	// Params are the parameters, State what a layer learns without a gradient.
	Params, State []Tensor
}

// Tensor describes a tensor of a layer.
type Tensor struct {
	Name  string
	Shape []int
	// FanIn is the number of inputs of one output if the tensor is a weight, whose first values follow Network.Init.
	// Other tensors begin at Start.
	FanIn int
	Start float64
}

// ParamCount returns how many numbers the parameters hold.
func (r *Resolved) ParamCount() int {
	n := 0
	for _, p := range r.Params {
		n += size(p.Shape)
	}
	return n
}

// Values returns how many numbers a graph holds for one image in the layer.
func (r *Resolved) Values() int {
	if values := r.Kind().Values; values != nil {
		return values(size(r.In), size(r.Out))
	}
	return size(r.Out)
}

// Scratch returns how many numbers the layer works with besides, however many images there are.
func (r *Resolved) Scratch() int {
	if scratch := r.Kind().Scratch; scratch != nil {
		return scratch(r)
	}
	return 0
}

// resolve sets everything that follows from the layer, its number and In.
func (r *Resolved) resolve() error {
	for _, f := range r.Kind().Fields {
		if err := f.check(r.Layer); err != nil {
			return err
		}
	}
	if err := r.Fit(r); err != nil {
		return err
	}
	if values := size(r.Out); values > maxValues {
		return fmt.Errorf("the output %s has %d numbers for each image; at most %d are possible", times(r.Out), values,
			maxValues)
	}
	if params := r.ParamCount(); params > maxParams {
		return fmt.Errorf("it has %d parameters; at most %d are possible", params, maxParams)
	}
	return nil
}

// named returns the name of a tensor of the layer: convW2. A layer alone has the number 0, and shorter names: W.
func (r *Resolved) named(name, alone string) string {
	if r.Number == 0 {
		return alone
	}
	return name + strconv.Itoa(r.Number)
}

// sameShape is the Fit of a layer that computes a value for each value.
func (r *Resolved) sameShape() error {
	r.Out = r.In
	return nil
}

// places returns how many places a window has: see op.Convolution. An error about its size is about the field.
func (r *Resolved) places(field, what string, window, stride, pad int) (h, w int, err error) {
	if len(r.In) != 3 {
		return 0, 0, fmt.Errorf("the input %s is not an image, C×H×W", times(r.In))
	}
	h, w = r.In[1]+2*pad, r.In[2]+2*pad
	if window > min(h, w) {
		of := fmt.Sprint(r.In[1])
		if r.In[1] != r.In[2] {
			of = fmt.Sprintf("%d×%d", r.In[1], r.In[2])
		}
		if pad > 0 {
			of += fmt.Sprintf(" with pad %d", pad)
		}
		return 0, 0, &fieldError{field, fmt.Sprintf("%s %d exceeds input %s", what, window, of)}
	}
	return (h-window)/stride + 1, (w-window)/stride + 1, nil
}
