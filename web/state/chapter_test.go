package state

import (
	"cmp"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/section"
)

// following is s after the change, as the hub makes it.
func following(s State, change func(State) State) State {
	s = change(s)
	s.Follow()
	return s
}

func shownChapter(s State) State {
	return following(s, func(s State) State { return s.ShowChapter(true) })
}

func to(name string) func(State) State { return func(s State) State { return s.ToSection(name) } }

func linked(t *testing.T, query string) State {
	t.Helper()
	w, errs := setting.ParseQuery(query)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return New().WithSettings(w, nil)
}

// Each section has its figure, and finds it again as the learner left it, in a link and in what the browser keeps, too.
func TestFiguresOfTheChapter(t *testing.T) {
	s := shownChapter(New())
	first := section.Chapter().Sections[0]
	if s.Settings.Wanted.Formula != "apple*n_apple*tax" || s.Section().Name != first.Name {
		t.Errorf("it begins with %q", s.Settings.Wanted.Formula)
	}
	if s.Formula.Typed != s.Settings.Wanted.Formula {
		t.Errorf("the field has %q", s.Formula.Typed)
	}
	for _, at := range section.Chapter().Sections {
		s = following(s, to(at.Name))
		want := setting.Default().WithFigure(at.Panel, at.Set).Figure(at.Panel)
		if got := s.Settings.Wanted.Figure(at.Panel); got != want || s.Changed() {
			t.Errorf("%s: the figure is %q, want %q", at.Name, got, want)
		}
	}
	s = following(s, to("relu"))
	s = following(s, func(s State) State { return s.WithBenchExample(spec.Example{Layer: "relu", Numbers: "x=7;8"}) })
	s = following(s, to("chain-rule"))
	s = following(s, func(s State) State { return s.WithValue("x", "4", false) })
	changed := s.Settings.Wanted.Figure("formula")
	s = following(s, to("mul"))
	if !strings.HasPrefix(s.Settings.Wanted.Layer, "mul") || s.Changed() {
		t.Errorf("mul has %q", s.Settings.Wanted.Layer)
	}
	file := s.ChapterFile()
	check := func(where string, s State) {
		t.Helper()
		if s = following(s, to("relu")); s.Settings.Wanted.Numbers != "x=7;8" || !s.Changed() {
			t.Errorf("%s: relu has %q", where, s.Settings.Wanted.Numbers)
		}
		if s = following(s, to("chain-rule")); s.Settings.Wanted.Figure("formula") != changed {
			t.Errorf("%s: the chain rule has %q, want %q", where, s.Settings.Wanted.Figure("formula"), changed)
		}
		s = following(s, func(s State) State { return s.Try("") })
		if s.Changed() || strings.Contains(s.Settings.Wanted.Figures, "chain-rule") {
			t.Errorf("%s: set back, the figures are %q", where, s.Settings.Wanted.Figures)
		}
	}
	check("later", s)
	check("by a link", shownChapter(linked(t, s.Settings.Wanted.Query())))
	found := following(shownChapter(New()), func(s State) State { return s.FoundChapter(file) })
	if found.Section().Name != "mul" || !strings.HasPrefix(found.Settings.Wanted.Layer, "mul") {
		t.Errorf("found is %s with %q", found.Section().Name, found.Settings.Wanted.Layer)
	}
	check("on another visit", found)

	// Another page sets up the same panel in between.
	s = following(s, func(s State) State { return s.ShowChapter(false) })
	s = following(s, func(s State) State { return s.WithLayerKind(spec.KindAffine) })
	if s = shownChapter(s); !strings.HasPrefix(s.Settings.Wanted.Layer, "mul") {
		t.Errorf("back in the chapter, mul has %q", s.Settings.Wanted.Layer)
	}
}

