package classroom

import (
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/guess"
	"github.com/inkgrad/inkgrad/web/lesson"
	"github.com/inkgrad/inkgrad/web/section"
)

// row is what one learner has handed in.
type row struct {
	name string
	// problem says what is wrong with the whole, or is "".
	problem string
	marks   []mark // one for each question
}

// mark is what became of one answer. In the zero mark there is no answer.
type mark struct {
	// answer is what was handed in, in words, and how says more about it, or is "".
	answer, how string
	state       verdict
}

// verdict is how good an answer is.
type verdict int

const (
	absent  verdict = iota
	waiting         // for an engine
	right
	wrong
	noted // nobody can say: they are words
	failed
)

// sign is what stands before an answer.
func (v verdict) sign() string { return [...]string{"–", "…", "✓", "✗", "", "?"}[v] }

// job is an answer that an engine has to look at.
type job struct {
	row, mark int
	task      *section.Task
	evidence  string
}

// read returns a row for each code in a text, with the marks that need no engine, and the jobs for the others. id is
// that of the lesson.
func read(text string, l section.Lesson, id string) (rows []row, jobs []job) {
	questions := l.Asked()
	seen := map[string]int{}
	for i, r := range lesson.ReadCodes(text) {
		row := row{name: r.Result.Name, marks: make([]mark, len(questions))}
		code := r.Result.Code()
		switch first, twice := seen[code]; {
		case r.Problem != "":
			row.problem = "Line " + strconv.Itoa(r.Line) + ": " + r.Problem
		case r.Result.Lesson != id:
			row.problem = "This is of another lesson, or of another version of it."
		case twice:
			row.problem = "This is the same as that on line " + strconv.Itoa(first) + "."
		default:
			seen[code] = r.Line
		}
		for j, s := range questions {
			answer, given := r.Result.Answers[s.Name]
			if !given {
				continue
			}
			m, q := mark{answer: answer}, s.Question
			switch yes, _ := q.Right(answer); {
			case q.Task != nil:
				m = mark{answer: "", state: waiting}
				jobs = append(jobs, job{i, j, q.Task, answer})
			case q.Open():
				m.state = noted
			case yes:
				m.state = right
			default:
				m.state = wrong
			}
			row.marks[j] = m
		}
		rows = append(rows, row)
	}
	return rows, jobs
}

// judged is the mark of an answer to a Task after an engine has looked at it.
func judged(t section.Task, f finding) mark {
	m := mark{answer: f.Words(t), how: f.how, state: wrong}
	switch {
	case f.problem != "":
		m = mark{answer: f.problem, state: failed}
	case t.Done(f.Found):
		m.state = right
	}
	return m
}

// count returns how many answers of a row are right.
func (r row) count() int {
	n := 0
	for _, m := range r.marks {
		if m.state == right {
			n++
		}
	}
	return n
}

// table writes the rows as CSV: for each question whether the answer is right, 1 or 0, and the answer.
func table(rows []row, l section.Lesson) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	head := []string{"Name", "Right"}
	for _, s := range l.Asked() {
		head = append(head, cell(s.Title), cell(s.Title+", answer"))
	}
	lines := [][]string{append(head, "Remark")}
	for _, r := range rows {
		line := []string{cell(r.name), strconv.Itoa(r.count())}
		for _, m := range r.marks {
			points := map[verdict]string{right: "1", wrong: "0"}[m.state]
			answer := m.answer
			if m.how != "" {
				answer += " (" + m.how + ")"
			}
			line = append(line, points, cell(answer))
		}
		lines = append(lines, append(line, cell(r.problem)))
	}
	if err := w.WriteAll(lines); err != nil {
		return "" // a Builder takes everything
	}
	return b.String()
}

// cell keeps a spreadsheet from taking text that somebody else has written for a formula.
func cell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		if _, number := guess.Number(text); !number {
			return "'" + text
		}
	}
	return text
}
