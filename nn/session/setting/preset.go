package setting

import (
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// Preset is one of package spec, applied to settings.
type Preset struct{ spec.Preset }

// Presets returns those of package spec, in its order.
func Presets() []Preset {
	var ps []Preset
	for _, p := range spec.Presets() {
		ps = append(ps, Preset{p})
	}
	return ps
}

// Slug returns the name as a part of a URL: deep-mlp.
func (p Preset) Slug() string { return strings.ReplaceAll(strings.ToLower(p.Name), " ", "-") }

// Query returns the hash of a URL for the preset, with the defaults for all other settings.
func (p Preset) Query() string { return p.Apply(Default()).Query() }

// Apply returns s with the preset's network and everything that concerns its training. The seed, the workers, the share
// of the learner's own drawings and the settings of the page stay as they are.
func (p Preset) Apply(s Settings) Settings {
	into, errs := ParseQuery(p.Training)
	if len(errs) > 0 {
		panic(fmt.Sprint("setting: preset ", p.Name, ": ", errs))
	}
	if into.Init == spec.InitNormal && p.Network.Init != "" {
		into.Init = p.Network.Init
	}
	if err := into.SetLayers(p.Network.Layers); err != nil {
		panic(fmt.Sprint("setting: preset ", p.Name, ": ", err))
	}
	return into.WithKept(s)
}

// WithKept returns s with those settings of other that no preset changes.
func (s Settings) WithKept(other Settings) Settings {
	return s.with(other, func(r Row) bool {
		return r.Page ||
			slices.Contains([]string{"seed", "workers", "ownShare"}, r.Name)
	})
}

// Preset returns the preset whose network s describes, or false for a network of the learner's own.
func (s Settings) Preset() (Preset, bool) {
	ps := Presets()
	text := s.Spec().Format()
	i := slices.IndexFunc(ps, func(p Preset) bool { return p.Network.Format() == text })
	if i < 0 {
		return Preset{}, false
	}
	return ps[i], true
}
