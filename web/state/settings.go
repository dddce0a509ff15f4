package state

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Settings holds the learner's settings.
type Settings struct {
	// Wanted are the valid settings; the engine's Status has the current ones.
	Wanted setting.Settings
	// Drafts holds, by name, texts that are not valid, and Errors what is wrong with each.
	Drafts, Errors map[string]string
	// Ignored lists the parts of the URL's hash that were not understood.
	Ignored []string
	// sketched is the Version of the drawing that Wanted has.
	sketched int
	// replays says that the network that a link describes is still to be trained, and recalling that the browser is
	// asked for it before.
	replays, recalling bool
	// weights says what becomes of the file with a network that a link names, and weighed is the step of that network.
	weights weights
	weighed int
	// kept are the settings with which a network that this browser had kept was taken up, or nil.
	kept *setting.Settings
}

// maxIgnored is how many parts of a link that were not understood are told one by one.
const maxIgnored = 5

// newSettings are settings from elsewhere, of which some parts were not understood.
func newSettings(wanted setting.Settings, ignored []error) *Settings {
	s := &Settings{Wanted: wanted.Clone()}
	for i, err := range ignored {
		if i == maxIgnored {
			s.Ignored = append(s.Ignored, "There are "+phrase.Grouped(len(ignored)-i)+" more such parts.")
			break
		}
		s.Ignored = append(s.Ignored, explainAway(err))
	}
	return s
}

// Text returns what the named setting's control shows.
func (s *Settings) Text(name string) string {
	if draft, ok := s.Drafts[name]; ok {
		return draft
	}
	return s.Wanted.Text(name)
}

// With records what a person typed into the control of a setting. An invalid text is kept as it was typed, with its
// error, beside the last valid value.
func (s *Settings) With(name, text string) *Settings {
	n := s.without(name)
	if err := n.Wanted.Set(name, text); err != nil {
		n.Drafts[name], n.Errors[name] = text, explain(err)
	}
	return n
}

// without is a copy to change, for which there are no drafts of the named settings.
func (s *Settings) without(names ...string) *Settings {
	n := *s
	n.Wanted = n.Wanted.Clone()
	for _, name := range names {
		n.Drafts, n.Errors = without(n.Drafts, name), without(n.Errors, name)
	}
	return &n
}

// withAll takes all settings in place of what was set and written.
func (s *Settings) withAll(wanted setting.Settings) *Settings {
	return &Settings{Wanted: wanted, Ignored: s.Ignored}
}

// inLink is withAll within a link, whose network may be still to come.
func (s *Settings) inLink(wanted setting.Settings) *Settings {
	n := *s
	n.Wanted, n.Drafts, n.Errors, n.sketched = wanted.Clone(), nil, nil, 0
	return &n
}

// withLayers takes the layers of a network.
func (s *Settings) withLayers(layers []spec.Layer) *Settings {
	n := s.without("network", "hidden")
	if err := n.Wanted.SetLayers(layers); err != nil {
		return s
	}
	return n
}

// withExample takes a formula with its values, all of its steps.
func (s *Settings) withExample(e expr.Example) *Settings {
	n := s.without("formula")
	n.Wanted.Formula, n.Wanted.Values, n.Wanted.Step = e.Formula, maps.Clone(e.Values), setting.AllSteps
	return n
}

// withValue takes a value of the formula.
func (s *Settings) withValue(name string, v float64) *Settings {
	n := s.without()
	if n.Wanted.Values == nil {
		n.Wanted.Values = map[string]float64{}
	}
	n.Wanted.Values[name] = v
	return n
}

// withBench takes a layer with its numbers for the bench.
func (s *Settings) withBench(layer, numbers string) *Settings {
	n := s.without("layer", "numbers")
	n.Wanted.Layer, n.Wanted.Numbers = layer, numbers
	return n
}

