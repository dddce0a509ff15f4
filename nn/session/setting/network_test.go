package setting_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

func TestNetworkOfTheSettings(t *testing.T) {
	s := setting.Default()
	want := spec.TwoLayerNet()
	want.Init = spec.InitNormal
	if got := s.Spec(); !reflect.DeepEqual(got, want) {
		t.Errorf("the chapter's network is %+v", got)
	}
	if err := s.Set("network", " Conv8k5, relu pool2 affine10"); err != nil ||
		s.Network != "conv8k5-relu-pool2-affine10" {
		t.Errorf("%q, error %v", s.Network, err)
	}
	s.Init = spec.InitHe
	if n := s.Spec(); n.Init != spec.InitHe || !reflect.DeepEqual(n.Input, []int{1, 28, 28}) || len(n.Layers) != 4 {
		t.Errorf("%+v", n)
	}
	for text, want := range map[string]string{
		"affine10-nonesuch": `setting: network: "nonesuch" in place 2 is not a layer; the layers are affine, conv`,
		"conv8k29":          "setting: network: Convolution1: kernel 29 exceeds input 28",
		"affine50-relu":     "setting: network: ReLU1: there are 50 outputs at the end; 10 are needed",
		"affine5, affine9":  "setting: network: Affine2: there are 9 outputs at the end; 10 are needed",
	} {
		if err := s.Set("network", text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", text, err, want)
		}
	}
	if s.Network != "conv8k5-relu-pool2-affine10" {
		t.Errorf("an error changed it to %s", s.Network)
	}
	if bad, errs := setting.ParseQuery("network=conv8&seed=7"); bad.Network != "" || bad.Seed != 7 || len(errs) != 1 {
		t.Errorf("%+v, errors %v", bad, errs)
	}
}

// Settings that a network of layers makes no use of do not tell networks apart.
func TestEqualFresh(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"", "learningRate=1&optimizer=Adam&batchSize=7", true},
		{"", "hidden=50,50", false},
		{"", "init=He", false},
		{"", "network=affine50-relu-affine10", false},
		{"network=affine10", "network=affine10&hidden=7&activation=Sigmoid", true},
		{"network=affine10", "network=affine10&seed=2", false},
		{"network=affine10&hidden=7", "hidden=7", false},
	} {
		if a, b := parsed(t, c.a), parsed(t, c.b); a.EqualFresh(b) != c.want || b.EqualFresh(a) != c.want {
			t.Errorf("%q and %q: want %t", c.a, c.b, c.want)
		}
	}
}

// The usual learning rate comes with the optimizer; one that was chosen stays.
func TestUsualRate(t *testing.T) {
	s := setting.Default()
	for _, o := range method.Optimizers() {
		if err := s.Set("optimizer", o.Name); err != nil || s.LearningRate != o.Rate ||
			setting.UsualRate(o.Name) != o.Rate {
			t.Errorf("%s: rate %v, error %v", o.Name, s.LearningRate, err)
		}
	}
	if err := s.Set("learningRate", "0.02"); err != nil {
		t.Fatal(err)
	}
	if err := s.Set("optimizer", "SGD"); err != nil || s.LearningRate != 0.02 {
		t.Errorf("rate %v, error %v", s.LearningRate, err)
	}
	for query, want := range map[string]float64{
		"optimizer=Adam":                    0.001,
		"learningRate=0.1&optimizer=Adam":   0.1,
		"optimizer=Adam&learningRate=0.1":   0.1,
		"learningRate=0.001&optimizer=SGD":  0.001,
		"optimizer=Momentum&learningRate=1": 1,
	} {
		s, errs := setting.ParseQuery(query)
		again, _ := setting.ParseQuery(s.Query())
		if len(errs) > 0 || s.LearningRate != want || !reflect.DeepEqual(again, s) {
			t.Errorf("%s: rate %v and, written as %s, %v; want %v", query, s.LearningRate, s.Query(),
				again.LearningRate, want)
		}
	}
}

func TestApplies(t *testing.T) {
	for _, c := range []struct {
		name, query string
		want        bool
	}{
		{"hidden", "", true}, {"hidden", "network=affine10", false}, {"activation", "network=affine10", false},
		{"momentum", "", false}, {"momentum", "optimizer=Momentum", true}, {"momentum", "optimizer=Adam", true},
		{"stepEvery", "", false}, {"stepFactor", "schedule=Step", true}, {"seed", "network=affine10", true},
	} {
		r, _ := setting.Find(c.name)
		s, _ := setting.ParseQuery(c.query)
		if r.Applies(s) != c.want {
			t.Errorf("%s with %q: want %t", c.name, c.query, c.want)
		}
	}
}
