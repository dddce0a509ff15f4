// Package lesson reads lessons that teachers write, and the results that learners hand in.
//
//	l, problems := lesson.Parse("# By hand\n\n## The chain rule\n\n- question: What is 2·4?\n- answer: 8\n")
//
// A lesson is a short Markdown file: a title, sections, in each some paragraphs, perhaps a program in a code block, and
// a list of fields, one to a line:
//
//	# Gradients by hand
//
//	## The chain rule
//
//	How much does z change when x does?
//
//	- figure: formula `formula=t = x + y; z = t^2&values=x=3,y=2`
//	- try: Let them cancel `values=x=3,y=-3`
//	- question: With x = 1 and y = 3, what is ∂z/∂x?
//	- answer: 8
//	- hint: First find t, then 2t.
//	- why: ∂z/∂t = 2t = 8, and ∂t/∂x = 1.
//	- look: `formula=t = x + y; z = t^2&values=x=1,y=3`
//
// figure names a panel, and what it begins with: the settings of a link, or a whole link to a panel. try is a button
// that changes it. answer is a number, a shape as in 3×4, or one of the lines option; a question without an answer
// takes any words. task asks for something to reach in the figure instead: see section.Task. hint is for who is wrong,
// why for who is right, and look sets up the figure so that it shows the answer.
package lesson

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/section"
)

// Problem is something in a lesson that cannot be read. What is around it is read all the same.
type Problem struct {
	// Line is its number from 1, or 0 if it is about the whole.
	Line int
	Text string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	return "Line " + strconv.Itoa(p.Line) + ": " + p.Text
}

const (
	// MaxSections is how many sections a lesson may have.
	MaxSections = 60
	// maxName is how long the name of a section may be: that of a setting.
	maxName = 40
)

// ChapterID is the ID of the chapter.
const ChapterID = "chapter"

// ID returns a short text that tells lessons apart. It stays the same when a word is corrected: it is made of the title
// and of those of the sections.
func ID(l section.Lesson) string {
	text := l.Title
	for _, s := range l.Sections {
		text += "\n" + s.Name
	}
	return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text)))
}

// Address reports whether what a link has for a lesson is the address of a file: https://your.host/lesson.md, or
// ./lesson.md from where Inkgrad is.
func Address(text string) bool {
	if strings.ContainsAny(text, " \n\r") {
		return false
	}
	for _, begin := range []string{"https://", "http://", "/", "./", "../"} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

// Parse reads a lesson. It takes what it can, and says what else is wrong.
func Parse(text string) (section.Lesson, []Problem) {
	r := &reader{names: map[string]bool{}}
	if n := utf8.RuneCountInString(text); n > setting.MaxLesson {
		r.problem("It has %d characters; there may be %d.", n, setting.MaxLesson)
		return r.lesson, r.problems
	}
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		r.line = i + 1
		r.read(line)
	}
	r.endSection()
	r.line = 0
	switch {
	case r.lesson.Title == "":
		r.problem("It has no title: its first line is # and what it is called.")
	case r.begun == 0:
		r.problem("It has no sections: each begins with ## and its title.")
	}
	return r.lesson, r.problems
}

// reader is what is known of a lesson up to a line.
type reader struct {
	lesson   section.Lesson
	names    map[string]bool
	problems []Problem
	line     int
	// at is the section that is read, begun at a line; nil before the first. intro is what stands before that.
	at        *section.Section
	begun     int
	unread    bool // it names a figure that there is not, which is a problem already
	intro     []string
	paragraph []string
	code      []string
	inCode    bool
}

func (r *reader) problem(format string, args ...any) {
	r.problems = append(r.problems, Problem{r.line, fmt.Sprintf(format, args...)})
}

func (r *reader) read(line string) {
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, "```") {
		r.fence()
		return
	}
	if r.inCode {
		r.code = append(r.code, strings.TrimRight(line, " "))
		return
	}
	if title, ok := strings.CutPrefix(trimmed, "## "); ok {
		r.endSection()
		r.beginSection(strings.TrimSpace(title))
		return
	}
	if title, ok := strings.CutPrefix(trimmed, "# "); ok {
		r.endParagraph()
		if r.lesson.Title != "" {
			r.problem("There is a title already; a section begins with ##.")
			return
		}
		r.lesson.Title = strings.TrimSpace(title)
		return
	}
	if item, ok := listItem(trimmed); ok {
		name, value, ok := strings.Cut(item, ":")
		if field := strings.ToLower(strings.TrimSpace(name)); ok && slices.Contains(fields, field) {
			r.endParagraph()
			r.field(field, strings.TrimSpace(value))
			return
		} else if ok && r.at != nil && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == "" {
			r.problem("There is no field %s; there are %s.", excerpt.Quote(name), phrase.List(fields))
			return
		}
	}
	if trimmed == "" {
		r.endParagraph()
		return
	}
	if ownLine(trimmed) {
		r.endParagraph()
	}
	r.paragraph = append(r.paragraph, trimmed)
}

