// Package safetensors reads and writes named tensors in the safetensors format, which the field's libraries share.
//
// A file is eight bytes with the length of the header (little-endian), the header as JSON, and the elements of all
// tensors, one after the other, row-major and little-endian:
//
//	{"__metadata__": {"step": "10000"}, "W1": {"dtype": "F32", "shape": [784, 50], "data_offsets": [0, 156800]}, ...}
//
// Offsets count from the end of the header. This package writes F32, or F16 if a Tensor asks for it, and reads both,
// and F64 (rounded). It does not trust what it reads: it checks every name, shape and offset before it reads an
// element.
//
// Source: the format's description in the safetensors project, github.com/huggingface/safetensors.
package safetensors

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/smalljson"
)

// File is the content of a file.
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
	// Half says that the elements are written, or were read, as F16, IEEE 754's numbers of 16 bits: rounded to 11
	// binary digits.
	Half bool
}

const (
	metadataKey = "__metadata__"
	maxHeader   = 1 << 20 // 10,000 tensors' worth; the format allows more
	maxElements = 1 << 28 // 1 GB of F32
)

// widths are the bytes of an element.
var widths = map[string]int{"F16": 2, "F32": 4, "F64": 8}

// entry is what the header says of a tensor.
type entry struct {
	dtype   string
	shape   []int
	offsets []int // where its data begin and end
}

func (e entry) append(b []byte) []byte {
	b = smalljson.AppendString(append(b, `{"dtype":`...), e.dtype)
	b = smalljson.AppendInts(append(b, `,"shape":`...), e.shape)
	return append(smalljson.AppendInts(append(b, `,"data_offsets":`...), e.offsets), '}')
}

// readEntry parses an entry, and ignores other members.
func readEntry(v any) (e entry, err error) {
	members, ok := v.(map[string]any)
	if !ok {
		return e, errors.New(smalljson.Describe(v) + " is not an object")
	}
	if e.dtype, err = smalljson.Text(members["dtype"]); err != nil {
		return e, fmt.Errorf("dtype: %w", err)
	}
	if e.shape, err = smalljson.Ints(members["shape"]); err != nil {
		return e, fmt.Errorf("shape: %w", err)
	}
	if e.offsets, err = smalljson.Ints(members["data_offsets"]); err != nil {
		return e, fmt.Errorf("data_offsets: %w", err)
	}
	if len(e.offsets) != 2 {
		return e, fmt.Errorf("%d data_offsets, want two", len(e.offsets))
	}
	return e, nil
}

// readMetadata parses the metadata.
func readMetadata(v any) (map[string]string, error) {
	members, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New(smalljson.Describe(v) + " is not an object")
	}
	metadata := make(map[string]string, len(members))
	for key, v := range members {
		var err error
		if metadata[key], err = smalljson.Text(v); err != nil {
			return nil, err
		}
	}
	return metadata, nil
}

// Encode returns the file's bytes, which depend on f alone. It panics if a tensor has not as many elements as its shape
// says, or if two have the same name.
func Encode(f File) []byte {
	entries := map[string]entry{}
	size := 0
	for _, t := range f.Tensors {
		if n, err := elements(t.Shape); err != nil || n != len(t.Data) {
			panic(fmt.Sprintf("safetensors: %s: %d elements in shape %v", t.Name, len(t.Data), t.Shape))
		}
		if _, twice := entries[t.Name]; twice || t.Name == metadataKey {
			panic("safetensors: two tensors named " + t.Name)
		}
		dtype := "F32"
		if t.Half {
			dtype = "F16"
		}
		end := size + widths[dtype]*len(t.Data)
		entries[t.Name] = entry{dtype, t.Shape, []int{size, end}}
		size = end
	}
	text := header(entries, f.Metadata)
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

// header writes the header in the order of the names.
func header(entries map[string]entry, metadata map[string]string) []byte {
	names := slices.Collect(maps.Keys(entries))
	if len(metadata) > 0 {
		names = append(names, metadataKey)
	}
	slices.Sort(names)
	b := []byte{'{'}
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(smalljson.AppendString(b, name), ':')
		if name == metadataKey {
			b = appendMetadata(b, metadata)
		} else {
			b = entries[name].append(b)
		}
	}
	return append(b, '}')
}

func appendMetadata(b []byte, metadata map[string]string) []byte {
	b = append(b, '{')
	for i, key := range slices.Sorted(maps.Keys(metadata)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = smalljson.AppendString(append(smalljson.AppendString(b, key), ':'), metadata[key])
	}
	return append(b, '}')
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
	parsed, err := smalljson.Parse(data[:n])
	if err != nil {
		return f, fmt.Errorf("header: %w", err)
	}
	header, ok := parsed.(map[string]any)
	if !ok {
		return f, errors.New("header: it is not an object")
	}
	data = data[n:]
	entries := make(map[string]entry, len(header))
	for name, v := range header {
		if name == metadataKey {
			if f.Metadata, err = readMetadata(v); err != nil {
				return f, fmt.Errorf("%s: %w", metadataKey, err)
			}
			continue
		}
		e, err := readEntry(v)
		if err != nil {
			return f, fmt.Errorf("%s: %w", excerpt.Cut(name), err)
		}
		entries[name] = e
	}
	end := 0
	for _, name := range inOrder(entries) {
		e := entries[name]
		if e.offsets[0] != end || e.offsets[1] < end || e.offsets[1] > len(data) {
			return f, fmt.Errorf("%s: data_offsets %v, where data up to %d are taken and there are %d",
				excerpt.Cut(name), e.offsets, end, len(data))
		}
		t := Tensor{Name: name, Shape: e.shape, Half: e.dtype == "F16"}
		if t.Data, err = floats(e, data[e.offsets[0]:e.offsets[1]]); err != nil {
			return f, fmt.Errorf("%s: %w", excerpt.Cut(name), err)
		}
		f.Tensors = append(f.Tensors, t)
		end = e.offsets[1]
	}
	if end != len(data) {
		return f, fmt.Errorf("%d bytes after the last tensor", len(data)-end)
	}
	return f, nil
}

// inOrder returns the names in the order of the data and, where that is equal, of the names. It sorts strings, since
// sorting another type would add 20 kB to the program.
func inOrder(entries map[string]entry) []string {
	const digits = 16
	keys := make([]string, 0, len(entries))
	for name, e := range entries {
		keys = append(keys, fmt.Sprintf("%0*x%0*x%s", digits, uint64(e.offsets[0]), digits, uint64(e.offsets[1]), name))
	}
	slices.Sort(keys)
	for i := range keys {
		keys[i] = keys[i][2*digits:]
	}
	return keys
}

// floats reads the elements of one tensor.
func floats(e entry, data []byte) ([]float32, error) {
	n, err := elements(e.shape)
	if err != nil {
		return nil, err
	}
	size := widths[e.dtype]
	if size == 0 {
		return nil, fmt.Errorf("dtype %s, want F16, F32 or F64", excerpt.Quote(e.dtype))
	}
	if len(data) != n*size {
		return nil, fmt.Errorf("%d bytes for shape %s of %s, want %d", len(data), words(e.shape), e.dtype, n*size)
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

// words writes a shape for a message.
func words(shape []int) string { return excerpt.Cut(fmt.Sprint(shape)) }

func elements(shape []int) (int, error) {
	n := 1
	for _, d := range shape {
		if d < 0 || d > 0 && n > maxElements/d {
			return 0, errors.New("impossible shape " + words(shape))
		}
		n *= d
	}
	return n, nil
}
