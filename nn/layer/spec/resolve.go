package spec

import (
	"fmt"
	"slices"
)

// resolve sets what follows from the layer and In; the layer is number n of its kind.
func (r *Resolved) resolve(n int) error {
	if !slices.Contains(Kinds(), r.Kind) {
		return fmt.Errorf("there is no layer of kind %q", r.Kind)
	}
	for _, f := range Fields(r.Kind) {
		if err := f.check(&r.Layer); err != nil {
			return err
		}
	}
	var err error
	switch r.Kind {
	case KindAffine:
		r.affine(n)
	case KindConvolution:
		err = r.convolution(n)
	case KindPooling:
		err = r.pooling()
	case KindFlatten:
		r.Out = []int{size(r.In)}
	case KindBatchNormalization:
		r.batchNormalization(n)
	default: // of each element
		r.Out = r.In
	}
	if err != nil {
		return err
	}
	if values := size(r.Out); values > maxValues {
		return fmt.Errorf("output %v of %d numbers an image, can be at most %d", r.Out, values, maxValues)
	}
	if params := r.ParamCount(); params > maxParams {
		return fmt.Errorf("%d parameters, can be at most %d", params, maxParams)
	}
	return nil
}

func (r *Resolved) affine(n int) {
	in := size(r.In)
	r.Out = []int{r.Units}
	r.Params = []Tensor{
		{Name: fmt.Sprintf("W%d", n), Shape: []int{in, r.Units}, FanIn: in},
		{Name: fmt.Sprintf("b%d", n), Shape: r.Out},
	}
}

func (r *Resolved) convolution(n int) error {
	h, w, err := r.places("kernel", r.Kernel, r.Pad)
	if err != nil {
		return err
	}
	c := r.In[0]
	r.Out = []int{r.Filters, h, w}
	r.Params = []Tensor{
		{Name: fmt.Sprintf("convW%d", n), Shape: []int{r.Filters, c, r.Kernel, r.Kernel}, FanIn: c * r.Kernel * r.Kernel},
		{Name: fmt.Sprintf("convb%d", n), Shape: []int{r.Filters}},
	}
	return nil
}

func (r *Resolved) pooling() error {
	h, w, err := r.places("pool", r.Size, 0)
	if err != nil {
		return err
	}
	r.Out = []int{r.In[0], h, w}
	return nil
}

// places returns in how many places a window comes to stand: see op.Convolution.
func (r *Resolved) places(what string, window, pad int) (h, w int, err error) {
	if len(r.In) != 3 {
		return 0, 0, fmt.Errorf("input %v, needs an image, C×H×W", r.In)
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
		return 0, 0, fmt.Errorf("%s %d exceeds input %s", what, window, of)
	}
	return (h-window)/r.Stride + 1, (w-window)/r.Stride + 1, nil
}

// The running statistics begin at a mean of 0 and a variance of 1, so that an untrained network answers; in the chapter the variance
// begins at 0, too, which would be divided by. A few dozen steps later there is no difference.
func (r *Resolved) batchNormalization(n int) {
	tensor := func(name string, start float64) Tensor {
		return Tensor{Name: fmt.Sprintf("%s%d", name, n), Shape: r.In, Start: start}
	}
	r.Out = r.In
	r.Params = []Tensor{tensor("gamma", 1), tensor("beta", 0)}
	r.State = []Tensor{tensor("runningMean", 0), tensor("runningVar", 1)}
}
