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

// The settings of each variant are valid, differ from one another, and leave alone what no experiment changes. A link
// has the experiment and nothing else.
func TestExperiments(t *testing.T) {
	before := setting.Default()
	before.Seed, before.Theme, before.OwnShare, before.Hidden = 7, "dark", 0.2, []int{7}
	slugs := map[string]bool{}
	for _, e := range setting.Experiments() {
		if url.PathEscape(e.Slug) != e.Slug || slugs[e.Slug] || len(e.Variants) < 2 || len(e.Variants) > 4 {
			t.Errorf("%s: slug %q, %d variants", e.Name, e.Slug, len(e.Variants))
		}
		slugs[e.Slug] = true
		queries := map[string]bool{}
		for _, v := range e.Variants {
			s := e.Apply(v, before)
			if err := s.Validate(); err != nil {
				t.Errorf("%s, %s: %v", e.Name, v.Label, err)
			}
			if s.Seed != 7 || s.Theme != "dark" || s.OwnShare != 0 || len(s.Hidden) == 1 && s.Hidden[0] == 7 {
				t.Errorf("%s, %s: %s", e.Name, v.Label, s.Query())
			}
			queries[s.Query()] = true
		}
		if len(queries) != len(e.Variants) {
			t.Errorf("%s: two variants are the same", e.Name)
		}
		s, errs := setting.ParseQuery(e.Link())
		if got, ok := setting.FindExperiment(s.Experiment); len(errs) > 0 || !ok || got.Name != e.Name ||
			s.Hidden[0] != 50 {
			t.Errorf("%s: its link is %q", e.Name, e.Link())
		}
	}
	if len(slugs) != 9 {
		t.Errorf("%d experiments", len(slugs))
	}
}
