// Package reader reads what people draw, with the network that comes with the page: a convolutional network that
// scripts/reader has trained on distorted images of MNIST and on scribbles, and that is kept as a file.
//
//	r, err := reader.Decode(file)
//	var probabilities [digits.Classes]float64
//	digit, sure := r.Read(probabilities[:], pixels) // 784 numbers, as digits.Render makes them
//
// # Five looks
//
// Read asks the network five times: for the drawing as it is, slanted to the left and to the right, narrower, and
// lower. The answer is the normalised geometric mean of the five, that is, the softmax of the mean of their logits.
// Hands differ in just these, and what is an accident of one look is not seen in the next: of 500 drawings it reads
// 0.982 correctly, with one look 0.980; of MNIST's test images 0.9959.
//
// Source: Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks (2012),
// section 4.1, for the mean over several looks.
//
// # Not sure
//
// The network was trained to give a scribble the same probability for all ten digits. For a scribble the largest
// probability is therefore small. Read is sure if a digit is so probable that, of the drawings of people who had no
// part in training, it was sure of 97 in 100. The file says how probable that is.
//
// Source: Hendrycks, Mazeika and Dietterich, Deep Anomaly Detection with Outlier Exposure (2019).
//
// # The file
//
// It is a safetensors file with the network as JSON (see spec.Network) under the key "network" of the metadata, the
// probability from which it is sure under the key "sure", and a tensor for each parameter, by its name. The elements
// may be of any type that package safetensors reads.
package reader

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// File is the name of the reader's data file.
const File = "reader.safetensors"

// Sure is how probable a digit must be for a network to be sure, of which nothing else is known: more than all others
// together.
const Sure = 0.5

// The keys of the network, and of the probability from which it is sure, in the metadata.
const metaNetwork, metaSure = "network", "sure"

// Reader is a network for one drawing at a time.
type Reader struct {
	net       *layer.Network[float32]
	sure      float64
	predictor *train.Predictor[float32] // of as many images as there are looks
	taps      []tap                     // of all looks
	images    [len(looks) * digits.Pixels]float64
	answers   [len(looks) * digits.Classes]float64
}

// New returns a Reader that uses net, which must take an image and give a number for each digit. It is sure of a digit
// with the probability sure, Sure at least.
func New(net *layer.Network[float32], sure float64) (*Reader, error) {
	if !(sure >= Sure && sure < 1) {
		return nil, fmt.Errorf("reader: it cannot be sure from a probability of %v on, only from %v to 1", sure, Sure)
	}
	layers, err := net.Spec().Resolve()
	if err != nil {
		return nil, err
	}
	in, out := tensor.Size(net.Spec().Input), layers[len(layers)-1].Out[0]
	if in != digits.Pixels || out != digits.Classes {
		return nil, fmt.Errorf("reader: a network from %d to %d numbers, needs %d to %d", in, out, digits.Pixels,
			digits.Classes)
	}
	if len(net.State()) > 0 {
		return nil, fmt.Errorf("reader: the network has a state, %s, which the file does not keep", net.State()[0].Name)
	}
	p, err := train.NewPredictor(net, len(looks))
	if err != nil {
		return nil, err
	}
	return &Reader{net: net, sure: sure, predictor: p, taps: newTaps()}, nil
}

// Decode reads a file. The error says why no reader can be made of it.
func Decode(file []byte) (*Reader, error) {
	f, err := safetensors.Decode(file)
	if err != nil {
		return nil, err
	}
	var s spec.Network
	if err := s.UnmarshalJSON([]byte(f.Metadata[metaNetwork])); err != nil {
		return nil, fmt.Errorf("reader: network: %w", err)
	}
	net, err := layer.New[float32](s, rand.New(rand.NewPCG(0, 0)))
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	var params []layer.Param[float32]
	for _, t := range f.Tensors {
		params = append(params, layer.Param[float32]{Name: t.Name, Value: tensor.FromSlice(t.Data, t.Shape...)})
	}
	if err := layer.Set(net, params); err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	sure, err := strconv.ParseFloat(f.Metadata[metaSure], 64)
	if err != nil {
		return nil, fmt.Errorf("reader: the file does not say from which probability it is sure: %w", err)
	}
	return New(net, sure)
}

// Encode writes a network as a file, its parameters rounded to 16 bits, with the probability from which it is sure and
// more metadata, which may be nil.
func Encode(net *layer.Network[float32], sure float64, metadata map[string]string) []byte {
	text, err := net.Spec().MarshalJSON()
	if err != nil {
		panic("reader: " + err.Error()) // a Spec that was built has no NaN
	}
	f := safetensors.File{Metadata: map[string]string{
		metaNetwork: string(text),
		metaSure:    strconv.FormatFloat(sure, 'g', -1, 64),
	}}
	maps.Copy(f.Metadata, metadata)
	for _, p := range net.Params() {
		f.Tensors = append(f.Tensors, safetensors.Tensor{Name: p.Name, Shape: p.Value.Shape, Data: p.Value.Data,
			Half: true})
	}
	return safetensors.Encode(f)
}

// Sure returns how probable a digit must be for Read to be sure of it.
func (r *Reader) Sure() float64 { return r.sure }

// Network returns the network.
func (r *Reader) Network() *layer.Network[float32] { return r.net }

// Read sets the probability of each digit, given 784 pixels in 0..1, and returns the most probable and whether it is
// sure of that. If the network has overflowed, and the probabilities are NaN, it is not sure.
func (r *Reader) Read(probabilities, pixels []float64) (digit int, sure bool) {
	see(r.images[:], pixels, r.taps)
	r.predictor.Predict(r.answers[:], r.images[:])
	sum := 0.0
	for d := range probabilities {
		mean := 0.0 // of the logarithms
		for i := range looks {
			mean += math.Log(r.answers[i*digits.Classes+d]) / float64(len(looks))
		}
		probabilities[d] = math.Exp(mean)
		sum += probabilities[d]
	}
	for d := range probabilities {
		if probabilities[d] /= sum; probabilities[d] > probabilities[digit] {
			digit = d
		}
	}
	return digit, probabilities[digit] >= r.sure
}
