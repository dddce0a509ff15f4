// Package section has the sections of the chapter: for each its words, the figure that it sets up, what to try in it,
// and a question. A Lesson of a teacher is made of the same: see package lesson.
//
//	s := section.Chapter().Find("relu")
//	fmt.Println(s.Panel, s.Set) // layer layer=relu&numbers=x=1,-0.5;-2,3~dout=1,2;3,4
//
// It is plain data. A figure is one of the page's panels, and is set up by a query of settings, as a link has it, so
// that whatever can be linked to can be a figure. The words are our own; the order and the names are those of Saitoh,
// Deep Learning from Scratch, chapter 5.
package section

import (
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/guess"
)

// Lesson is a list of sections. The chapter is one.
type Lesson struct {
	Title    string
	Sections []Section
}

// Chapter returns the chapter.
func Chapter() Lesson { return Lesson{"The chapter", all} }

// Find returns the section of that name; the first where there is none.
func (l Lesson) Find(name string) Section { return l.Sections[max(0, l.Index(name))] }

// Index returns the place of the section of that name, or -1.
func (l Lesson) Index(name string) int {
	return slices.IndexFunc(l.Sections, func(s Section) bool { return s.Name == name })
}

// Asked returns the sections that have a question.
func (l Lesson) Asked() []Section {
	return slices.DeleteFunc(slices.Clone(l.Sections), func(s Section) bool { return s.Question.Ask == "" })
}

// Section is an item of a lesson.
type Section struct {
	// Name is what links call it, and Title what a reader does.
	Name, Title string
	// Text are its paragraphs.
	Text []string
	// Panel is the panel that is its figure, and Set the query of settings that sets it up.
	Panel, Set string
	Tries      []Try
	Question   Question
	// Kind is the kind of layer to look at in the learner's network, as package spec has it, or "".
	Kind string
	// Code is a program in Python that belongs to the section, where its figure has no class beside it, or "".
	Code string
}

// Try is something to try in the figure.
type Try struct {
	// Label says what it does, and Set is the query that does it.
	Label, Set string
}

// Question has an answer that can be checked, or a Task that is done in the figure.
type Question struct {
	Ask string
	// Options are answers to choose from; without them the answer is typed.
	Options []string
	// Answer is the right one: one of Options, or a number, or sizes joined by × where it is a Shape. Without one, and
	// without a Task, any words are an answer.
	Answer string
	Shape  bool
	// Task is what to do in place of an answer, or nil.
	Task *Task
	// Why says in a sentence why it is right. Hint helps who is wrong.
	Why, Hint string
	// Set sets up the figure so that it shows the answer, at the element or value At: dx.0.1, or a name in a formula,
	// or its gradient. A test finds the answer there.
	Set, At string
}

// Open reports whether any words are an answer.
func (q Question) Open() bool { return q.Answer == "" && q.Task == nil }

// Right reports whether an answer is right; ok says that it can be read at all.
func (q Question) Right(answer string) (right, ok bool) {
	switch {
	case q.Open():
		some := strings.TrimSpace(answer) != ""
		return some, some
	case q.Options != nil:
		return answer == q.Answer, slices.Contains(q.Options, answer)
	case q.Shape:
		sizes, ok := shape(answer)
		want, _ := shape(q.Answer)
		return ok && slices.Equal(sizes, want), ok
	}
	want := numbers(q.Answer)
	for _, v := range numbers(answer) {
		right, ok = right || len(want) > 0 && guess.Near(v, want[0]), true
	}
	return right, ok
}

// Ambiguous reports whether a text may be two numbers: 3,142 is 3142 to one reader, and 3.142 to another.
func Ambiguous(text string) bool { return len(numbers(text)) > 1 }

// IsShape reports whether a text is sizes joined by ×.
func IsShape(text string) bool {
	_, ok := shape(text)
	return ok
}

// numbers are what guess.Number reads, also with thousands set apart: 39,760 or 39 760. A comma before three digits may
// set apart thousands or begin the decimals.
func numbers(text string) (all []float64) {
	text = strings.NewReplacer(" ", "", "\u202f", "", "\u00a0", "").Replace(text)
	texts := []string{text}
	if whole, rest, found := strings.Cut(text, ","); found && len(rest) == 3 &&
		strings.Trim(rest, "0123456789") == "" && strings.Trim(whole, "-−0") != "" {
		texts = []string{whole + rest, text}
	}
	for _, text := range texts {
		if v, ok := guess.Number(text); ok {
			all = append(all, v)
		}
	}
	return all
}

// shape reads sizes: 3×4, 3x4, (3, 4) or 3 by 4. Axes of size 1 before the others make no difference.
func shape(text string) (sizes []int, ok bool) {
	text = strings.NewReplacer("×", " ", "x", " ", "*", " ", ",", " ", "(", " ", ")", " ", "[", " ", "]", " ",
		"by", " ").Replace(strings.ToLower(text))
	for _, word := range strings.Fields(text) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil, false
		}
		if n > 1 || len(sizes) > 0 {
			sizes = append(sizes, n)
		}
	}
	return sizes, len(strings.Fields(text)) > 0
}

var all = slices.Concat(graphs, layers, networks)
