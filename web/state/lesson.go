package state

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/lesson"
	"github.com/inkgrad/inkgrad/web/section"
)

// Lesson is the lesson that the settings name. In the zero Lesson they name none, and the chapter is there.
type Lesson struct {
	// From is the setting: the text of the lesson, or the address of its file.
	From string
	// Text is what was read, and ID tells lessons apart; both are "" where the file is not here yet.
	Text, ID string
	// Problems say what of it cannot be read, or why the file is not here.
	Problems []string
	read     section.Lesson
}

// maxProblems is how many problems of a lesson are told.
const maxProblems = 5

// Here reports whether the lesson is here, or that there is only the chapter.
func (l Lesson) Here() bool { return l.From == "" || len(l.read.Sections) > 0 }

// Fetching returns the address of a lesson that is not here yet, or "".
func (l Lesson) Fetching() string {
	if l.ID == "" && len(l.Problems) == 0 && lesson.Address(l.From) {
		return l.From
	}
	return ""
}

// Sections returns the lesson, or the chapter where there is none.
func (s State) Sections() section.Lesson {
	if l := s.Chapter.Lesson; len(l.read.Sections) > 0 {
		return l.read
	}
	return section.Chapter()
}

// followLesson reads the lesson of the settings, if it is another one.
func (s *State) followLesson() {
	from := s.Settings.Wanted.Lesson
	if from == s.Chapter.Lesson.From {
		return
	}
	s.Chapter = s.Chapter.with(func(c *Chapter) {
		c.Lesson, c.Answers, c.Learner, c.At, c.entered = Lesson{From: from}, nil, "", "", nil
	})
	if from != "" && !lesson.Address(from) {
		*s = s.readLesson(from)
	}
}

// LessonCame takes the text of a lesson's file, or says why it did not come. A file that is no longer asked for changes
// nothing.
func (s State) LessonCame(address, text, problem string) State {
	if s.Chapter.Lesson.Fetching() != address {
		return s
	}
	if problem != "" {
		s.Chapter = s.Chapter.with(func(c *Chapter) { c.Lesson.Problems = []string{problem} })
		return s
	}
	return s.readLesson(text).linkedTo(s.Settings.Wanted)
}

// LessonAgain asks once more for a lesson's file.
func (s State) LessonAgain() State {
	s.Chapter = s.Chapter.with(func(c *Chapter) { c.Lesson.Problems = nil })
	return s
}

func (s State) readLesson(text string) State {
	read, problems := lesson.Parse(text)
	var words []string
	for i, p := range problems {
		if i == maxProblems {
			words = append(words, "And "+strconv.Itoa(len(problems)-i)+" more.")
			break
		}
		words = append(words, p.String())
	}
	s.Chapter = s.Chapter.with(func(c *Chapter) {
		c.Lesson.read, c.Lesson.Problems, c.Lesson.Text, c.Lesson.ID = read, words, text, lesson.ID(read)
		c.At = ""
	})
	return s
}

// LessonKey is the name under which a browser keeps where the learner is, or "" where that is not known yet.
func (s State) LessonKey() string {
	switch l := s.Chapter.Lesson; {
	case l.From == "":
		return lesson.ChapterID
	case l.ID == "":
		return ""
	default:
		return "lesson-" + l.ID
	}
}

// Result returns what the learner can hand in.
func (s State) Result() lesson.Result {
	r := lesson.Result{Lesson: lesson.ChapterID, Name: s.Chapter.Learner, Answers: map[string]string{}}
	if id := s.Chapter.Lesson.ID; id != "" {
		r.Lesson = id
	}
	for _, at := range s.Sections().Sections {
		if given := s.answerTo(at).Given; given != "" {
			r.Answers[at.Name] = given
		}
	}
	return r
}

// Elsewhere is how many questions are answered according to a link alone: the Result does not have the answers.
func (s State) Elsewhere() (n int) {
	for _, at := range s.Sections().Asked() {
		if s.answerTo(at).Given == "" && slices.Contains(s.AnsweredSections(), at.Name) {
			n++
		}
	}
	return n
}

// withResult takes up a Result that was kept. An answer that was given on this page stays, but for a right one in place
// of a wrong one.
func (s State) withResult(r lesson.Result) State {
	done := s.AnsweredSections()
	answers := map[string]Answer{}
	maps.Copy(answers, s.Chapter.Answers)
	for _, at := range s.Sections().Sections {
		text, ok := r.Answers[at.Name]
		if !ok {
			continue
		}
		a := judge(at.Question, text)
		if at.Question.Task != nil {
			a = Answer{text, Wrong, "Handed in. It is not what is asked for yet.", text}
			if slices.Contains(done, at.Name) {
				a.Judged, a.Verdict = Right, "Handed in."
			}
		}
		if own := answers[at.Name]; own.Given == "" || own.Judged != Right && a.Judged == Right {
			answers[at.Name] = a
		}
	}
	s.Chapter = s.Chapter.with(func(c *Chapter) {
		c.Answers = answers
		if c.Learner == "" {
			c.Learner = r.Name
		}
	})
	return s
}

