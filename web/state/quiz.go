package state

import (
	"maps"
	"math"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
)

// Quiz is what the learner has found of a formula's gradients. The zero Quiz has nothing found.
type Quiz struct {
	// Found holds the nodes whose gradient is shown, and Wrong counts the wrong guesses about each; Told are those that were shown
	// because the learner gave up.
	Found, Told map[int]bool
	Wrong       map[int]int
	// Guess is the text in the field, and Verdict what there is to say about the last guess, which was Judged.
	Guess, Verdict string
	Judged         Judgement
}

// Judgement is what became of a guess.
type Judgement int

const (
	NotJudged Judgement = iota
	Right
	Wrong
)

// nearEnough is how far from the gradient a guess may be, as a part of it: three digits of what is shown with four are enough. What
// rounding leaves of a 0 is forgiven, too.
const (
	nearEnough = 0.005
	nearZero   = 1e-9
)

// Quiz returns that of the formula.
func (s State) Quiz() Quiz { return s.Formula.Quizzes[s.Formula.Formulated.Text] }

func (s State) WithQuiz(q Quiz) State {
	f := *s.Formula
	f.Quizzes = maps.Clone(f.Quizzes)
	if f.Quizzes == nil {
		f.Quizzes = map[string]Quiz{}
	}
	f.Quizzes[f.Formulated.Text] = q
	s.Formula = &f
	return s
}

// moment hides the gradients that are not found yet, but for that of the result, which is given.
func (q Quiz) moment(w *walk.Walk) *graphview.Moment {
	m := &graphview.Moment{Asked: map[int]bool{}}
	for i, id := range w.Gradients() {
		m.Asked[id] = i > 0 && !q.Found[id]
	}
	return m
}

// Ask begins or ends the quiz.
func (s State) Ask(asking bool) State {
	f := *s.Formula
	f.Asking = asking
	f.Selected = -1
	s.Formula = &f
	if asking {
		return s.NextWire()
	}
	return s
}

// NextWire selects the first value, from the result backwards, whose gradient is not found.
func (s State) NextWire() State {
	f := *s.Formula
	f.Selected = -1
	if f.Walk != nil {
		q := s.Quiz()
		for i, id := range f.Walk.Gradients() {
			if i > 0 && !q.Found[id] {
				f.Selected = id
				break
			}
		}
	}
	s.Formula = &f
	return s
}

// Asked returns the value whose gradient is asked for; false where none is.
func (s State) Asked() (id int, ok bool) {
	id = s.Formula.Selected
	w := s.Formula.Walk
	if w == nil || id < 0 {
		return 0, false
	}
	return id, s.Quiz().moment(w).Asked[id]
}

// AskFor selects a value to be asked for.
func (s State) AskFor(id int) State {
	q := s.Quiz()
	q.Guess, q.Verdict, q.Judged = "", "", NotJudged
	s = s.WithQuiz(q)
	s.Formula.Selected = id // withQuiz made a new FormulaState
	return s
}

// Guess notes what is typed as a guess.
func (s State) Guess(text string) State {
	q := s.Quiz()
	q.Guess = text
	return s.WithQuiz(q)
}

// WithGuess checks a guess of the gradient that is asked for.
func (s State) WithGuess(text string) State {
	id, ok := s.Asked()
	if !ok {
		return s
	}
	q, w := s.Quiz(), s.Formula.Walk
	q.Guess = text
	grad := s.Formula.Formulated.Graph.Nodes[id].Grad.Data[0]
	guess, ok := parseGuess(text)
	switch {
	case !ok:
		q.Judged = Wrong
		q.Verdict = "That is not a number. Write it as 2.2, 2,2 or 11/5."
	case near(guess, grad):
		q.Judged = Right
		return s.reveal(q, id, "Right: the gradient of "+w.Name(id)+" is "+graphview.Format(grad, 4)+".")
	default:
		q.Judged = Wrong
		q.Wrong = maps.Clone(q.Wrong)
		if q.Wrong == nil {
			q.Wrong = map[int]int{}
		}
		q.Wrong[id]++
		q.Verdict = "Not " + graphview.Format(guess, 6) + ". " + w.Hint(id, q.moment(w).Asked)
	}
	return s.WithQuiz(q)
}

// Tell shows the gradient that is asked for.
func (s State) Tell() State {
	id, ok := s.Asked()
	if !ok {
		return s
	}
	q, w := s.Quiz(), s.Formula.Walk
	q.Told, q.Judged = with(q.Told, id), NotJudged
	grad := s.Formula.Formulated.Graph.Nodes[id].Grad.Data[0]
	return s.reveal(q, id, "The gradient of "+w.Name(id)+" is "+graphview.Format(grad, 4)+". "+w.Hint(id, q.moment(w).Asked))
}

// reveal shows a gradient and goes on to the next.
func (s State) reveal(q Quiz, id int, verdict string) State {
	q.Found, q.Guess, q.Verdict = with(q.Found, id), "", verdict
	return s.WithQuiz(q).NextWire()
}

// with returns a copy of a set that has one more element.
func with(set map[int]bool, id int) map[int]bool {
	n := maps.Clone(set)
	if n == nil {
		n = map[int]bool{}
	}
	n[id] = true
	return n
}

// Score says how many gradients there are to find, and how many the learner found, of these at the first try.
func (q Quiz) Score(w *walk.Walk) (found, first, of int) {
	of = max(0, len(w.Gradients())-1)
	for id := range q.Found {
		if q.Told[id] {
			continue
		}
		found++
		if q.Wrong[id] == 0 {
			first++
		}
	}
	return found, first, of
}

// near says that a guess is good enough. A gradient that is no number, or infinite, is to be guessed as such.
func near(guess, grad float64) bool {
	if math.IsNaN(grad) || math.IsInf(grad, 0) {
		return math.IsNaN(grad) && math.IsNaN(guess) || guess == grad
	}
	return math.Abs(guess-grad) <= nearEnough*math.Abs(grad)+nearZero
}

// parseGuess reads a number as people write one: 2.2, 2,2, −1, 1e-3, 11/5, NaN, ∞, perhaps with a "=" before or a "?" behind it.
func parseGuess(text string) (v float64, ok bool) {
	text = strings.NewReplacer("−", "-", ",", ".", " ", "", "∞", "inf", "?", "", "=", "").Replace(text)
	above, below, fraction := strings.Cut(text, "/")
	v, err := strconv.ParseFloat(above, 64)
	if err != nil || !fraction {
		return v, err == nil
	}
	d, err := strconv.ParseFloat(below, 64)
	return v / d, err == nil && d != 0
}
