package spec_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

var update = flag.Bool("update", false, "write testdata anew")

// ends returns the default of a kind, and layers with each of its fields at each of its ends, or with each of its
// choices.
func ends(k *spec.Kind) []spec.Layer {
	layers := []spec.Layer{k.Default}
	for _, f := range k.Fields {
		for _, choice := range f.Choices {
			l := k.Default
			f.SetChoice(&l, choice)
			layers = append(layers, l)
		}
		if f.Choices == nil {
			low, high := k.Default, k.Default
			f.SetNumber(&low, f.Min)
			f.SetNumber(&high, f.Max)
			layers = append(layers, low, high)
		}
	}
	return layers
}

// Each kind says what a page shows of it, and fits on an image as it begins.
func TestKinds(t *testing.T) {
	for i, k := range spec.Kinds() {
		if !strings.HasSuffix(k.Help, ".") || spec.Find(k.Name) != k || spec.Default(k.Name) != k.Default ||
			k.Default.Kind() != k {
			t.Errorf("%s is not the kind of its layers, or its help is %q", k, k.Help)
		}
		if i > 0 && k.Rank <= spec.Kinds()[i-1].Rank {
			t.Errorf("%s stands behind %s", k, spec.Kinds()[i-1])
		}
		for _, f := range k.Fields {
			if f.Name == "" || f.Label == "" || f.Help == "" ||
				f.Choices == nil && !(f.Min <= f.Default && f.Default <= f.Max && f.Min < f.Max) {
				t.Errorf("%s: incomplete field %+v", k, f)
			}
		}
		for _, l := range ends(k) {
			if l.String() == "" {
				t.Errorf("%s: there is no summary of %#v", k, l)
			}
		}
		n := of([]int{3, 8, 8}, k.Default)
		layers, err := n.Resolve()
		if err != nil {
			t.Error(err)
			continue
		}
		if values := layers[0].Values(); values < product(layers[0].Out) {
			t.Errorf("%s holds %d values, fewer than its output of %v has", k, values, layers[0].Out)
		}
		if flat := of([]int{192}, k.Default).Validate(); (flat != nil) != k.Image {
			t.Errorf("%s needs an image: %v, and without one: %v", k, k.Image, flat)
		}
	}
	if k := spec.Find("Nonesuch"); k != nil {
		t.Errorf("there is a kind %s", k)
	}
}

func product(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

func TestFields(t *testing.T) {
	for _, k := range spec.Kinds() {
		for _, f := range k.Fields {
			l := k.Default
			if f.Choices != nil {
				if f.Choice(l) != f.Choices[0] {
					t.Errorf("%s: %s begins as %q", k, f.Name, f.Choice(l))
				}
				f.SetChoice(&l, f.Choices[1])
				if f.Choice(l) != f.Choices[1] || f.Choice(k.Default) != f.Choices[0] {
					t.Errorf("%s: %s is %q", k, f.Name, f.Choice(l))
				}
				continue
			}
			if f.Number(l) != f.Default {
				t.Errorf("%s: %s begins at %v, want %v", k, f.Name, f.Number(l), f.Default)
			}
			f.SetNumber(&l, f.Max)
			if f.Number(l) != f.Max || l == k.Default {
				t.Errorf("%s: %s was set to %v and is %v", k, f.Name, f.Max, f.Number(l))
			}
		}
	}
}

// Every layer comes back from the notation and from JSON as it was.
func TestFormatsComeBack(t *testing.T) {
	for _, k := range spec.Kinds() {
		for _, l := range ends(k) {
			n := spec.ForImages([]spec.Layer{l})
			got, err := spec.Parse(n.Format())
			if err != nil || !reflect.DeepEqual(got, n) {
				t.Errorf("%s comes back as %#v, error %v; want %#v", n.Format(), got, err, n)
			}
			text, err := json.Marshal(n)
			if err != nil {
				t.Fatal(err)
			}
			var back spec.Network
			if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(back, n) {
				t.Errorf("%s comes back as %#v, error %v; want %#v", text, back, err, n)
			}
		}
		name, err := spec.Parse(k.Name)
		word, _ := spec.Parse(k.Words[0].Name)
		if err != nil || !reflect.DeepEqual(name, word) || word.Layers[0].Kind() != k {
			t.Errorf("%s is read as %v, error %v", k, name.Layers, err)
		}
	}
}

// What is written stays as it is: links and files have it. A new kind adds a file, which -update writes.
func TestFormatsStay(t *testing.T) {
	for _, k := range spec.Kinds() {
		var b strings.Builder
		for _, l := range ends(k) {
			n := spec.Network{Layers: []spec.Layer{l}}
			text, err := json.Marshal(n.Layers)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s\t%s\n", n.Format(), text)
		}
		path := filepath.Join("testdata", "kinds", k.Name+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s has changed; -update writes it anew. Now it is\n%s", path, b.String())
		}
	}
}

func TestJSON(t *testing.T) {
	for text, want := range map[string]string{
		`{"input":[4],"layers":null}`:                                "layer: there must be 1 to 50 layers, not 0",
		`{"input":[4],"layers":[{"kind":"Nonesuch"}]}`:               `layer: Nonesuch1: there is no layer of kind "Nonesuch"`,
		`{"input":[4],"layers":[null]}`:                              `layer: 1: there is no layer of kind ""`,
		`{"input":[4],"layers":[{"kind":"Affine"}]}`:                 "layer: Affine1: units must be 1 to 10000, not 0",
		`{"input":[4],"layers":[{"kind":"Affine","units":3,"x":1}]}`: "",
	} {
		var n spec.Network
		if err := json.Unmarshal([]byte(text), &n); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if err := n.Validate(); want == "" && err != nil || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("%s: error %v, want %s", text, err, want)
		}
		again, err := json.Marshal(n)
		var back spec.Network
		if err != nil || json.Unmarshal(again, &back) != nil || !reflect.DeepEqual(back, n) {
			t.Errorf("%s was written as %s, error %v", text, again, err)
		}
	}
	for text, want := range map[string]string{
		`{"layers":7}`:                                  "layers: 7 is not an array",
		`{"layers":[7]}`:                                "layer: 7 is not an object",
		`{"layers":[{"kind":7}]}`:                       "layer: kind: 7 is not a text",
		`{"layers":[{"kind":"Affine","units":1.5}]}`:    "layer: Affine: units: 1.5 is not a whole number",
		`{"layers":[{"kind":"Pooling","pool":1}]}`:      "layer: Pooling: pool: 1 is not a text",
		`{"layers":[{"kind":"Dropout","ratio":"all"}]}`: `layer: Dropout: ratio: "all" is not a number`,
	} {
		var n spec.Network
		if err := json.Unmarshal([]byte(text), &n); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", text, err, want)
		}
	}
}

// twin is a layer that has a parameter of the name that an Affine's has.
type twin struct{ spec.Flatten }

func (twin) Fit(r *spec.Resolved) error {
	r.Out, r.State = r.In, []spec.Tensor{{Name: "W1", Shape: r.In}}
	return nil
}

func TestNamesAreUnique(t *testing.T) {
	for want, n := range map[string]spec.Network{
		"layer: Affine1: its W1 has the name of a tensor of Flatten1":  of([]int{4}, twin{}),
		"layer: Flatten2: its W1 has the name of a tensor of Flatten1": of([]int{4}, twin{}, twin{}),
	} {
		if err := n.Validate(); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}