// WithLearner records what the learner is called.
func (s State) WithLearner(name string) State {
	s.Chapter = s.Chapter.with(func(c *Chapter) { c.Learner = lesson.ShortName(name) })
	return s
}

// Handing returns what would be handed in now for the Task of the section, and what was found there. problem says why
// nothing can be handed in, or is "".
func (s State) Handing() (evidence string, found section.Found, problem string) {
	t := s.Section().Question.Task
	switch {
	case t == nil:
		return "", found, ""
	case t.Mistake > 0:
		return s.handingMistake(t.Mistake)
	case t.Sights != nil:
		return s.handingDrawing(*t)
	}
	return s.handingNetwork()
}

// HandIn hands in what Handing returns.
func (s State) HandIn() State {
	at := s.Section()
	evidence, found, problem := s.Handing()
	if problem != "" || evidence == "" {
		return s
	}
	t := at.Question.Task
	a := Answer{evidence, Wrong, "Handed in: " + found.Words(*t) + ". " + at.Question.Hint, evidence}
	if t.Done(found) {
		a.Judged, a.Verdict = Right, "Done: "+found.Words(*t)+". "+at.Question.Why
	}
	a.Verdict = strings.TrimSpace(a.Verdict)
	return s.give(a)
}

// again are the settings that give the network again, as a link has them. Where there are none, problem says why.
func (s State) again() (w setting.Settings, problem string) {
	st := s.Engine.Status
	switch w = st.Settings.WithPage(setting.Default()); {
	case !s.Engine.Begun():
		return w, "The network is not here yet."
	case st.Running:
		return w, "It is still being trained."
	case st.Builtin:
		return w, ""
	case s.Settings.Wanted.Steps != st.Step:
		return w, "This network cannot be trained again from its settings: it was trained with more than one set of " +
			"them, on drawings, or comes from a file. Start it from scratch, and let it train to the end."
	}
	w.Steps = st.Step
	return w, ""
}

func (s State) handingNetwork() (evidence string, found section.Found, problem string) {
	w, problem := s.again()
	st := s.Engine.Status
	found = section.Found{Parameters: st.Parameters}
	if e := st.Evaluated; e != nil && e.Step == st.Step && !e.Sample {
		found.Accuracy = e.TestAccuracy
	} else if last, ok := s.Train.TestAccuracy.Last(); ok && int(last.X) == st.Step {
		found.Accuracy = last.Y // of before the page was loaded again
	}
	switch {
	case problem != "":
	case st.Builtin || st.Step == 0:
		problem = "Train a network first."
	case found.Accuracy == 0:
		problem = "Its accuracy is not measured yet: it is when training ends."
	}
	return w.Query(), found, problem
}

func (s State) handingDrawing(t section.Task) (evidence string, found section.Found, problem string) {
	w, problem := s.again()
	network, reader := s.Draw.Answers()
	found = section.Found{Network: network.Surely(), Reader: reader.Surely()}
	w.Sketch = s.Draw.sketch()
	switch {
	case s.Draw.Drawing.Empty():
		return "", found, "Draw first."
	case !w.Drawn():
		return "", found, "This drawing is too long for a result. Draw it with fewer strokes."
	case w.Strokes == "":
		return "", found, "Draw it yourself: an image of the test set does not count."
	case s.Draw.Open || network == nil || reader == nil || s.Draw.SeenVersion != s.Draw.Version:
		return "", found, "The networks have not seen the drawing yet."
	case problem == "" && !s.Engine.Status.Builtin && w.Steps == 0 && t.OfNetwork():
		return "", found, "The network has not been trained yet."
	}
	return w.Query(), found, problem
}

func (s State) handingMistake(number int) (evidence string, found section.Found, problem string) {
	p, planted := s.Check.Puzzle, s.Check.Planted
	switch {
	case !p.On || int(p.Number.Value) != number:
		return "", found, "Take the puzzle with number " + strconv.Itoa(number) + "."
	case planted == nil || planted.Planted == nil || len(p.Layer.Given) == 0 || len(p.Bug.Given) == 0:
		return "", found, "Answer both questions of the puzzle first. Your first answers count."
	}
	found.Layer, found.Bug = planted.Planted.Scope, planted.Planted.Bug.Name
	found.LayerGuess, found.BugGuess = p.Layer.Given[0], p.Bug.Given[0]
	w := setting.Default().WithFresh(s.network())
	return strings.TrimSpace(found.LayerGuess + " " + found.BugGuess + " " + w.Query()), found, ""
}

// Bug is the mistake that a puzzle plants at its turn'th try, or "" where there are no more.
func Bug(number, turn int) string {
	p := Puzzle{Turn: turn}
	if p.Number.Value = float64(number); turn >= len(protocol.Bugs()) {
		return ""
	}
	return p.bug()
}
