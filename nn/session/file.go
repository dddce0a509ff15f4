package session

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/version"
)

// The keys of the metadata in a network's file.
const (
	metaSettings = "settings" // settings, as in the URL's hash, always with imagesName
	metaStep     = "step"     // the number of training steps
	metaRand     = "rand"     // the state of the random numbers, in hexadecimal
	metaVersion  = "version"  // checkpointVersion
	metaMade     = "made"     // the settings that give the network again, or nothing
	// version.Current of the program that wrote the file; older files have none, and nothing reads it
	metaWriter = "inkgrad"
	// metaOptimizer names the optimizer. The names of its tensors begin with memoryPrefix.
	metaOptimizer = "optimizer"
	memoryPrefix  = "optimizer."
)

// A file always names its number of training images, because the default has changed: a file without one was written
// when the default was oldImages.
const imagesName, oldImages = "dataSize", "dataSize=10000"

// EncodeModel writes a Checkpoint as a safetensors file: the network's tensors under their own names, the optimizer's
// memory, and the rest as metadata.
func EncodeModel(c Checkpoint) []byte {
	f := safetensors.File{Metadata: c.metadata()}
	add := func(prefix string, params []protocol.Param) {
		for _, p := range params {
			data := make([]float32, len(p.Data))
			tensor.Convert(data, p.Data)
			f.Tensors = append(f.Tensors, safetensors.Tensor{Name: prefix + p.Name, Shape: p.Shape, Data: data})
		}
	}
	add("", c.Params)
	add("", c.State)
	add(memoryPrefix, c.Memory)
	return safetensors.Encode(f)
}

// encode is EncodeModel of the checkpoint, without copies on the way: the page gets one twice a second.
func (m *model) encode() []byte {
	c := m.outline()
	f := safetensors.File{Metadata: c.metadata()}
	add := func(prefix string, params []layer.Param[float32]) {
		for _, p := range params {
			f.Tensors = append(f.Tensors,
				safetensors.Tensor{Name: prefix + p.Name, Shape: p.Value.Shape, Data: p.Value.Data})
		}
	}
	add("", m.net.Params())
	add("", m.net.State())
	if m.optimizer != nil {
		add(memoryPrefix, m.optimizer.State())
	}
	return safetensors.Encode(f)
}

// metadata is what a file says beside its tensors.
func (c *Checkpoint) metadata() map[string]string {
	m := map[string]string{
		metaSettings: c.Settings.Query() + "&" + imagesName + "=" + c.Settings.Text(imagesName),
		metaStep:     strconv.Itoa(c.Step),
		metaRand:     hex.EncodeToString(c.Rand),
		metaVersion:  strconv.Itoa(c.Version),
		metaWriter:   version.Current,
	}
	if c.Optimizer != "" {
		m[metaOptimizer] = c.Optimizer
	}
	if c.Made != "" {
		m[metaMade] = c.Made
	}
	return m
}

// DecodeModel reads what EncodeModel wrote. It returns an error for anything that does not describe a network.
func DecodeModel(data []byte) (Checkpoint, error) {
	f, err := safetensors.Decode(data)
	if err != nil {
		return Checkpoint{}, err
	}
	settings, errs := setting.ParseQuery(f.Metadata[metaSettings] + "&" + oldImages) // the first of a name counts
	if len(errs) > 0 {
		return Checkpoint{}, errs[0]
	}
	step, err := strconv.Atoi(f.Metadata[metaStep])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("session: its step, %s, is not a whole number",
			excerpt.Quote(f.Metadata[metaStep]))
	}
	state, err := hex.DecodeString(f.Metadata[metaRand])
	if err != nil {
		return Checkpoint{}, errors.New("session: " + badRandom)
	}
	c := Checkpoint{Settings: settings, Step: step, Rand: state, Optimizer: f.Metadata[metaOptimizer],
		Made: f.Metadata[metaMade]}
	if c.Version, err = strconv.Atoi(f.Metadata[metaVersion]); err != nil {
		return Checkpoint{}, fmt.Errorf("session: its version, %s, is not a whole number",
			excerpt.Quote(f.Metadata[metaVersion]))
	}
	isState := stateNames(settings)
	for _, t := range f.Tensors {
		p := protocol.Param{Name: t.Name, Shape: t.Shape, Data: make([]float64, len(t.Data))}
		tensor.Convert(p.Data, t.Data)
		name, memory := strings.CutPrefix(t.Name, memoryPrefix)
		switch {
		case memory:
			p.Name = name
			c.Memory = append(c.Memory, p)
		case isState[t.Name]:
			c.State = append(c.State, p)
		default:
			c.Params = append(c.Params, p)
		}
	}
	if _, err := restored(c); err != nil {
		return Checkpoint{}, err
	}
	return c, nil
}

// stateNames returns the names of what a network learns without a gradient.
func stateNames(settings setting.Settings) map[string]bool {
	names := map[string]bool{}
	layers, _ := settings.Spec().Resolve() // settings are valid
	for _, l := range layers {
		for _, t := range l.State {
			names[t.Name] = true
		}
	}
	return names
}

// Pretrain trains a network as a new Session with these settings would. It returns the network, without the optimizer's
// memory, and its accuracy on the test images.
func Pretrain(settings setting.Settings, images, test *digits.Set) (Checkpoint, float64, error) {
	m, err := newModel(settings)
	if err != nil {
		return Checkpoint{}, 0, err
	}
	alone := &team{}
	for m.step < settings.Iterations {
		m.begin(settings, images, &digits.Set{}, alone)
		m.end(alone)
	}
	c := m.checkpoint()
	c.Optimizer, c.Memory = "", nil // training that goes on starts the memory anew, and the file is a third as large
	return c, m.many.Accuracy(test), nil
}
