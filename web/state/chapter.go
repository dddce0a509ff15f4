package state

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/lesson"
	"github.com/inkgrad/inkgrad/web/section"
)

// Chapter is the chapter on the page, or a lesson in its place. The settings have the section where the learner is,
// what is answered, and the figures.
type Chapter struct {
	// Lesson is what the settings name in place of the chapter.
	Lesson Lesson
	// Shown says that the chapter is on the page, Begun that it has been, and Linked that the settings are those of a
	// link to the figure of a section. At is the section whose figure is set up, or "" for none.
	Shown, Begun, Linked bool
	At                   string
	// Answers holds, by section, what the learner has answered or typed last.
	Answers map[string]Answer
	// Loop is the walk through the loop of training.
	Loop Loop
	// Learner is what the learner is called, or "".
	Learner string
	// seen is what the figure of At was last looked for in.
	seen *Settings
	// entered holds the sections whose settings of the whole page were set up, and SetUps counts how often any were.
	entered map[string]bool
	SetUps  int
}

// Answer is an answer to a section's question, as it was given or is being typed.
type Answer struct {
	Text   string
	Judged Judgement
	// Verdict is what there is to say of it, or "".
	Verdict string
	// Given is the answer that counts, or "": the latest, but neither one that cannot be read, nor a wrong one after a
	// right one.
	Given string
}

func (c *Chapter) with(change func(*Chapter)) *Chapter {
	n := *c
	change(&n)
	return &n
}

// Section returns the section where the learner is.
func (s State) Section() section.Section { return s.Sections().Find(s.Settings.Wanted.Section) }

// ToSection goes to a section. Its figure is as the learner left it.
func (s State) ToSection(name string) State {
	s.Settings = s.Settings.With("section", name)
	return s
}

// linkedTo records that settings have come from elsewhere. A link to a section may have its figure in it; any other
// set of settings has some figure, which is none of the section's.
func (s State) linkedTo(w setting.Settings) State {
	at := s.Sections().Find(w.Section)
	s.Chapter = s.Chapter.with(func(c *Chapter) {
		c.At, c.Linked = "", w.Section != "" && w.Figure(at.Panel) != ""
		if !setting.Default().EqualButPage(w) || w.Steps > 0 || w.Drawn() {
			c.entered = map[string]bool{at.Name: true} // the link has what became of it
		}
	})
	return s
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
	if !s.Chapter.Shown || !s.Chapter.Lesson.Here() {
		return
	}
	at := s.Section()
	if s.Chapter.At == at.Name && s.Chapter.seen == s.Settings {
		return
	}
	figures := s.figures(s.Settings.Wanted)
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
		s.enter(at)
	}
	now := s.Settings.Wanted.Figure(at.Panel)
	if figures[at.Name] = now; now == begins(at, at.Set) || now == begins(at, at.Question.Set) {
		delete(figures, at.Name) // what the question has set up is not the learner's
	}
	if text := s.figuresText(figures); text != s.Settings.Wanted.Figures {
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
	s.setAll(wanted)
	s.Bench = s.Bench.withDraft(BenchCell{}).refusing("")
}

// enter sets up, the first time that a section is entered, what it names of the whole page: the network, the drawing,
// the puzzle.
func (s *State) enter(at section.Section) {
	if s.Chapter.entered[at.Name] {
		return
	}
	s.Chapter = s.Chapter.with(func(c *Chapter) { c.entered = with(c.entered, at.Name) })
	s.setPage(at.Set)
	if t := at.Question.Task; t != nil && t.Mistake > 0 {
		s.Check = s.Check.With(func(c *Check) {
			c.SetPuzzle(true)
			c.SetNumber(strconv.Itoa(t.Mistake))
		})
	}
}

// setPage takes those settings of a query that are of the whole page, and does what they say.
func (s *State) setPage(query string) {
	wanted := s.Settings.Wanted.WithNamed(query)
	if wanted.Query() == s.Settings.Wanted.Query() {
		return
	}
	was := s.Settings.Wanted
	s.setAll(wanted)
	s.Chapter = s.Chapter.with(func(c *Chapter) { c.SetUps++ })
	*s = s.withSketch()
	named, _ := setting.ParseQuery(query)
	if wanted.Steps != was.Steps || wanted.Weights != was.Weights || named.Steps > 0 && wanted.Weights == "" {
		*s = s.ToReplay()
	}
}

// setAll takes all settings. What was not understood of a link is still to be told, and its network to come.
func (s *State) setAll(wanted setting.Settings) {
	was := s.Settings
	*s = s.setUp(wanted, nil)
	s.Settings = was.inLink(wanted)
}

