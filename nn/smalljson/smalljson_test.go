package smalljson_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/smalljson"
)

func Example() {
	v, err := smalljson.Parse([]byte(`{"shape": [2, 3]}`))
	fmt.Println(v, err)
	fmt.Println(smalljson.Ints(v.(map[string]any)["shape"]))
	fmt.Printf("%s\n", smalljson.AppendInts(smalljson.AppendString(nil, `a "b"`), []int{2, 3}))
	// Output:
	// map[shape:[2 3]] <nil>
	// [2 3] <nil>
	// "a \"b\""[2,3]
}

func TestParse(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for text, want := range map[string]string{
		`null`: "", ` [true , false]`: "", `{"a":{"b":[]},"c":"\u00e9\n\/"}`: "", `-0.5e+10`: "",
		`"\ud83d\ude00\ud83d\ud83d\u0041"`: "",
		deep(smalljson.MaxDepth):           "",

		``: "JSON, byte 0: there is no value", `nul`: "JSON, byte 0: there is no value",
		`1 2`: "JSON, byte 2: something follows",
		`01`:  "JSON, byte 1: something follows", `1.`: "JSON, byte 2: a number lacks",
		`-`:  "JSON, byte 1: a number lacks",
		`1e`: "JSON, byte 2: a number lacks", `+1`: "JSON, byte 0: there is no value",
		`[1,]`: "JSON, byte 3: there is no value", `[1`: "JSON, byte 2: an array does not go on",
		`{"a" 1}`:  "JSON, byte 5: there is no colon",
		`{"a":1,}`: "JSON, byte 7: there is no name", `{"a":1`: "JSON, byte 6: an object does not go on",
		`{"a":1,"\u0061":2}`: `JSON, byte 15: the name "a" is there twice`,
		`"a`:                 "JSON, byte 2: a string does not end", "\"\n\"": "JSON, byte 1: a string does not end",
		`"\x"`:   "JSON, byte 2: an escape",
		`"\u12"`: "JSON, byte 2: an escape", `"\u12g4"`: "JSON, byte 2: an escape",
		deep(smalljson.MaxDepth + 2): "JSON, byte 101: values are nested",
	} {
		_, err := smalljson.Parse([]byte(text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%.50s: error %v, want %q", text, err, want)
		}
	}
}

// same compares a value with one of package encoding/json.
func same(a, b any) bool {
	switch a := a.(type) {
	case smalljson.Number:
		n, ok := b.(json.Number)
		return ok && string(a) == string(n)
	case []any:
		list, ok := b.([]any)
		if !ok || len(a) != len(list) {
			return false
		}
		for i := range a {
			if !same(a[i], list[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		m, ok := b.(map[string]any)
		if !ok || len(a) != len(m) {
			return false
		}
		for name := range a {
			other, ok := m[name]
			if !ok || !same(a[name], other) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(a, b)
}

// Package encoding/json takes the same texts, but for names that are there twice and great depth, and reads the same in
// them.
func FuzzParse(f *testing.F) {
	for _, text := range []string{`{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00\\"],"b":null,"":{}}`, `[true,false,"\ud800",""]`,
		"\"\xff\"", ` 0 `, `01`, `{"a":1,"a":2}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		defer cost.Bound(t, len(text))()
		got, err := smalljson.Parse(text)
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		var want any
		problem := d.Decode(&want)
		if problem == nil {
			if _, more := d.Token(); more != io.EOF {
				problem = fmt.Errorf("more")
			}
		}
		switch {
		case err != nil && (strings.Contains(err.Error(), "twice") || strings.Contains(err.Error(), "deep")):
		case (err == nil) != (problem == nil):
			t.Errorf("%q: error %v, encoding/json has %v", text, err, problem)
		case err == nil && !same(got, want):
			t.Errorf("%q: %v, encoding/json has %v", text, got, want)
		}
	})
}

func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", `a "b" \ /`, "é😀\u2028\u2029\x00\x1f\x7f\t\n\b\f\r<&>", "\xff\xed\xa0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := json.Marshal(s)
		if got := smalljson.AppendString(nil, s); err != nil || string(got) != string(want) {
			t.Errorf("%q: %s, encoding/json has %s, %v", s, got, want, err)
		}
	})
}

func TestTypes(t *testing.T) {
	v, err := smalljson.Parse([]byte(`["a", 7, 7.0, 1e999, [1, 2], [1.5], 99999999999999999999]`))
	if err != nil {
		t.Fatal(err)
	}
	list := v.([]any)
	if s, err := smalljson.Text(list[0]); s != "a" || err != nil {
		t.Error(s, err)
	}
	if n, err := smalljson.Int(list[1]); n != 7 || err != nil {
		t.Error(n, err)
	}
	if f, err := smalljson.Float(list[2]); f != 7 || err != nil {
		t.Error(f, err)
	}
	if ns, err := smalljson.Ints(list[4]); !reflect.DeepEqual(ns, []int{1, 2}) || err != nil {
		t.Error(ns, err)
	}
	for i, err := range []error{second(smalljson.Text(list[1])), second(smalljson.Int(list[0])),
		second(smalljson.Int(list[2])),
		second(smalljson.Int(list[6])), second(smalljson.Float(list[3])), second(smalljson.Float(nil)),
		second(smalljson.Ints(list[5])),
		second(smalljson.Ints(list[0]))} {
		if err == nil {
			t.Errorf("conversion %d is possible", i)
		}
	}
}

func second[T any](_ T, err error) error { return err }
