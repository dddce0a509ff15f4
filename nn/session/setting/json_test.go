package setting_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Every setting comes back, and a page that kept its settings before they were written by this table is read as well.
func TestJSON(t *testing.T) {
	s := setting.Default()
	s.Network, s.Hidden, s.LearningRate, s.WeightDecay = "affine20-relu-affine10", []int{30, 20}, 1e-7, 2.5e-5
	s.Formula, s.Values, s.Hide = `a<b & "c"`, map[string]float64{"é": -0.5, "b": 1e30}, []string{"seed", "init"}
	for _, s := range []setting.Settings{s, setting.Default(), {}} {
		text, err := json.Marshal(s)
		var back setting.Settings
		if err != nil || json.Unmarshal(text, &back) != nil || !reflect.DeepEqual(back, s) {
			t.Errorf("%s: error %v, read as %+v", text, err, back)
		}
	}
	for text, want := range map[string]string{
		`{"seed":7,"hidden":null,"batchSize":null,"learningRate":0.5,"nothing":[1]}`: "learningRate=0.5&hidden=&seed=7",
		`{"values":{"x":1},"hide":["seed"],"formula":"x"}`:                           "formula=x&values=x=1&hide=seed",
	} {
		s := setting.Default()
		if err := json.Unmarshal([]byte(text), &s); err != nil || s.Query() != want {
			t.Errorf("%s: error %v, settings %s, want %s", text, err, s.Query(), want)
		}
	}
	for text, want := range map[string]string{
		`{"hidden":[1.5]}`:       "setting: hidden: 1.5 is not a whole number",
		`{"hide":"seed"}`:        `setting: hide: "seed" is not an array`,
		`{"values":{"x":"1"}}`:   `setting: values: x: "1" is not a number`,
		`{"learningRate":"0.5"}`: `setting: learningRate: "0.5" is not a number`,
		`{"learningRate":1e999}`: "setting: learningRate: 1e999 is not a number",
		`{"formula":1}`:          "setting: formula: 1 is not a text",
		`{"seed":1,"seed":2}`:    `JSON, byte 16: the name "seed" is there twice`,
		`[]`:                     "setting: an array is not an object of settings",
	} {
		s := setting.Default()
		if err := s.UnmarshalJSON([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%s: error %v, want %s", text, err, want)
		}
	}
}

// FuzzJSON reads anything as the settings that a page has kept: what is taken is written and read to the same.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"seed":7,"hidden":null,"batchSize":null,"learningRate":0.5,"nothing":[1]}`))
	f.Add([]byte(`{"values":{"x":1},"hide":["seed"],"formula":"x","network":"affine20-relu-affine10"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		defer cost.Bound(t, len(text))()
		s := setting.Default()
		if s.UnmarshalJSON(text) != nil {
			return
		}
		again := setting.Default()
		if written, err := json.Marshal(s); err != nil || again.UnmarshalJSON(written) != nil ||
			!reflect.DeepEqual(again, s) {
			t.Fatalf("%s is written %s, %v", text, written, err)
		}
		_ = s.Validate()
	})
}
