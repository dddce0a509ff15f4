package state

import (
	"errors"
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Settings is what the learner has set.
type Settings struct {
	// Wanted are the valid settings; the engine's Status has those in force.
	Wanted setting.Settings
	// Drafts holds, by name, texts that are not valid as they stand, and Errors what is wrong with each.
	Drafts, Errors map[string]string
	// Ignored says which parts of the URL's hash were not understood.
	Ignored []string
}

// Text returns what the named setting's control shows.
func (s *Settings) Text(name string) string {
	if draft, ok := s.Drafts[name]; ok {
		return draft
	}
	return s.Wanted.Text(name)
}

// WithSetting notes what a person wrote into the control of a setting. What is not valid is kept as it was written, with its error,
// beside the last valid value.
func (s State) WithSetting(name, text string) State {
	n := *s.Settings
	n.Wanted = n.Wanted.Clone()
	n.Drafts, n.Errors = without(n.Drafts, name), without(n.Errors, name)
	if err := n.Wanted.Set(name, text); err != nil {
		n.Drafts[name], n.Errors[name] = text, explain(err)
	}
	s.Settings = &n
	return s
}

// WithPreset takes a preset's network and the way to train it; what it does not concern stays.
func (s State) WithPreset(p setting.Preset) State {
	before := s.Settings.Wanted
	s.Settings = &Settings{Wanted: p.Apply(before), Ignored: s.Settings.Ignored}
	return s.followedPreset(before)
}

// SlowerRate is the learning rate to try after training has diverged: a tenth, as a person writes it.
func (s State) SlowerRate() string {
	row, _ := setting.Find("learningRate")
	return strconv.FormatFloat(max(row.Min, s.Settings.Wanted.LearningRate/10), 'g', 3, 64)
}

// WithSettings takes all settings from elsewhere: the URL's hash, or the page around a frame.
func (s State) WithSettings(wanted setting.Settings, ignored []error) State {
	n := &Settings{Wanted: wanted.Clone()}
	for _, err := range ignored {
		n.Ignored = append(n.Ignored, explainAway(err))
	}
	s.Settings = n
	s.Formula = s.Formula.formulaText(wanted.Formula)
	s.Graph = s.Graph.withView(wanted)
	return s
}

// WithoutIgnored forgets what was told about the URL's hash.
func (s State) WithoutIgnored() State {
	n := *s.Settings
	n.Ignored = nil
	s.Settings = &n
	return s
}

// Waiting lists the rows whose wanted value differs from that of the network in force and takes effect from scratch only.
func (s State) Waiting() []setting.Row {
	if s.Engine.Status.Parameters == 0 {
		return nil
	}
	return slices.DeleteFunc(setting.Table(), func(r setting.Row) bool {
		return !r.Fresh || !r.Applies(s.Settings.Wanted) || s.Settings.Wanted.Text(r.Name) == s.Engine.Status.Settings.Text(r.Name)
	})
}

// without returns a copy of m that lacks the key; it is never nil.
func without(m map[string]string, key string) map[string]string {
	n := make(map[string]string, len(m))
	for k, v := range m {
		if k != key {
			n[k] = v
		}
	}
	return n
}

// explain turns an error of package setting into a sentence for the control that it belongs to.
func explain(err error) string {
	if e := (*setting.Error)(nil); errors.As(err, &e) {
		return phrase.Sentence(e.Problem)
	}
	return phrase.Sentence(err.Error())
}

// explainAway is explain for a place away from the controls: the setting's label comes first.
func explainAway(err error) string {
	if e := (*setting.Error)(nil); errors.As(err, &e) {
		if row, ok := setting.Find(e.Name); ok {
			return phrase.Sentence(row.Label + ": " + e.Problem)
		}
	}
	return explain(err)
}
