package state

import (
	"maps"
	"strings"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/guess"
)

// Quiz is what the learner has found of a formula's gradients. In the zero Quiz nothing is found.
type Quiz struct {
	// Found holds the nodes whose gradient is shown, and Wrong counts the wrong guesses about each. Told holds those
	// that are shown because the learner gave up.
	Found, Told map[int]bool
	Wrong       map[int]int
	// Guess is the text in the field. Judged is the result of the last guess, and Verdict the words about it.
	Guess, Verdict string
	Judged         Judgement
	// Last is the last guess that was judged, or nil.
	Last *Guessed
}

// Guessed is a guess of the gradient of a node. Each is a pointer of its own: the same guess again is another one.
type Guessed struct {
	Node  int
	Text  string
	Right bool
}

// Judgement is the result of a guess.
type Judgement int

const (
	NotJudged Judgement = iota
	Right
	Wrong
	// Unreadable is what is neither, since nobody knows what it says.
	Unreadable
)

// Quiz returns the quiz of the formula.
func (f *Formula) Quiz() Quiz { return f.Quizzes[f.Formulated.Text] }

func (f *Formula) withQuiz(q Quiz) *Formula {
	n := *f
	n.Quizzes = maps.Clone(n.Quizzes)
	if n.Quizzes == nil {
		n.Quizzes = map[string]Quiz{}
	}
	n.Quizzes[n.Formulated.Text] = q
	return &n
}

// moment hides the gradients that are not found yet, except that of the result, which is given.
func (q Quiz) moment(w *walk.Walk) *graphview.Moment {
	m := &graphview.Moment{Asked: map[int]bool{}}
	for i, id := range w.Gradients() {
		m.Asked[id] = i > 0 && !q.Found[id]
	}
	return m
}

// Ask begins or ends the quiz.
func (f *Formula) Ask(asking bool) *Formula {
	n := *f
	n.Asking = asking
	n.Selected = -1
	if asking {
		return n.nextWire()
	}
	return &n
}

// nextWire selects the first value, from the result backwards, whose gradient is not found.
func (f *Formula) nextWire() *Formula {
	n := *f
	n.Selected = -1
	if n.Walk != nil {
		q := f.Quiz()
		for i, id := range n.Walk.Gradients() {
			if i > 0 && !q.Found[id] {
				n.Selected = id
				break
			}
		}
	}
	return &n
}

// Asked returns the value whose gradient is asked for, or false.
func (f *Formula) Asked() (id int, ok bool) {
	id = f.Selected
	w := f.Walk
	if w == nil || id < 0 {
		return 0, false
	}
	return id, f.Quiz().moment(w).Asked[id]
}

// BeginAgain clears what was found.
func (f *Formula) BeginAgain() *Formula { return f.withQuiz(Quiz{}).nextWire() }

// AskFor asks for the gradient of a value.
func (f *Formula) AskFor(id int) *Formula {
	q := f.Quiz()
	q.Guess, q.Verdict, q.Judged = "", "", NotJudged
	n := f.withQuiz(q)
	n.Selected = id // withQuiz has just made this Formula
	return n
}

// Guess records what is typed as a guess.
func (f *Formula) Guess(text string) *Formula {
	q := f.Quiz()
	q.Guess = text
	return f.withQuiz(q)
}

// WithGuess checks a guess of the gradient in question.
func (f *Formula) WithGuess(text string) *Formula {
	id, ok := f.Asked()
	if !ok {
		return f
	}
	q, w := f.Quiz(), f.Walk
	q.Guess = text
	grad := f.Formulated.Graph.Nodes[id].Grad.Data[0]
	v, ok := parseGuess(text)
	if !ok {
		q.Judged = Unreadable
		q.Verdict = "That is not a number. Write it as 2.2, 2,2 or 11/5."
		return f.withQuiz(q)
	}
	q.Last = &Guessed{id, text, guess.Near(v, grad)}
	switch {
	case q.Last.Right:
		q.Judged = Right
		return f.reveal(q, id, "Right: the gradient of "+w.Name(id)+" is "+graphview.Format(grad, 4)+".")
	default:
		q.Judged = Wrong
		q.Wrong = maps.Clone(q.Wrong)
		if q.Wrong == nil {
			q.Wrong = map[int]int{}
		}
		q.Wrong[id]++
		q.Verdict = "Not " + graphview.Format(v, 6) + ". " + w.Hint(id, q.moment(w).Asked)
	}
	return f.withQuiz(q)
}

// Tell shows the gradient in question.
func (f *Formula) Tell() *Formula {
	id, ok := f.Asked()
	if !ok {
		return f
	}
	q, w := f.Quiz(), f.Walk
	q.Told, q.Judged = with(q.Told, id), NotJudged
	grad := f.Formulated.Graph.Nodes[id].Grad.Data[0]
	return f.reveal(q, id, "The gradient of "+w.Name(id)+" is "+graphview.Format(grad, 4)+". "+
		w.Hint(id, q.moment(w).Asked))
}

// reveal shows a gradient and goes on to the next.
func (f *Formula) reveal(q Quiz, id int, verdict string) *Formula {
	q.Found, q.Guess, q.Verdict = with(q.Found, id), "", verdict
	return f.withQuiz(q).nextWire()
}

// with returns a copy of a set with one more element.
func with[K comparable](set map[K]bool, id K) map[K]bool {
	n := maps.Clone(set)
	if n == nil {
		n = map[K]bool{}
	}
	n[id] = true
	return n
}

// Score returns how many gradients there are to find, how many the learner found, and how many of these at the first
// try.
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

// parseGuess is guess.Number for a gradient, which may be NaN or ∞, perhaps with a "?" after it.
func parseGuess(text string) (v float64, ok bool) {
	return guess.Number(strings.NewReplacer("∞", "inf", "?", "").Replace(text))
}