// A link to a section has its figure in it, whatever an earlier visit has left.
func TestALinkToASection(t *testing.T) {
	s := linked(t, "section=relu&layer=relu&numbers=x=9,-9")
	s = shownChapter(s)
	s = following(s, func(s State) State { return s.FoundChapter("section=mul&answered=mul&figures=relu?numbers=x=1") })
	if s.Section().Name != "relu" || s.Settings.Wanted.Numbers != "x=9,-9" {
		t.Errorf("it shows %s with %q", s.Section().Name, s.Settings.Wanted.Numbers)
	}
	if got := s.AnsweredSections(); len(got) != 1 || got[0] != "mul" {
		t.Errorf("answered are %q", got)
	}
	s = following(s, to("add"))
	if s = following(s, to("relu")); s.Settings.Wanted.Numbers != "x=9,-9" {
		t.Errorf("later relu has %q", s.Settings.Wanted.Numbers)
	}
	// What a link leaves out is as the section has it, and a figure of another kind is none of the section's.
	for query, want := range map[string]string{
		"section=relu&numbers=x=9,9": "layer=relu&numbers=x=9,9", "section=relu&layer=affine": "",
		"section=dropout&layerMode=predict": "layer=dropout0.5&numbers=x=1,2,3,4;5,6,7,8;9,10,11,12~" +
			"dout=1,1,1,1;2,2,2,2;3,3,3,3&layerMode=predict",
	} {
		s := shownChapter(linked(t, query))
		if at := s.Section(); s.Settings.Wanted.Figure("layer") != cmp.Or(want, begins(at, at.Set)) {
			t.Errorf("%q: the figure is %q", query, s.Settings.Wanted.Figure("layer"))
		}
	}
	// Nor is what a question has set up the learner's.
	asked := following(shownChapter(New()), to("mul"))
	asked = following(asked, func(s State) State { return s.Try(s.Section().Question.Set) })
	if !asked.ShowsAnswer() || !asked.Changed() || asked.Settings.Wanted.Figures != "" {
		t.Errorf("the question’s figure is kept: %q", asked.Settings.Wanted.Figures)
	}
	asked = following(following(asked, to("add")), to("mul"))
	if asked.ShowsAnswer() || asked.Changed() {
		t.Errorf("later mul has %q", asked.Settings.Wanted.Numbers)
	}
	nowhere := linked(t, "section=nowhere&seed=7")
	if w := nowhere.Settings; w.Wanted.Section != "" || w.Wanted.Seed != 7 || len(w.Ignored) != 1 ||
		w.Ignored[0] != "The chapter has no section \"nowhere\"." {
		t.Errorf("of a section that is not there, %q is said", nowhere.Settings.Ignored)
	}
	// The address is read once more when the panel is there, and has nothing about the figure.
	for _, query := range []string{"theme=dark", "section=relu", "formula=x", "section=relu&formula=x"} {
		w, _ := setting.ParseQuery(query)
		s := following(shownChapter(New()), func(s State) State { return s.WithSettings(w, nil) })
		if at := s.Section(); s.Changed() ||
			s.Settings.Wanted.Figure(at.Panel) != setting.Default().WithFigure(at.Panel, at.Set).Figure(at.Panel) {
			t.Errorf("%q: the figure of %s is %q", query, at.Name, s.Settings.Wanted.Figure(at.Panel))
		}
	}
	for _, odd := range []string{"section=nowhere", "figures=relu", "figures=;;?", "answered=,relu,relu,what",
		"section=relu&figures=relu?formula=x", "figures=relu?%2525;mul?layer=nothing"} {
		s := shownChapter(linked(t, odd))
		if s = following(s, to("relu")); s.Settings.Wanted.Layer == "" || len(s.AnsweredSections()) > 1 {
			t.Errorf("%q: relu has %q, answered are %q", odd, s.Settings.Wanted.Layer, s.AnsweredSections())
		}
	}
}

func TestAnswersOfTheChapter(t *testing.T) {
	s := shownChapter(New())
	for _, at := range section.Chapter().Sections {
		s = following(s, to(at.Name))
		if s.Answer().Judged != NotJudged {
			t.Errorf("%s is judged before it is answered", at.Name)
		}
		s = following(s, func(s State) State { return s.GiveAnswer("nonsense") })
		if a := s.Answer(); a.Judged != Unreadable || a.Verdict == "" {
			t.Errorf("%s: nonsense is %v, %q", at.Name, a.Judged, a.Verdict)
		}
		s = following(s, func(s State) State { return s.GiveAnswer(at.Question.Answer) })
		if a := s.Answer(); a.Judged != Right || !strings.Contains(a.Verdict, at.Question.Why) {
			t.Errorf("%s: its answer is %v, %q", at.Name, a.Judged, a.Verdict)
		}
	}
	if got := len(s.AnsweredSections()); got != len(section.Chapter().Sections) {
		t.Errorf("%d are answered", got)
	}
	later := shownChapter(New()).FoundChapter(s.ChapterFile())
	if a := later.Answer(); a.Judged != Right || len(later.AnsweredSections()) != len(section.Chapter().Sections) {
		t.Errorf("on another visit it is %+v, and %d are answered", a, len(later.AnsweredSections()))
	}
}

