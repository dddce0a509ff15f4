package state

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/section"
)

// Chapter is the chapter on the page. The settings have the section where the learner is, what is answered, and the
// figures.
type Chapter struct {
	// Shown says that the chapter is on the page, Begun that it has been, and Linked that the settings are those of a
	// link to the figure of a section. At is the section whose figure is set up, or "" for none.
	Shown, Begun, Linked bool
	At                   string
	// Answers holds, by section, what the learner has answered last.
	Answers map[string]Answer
	// Loop is the walk through the loop of training.
	Loop Loop
	// seen is what the figure of At was last looked for in.
	seen *Settings
}

// Answer is an answer to a section's question, as it was given or is being typed.
type Answer struct {
	Text   string
	Judged Judgement
	// Verdict is what there is to say of it, or "".
	Verdict string
}

func (c *Chapter) with(change func(*Chapter)) *Chapter {
	n := *c
	change(&n)
	return &n
}

// Section returns the section where the learner is.
func (s State) Section() section.Section { return section.Find(s.Settings.Wanted.Section) }

// ToSection goes to a section. Its figure is as the learner left it.
func (s State) ToSection(name string) State {
	s.Settings = s.Settings.With("section", name)
	return s
}

// linkedTo records that settings have come from elsewhere. A link to a section may have its figure in it; any other
// set of settings has some figure, which is none of the section's.
func (c *Chapter) linkedTo(w setting.Settings) *Chapter {
	return c.with(func(c *Chapter) {
		c.At, c.Linked = "", w.Section != "" && w.Figure(section.Find(w.Section).Panel) != ""
	})
}

// ShowChapter records that the chapter is on the page, or no longer. Other pages may have set up its panels since, so
// the figure is set up again.
func (s State) ShowChapter(shown bool) State {
	first := !s.Chapter.Begun
	s.Chapter = s.Chapter.with(func(c *Chapter) {
		c.Shown, c.Begun = shown, c.Begun || shown
		if !first {
			c.At, c.Linked = "", false
		}
	})
	if shown && first {
		s.Code = s.Code.WithOpen(true) // there it belongs to the text
	}
	return s
}

// followChapter sets up the figure of the section where the learner has come to, and keeps what becomes of it.
func (s *State) followChapter() {
	if !s.Chapter.Shown {
		return
	}
	at := s.Section()
	if s.Chapter.At == at.Name && s.Chapter.seen == s.Settings {
		return
	}
	figures := figuresOf(s.Settings.Wanted)
	if s.Chapter.At != at.Name {
		query, kept := figures[at.Name]
		switch {
		case kept:
		case s.Chapter.Linked && fits(at, s.Settings.Wanted):
			query = s.Settings.Wanted.Figure(at.Panel) + "&" + at.Set // of a name that comes twice, the first counts
		default:
			query = at.Set
		}
		s.setFigure(at, query)
	}
	now := s.Settings.Wanted.Figure(at.Panel)
	if figures[at.Name] = now; now == begins(at, at.Set) || now == begins(at, at.Question.Set) {
		delete(figures, at.Name) // what the question has set up is not the learner's
	}
	if text := figuresText(figures); text != s.Settings.Wanted.Figures {
		s.Settings = s.Settings.With("figures", text)
	}
	s.Chapter = s.Chapter.with(func(c *Chapter) { c.At, c.Linked, c.seen = at.Name, false, s.Settings })
}

// begins is the figure of a section that a query sets up.
func begins(at section.Section, query string) string {
	return setting.Default().WithFigure(at.Panel, query).Figure(at.Panel)
}

// fits reports whether the figure that a link has is one of the section: a layer of its kind, where it is one.
func fits(at section.Section, w setting.Settings) bool {
	layer := func(w setting.Settings) string {
		l, err := spec.ParseAlone(w.Layer)
		if err != nil {
			return ""
		}
		return l.Kind().Name
	}
	own, _ := setting.ParseQuery(at.Set)
	return at.Panel != "layer" || w.Layer == setting.Default().Layer || layer(w) == layer(own)
}

// setFigure sets up the figure of a section.
func (s *State) setFigure(at section.Section, query string) {
	wanted := s.Settings.Wanted.WithFigure(at.Panel, query)
	if wanted.Figure(at.Panel) == s.Settings.Wanted.Figure(at.Panel) {
		return
	}
	ignored := s.Settings.Ignored
	*s = s.setUp(wanted, nil)
	s.Settings.Ignored = ignored // setUp has just made these Settings
	s.Bench = s.Bench.withDraft(BenchCell{}).refusing("")
}

// Try sets up the figure of the section as one of its tries says, on top of how it begins.
func (s State) Try(query string) State {
	at := s.Section()
	s.setFigure(at, query+"&"+at.Set)
	return s
}

// Changed reports whether the figure of the section is another than the one it begins with.
func (s State) Changed() bool {
	at := s.Section()
	return s.Settings.Wanted.Figure(at.Panel) != begins(at, at.Set)
}