// following returns s saying how the graph is shown.
func (s *Settings) following(g *Graph) *Settings {
	unfolded, step := g.unfolded(), setting.NoSteps
	if g.Stepping {
		step = g.At
	}
	view := setting.GraphView{Unfolded: unfolded, Node: g.Selected, GraphStep: step, GraphMode: g.Mode,
		GraphLook: g.Look, GraphOf: setting.GraphNetwork, GraphInput: setting.GraphAuto, GraphTarget: g.Label}
	if g.Own && g.Reader {
		view.GraphOf = setting.GraphReader
	}
	if drawn := g.Pad || g.Reader || s.Wanted.Drawn(); drawn != g.Own {
		if view.GraphInput = setting.GraphBatch; g.Own {
			view.GraphInput = setting.GraphDrawing
		}
	}
	if g.Selected >= 0 {
		view.GraphElement = g.Element
	}
	if s.Wanted.GraphView == view {
		return s
	}
	n := s.without()
	n.Wanted.GraphView = view
	return n
}

// Note says what there is to know of the value of a setting that is valid all the same, or is "": a layer may not be
// able to learn from a batch of one image.
func (s *Settings) Note(name string) string {
	if name != "batchSize" || s.Wanted.BatchSize > 1 {
		return ""
	}
	var notes []string
	for _, k := range s.Wanted.Spec().Kinds() {
		if k.OneImage != "" {
			notes = append(notes, k.OneImage)
		}
	}
	return strings.Join(notes, " ")
}

// SlowerRate returns the learning rate to try after training has diverged: a tenth, as a person writes it.
func (s *Settings) SlowerRate() string {
	row, _ := setting.Find("learningRate")
	return strconv.FormatFloat(max(row.Min, s.Wanted.LearningRate/10), 'g', 3, 64)
}

// withoutSection goes to the beginning of the chapter, and says why.
func (s *Settings) withoutSection(why string) *Settings {
	n := s.ignoring(why)
	n.Wanted.Section = ""
	return n
}

// ignoring says of one more part of a link why it was not taken.
func (s *Settings) ignoring(why string) *Settings {
	n := s.without()
	n.Ignored = append(slices.Clone(n.Ignored), why)
	return n
}

// WithoutState says that the file with more settings did not come.
func (s State) WithoutState() State {
	n := s.Settings.ignoring("The settings at " + excerpt.Cut(s.Settings.Wanted.State) + " could not be loaded: " +
		"they are not " +
		"there, or the host does not let other pages read them.")
	n.Wanted.State = ""
	s.Settings = n
	return s
}

// WithoutIgnored clears Ignored.
func (s *Settings) WithoutIgnored() *Settings {
	n := *s
	n.Ignored = nil
	return &n
}

// Waiting lists the rows whose wanted value differs from that of the current network and takes effect only from
// scratch.
func (s *Settings) Waiting(e *Engine) []setting.Row {
	if e.Status.Parameters == 0 {
		return nil
	}
	return slices.DeleteFunc(setting.Table(), func(r setting.Row) bool {
		return !r.Fresh || !r.Applies(s.Wanted) || s.Wanted.Text(r.Name) == e.Status.Settings.Text(r.Name)
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

// explain turns an error of package setting into a sentence for its control.
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

// HidesOwn reports whether a page, perhaps in somebody's notes, works without drawings of the learner's own: it hides
// the setting about them.
func (s *Settings) HidesOwn() bool { return slices.Contains(s.Wanted.Hide, OwnShare) }

// NetworkWaits reports whether the wanted layers differ from those of the current network.
func (s *Settings) NetworkWaits(e *Engine) bool {
	return e.Status.Parameters > 0 && s.Wanted.Spec().Format() != e.Status.Settings.Spec().Format()
}

// LosesTraining reports whether another network would replace one that was trained here. The built-in network can
// always be loaded again.
func (s *Settings) LosesTraining(e *Engine) bool {
	return s.NetworkWaits(e) && e.GoesOn()
}