// The network of a link, or of a section, is trained although the figure beside it is set up, too.
func TestNetworksOfTheChapter(t *testing.T) {
	s := shownChapter(linked(t, "learningRate=0.4&steps=60").ToReplay())
	if s.Settings.Wanted.Formula == "" || s.Settings.Wanted.Steps != 60 || !s.Settings.replays {
		t.Errorf("%s, to be trained: %v", s.Settings.Wanted.Query(), s.Settings.replays)
	}
	s = s.withReplay(false) // it is there
	if s = following(s, to("relu")); s.Settings.replays {
		t.Error("it is trained again for another section")
	}
	const two = "# Two\n\n## First\n\nWords.\n\n- figure: train `hidden=12&steps=30`\n\n" +
		"## Second\n\nWords.\n\n- figure: train `hidden=13&steps=30`\n"
	s = shownChapter(linked(t, lessonQuery(two)))
	if !s.Settings.replays {
		t.Error("the first network is not trained")
	}
	s = s.withReplay(false)
	if s = following(s, to("second")); s.Settings.Wanted.Hidden[0] != 13 || !s.Settings.replays {
		t.Errorf("%s, to be trained: %v", s.Settings.Wanted.Query(), s.Settings.replays)
	}
}

// The answer that counts is the latest, but neither one that cannot be read, nor a wrong one after a right one: what
// the section says, the list of sections and the result agree.
func TestTheAnswerThatCounts(t *testing.T) {
	at := section.Chapter().Sections[0]
	if v, ok := at.Question.Right("7"); v || !ok {
		t.Fatalf("7 is %v, %v for %+v", v, ok, at.Question)
	}
	s := following(shownChapter(New()), to(at.Name))
	for _, c := range []struct{ text, want string }{
		{"abc", ""}, {"7", "7"}, {"abc", "7"}, {"", "7"}, {"8", "8"}, {at.Question.Answer, at.Question.Answer},
		{"7", at.Question.Answer}, {"½", at.Question.Answer}, {" ", at.Question.Answer},
	} {
		s = following(s, func(s State) State { return s.TypeAnswer(c.text) })
		s = following(s, func(s State) State { return s.GiveAnswer(c.text) })
		if got := s.Result().Answers[at.Name]; got != c.want {
			t.Errorf("after %q the result has %q, want %q", c.text, got, c.want)
		}
		if done := len(s.AnsweredSections()) > 0; done != (c.want == at.Question.Answer) {
			t.Errorf("after %q it is answered: %v", c.text, done)
		}
		later := shownChapter(New()).FoundChapter(s.ChapterFile())
		if got := later.Result().Answers[at.Name]; got != c.want {
			t.Errorf("on another visit after %q the result has %q, want %q", c.text, got, c.want)
		}
	}
	open := section.Question{Ask: "What was hard?"}
	if right, ok := open.Right(" "); right || ok {
		t.Errorf("no words are an answer: %v, %v", right, ok)
	}
}

// A layer that is sought is chosen when there is a graph that has it.
func TestSeek(t *testing.T) {
	g := &snapshot.Graph{Nodes: []snapshot.Node{
		{ID: 0, Kind: "Param", Scope: "Affine1"}, {ID: 1, Kind: "MatMul", Scope: "Affine1"},
		{ID: 2, Kind: "Add", Scope: "Affine1"}, {ID: 3, Kind: "ReLU", Scope: "ReLU1"},
		{ID: 4, Kind: "MatMul", Scope: "Affine2"}, {ID: 5, Kind: "SoftmaxWithLoss", Scope: "SoftmaxWithLoss"},
	}}
	for kind, want := range map[string]int{spec.KindAffine: 2, spec.KindReLU: 3, spec.KindSoftmaxWithLoss: 5,
		spec.KindDropout: -1} {
		sought := New().Graph.WithSought(kind)
		sought = sought.Seek(sought.Sought)
		if sought.Sought != kind || sought.Selected != -1 {
			t.Errorf("without a graph, %s is no longer sought", kind)
		}
		sought.Graph = g
		if got := sought.Seek(kind); got.Selected != want || got.Sought != "" {
			t.Errorf("%s: chosen is %d, want %d", kind, got.Selected, want)
		}
	}
}

func TestNetworkWith(t *testing.T) {
	for _, at := range section.Chapter().Sections {
		if at.Kind == "" {
			continue
		}
		s := New()
		name, with := NetworkWith(at.Kind, s.Settings.Wanted)
		if s.Settings = s.Settings.withAll(with); !s.HasKind(at.Kind) || name == "" || with.Validate() != nil {
			t.Errorf("%s: %q has %s", at.Kind, name, with.Text("network"))
		}
	}
}
