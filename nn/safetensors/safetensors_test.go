package safetensors_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/safetensors"
)

var file = safetensors.File{
	Metadata: map[string]string{"step": "7"},
	Tensors: []safetensors.Tensor{
		{Name: "W1", Shape: []int{2, 3}, Data: []float32{1, 2, 3, 4, 5, 6}},
		{Name: "b1", Shape: []int{3}, Data: []float32{-1, 0, 1}},
		{Name: "a", Shape: []int{0, 2}, Data: []float32{}},
	},
}

func Example() {
	data := safetensors.Encode(safetensors.File{Tensors: []safetensors.Tensor{{Name: "b", Shape: []int{1},
		Data: []float32{1}}}})
	fmt.Printf("%s\n", data[8:len(data)-4])
	// Output: {"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
}

func TestRoundTrip(t *testing.T) {
	data := safetensors.Encode(file)
	if n := binary.LittleEndian.Uint64(data); n%8 != 0 {
		t.Errorf("a header of %d bytes does not align the data", n)
	}
	got, err := safetensors.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, file) {
		t.Errorf("got %+v, want %+v", got, file)
	}
}

// raw builds a file from a header and a number of data bytes.
func raw(header string, data int) []byte {
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(out, header...), make([]byte, data)...)
}

func TestDecodeErrors(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":        {nil, "0 bytes are too few"},
		"long header":  {binary.LittleEndian.AppendUint64(nil, 1<<40), "a header of 1099511627776 bytes"},
		"short header": {raw("{}", 0)[:9], "a header of 2 bytes, where 1 follow"},
		"no JSON":      {raw("{", 0), "header: "},
		"dtype":        {raw(`{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}`, 1), `a: dtype "I8"`},
		"shape": {raw(`{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}`, 8),
			"a: 8 bytes for shape [3] of F32, want 12"},
		"negative shape": {raw(`{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}`, 8),
			"a: impossible shape [-1 -2]"},
		"huge shape": {raw(`{"a":{"dtype":"F32","shape":[65536,65536,65536],"data_offsets":[0,8]}}`, 8),
			"a: impossible shape"},
		"past the end": {raw(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 7), "a: data_offsets [0 8]"},
		"hole":         {raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "a: data_offsets [4 8]"},
		"reversed":     {raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,-4]}}`, 8), "a: data_offsets [0 -4]"},
		"rest": {raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 8),
			"4 bytes after the last tensor"},
		"metadata": {raw(`{"__metadata__":{"step":7}}`, 0), "__metadata__: "},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := safetensors.Decode(c.data)
			if err == nil || !strings.HasPrefix(err.Error(), "safetensors: "+c.want) {
				t.Errorf("error %v, want safetensors: %s", err, c.want)
			}
		})
	}
}

func TestDecodeF64(t *testing.T) {
	data := raw(`{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}`, 0)
	data = binary.LittleEndian.AppendUint64(data, 0x3ff8000000000000) // 1.5
	f, err := safetensors.Decode(data)
	if err != nil || f.Tensors[0].Data[0] != 1.5 {
		t.Errorf("%+v, %v", f, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(safetensors.Encode(file))
	f.Add(raw(`{"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}`, 8))
	f.Fuzz(func(t *testing.T, data []byte) {
		defer cost.Bound(t, len(data))()
		got, err := safetensors.Decode(data)
		if err != nil {
			return
		}
		again, err := safetensors.Decode(safetensors.Encode(got))
		if err != nil {
			t.Fatalf("what was read and written again is refused: %v", err)
		}
		for i, g := range got.Tensors {
			if a := again.Tensors[i]; g.Name != a.Name || len(g.Data) != len(a.Data) {
				t.Fatalf("tensor %d: %s became %s", i, g.Name, a.Name)
			}
		}
	})
}

// The header is that which package encoding/json writes of the same names, in their order.
func TestHeader(t *testing.T) {
	f := safetensors.File{
		Metadata: map[string]string{"settings": `formula=a<b&"c"`, "": "é\u2028\n\xff", "step": "7"},
		Tensors: []safetensors.Tensor{
			{Name: "optimizer.v W1", Shape: []int{2, 1}, Data: []float32{1, 2}},
			{Name: "a\"\\", Shape: []int{}, Data: []float32{1}, Half: true},
			{Name: "zzz", Shape: []int{0}, Data: []float32{}},
		},
	}
	type entry struct {
		DType   string `json:"dtype"`
		Shape   []int  `json:"shape"`
		Offsets [2]int `json:"data_offsets"`
	}
	want, err := json.Marshal(map[string]any{"__metadata__": f.Metadata,
		"optimizer.v W1": entry{"F32", []int{2, 1}, [2]int{0, 8}},
		"a\"\\":          entry{"F16", []int{}, [2]int{8, 10}}, "zzz": entry{"F32", []int{0}, [2]int{10, 10}}})
	if err != nil {
		t.Fatal(err)
	}
	file := safetensors.Encode(f)
	if got := string(file[8 : 8+len(want)]); got != string(want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