// ShowsAnswer reports whether the figure of the section is the one of its question.
func (s State) ShowsAnswer() bool {
	at := s.Section()
	return at.Question.Set != "" && s.Settings.Wanted.Figure(at.Panel) == begins(at, at.Question.Set)
}

// figuresOf reads the setting figures: what each figure that was changed is set to, by section.
func figuresOf(w setting.Settings) map[string]string {
	figures := map[string]string{}
	for _, part := range strings.Split(w.Figures, ";") {
		if name, query, ok := strings.Cut(part, "?"); ok && section.Index(name) >= 0 {
			figures[name] = query
		}
	}
	return figures
}

// figuresText is what figuresOf reads, in the order of the sections.
func figuresText(figures map[string]string) string {
	var parts []string
	for _, s := range section.All() {
		if query, ok := figures[s.Name]; ok {
			parts = append(parts, s.Name+"?"+strings.ReplaceAll(query, ";", "%3B"))
		}
	}
	return strings.Join(parts, ";")
}

// AnsweredSections returns the names of the sections whose question was answered, in their order.
func (s State) AnsweredSections() []string { return answered(s.Settings.Wanted.Answered) }

func answered(text string) []string {
	names := strings.Split(text, ",")
	var all []string
	for _, s := range section.All() {
		if slices.Contains(names, s.Name) {
			all = append(all, s.Name)
		}
	}
	return all
}

// Answer returns what the learner has answered to the section's question.
func (s State) Answer() Answer {
	at := s.Section()
	if a, ok := s.Chapter.Answers[at.Name]; ok {
		return a
	}
	if slices.Contains(s.AnsweredSections(), at.Name) { // on an earlier visit
		return Answer{at.Question.Answer, Right, "Right. " + at.Question.Why}
	}
	return Answer{}
}

// TypeAnswer records what is being typed.
func (s State) TypeAnswer(text string) State { return s.withAnswer(Answer{Text: text}) }

// GiveAnswer checks an answer to the section's question.
func (s State) GiveAnswer(text string) State {
	at := s.Section()
	right, ok := at.Question.Right(text)
	switch {
	case right:
		s.Settings = s.Settings.With("answered",
			strings.Join(answered(s.Settings.Wanted.Answered+","+at.Name), ","))
		return s.withAnswer(Answer{text, Right, "Right. " + at.Question.Why})
	case !ok && strings.TrimSpace(text) == "":
		return s.withAnswer(Answer{text, Wrong, "Write your answer first."})
	case !ok && at.Question.Shape:
		return s.withAnswer(Answer{text, Wrong, "A shape is sizes with × between them, as in 2×3."})
	case !ok:
		return s.withAnswer(Answer{text, Wrong, "That is not a number. Write it as 2.2, 2,2 or 11/5."})
	}
	return s.withAnswer(Answer{text, Wrong, "Not quite. " + at.Question.Hint})
}

func (s State) withAnswer(a Answer) State {
	name := s.Section().Name
	s.Chapter = s.Chapter.with(func(c *Chapter) {
		c.Answers = maps.Clone(c.Answers)
		if c.Answers == nil {
			c.Answers = map[string]Answer{}
		}
		c.Answers[name] = a
	})
	return s
}

// ChapterFile is what a browser keeps of the chapter: the settings about it, as a query.
func (s State) ChapterFile() string {
	w := setting.Default()
	w.Section, w.Answered, w.Figures = s.Settings.Wanted.Section, s.Settings.Wanted.Answered, s.Settings.Wanted.Figures
	return w.Query()
}

// FoundChapter takes up what a browser has kept. What a link says goes first.
func (s State) FoundChapter(file string) State {
	kept, _ := setting.ParseQuery(file)
	n := s.Settings.without()
	n.Wanted.Section = cmp.Or(n.Wanted.Section, kept.Section)
	n.Wanted.Answered = strings.Join(answered(kept.Answered+","+n.Wanted.Answered), ",")
	figures := figuresOf(kept)
	maps.Copy(figures, figuresOf(n.Wanted))
	n.Wanted.Figures = figuresText(figures)
	s.Settings = n
	s.Chapter = s.Chapter.with(func(c *Chapter) { c.At = "" })
	return s
}

// HasKind reports whether the network has a layer of a kind.
func (s State) HasKind(kind string) bool {
	return kind == spec.KindSoftmaxWithLoss || hasKind(s.network(), kind)
}

func hasKind(w setting.Settings, kind string) bool {
	return slices.Contains(w.Spec().Kinds(), spec.Find(kind))
}

// NetworkWith returns settings of a network that has a layer of a kind, and its name: a preset, or else the chapter's
// with that layer between the two others.
func NetworkWith(kind string, w setting.Settings) (name string, with setting.Settings) {
	for _, p := range setting.Presets() {
		if hasKind(p.Apply(setting.Default()), kind) {
			return p.Name, p.Apply(w)
		}
	}
	with = w.Clone()
	if k := spec.Find(kind); k != nil {
		if with.Set("network", "affine50-"+spec.FormatAlone(k.Default)+"-affine10") != nil {
			return "", w
		}
	}
	return "784–50–10 with " + kind, with
}
