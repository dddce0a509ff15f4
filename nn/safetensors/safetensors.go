// Package safetensors reads and writes named tensors in the safetensors format, which the field's libraries share.
//
// A file is eight bytes with the length of the header (little-endian), the header as JSON, and the elements of all tensors, one after
// the other, row-major and little-endian:
//
//	{"__metadata__": {"step": "10000"}, "W1": {"dtype": "F32", "shape": [784, 50], "data_offsets": [0, 156800]}, ...}
//
// Offsets count from the end of the header. This package writes F32, or F16 where a Tensor asks for it, and reads both and F64 (rounded).
// What it reads it trusts in nothing: every name, shape and offset is checked before an element is read.
//
// Source: the format's description in the safetensors project, github.com/huggingface/safetensors.
package safetensors

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// File is what a file holds.
type File struct {
	// Metadata is free text by key.
	Metadata map[string]string
	// Tensors are in the order of their data.
	Tensors []Tensor
}

// Tensor is a named dense array; Data has as many elements as Shape says.
type Tensor struct {
	Name  string
	Shape []int
	Data  []float32
	// Half says that the elements are written, or were read, as F16, IEEE 754's numbers of 16 bits: rounded to 11 binary digits.
	Half bool
}

const (
	metadataKey = "__metadata__"
	maxHeader   = 1 << 20 // 10,000 tensors' worth; the format allows more
	maxElements = 1 << 28 // 1 GB of F32
)

// widths are the bytes of an element.
var widths = map[string]int{"F16": 2, "F32": 4, "F64": 8}

type entry struct {
	DType   string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
}

// Encode returns the file's bytes, which depend on f alone. It panics if a tensor has not as many elements as its shape says, or
// if two have the same name.
func Encode(f File) []byte {
	header := map[string]any{}
	if len(f.Metadata) > 0 {
		header[metadataKey] = f.Metadata
	}
	size := 0
	for _, t := range f.Tensors {
		if n, err := elements(t.Shape); err != nil || n != len(t.Data) {
			panic(fmt.Sprintf("safetensors: %s: %d elements in shape %v", t.Name, len(t.Data), t.Shape))
		}
		if _, twice := header[t.Name]; twice || t.Name == metadataKey {
			panic("safetensors: two tensors named " + t.Name)
		}
		dtype := "F32"
		if t.Half {
			dtype = "F16"
		}
		end := size + widths[dtype]*len(t.Data)
		header[t.Name] = entry{dtype, t.Shape, [2]int{size, end}}
		size = end
	}
	text, err := json.Marshal(header) // in the order of the keys
	if err != nil {
		panic("safetensors: " + err.Error())
	}
	for len(text)%8 != 0 { // the format wants the data aligned
		text = append(text, ' ')
	}
	out := make([]byte, 0, 8+len(text)+size)
	out = binary.LittleEndian.AppendUint64(out, uint64(len(text)))
	out = append(out, text...)
	for _, t := range f.Tensors {
		for _, v := range t.Data {
			if t.Half {
				out = binary.LittleEndian.AppendUint16(out, toHalf(v))
			} else {
				out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
			}
		}
	}
	return out
}

// Decode reads a file. An error says what is wrong with it.
func Decode(data []byte) (File, error) {
	f, err := decode(data)
	if err != nil {
		return File{}, fmt.Errorf("safetensors: %w", err)
	}
	return f, nil
}

func decode(data []byte) (f File, err error) {
	if len(data) < 8 {
		return f, fmt.Errorf("%d bytes are too few", len(data))
	}
	n := binary.LittleEndian.Uint64(data)
	data = data[8:]
	if n > maxHeader || n > uint64(len(data)) {
		return f, fmt.Errorf("a header of %d bytes, where %d follow and %d are allowed", n, len(data), maxHeader)
	}
	var header map[string]json.RawMessage
	if err := json.Unmarshal(data[:n], &header); err != nil {
		return f, fmt.Errorf("header: %w", err)
	}
	data = data[n:]
	if text, ok := header[metadataKey]; ok {
		delete(header, metadataKey)
		if err := json.Unmarshal(text, &f.Metadata); err != nil {
			return f, fmt.Errorf("%s: %w", metadataKey, err)
		}
	}
	entries := make(map[string]entry, len(header))
	for name, text := range header {
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			return f, fmt.Errorf("%s: %w", name, err)
		}
		entries[name] = e
		f.Tensors = append(f.Tensors, Tensor{Name: name, Shape: e.Shape})
	}
	slices.SortFunc(f.Tensors, func(a, b Tensor) int {
		x, y := entries[a.Name].Offsets, entries[b.Name].Offsets
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]), cmp.Compare(a.Name, b.Name))
	})
	end := 0
	for i := range f.Tensors {
		t := &f.Tensors[i]
		e := entries[t.Name]
		if e.Offsets[0] != end || e.Offsets[1] < end || e.Offsets[1] > len(data) {
			return f, fmt.Errorf("%s: data_offsets %v, where data up to %d are taken and there are %d", t.Name, e.Offsets, end, len(data))
		}
		if t.Data, err = floats(e, data[e.Offsets[0]:e.Offsets[1]]); err != nil {
			return f, fmt.Errorf("%s: %w", t.Name, err)
		}
		t.Half = e.DType == "F16"
		end = e.Offsets[1]
	}
	if end != len(data) {
		return f, fmt.Errorf("%d bytes after the last tensor", len(data)-end)
	}
	return f, nil
}

// floats reads the elements of one tensor.
func floats(e entry, data []byte) ([]float32, error) {
	n, err := elements(e.Shape)
	if err != nil {
		return nil, err
	}
	size := widths[e.DType]
	if size == 0 {
		return nil, fmt.Errorf("dtype %q, want F16, F32 or F64", e.DType)
	}
	if len(data) != n*size {
		return nil, fmt.Errorf("%d bytes for shape %v of %s, want %d", len(data), e.Shape, e.DType, n*size)
	}
	out := make([]float32, n)
	for i := range out {
		switch size {
		case 2:
			out[i] = fromHalf(binary.LittleEndian.Uint16(data[2*i:]))
		case 4:
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		case 8:
			out[i] = float32(math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:])))
		}
	}
	return out, nil
}

func elements(shape []int) (int, error) {
	n := 1
	for _, d := range shape {
		if d < 0 || d > 0 && n > maxElements/d {
			return 0, fmt.Errorf("impossible shape %v", shape)
		}
		n *= d
	}
	return n, nil
}