// Try sets up the figure of the section as one of its tries says, on top of how it begins.
func (s State) Try(query string) State {
	at := s.Section()
	s.setFigure(at, query+"&"+at.Set)
	s.setPage(query)
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

// figures reads the setting figures: what each figure that was changed is set to, by section.
func (s State) figures(w setting.Settings) map[string]string {
	figures := map[string]string{}
	for _, part := range strings.Split(w.Figures, ";") {
		if name, query, ok := strings.Cut(part, "?"); ok && s.Sections().Index(name) >= 0 {
			figures[name] = query
		}
	}
	return figures
}

// figuresText is what figures reads, in the order of the sections.
func (s State) figuresText(figures map[string]string) string {
	var parts []string
	for _, at := range s.Sections().Sections {
		if query, ok := figures[at.Name]; ok {
			parts = append(parts, at.Name+"?"+strings.ReplaceAll(query, ";", "%3B"))
		}
	}
	return strings.Join(parts, ";")
}

// AnsweredSections returns the names of the sections whose question was answered, in their order.
func (s State) AnsweredSections() []string { return s.answered(s.Settings.Wanted.Answered) }

func (s State) answered(text string) []string {
	names := strings.Split(text, ",")
	var all []string
	for _, at := range s.Sections().Sections {
		if slices.Contains(names, at.Name) {
			all = append(all, at.Name)
		}
	}
	return all
}

// Answer returns what the learner has answered to the section's question.
func (s State) Answer() Answer { return s.answerTo(s.Section()) }

func (s State) answerTo(at section.Section) Answer {
	if a, ok := s.Chapter.Answers[at.Name]; ok {
		return a
	}
	if slices.Contains(s.AnsweredSections(), at.Name) { // a link says so, which does not have the learner's words
		return Answer{Text: at.Question.Answer, Judged: Right, Verdict: right(at.Question)}
	}
	return Answer{}
}

// TypeAnswer records what is being typed.
func (s State) TypeAnswer(text string) State {
	return s.withAnswer(Answer{Text: text, Given: s.Answer().Given})
}

// GiveAnswer checks an answer to the section's question.
func (s State) GiveAnswer(text string) State {
	return s.give(judge(s.Section().Question, text))
}

// give records an answer to the section's question. Of one that does not count, the one before stays.
func (s State) give(a Answer) State {
	at, before := s.Section(), s.Answer().Given
	switch {
	case a.Judged == Right:
		s = s.withAnswered(at.Name)
	case a.Given == "":
		a.Given = before
	case before != "" && slices.Contains(s.AnsweredSections(), at.Name):
		a.Given = before
		a.Verdict += " Your right answer stays."
	}
	return s.withAnswer(a)
}

// withAnswered records that the questions of sections are answered, whose names are joined by commas.
func (s State) withAnswered(names string) State {
	s.Settings = s.Settings.With("answered", strings.Join(s.answered(s.Settings.Wanted.Answered+","+names), ","))
	return s
}

// right are the words about a right answer.
func right(q section.Question) string {
	if q.Open() {
		return "Noted. It goes into your result."
	}
	return strings.TrimSpace("Right. " + q.Why)
}

// judge says whether an answer that was typed or chosen is right.
func judge(q section.Question, text string) Answer {
	yes, ok := q.Right(text)
	a := Answer{Text: text, Judged: Unreadable}
	if ok {
		a.Given = text
	}
	switch {
	case yes:
		a.Judged, a.Verdict = Right, right(q)
	case ok:
		a.Judged = Wrong
		a.Verdict = strings.TrimSpace("Not quite. " + q.Hint)
	case strings.TrimSpace(text) == "":
		a.Verdict = "Write your answer first."
	case q.Shape:
		a.Verdict = "A shape is sizes with × between them, as in 2×3."
	default:
		a.Verdict = "That is not a number. Write it as 2.2, 2,2 or 11/5."
	}
	return a
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

// ChapterFile is what a browser keeps of the chapter or the lesson: the settings about it, as a query, and on the next
// line the answers, as a result code.
func (s State) ChapterFile() string {
	w := setting.Default()
	w.Section, w.Answered, w.Figures = s.Settings.Wanted.Section, s.Settings.Wanted.Answered, s.Settings.Wanted.Figures
	file := w.Query()
	if r := s.Result(); len(r.Answers) > 0 || r.Name != "" {
		file += "\n" + r.Code()
	}
	return file
}

// FoundChapter takes up what a browser has kept. What a link says goes first.
func (s State) FoundChapter(file string) State {
	query, _, _ := strings.Cut(file, "\n")
	kept, _ := setting.ParseQuery(query)
	n := s.Settings.without()
	n.Wanted.Section = cmp.Or(n.Wanted.Section, kept.Section)
	figures := s.figures(kept)
	maps.Copy(figures, s.figures(n.Wanted))
	n.Wanted.Figures = s.figuresText(figures)
	s.Settings = n
	s.Chapter = s.Chapter.with(func(c *Chapter) { c.At = "" })
	return s.MergeChapter(file)
}

// MergeChapter takes up the answers that another page has kept, and leaves the figures as they are.
func (s State) MergeChapter(file string) State {
	query, code, _ := strings.Cut(file, "\n")
	kept, _ := setting.ParseQuery(query)
	s = s.withAnswered(kept.Answered)
	for _, read := range lesson.ReadCodes(code) {
		s = s.withResult(read.Result)
	}
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
