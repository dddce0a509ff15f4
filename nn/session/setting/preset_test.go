package setting_test

import (
	"net/url"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

func TestPresets(t *testing.T) {
	before := setting.Default()
	before.Seed, before.Theme, before.Formula, before.LearningRate, before.WeightDecay, before.OwnShare = 7, "dark",
		"x^2", 3, 0.5, 0.2
	for _, p := range setting.Presets() {
		s := p.Apply(before)
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if s.Spec().Format() != p.Network.Format() {
			t.Errorf("%s: its layers are %s", p.Name, s.Spec().Format())
		}
		if s.Seed != 7 || s.Theme != "dark" || s.Formula != "x^2" || s.LearningRate == 3 || s.WeightDecay != 0 ||
			s.OwnShare != 0.2 {
			t.Errorf("%s: %+v", p.Name, s)
		}
		if got, ok := s.Preset(); !ok || got.Name != p.Name {
			t.Errorf("the settings of %s are taken for %s", p.Name, got.Name)
		}
	}
	slugs := map[string]bool{}
	for _, p := range setting.Presets() {
		if url.PathEscape(p.Slug()) != p.Slug() || slugs[p.Slug()] {
			t.Errorf("%s has the slug %q", p.Name, p.Slug())
		}
		slugs[p.Slug()] = true
		s, errs := setting.ParseQuery(p.Query())
		if got, ok := s.Preset(); len(errs) > 0 || !ok || got.Name != p.Name {
			t.Errorf("%s: its query is %q", p.Name, p.Query())
		}
	}
	if chapter := setting.Presets()[0].Apply(setting.Default()); !reflect.DeepEqual(chapter, setting.Default()) {
		t.Errorf("the chapter's network is %+v", chapter)
	}
	own := setting.Default()
	own.Hidden = []int{7}
	if p, ok := own.Preset(); ok {
		t.Errorf("a network of one's own is taken for %s", p.Name)
	}
}
