// Package reader is the network that comes with the page and reads what people draw: a convolutional network, trained once by
// scripts/reader on distorted images of MNIST and on scribbles, and kept as a file.
//
//	r, err := reader.Decode(file)
//	var probabilities [digits.Classes]float64
//	digit, sure := r.Read(probabilities[:], pixels) // 784 numbers, as digits.Render makes them
//
// # Not sure
//
// The network was trained to give each digit its probability, and what is none the same probability for all ten. Whoever has to say a
// digit for a scribble is then wrong nine times in ten and says so: the largest probability is small. Read is sure where one digit is more
// probable than all others together.
//
// Source: Hendrycks, Mazeika and Dietterich, Deep Anomaly Detection with Outlier Exposure (2019).
//
// # The file
//
// It is a safetensors file with the network as JSON (see spec.Network) under the key "network" of the metadata, and a tensor for each
// parameter, by its name. The elements may be of any type that package safetensors reads.
package reader

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// File is the reader's name among the files of data.
const File = "reader.safetensors"

// Sure is how probable a digit must be.
const Sure = 0.5

// metaNetwork is where the metadata have the network.
const metaNetwork = "network"

// Reader is a network for one drawing at a time.
type Reader struct {
	net       *layer.Network[float32]
	predictor *train.Predictor[float32]
}

// New returns a Reader that uses net, which must take an image and give a number for each digit.
func New(net *layer.Network[float32]) (*Reader, error) {
	layers, err := net.Spec().Resolve()
	if err != nil {
		return nil, err
	}
	in, out := tensor.Size(net.Spec().Input), layers[len(layers)-1].Out[0]
	if in != digits.Pixels || out != digits.Classes {
		return nil, fmt.Errorf("reader: a network from %d to %d numbers, needs %d to %d", in, out, digits.Pixels, digits.Classes)
	}
	if len(net.State()) > 0 {
		return nil, fmt.Errorf("reader: the network has a state, %s, which the file does not keep", net.State()[0].Name)
	}
	p, err := train.NewPredictor(net, 1)
	if err != nil {
		return nil, err
	}
	return &Reader{net, p}, nil
}

// Decode reads a file. An error says why no reader can be made of it.
func Decode(file []byte) (*Reader, error) {
	f, err := safetensors.Decode(file)
	if err != nil {
		return nil, err
	}
	var s spec.Network
	if err := json.Unmarshal([]byte(f.Metadata[metaNetwork]), &s); err != nil {
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
	return New(net)
}

// Encode writes a network as a file, its parameters rounded to 16 bits, with more metadata, which may be nil.
func Encode(net *layer.Network[float32], metadata map[string]string) []byte {
	text, err := json.Marshal(net.Spec())
	if err != nil {
		panic("reader: " + err.Error()) // a Spec that was built has no NaN
	}
	f := safetensors.File{Metadata: map[string]string{metaNetwork: string(text)}}
	maps.Copy(f.Metadata, metadata)
	for _, p := range net.Params() {
		f.Tensors = append(f.Tensors, safetensors.Tensor{Name: p.Name, Shape: p.Value.Shape, Data: p.Value.Data, Half: true})
	}
	return safetensors.Encode(f)
}

// Network returns the network.
func (r *Reader) Network() *layer.Network[float32] { return r.net }

// Read sets the probability of each digit, given 784 pixels in 0..1, and returns the most probable and whether that is Sure. Where the
// network has overflowed, and the probabilities are NaN, it is not.
func (r *Reader) Read(probabilities, pixels []float64) (digit int, sure bool) {
	r.predictor.Predict(probabilities, pixels)
	for d, p := range probabilities {
		if p > probabilities[digit] {
			digit = d
		}
	}
	return digit, probabilities[digit] >= Sure
}
