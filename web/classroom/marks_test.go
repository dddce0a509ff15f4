package classroom

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/lesson"
	"github.com/inkgrad/inkgrad/web/section"
)

const text = `# T

## Number

- figure: formula
- question: 2·4?
- answer: 8

## Words

- figure: graph
- question: Why?

## No question

- figure: graph

## Network

- figure: train
- question: Reach it.
- task: accuracy 90%, parameters 20000

## Drawing

- figure: draw
- question: Fool it.
- task: network 3, reader not 3

## Mistake

- figure: check
- question: Find it.
- task: mistake 17
`

// fake is an engine that answers as a test says, and notes what it was sent.
type fake struct {
	sent   []protocol.Command
	answer func(protocol.Command) protocol.Event
}

func (e *fake) marker() marker {
	return marker{
		send: func(c protocol.Command, then func(protocol.Event)) {
			e.sent = append(e.sent, c)
			then(e.answer(c))
		},
		after: func(_ time.Duration, f func()) { f() },
	}
}

func TestMarks(t *testing.T) {
	l, problems := lesson.Parse(text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	id := lesson.ID(l)
	handed := lesson.Result{Lesson: id, Name: "=Ada", Answers: map[string]string{"number": "8,0", "words": "-x",
		"network": "hidden=20&steps=3000", "drawing": "strokes=AhQUKCg", "mistake": "Affine1 sign hidden=20"}}
	other := lesson.Result{Lesson: "else", Answers: map[string]string{"number": "7"}}
	rows, jobs := read("mail "+handed.Code()+other.Code()+"\n"+handed.Code()[:20], l, id)
	if len(rows) != 3 || len(jobs) != 3 || rows[0].name != "=Ada" || rows[0].problem != "" {
		t.Fatalf("%+v, %+v", rows, jobs)
	}
	if got := rows[0].marks; len(got) != 5 || got[0].state != right || got[1].state != noted ||
		got[2].state != waiting {
		t.Errorf("%+v", got)
	}
	if rows[1].marks[0].state != wrong || rows[1].marks[1].state != absent ||
		!strings.Contains(rows[1].problem, "another lesson") {
		t.Errorf("%+v", rows[1])
	}
	if !strings.Contains(rows[2].problem, "Line 2: This code has no end") {
		t.Errorf("%+v", rows[2])
	}
	tries := 0
	e := &fake{answer: func(c protocol.Command) protocol.Event {
		switch c := c.(type) {
		case protocol.Train:
			if !c.Fresh {
				t.Error("it does not begin from scratch")
			}
			return protocol.Trained{Step: c.Steps, Accuracy: &protocol.Evaluated{TestAccuracy: 0.951}}
		case protocol.Classify:
			if tries++; tries < 3 {
				return protocol.Classified{Network: &protocol.Reading{Digit: 3, Sure: true}}
			}
			return protocol.Classified{Network: &protocol.Reading{Digit: 3, Sure: true},
				Reader: &protocol.Reading{Digit: 5, Sure: true}}
		case protocol.Check:
			if len(rows) > 0 && c.Bug == protocol.Bugs()[0].Name {
				return protocol.Failed{Code: protocol.CodeBadRequest}
			}
			return protocol.Checked{Planted: &protocol.Planted{Scope: "Affine1", Bug: protocol.Bug{Name: "sign"}}}
		}
		return protocol.Status{}
	}}
	for _, j := range jobs {
		e.marker().find(*j.task, j.evidence, func(f finding) { rows[j.row].marks[j.mark] = judged(*j.task, f) })
	}
	for i, want := range []mark{
		2: {"95.10%, 15,910 parameters", "784–20–10 at step 3,000", right},
		3: {"network 3, reader 5", "built-in network", right},
		4: {"sign in Affine1", "", right},
	} {
		if got := rows[0].marks[i]; i > 1 && got != want {
			t.Errorf("answer %d: %+v, want %+v", i, got, want)
		}
	}
	if rows[0].count() != 4 {
		t.Errorf("%d are right", rows[0].count())
	}
	lines, err := csv.NewReader(strings.NewReader(table(rows, l))).ReadAll()
	if err != nil || len(lines) != 4 {
		t.Fatal(lines, err)
	}
	if got := strings.Join(lines[1], "|"); got != "'=Ada|4|1|8,0||'-x|1|95.10%, 15,910 parameters "+
		"(784–20–10 at step 3,000)|1|network 3, reader 5 (built-in network)|1|sign in Affine1|" {
		t.Errorf("the table has %s", got)
	}
}

// What cannot be looked at is told, and is neither right nor wrong.
func TestWhatCannotBeMarked(t *testing.T) {
	l, _ := lesson.Parse(text)
	task := func(name string) section.Task { return *l.Find(name).Question.Task }
	for what, c := range map[string]struct {
		of       section.Task
		evidence string
		answer   protocol.Event
		want     string
	}{
		"a network without steps": {task("network"), "hidden=20", nil, unreadable},
		"settings that are none":  {task("network"), "hidden=cold&steps=3", nil, unreadable},
		"no drawing":              {task("drawing"), "hidden=20&steps=3", nil, unreadable},
		"a drawing that is none":  {task("drawing"), "strokes=!", nil, unreadable},
		"no mistake":              {task("mistake"), "Affine1", nil, unreadable},
		"a training that diverged": {task("network"), "steps=3", protocol.Failed{Message: "It diverged."}, "It " +
			"diverged."},
		"a training that was ended": {task("network"), "steps=3", protocol.Trained{Step: 2},
			"It was not trained to its end here."},
		"a reader that does not come": {task("drawing"), "strokes=AhQUKCg",
			protocol.Classified{Network: &protocol.Reading{}}, "The reader could not be loaded."},
		"a network without a layer for it": {task("mistake"), "Affine1 sign",
			protocol.Failed{Code: protocol.CodeBadRequest}, "The network has no layer for any mistake."},
	} {
		e := &fake{answer: func(cmd protocol.Command) protocol.Event {
			switch cmd.(type) {
			case protocol.Configure, protocol.Builtin, protocol.Reset:
				return protocol.Status{}
			}
			return c.answer
		}}
		var got *mark
		e.marker().find(c.of, c.evidence, func(f finding) {
			m := judged(c.of, f)
			got = &m
		})
		if got == nil || got.state != failed || got.answer != c.want {
			t.Errorf("%s: %+v, want %q", what, got, c.want)
		}
	}
}