// listItem returns the words of a line of a list.
func listItem(line string) (words string, ok bool) {
	for _, sign := range []string{"- ", "* "} {
		if words, ok := strings.CutPrefix(line, sign); ok {
			return words, true
		}
	}
	return "", false
}

// ownLine reports whether a line of Markdown stands by itself: of a list, of a table, or a smaller heading. It is shown
// as it is written.
func ownLine(line string) bool {
	_, item := listItem(line)
	number, _, dot := strings.Cut(line, ". ")
	return item || strings.HasPrefix(line, "|") || strings.HasPrefix(line, "###") ||
		dot && number != "" && strings.Trim(number, "0123456789") == ""
}

// fence begins or ends a block of code, which is the section's program.
func (r *reader) fence() {
	r.endParagraph()
	if r.inCode = !r.inCode; r.inCode {
		return
	}
	if r.at == nil {
		r.problem("The program stands before the first section.")
	} else {
		r.at.Code = strings.Join(r.code, "\n")
	}
	r.code = nil
}

func (r *reader) endParagraph() {
	if r.paragraph == nil {
		return
	}
	text := strings.Join(r.paragraph, " ")
	if r.paragraph = nil; r.at == nil {
		r.intro = append(r.intro, text)
	} else {
		r.at.Text = append(r.at.Text, text)
	}
}

func (r *reader) beginSection(title string) {
	r.at = &section.Section{Name: r.name(title), Title: title, Text: r.intro}
	r.begun, r.intro, r.unread = r.line, nil, false
}

// name makes the name of a section of its title: its letters from a to z and digits, or a checksum where it has none.
func (r *reader) name(title string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(title) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	base := strings.Trim(b.String()[:min(b.Len(), maxName-4)], "-")
	if base == "" {
		base = fmt.Sprintf("section-%08x", crc32.ChecksumIEEE([]byte(title)))
	}
	name := base
	for i := 2; r.names[name]; i++ {
		name = base + "-" + strconv.Itoa(i)
	}
	r.names[name] = true
	return name
}

// unasked tells of what only a question has, where there is none.
func (r *reader) unasked(s section.Section) {
	q, what := s.Question, ""
	switch {
	case q.Ask != "":
		return
	case q.Task != nil:
		what = "a task"
	case q.Answer != "" || q.Options != nil:
		what = "an answer"
	case q.Hint != "":
		what = "a hint"
	case q.Why != "":
		what = "a why"
	case q.Set != "":
		what = "a look"
	default:
		return
	}
	r.problem("The section %s has %s without a question.", excerpt.Quote(s.Title), what)
}

// endSection takes the section that is read, if all that it needs is there.
func (r *reader) endSection() {
	r.endParagraph()
	if r.inCode {
		r.problem("The program has no end: a line with ``` is missing.")
		r.inCode, r.code = false, nil
	}
	if r.at == nil {
		return
	}
	s, line := *r.at, r.line
	r.at, r.line = nil, r.begun
	q := s.Question
	_, readable := q.Right(q.Answer)
	switch {
	case r.unread:
	case s.Panel == "":
		r.problem("The section %s has no figure.", excerpt.Quote(s.Title))
	case len(r.lesson.Sections) == MaxSections:
		r.problem("There are more than %d sections.", MaxSections)
	case q.Ask == "" && (q.Task != nil || q.Answer != "" || q.Options != nil):
		r.unasked(s)
	case q.Task != nil && (q.Answer != "" || q.Options != nil):
		r.problem("The section %s has a task and an answer: one of them is enough.", excerpt.Quote(s.Title))
	case q.Options != nil && !slices.Contains(q.Options, q.Answer):
		r.problem("In the section %s no option is the answer.", excerpt.Quote(s.Title))
	case q.Options == nil && q.Answer != "" && !readable:
		r.problem("In the section %s the answer %s is neither a number nor a shape, as in 3×4.",
			excerpt.Quote(s.Title), excerpt.Quote(q.Answer))
	default:
		r.lesson.Sections = append(r.lesson.Sections, s)
		if q.Options == nil && !q.Shape && section.Ambiguous(q.Answer) { // it is taken for thousands
			r.problem("In the section %s the answer %s may be thousands or decimals: write it with a point, or "+
				"without a comma.", excerpt.Quote(s.Title), excerpt.Quote(q.Answer))
		}
		if q.Task != nil && q.Task.Panel() != s.Panel {
			r.problem("The task of the section %s cannot be done in the figure %s, but in %s.", excerpt.Quote(s.Title),
				s.Panel, q.Task.Panel())
		}
		r.unasked(s) // it can be shown without
	}
	r.line = line
}
