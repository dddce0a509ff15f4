package state

import (
	"net/url"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/lesson"
)

const twoSections = `# Two

## First

- figure: formula ` + "`formula=x*y`" + `
- question: 2·4?
- answer: 8

## Second

- figure: train ` + "`hidden=20&learningRate=0.5`" + `
- question: Reach 90%.
- task: accuracy 90%, parameters 20000
`

func idOf(text string) string {
	l, _ := lesson.Parse(text)
	return lesson.ID(l)
}

func lessonQuery(text string) string {
	return "lesson=" + strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// A lesson is in the place of the chapter; a section sets up the whole page once, and what the learner does then stays.
func TestLessonInPlaceOfTheChapter(t *testing.T) {
	s := shownChapter(linked(t, lessonQuery(twoSections)))
	if s.Sections().Title != "Two" || s.Section().Name != "first" || s.Settings.Wanted.Formula != "x*y" {
		t.Fatalf("%s, %s with %q", s.Sections().Title, s.Section().Name, s.Settings.Wanted.Formula)
	}
	ups := s.Chapter.SetUps
	s = following(s, to("second"))
	if w := s.Settings.Wanted; len(w.Hidden) != 1 || w.Hidden[0] != 20 || w.LearningRate != 0.5 ||
		s.Chapter.SetUps != ups+1 {
		t.Errorf("the second section has %v and %v", w.Hidden, w.LearningRate)
	}
	s = following(s, func(s State) State { s.Settings = s.Settings.With("hidden", "30"); return s })
	s = following(s, to("first"))
	if s = following(s, to("second")); s.Settings.Wanted.Hidden[0] != 30 {
		t.Errorf("what the learner has set is %v", s.Settings.Wanted.Hidden)
	}
	again := shownChapter(linked(t, s.Settings.Wanted.Query()))
	if again.Section().Name != "second" || again.Settings.Wanted.Hidden[0] != 30 {
		t.Errorf("a link has %s with %v", again.Section().Name, again.Settings.Wanted.Hidden)
	}
	if n := following(s, func(s State) State {
		s.Settings = s.Settings.With("lesson",
			"")
		return s
	}); n.Sections().Title != "The chapter" {
		t.Errorf("without it there is %s", n.Sections().Title)
	}
	wrong := linked(t, lessonQuery(twoSections)+"&section=relu")
	if len(wrong.Settings.Ignored) != 1 || wrong.Settings.Ignored[0] != `Two has no section "relu".` {
		t.Errorf("a section that is none: %q", wrong.Settings.Ignored)
	}
}

// The file of a lesson is asked for once, and may come late, or not at all.
func TestLessonFromAFile(t *testing.T) {
	const address = "https://your.host/lesson.md"
	s := shownChapter(linked(t, "lesson="+address+"&section=second"))
	if s.Chapter.Lesson.Here() || s.Chapter.Lesson.Fetching() != address || s.LessonKey() != "" ||
		len(s.Settings.Ignored) > 0 {
		t.Errorf("%+v", s.Chapter.Lesson)
	}
	lost := s.LessonCame(address, "", "It is not there.")
	if lost.Chapter.Lesson.Fetching() != "" || len(lost.Chapter.Lesson.Problems) != 1 {
		t.Errorf("%+v", lost.Chapter.Lesson)
	}
	if lost.LessonAgain().Chapter.Lesson.Fetching() != address {
		t.Error("it is not asked for again")
	}
	if other := s.LessonCame("https://other", twoSections, ""); other.Chapter.Lesson.Here() {
		t.Error("another file is taken")
	}
	s = following(s, func(s State) State { return s.LessonCame(address, twoSections, "") })
	if s.Section().Name != "second" || s.Settings.Wanted.Hidden[0] != 20 ||
		s.LessonKey() != "lesson-"+idOf(twoSections) {
		t.Errorf("%s with %v, kept as %s", s.Section().Name, s.Settings.Wanted.Hidden, s.LessonKey())
	}
	broken := s.LessonAgain()
	broken = following(broken, func(s State) State {
		s.Settings = s.Settings.With("lesson", "# No "+
			"sections")
		return s
	})
	if broken.Chapter.Lesson.Here() || len(broken.Chapter.Lesson.Problems) != 1 ||
		broken.Sections().Title != "The chapter" {
		t.Errorf("%+v", broken.Chapter.Lesson)
	}
}

// What is handed in is what gives the network again, and only once its accuracy is known.
func TestHandIn(t *testing.T) {
	s := following(shownChapter(linked(t, lessonQuery(twoSections))), to("second"))
	status := protocol.Status{Settings: s.Settings.Wanted, Parameters: 15_910}
	refused := func(what, want string) {
		t.Helper()
		if _, _, problem := s.Handing(); !strings.Contains(problem, want) {
			t.Errorf("%s: %q, want %q", what, problem, want)
		}
		if n := s.HandIn(); n.Answer().Judged != NotJudged {
			t.Errorf("%s: it is handed in", what)
		}
	}
	at := func(change func(*protocol.Status)) {
		change(&status)
		s = following(s, func(s State) State { return s.Observe(status) })
	}
	refused("before the engine", "not here yet")
	s = s.WithLink(engine.Link{Phase: engine.Ready})
	at(func(st *protocol.Status) { st.Builtin = true })
	refused("the built-in network", "Train a network first")
	at(func(st *protocol.Status) { st.Builtin, st.Running, st.Step = false, true, 100 })
	refused("while it is trained", "still being trained")
	at(func(st *protocol.Status) { st.Running = false })
	refused("a network of more than one setting", "cannot be trained again")
	at(func(st *protocol.Status) { st.Repeats = true })
	refused("before it is measured", "not measured")
	at(func(st *protocol.Status) {
		st.Evaluated = &protocol.Evaluated{Step: 100, TestAccuracy: 0.95, Sample: true}
	})
	refused("a sample", "not measured")
	at(func(st *protocol.Status) { st.Evaluated = &protocol.Evaluated{Step: 100, TestAccuracy: 0.85} })
	s = s.HandIn()
	if a := s.Answer(); a.Judged != Wrong || a.Text != "learningRate=0.5&hidden=20&steps=100" {
		t.Errorf("too bad: %+v", a)
	}
	at(func(st *protocol.Status) { st.Evaluated = &protocol.Evaluated{Step: 100, TestAccuracy: 0.95} })
	s = s.HandIn()
	if a := s.Answer(); a.Judged != Right || a.Verdict != "Done: 95.00%, 15,910 parameters." {
		t.Errorf("good: %+v", a)
	}
	r := s.WithLearner("  Ada ").Result()
	if r.Lesson != idOf(twoSections) || r.Name != "Ada" ||
		r.Answers["second"] != "learningRate=0.5&hidden=20&steps=100" {
		t.Errorf("%+v", r)
	}
	file := s.WithLearner("Ada").ChapterFile()
	found := following(shownChapter(linked(t, lessonQuery(twoSections))), func(s State) State {
		return s.FoundChapter(file)
	})
	if got := found.Result(); got.Code() != r.Code() || found.Answer().Judged != Right {
		t.Errorf("after a reload: %+v", got)
	}
}

// A drawing is not handed in for a network that nobody has trained: who marks it has not got its weights.
func TestHandInADrawing(t *testing.T) {
	for task, want := range map[string]string{"network not 7": "has not been trained", "reader 7": ""} {
		s := following(shownChapter(linked(t, lessonQuery("# T\n\n## A\n\n- figure: draw `hidden=20`\n- question: ?\n"+
			"- task: "+task+"\n"))), to("a"))
		s = s.WithLink(engine.Link{Phase: engine.Ready})
		s = following(s, func(s State) State {
			return s.Observe(protocol.Status{Settings: s.Settings.Wanted, Parameters: 15_910})
		})
		s = s.Redraw(s.Draw.Show(Drawing{Strokes: [][][2]float64{{{10, 10}, {200, 200}}}, Sample: -1}))
		reading := &protocol.Reading{Digit: 7, Probabilities: []float64{0, 0, 0, 0, 0, 0, 0, 1, 0, 0}, Sure: true}
		s.Draw = s.Draw.Classified(s.Draw.Version, protocol.Classified{Network: reading, Reader: reading})
		if _, _, problem := s.Handing(); (want == "") != (problem == "") || !strings.Contains(problem, want) {
			t.Errorf("%s: %q, want %q", task, problem, want)
		}
	}
}

// Two pages of one lesson come to the answers of both, of two answers to the right one, and a link's ticks are no
// answers.
func TestMergeChapter(t *testing.T) {
	const text = "# T\n\n## A\n\n- figure: draw\n- question: ?\n- answer: 8\n\n" +
		"## B\n\n- figure: draw\n- question: ?\n- answer: 9\n\n## C\n\n- figure: draw\n- question: ?\n"
	page := func() State { return shownChapter(linked(t, lessonQuery(text))) }
	answer := func(s State, name, text string) State {
		s = following(s, to(name))
		return following(s, func(s State) State { return s.GiveAnswer(text) })
	}
	one := answer(answer(page(), "a", "7"), "b", "9").WithLearner("Ada")
	two := answer(answer(answer(page(), "a", "8"), "b", "1"), "c", "All of it")
	for what, s := range map[string]State{"one": one.MergeChapter(two.ChapterFile()),
		"two": two.MergeChapter(one.ChapterFile())} {
		r := s.Result()
		if r.Name != "Ada" || r.Answers["a"] != "8" || r.Answers["b"] != "9" || r.Answers["c"] != "All of it" ||
			len(s.AnsweredSections()) != 3 || s.Elsewhere() != 0 {
			t.Errorf("%s: %+v, answered %q", what, r, s.AnsweredSections())
		}
	}
	s := shownChapter(linked(t, lessonQuery(text)+"&answered=a,c"))
	if len(s.Result().Answers) != 0 || s.Elsewhere() != 2 {
		t.Errorf("of a link's ticks the result has %+v; elsewhere are %d", s.Result(), s.Elsewhere())
	}
}
