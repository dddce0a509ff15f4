package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

func TestArrays(t *testing.T) {
	for text, shape := range map[string][]int{
		"x=1,2;3,4":                     {2, 2},
		"x=1":                           {1, 1},
		"x=1,2;3,4/":                    {1, 1, 2, 2},
		"x=1,2/3,4":                     {1, 2, 1, 2},
		"x=1,2/3,4//5,6/7,-0.5":         {2, 2, 1, 2},
		"x=1;2//5;6":                    {2, 1, 2, 1},
		"W=1e-05,1~b=0,0~x=0,1,0;1,0,1": {1, 2},
	} {
		arrays, err := spec.ParseArrays(text)
		if err != nil || !reflect.DeepEqual(arrays[0].Shape, shape) {
			t.Errorf("%s: %v, %v", text, arrays, err)
		}
		if again := spec.FormatArrays(arrays); again != text {
			t.Errorf("%s is written %s", text, again)
		}
	}
	// What is copied from a table of numbers or from a program.
	for _, text := range []string{"1\t−2\n3\t4\n", "1, -2\r\n3, 4", " 1 -2;3 4 "} {
		a, err := spec.ParseArray(text)
		if want := (spec.Array{Shape: []int{2, 2}, Data: []float64{1, -2, 3, 4}}); err != nil ||
			!reflect.DeepEqual(a, want) {
			t.Errorf("%q: %v, %v", text, a, err)
		}
	}
	for text, want := range map[string]string{
		"x=1,2;3":     "rows of 2 and of 1",
		"x=1,2;3,a":   "\"a\" is not a number",
		"x=1,NaN":     "not a number",
		"x":           "as in x=",
		"x=1;2/3":     "channels of 2 and of 1",
		"x=1/2//3":    "not a table",
		"x=":          "not a table",
		"x=1//2/3//4": "not a table",
	} {
		if _, err := spec.ParseArrays(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// Numbers stay at their places where a table grows or shrinks, and the rest comes from the general example.
func TestBenchKeepsNumbers(t *testing.T) {
	affine, err := spec.ParseAlone("affine2")
	if err != nil {
		t.Fatal(err)
	}
	arrays, _ := spec.ParseArrays("x=1,2,3~W=9,8;7,6~b=5")
	b, err := spec.NewBench(affine, arrays)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := spec.FormatArrays(b.Arrays), "x=1,2,3~W=9,8;7,6;1,1~b=5,0~dout=1,-1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Every example can be read, fits, and begins with a word of its kind.
func TestExamples(t *testing.T) {
	for _, k := range spec.Lone() {
		for _, e := range k.Examples {
			l, err := spec.ParseAlone(e.Layer)
			if err != nil || l.Kind() != k || e.Name == "" {
				t.Errorf("%s, %q: %v, %v", k, e.Name, l, err)
				continue
			}
			arrays, err := spec.ParseArrays(e.Numbers)
			if err != nil {
				t.Errorf("%s, %q: %v", k, e.Name, err)
			}
			b, err := spec.NewBench(l, arrays)
			if err != nil {
				t.Errorf("%s, %q: %v", k, e.Name, err)
				continue
			}
			for _, a := range arrays { // each is there, in its shape
				found := false
				for _, of := range b.Arrays {
					found = found || of.Name == a.Name && len(of.Data) == len(a.Data)
				}
				if !found {
					t.Errorf("%s, %q: %s does not fit", k, e.Name, a.Name)
				}
			}
		}
	}
}

// The more there is to say of a kind, the more it matters that there is something to look at: a layer with parameters
// has an example of its own.
func TestKindsWithParametersHaveExamples(t *testing.T) {
	for _, k := range spec.Lone() {
		b, err := spec.NewBench(k.Default, nil)
		if err == nil && len(b.Params) > 0 && len(k.Examples) == 0 {
			t.Errorf("%s has no example", k)
		}
	}
}

func FuzzArrays(f *testing.F) {
	for _, text := range []string{"x=1,2;3,4~W=1", "x=1,2/3,4//5,6/7,8", "x=1;;2", "~=", "x=//", "x=1e308/"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		arrays, err := spec.ParseArrays(text)
		if err != nil {
			return
		}
		for _, k := range spec.Lone() {
			if b, err := spec.NewBench(k.Default, arrays); err == nil {
				for _, a := range b.Arrays {
					if len(a.Data) > spec.MaxAloneNumbers {
						t.Errorf("%s: %s has %d numbers", k, a.Name, len(a.Data))
					}
				}
			}
		}
		again, err := spec.ParseArrays(spec.FormatArrays(arrays))
		if err != nil || len(again) != len(arrays) {
			t.Errorf("%q is written %q: %v", text, spec.FormatArrays(arrays), err)
		}
	})
}
