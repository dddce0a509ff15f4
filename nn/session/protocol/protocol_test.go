package protocol_test

import (
	"encoding/binary"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func Example() {
	m := protocol.EncodeCommand(7, protocol.Train{Steps: 500})
	id, c, err := protocol.DecodeCommand(m)
	fmt.Println(id, protocol.Kind(c), c, err)
	// Output: 7 Train {500 false false} <nil>
}

// filler sets every field of a message to another value, so that two which change places are found.
type filler struct{ next int }

// lengths are those of the lists that must have one.
var lengths = map[string]int{"Pixels": 784, "Figures": 5, "Density": protocol.DensityBins}

func (f *filler) fill(t *testing.T, name string, v reflect.Value) {
	f.next++
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(f.next) - 1000) // so that negative ones are among them
	case reflect.Uint8:
		v.SetUint(uint64(f.next % 256))
	case reflect.Float64:
		v.SetFloat([]float64{float64(f.next) / 7, math.Inf(1), math.Inf(-1), -0.5}[f.next%4])
	case reflect.String:
		v.SetString(fmt.Sprintf("%s %d, „ü“", name, f.next))
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				f.fill(t, field.Name, v.Field(i))
			}
		}
		if s, ok := v.Addr().Interface().(*setting.Settings); ok {
			fillHyper(t, s)
		}
	case reflect.Array:
		for i := range v.Len() {
			f.fill(t, name, v.Index(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(t, name, v.Elem())
	case reflect.Slice:
		n := 1
		if l, ok := lengths[name]; ok {
			n = l
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			if f.fill(t, name, v.Index(i)); name == "Shape" {
				v.Index(i).SetInt(1) // of the one element that the data have
			}
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(t, name, key)
		f.fill(t, name, value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	default:
		t.Fatalf("%s is a %s: this test does not know how to fill it", name, v.Type())
	}
}

// fillHyper sets each hyperparameter to what is not its default.
func fillHyper(t *testing.T, s *setting.Settings) {
	for _, r := range setting.Table() {
		for _, v := range []float64{r.Min, r.Max} {
			if !r.Usual(*s) {
				break
			}
			if err := s.Set(r.Name, strconv.FormatFloat(v, 'f', -1, 64)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// filled returns a message of the type of zero with something in every field.
func filled[T any](t *testing.T, zero T) T {
	v := reflect.New(reflect.TypeOf(zero)).Elem()
	(&filler{}).fill(t, v.Type().Name(), v)
	return v.Interface().(T)
}

// Every message comes back as it was sent: with something in every field, with nothing in any, and with lists that are
// empty.
func TestRoundTrip(t *testing.T) {
	for _, zero := range protocol.Commands() {
		for _, c := range []protocol.Command{zero, filled(t, zero)} {
			id, got, err := protocol.DecodeCommand(protocol.EncodeCommand(7, c))
			if id != 7 || err != nil || !reflect.DeepEqual(got, c) {
				t.Errorf("%T: got %d, %+v, %v; want %+v", c, id, got, err, c)
			}
		}
	}
	for _, zero := range protocol.Events() {
		for _, e := range []protocol.Event{zero, filled(t, zero)} {
			id, got, err := protocol.DecodeEvent(protocol.EncodeEvent(-1, e))
			if id != -1 || err != nil || !reflect.DeepEqual(got, e) {
				t.Errorf("%T: got %d, %+v, %v; want %+v", e, id, got, err, e)
			}
		}
	}
	empty := []protocol.Command{
		protocol.Start{Settings: setting.Settings{Hidden: []int{}, Hide: []string{}, Values: map[string]float64{}}},
		protocol.Classify{Strokes: [][][2]float64{{{0, 1}, {2, 3}}, {}}, Pixels: []float64{}},
		protocol.Load{File: []byte{}},
	}
	for _, c := range empty {
		if _, got, err := protocol.DecodeCommand(protocol.EncodeCommand(7, c)); err != nil ||
			!reflect.DeepEqual(got, c) {
			t.Errorf("got %#v, %v; want %#v", got, err, c)
		}
	}
}

func TestNaN(t *testing.T) {
	_, e, err := protocol.DecodeEvent(protocol.EncodeEvent(0, protocol.Trained{Loss: math.NaN()}))
	if got, ok := e.(protocol.Trained); !ok || !math.IsNaN(got.Loss) {
		t.Errorf("got %+v, %v", e, err)
	}
}

// Every type of the package that is a Command or an Event is registered: it cannot travel otherwise.
func TestRegistered(t *testing.T) {
	known := map[string]bool{}
	for _, c := range protocol.Commands() {
		known["command "+protocol.Kind(c)] = true
	}
	for _, e := range protocol.Events() {
		known["event "+protocol.Kind(e)] = true
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "command" && f.Name.Name != "event" {
				continue
			}
			found++
			name := f.Recv.List[0].Type.(*ast.Ident).Name
			if !known[f.Name.Name+" "+name] {
				t.Errorf("%s: %s is not registered", file.Name(), name)
			}
		}
	}
	if found != len(known) {
		t.Errorf("%d types in the source, %d are registered", found, len(known))
	}
}

// message writes a message by hand: the name of its type, an ID of 3, and whole numbers.
func message(name string, numbers ...int64) protocol.Message {
	m := binary.AppendVarint(nil, int64(len(name)+1))
	m = binary.AppendVarint(append(m, name...), 3)
	for _, n := range numbers {
		m = binary.AppendVarint(m, n)
	}
	return m
}

func TestDecodeErrors(t *testing.T) {
	for name, c := range map[string]struct {
		message protocol.Message
		want    string
	}{
		"nothing":          {nil, "protocol: there is no whole number where one should be"},
		"no ID":            {message("Train")[:6], "protocol: there is no whole number where one should be"},
		"long name":        {binary.AppendVarint(nil, 1<<40), "protocol: it ends early"},
		"unknown kind":     {message("Explode"), `protocol: there is no "Explode"`},
		"an event":         {message("Status"), `protocol: there is no "Status"`},
		"no field":         {message("Train"), "protocol: Train: there is no whole number"},
		"more than fields": {message("Sample", 5, 6), "protocol: Sample: 1 bytes too many"},
		"a huge number": {append(message("Train"), 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
			"protocol: Train: there is no whole number"},
		"neither":       {message("Watch", 2), "protocol: Watch: 2 is neither true nor false"},
		"long list":     {message("Images", 9, 1, 2), "protocol: Images: it ends early"},
		"huge list":     {message("Images", math.MaxInt64), "protocol: Images: it ends early"},
		"negative list": {message("Images", -2), "protocol: Images: it ends early"},
		"short array": {append(message("Classify", 0, 3), make([]byte, 15)...),
			"protocol: Classify: it ends early"},
		"long array": {append(message("Classify", 0, 2), make([]byte, 9)...),
			"protocol: Classify: 1 bytes too many"},
		"huge array":   {message("Classify", 0, 1<<61), "protocol: Classify: it ends early"},
		"a name twice": {append(message("Formula", 1, 3), twice...), `protocol: Formula: "x" is there twice`},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := protocol.DecodeCommand(c.message)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

// twice are the names x and x, each with a number.
var twice = append(append(append(binary.AppendVarint(nil, 2), 'x'), make([]byte, 8)...),
	append([]byte{4, 'x'}, make([]byte, 8)...)...)

// What a message says of its own arrays must be so.
func TestDecodeWrongShapes(t *testing.T) {
	params := func(shape ...int) protocol.Event {
		return protocol.ParamsCopied{Params: []protocol.Param{{Name: "W1", Shape: shape, Data: []float64{1}}}}
	}
	for want, e := range map[string]protocol.Event{
		"protocol: ParamsCopied: W1: 1 elements in shape [3]":              params(3),
		"protocol: ParamsCopied: W1: impossible shape [99999999 99999999]": params(99999999, 99999999),
		"protocol: ParamsCopied: W1: impossible shape [-1 -1]":             params(-1, -1),
		"protocol: Pictured: Pixels: 783 elements in shape [1 28 28]": protocol.Pictured{Indices: []int{3},
			Pixels: make([]float64, 783)},
		"protocol: Judged: Pixels: 1 elements in shape [0 28 28]": protocol.Judged{Pixels: []float64{1}},
		"protocol: Distributions: W1: 0 figures and 0 bins": protocol.Distributions{
			Tensors: []protocol.Distribution{{Name: "W1"}}},
	} {
		if _, _, err := protocol.DecodeEvent(protocol.EncodeEvent(1, e)); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// No part of a message is taken for the whole.
func TestDecodeCutShort(t *testing.T) {
	for _, zero := range protocol.Events() {
		m := protocol.EncodeEvent(7, filled(t, zero))
		for n := 0; n < len(m); n += max(1, len(m)/500) {
			if _, e, err := protocol.DecodeEvent(m[:n]); err == nil {
				t.Errorf("%T: %d of %d bytes are read as %+v", zero, n, len(m), e)
			}
		}
	}
}

func FuzzDecodeCommand(f *testing.F) {
	for _, c := range protocol.Commands() {
		f.Add([]byte(protocol.EncodeCommand(7, c)))
	}
	f.Add([]byte(protocol.EncodeCommand(7, protocol.Start{Settings: setting.Default()})))
	f.Fuzz(func(t *testing.T, m []byte) {
		defer cost.Bound(t, len(m))()
		id, c, err := protocol.DecodeCommand(m)
		if err != nil {
			return
		}
		again, _, err := protocol.DecodeCommand(protocol.EncodeCommand(id, c))
		if err != nil || again != id {
			t.Fatalf("what was read and written again is refused: %v", err)
		}
	})
}

func FuzzDecodeEvent(f *testing.F) {
	for _, e := range protocol.Events() {
		f.Add([]byte(protocol.EncodeEvent(7, e)))
	}
	f.Fuzz(func(t *testing.T, m []byte) {
		defer cost.Bound(t, len(m))()
		id, e, err := protocol.DecodeEvent(m)
		if err != nil {
			return
		}
		again, _, err := protocol.DecodeEvent(protocol.EncodeEvent(id, e))
		if err != nil || again != id {
			t.Fatalf("what was read and written again is refused: %v", err)
		}
	})
}
