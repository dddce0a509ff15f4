package lesson_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/lesson"
)

const byHand = `# Gradients by hand

What is said before the first section
stands at its beginning.

## The chain rule

How much does z change when x does?

- figure: formula ` + "`formula=t = x + y; z = t^2&values=x=3,y=2`" + `
- try: Let them cancel ` + "`values=x=3,y=-3`" + `
- question: With x = 1 and y = 3, what is ∂z/∂x?
- answer: 8
- hint: First find t, then 2t.
- why: 2t is 8.
- look: ` + "`formula=t = x + y; z = t^2&values=x=1,y=3`" + `

## Which line is wrong?

- figure: https://your.host/embed/layer#layer=add
- question: Which?
- option: dx = dout
- option: dx = dout * y
- answer: dx = dout * y

## Shapes

- figure: layer
- question: What is the shape of dW?
- answer: 3×4

` + "```python\ndW = x.T @ dout\n\ndb = dout.sum(axis=0)\n```" + `

## 97 %

- figure: train ` + "`learningRate=0.2&hidden=20`" + `
- question: Can you reach it?
- task: accuracy 97%, parameters 20000

## Почему?

- figure: graph
- question: What did you see?
`

func TestParse(t *testing.T) {
	l, problems := lesson.Parse(strings.ReplaceAll(byHand, "\n", "\r\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if l.Title != "Gradients by hand" || len(l.Sections) != 5 {
		t.Fatalf("%q with %d sections", l.Title, len(l.Sections))
	}
	var names []string
	for _, s := range l.Sections {
		names = append(names, s.Name)
	}
	if got := strings.Join(names, " "); got != "the-chain-rule which-line-is-wrong shapes 97 section-682b754b" {
		t.Errorf("the sections are called %s", got)
	}
	s := l.Sections[0]
	if len(s.Text) != 2 || s.Text[0] != "What is said before the first section stands at its beginning." {
		t.Errorf("the words are %q", s.Text)
	}
	if s.Panel != "formula" || s.Set != "formula=t = x + y; z = t^2&values=x=3,y=2" || len(s.Tries) != 1 ||
		s.Tries[0].Label != "Let them cancel" || s.Tries[0].Set != "values=x=3,y=-3" {
		t.Errorf("%+v", s)
	}
	if q := s.Question; q.Answer != "8" || q.Hint != "First find t, then 2t." || q.Why != "2t is 8." || q.Shape {
		t.Errorf("%+v", q)
	}
	if s := l.Sections[1]; s.Panel != "layer" || s.Set != "layer=add" || len(s.Question.Options) != 2 {
		t.Errorf("%+v", s)
	}
	if s := l.Sections[2]; !s.Question.Shape || s.Code != "dW = x.T @ dout\n\ndb = dout.sum(axis=0)" {
		t.Errorf("%+v", s)
	}
	if task := l.Sections[3].Question.Task; task == nil || task.Accuracy != 0.97 || task.Parameters != 20_000 {
		t.Errorf("%+v", task)
	}
	if !l.Sections[4].Question.Open() {
		t.Error("a question without an answer wants one")
	}
}

// What is wrong is told with its line, and what is right is taken.
func TestProblems(t *testing.T) {
	const rest = "\n## Good\n\n- figure: draw\n"
	for _, c := range [][2]string{
		{"# T\n## A\n- figure: paint\n", "Line 3: There is no panel \"paint\"; there are draw, "},
		{"# T\n## A\n- figure: draw\n- answr: 10\n", "Line 4: There is no field \"answr\"; there are figure"},
		{"# T\n## A\n- figure: formula `formula=t = x + ; z`\n", "Line 3: The formula"},
		{"# T\n## A\n- figure: all\n", "Line 3: There is no panel"},
		{"# T\n## A\n- figure: draw\n- figure: draw\n", "Line 4: The section has its figure already."},
		{"# T\n## A\n- figure: train `learningRate=cold`\n", "Line 3: "},
		{"# T\n## A\n- figure: chapter\n", "Line 3: There is no panel"},
		{"# T\n## A\n- figure: draw `section=relu`\n", "Line 3: A figure has no lesson of its own."},
		{"# T\n## A\n- try: `x`\n- figure: draw\n", "Line 3: A try is"},
		{"# T\n## A\n- figure: draw\n- task: win\n", "Line 4: \"win\" is not a task"},
		{"# T\n- answer: 3\n", "Line 2: answer stands before the first section."},
		{"# T\n# U\n", "Line 2: There is a title already"},
		{"# T\n## A\nWords.\n", "Line 2: The section \"A\" has no figure."},
		{"# T\n## A\n- figure: draw\n- answer: 3\n", "Line 2: The section \"A\" has an answer without"},
		{"# T\n## A\n- figure: draw\n- hint: Look.\n", "Line 2: The section \"A\" has a hint without a question"},
		{"# T\n## A\n- figure: draw `seed=1&seed=2`\n", "Line 3: Seed: it is there twice; the first, \"1\", counts"},
		{"# T\n## A\n- figure: draw\n- task: network 3\n", "Line 2: The section \"A\" has a task without"},
		{"# T\n## A\n- figure: draw\n- question: ?\n- task: accuracy 80%\n",
			"cannot be done in the figure draw, but in train."},
		{"# T\n## A\n- figure: train\n- question: ?\n- task: reader 3\n",
			"cannot be done in the figure train, but in draw."},
		{"# T\n## A\n- figure: formula\n- question: ?\n- task: mistake 17\n",
			"cannot be done in the figure formula, but in check."},
		{"# T\n## A\n- figure: draw\n- question: ?\n- task: network 3, network not 3\n", "No drawing can be"},
		{"# T\n## A\n- figure: draw\n- question:\n", "Line 4: question has nothing behind it."},
		{"# T\n## A\n- figure: draw\n- question: ?\n- answer: many\n", "neither a number"},
		{"# T\n## A\n- figure: draw\n- question: ?\n- answer: 3,142\n", "may be thousands or decimals"},
		{"# T\n## A\n- figure: train\n- question: ?\n- task: accuracy 0.97\n", "a percentage, such as 97%"},
		{"# T\n## A\n- figure: draw\n- question: ?\n- option: a\n- option: a\n- answer: a\n", "is there twice"},
		{"# T\n## A\n- figure: draw\n- question: ?\n- option: a\n- answer: b\n", "no option is the answer"},
		{"# T\n## A\n- figure: draw\n- question: ?\n- answer: 1\n- task: network 3\n", "a task and"},
		{"# T\n## A\n- figure: draw\n- question: ?\n- question: ??\n", "Line 5: The section has"},
		{"# T\n## A\n- figure: draw\n```\nx = 1\n", "The program has no end"},
		{"# T\n```\nx\n```\n", "Line 4: The program stands before"},
		{"## A\n- figure: draw\n", "It has no title"},
	} {
		text, want := c[0], c[1]
		l, problems := lesson.Parse(text + rest)
		found := false
		for _, p := range problems {
			found = found || strings.Contains(p.String(), want)
		}
		if !found {
			t.Errorf("%q: %v, want %q", text, problems, want)
		}
		if !strings.Contains(text, "```\nx = 1") && (len(l.Sections) == 0 ||
			l.Sections[len(l.Sections)-1].Name != "good") {
			t.Errorf("%q: the good section is lost", text)
		}
	}
	for _, told := range []string{"- hint: Look.\n", "- question: ?\n- answer: 39,760\n"} {
		if l, _ := lesson.Parse("# T\n## A\n- figure: draw\n" + told); len(l.Sections) != 1 {
			t.Errorf("with %q, %d sections are shown of 1", told, len(l.Sections))
		}
	}
	for text, want := range map[string]string{
		"":                          "It has no title",
		"# T":                       "It has no sections",
		"# T\n## A\nWords.\n":       "The section \"A\" has no figure.",
		"# T\n## A\n- figure: x\n":  "There is no panel",
		strings.Repeat("課", 20_001): "It has 20001 characters",
		strings.Repeat("課", 20_000): "It has no title",
		"# T\n" + strings.Repeat("## A\n- figure: draw\n", 61): "more than 60 sections",
	} {
		if _, problems := lesson.Parse(text); len(problems) != 1 || !strings.Contains(problems[0].String(), want) {
			t.Errorf("%.20q: %v, want %q", text, problems, want)
		}
	}
}

// Fields are found however their list is written, and other lines of Markdown stay lines.
func TestLists(t *testing.T) {
	l, problems := lesson.Parse("# T\n## A\nFor\nthis:\n* one\n* Two: and more\n1. first\n| a | b |\n### Then\n" +
		"words.\n\n* figure: draw\n- Question: ?\n- answer : 3\n")
	if len(problems) > 0 || len(l.Sections) != 1 {
		t.Fatalf("%+v, %v", l, problems)
	}
	want := []string{"For this:", "* one", "* Two: and more", "1. first", "| a | b |", "### Then words."}
	if s := l.Sections[0]; !slices.Equal(s.Text, want) || s.Question.Ask != "?" || s.Question.Answer != "3" {
		t.Errorf("%+v", s)
	}
}

// Sections of one title have names of their own, and a name is never too long for a setting.
func TestNames(t *testing.T) {
	l, _ := lesson.Parse("# T\n" + strings.Repeat("## The very same long title of a section, again\n- figure: "+
		"draw\n", 12))
	seen := map[string]bool{}
	for _, s := range l.Sections {
		if seen[s.Name] || len(s.Name) > 40 || strings.HasSuffix(s.Name, "-") {
			t.Errorf("%q", s.Name)
		}
		seen[s.Name] = true
	}
}

func TestAddress(t *testing.T) {
	for text, want := range map[string]bool{"": false, "./lesson.md": true, "https://a.example/l.md": true,
		"/l.md": true,
		"# T":   false, "#": false, "a\nb": false, "lesson.md": false, "/ b": false} {
		if lesson.Address(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	id := func(text string) string {
		l, _ := lesson.Parse(text)
		return lesson.ID(l)
	}
	if id(byHand) != id(strings.Replace(byHand, "How much", "How far", 1)) ||
		id(byHand) == id(strings.Replace(byHand, "## Shapes", "## Sizes", 1)) ||
		id(byHand) == id("# Gradients by hand") ||
		id("# T\n## 課\n- figure: draw\n## 題\n- figure: draw\n") ==
			id("# T\n## 題\n- figure: draw\n## 課\n- figure: draw\n") {
		t.Error("lessons are not told apart by their titles")
	}
}

// A code is read as it was written, from mails as well, and a damaged one is told.
func TestCodes(t *testing.T) {
	r := lesson.Result{Lesson: "12345678", Name: "Ada) Łukasz", Answers: map[string]string{"relu": "−0,5",
		"reach": "hidden=20&steps=3000", "say": strings.Repeat("It went (up).\n", 10)}}
	code := r.Code()
	same := func(what string, got lesson.Read) {
		t.Helper()
		if got.Problem != "" || got.Result.Lesson != r.Lesson || got.Result.Name != r.Name ||
			!maps.Equal(got.Result.Answers, r.Answers) {
			t.Errorf("%s: %+v", what, got)
		}
	}
	var mail strings.Builder
	for i, c := range code {
		if mail.WriteRune(c); i%70 == 69 {
			mail.WriteString("\r\n> ")
		}
	}
	read := lesson.ReadCodes("Hello,\n" + code + "\n\nand again: " + mail.String() + " " +
		"Best\n" + code[:60] + "\n" + code + code[:30])
	if len(read) != 5 {
		t.Fatalf("%d codes are found", len(read))
	}
	if read[0].Line != 2 || read[2].Line != read[1].Line+len(code)/70+1 {
		t.Errorf("they are on lines %d, %d and %d", read[0].Line, read[1].Line, read[2].Line)
	}
	same("as it is", read[0])
	same("in a mail", read[1])
	same("behind one without an end", read[3])
	for _, i := range []int{2, 4} {
		if read[i].Problem != "This code has no end: a part of it is missing." {
			t.Errorf("%+v", read[i])
		}
	}
	for what, text := range map[string]string{"without its beginning": code[10:],
		"broken in it": "ink\n> " + code[3:]} {
		if got := lesson.ReadCodes("Hello\n" + text + "\n" + code); len(got) != 2 || got[0].Problem !=
			"This looks like a code whose beginning is missing." || got[0].Line > 3 || got[1].Problem != "" {
			t.Errorf("%s: %+v", what, got)
		}
	}
	if got := lesson.ReadCodes("Inkgrad(" + code[len("inkgrad("):]); len(got) != 1 || got[0].Problem != "" {
		t.Errorf("with a capital: %+v", got)
	}
	long := strings.Repeat("-", 80) + "\nhttps://a.example/" + strings.Repeat("word-", 20)
	if got := lesson.ReadCodes(long); got != nil {
		t.Errorf("other texts: %+v", got)
	}
	for i := len("inkgrad("); i < len(code)-1; i++ {
		other := "A"
		if code[i] == 'A' {
			other = "B"
		}
		if got := lesson.ReadCodes(code[:i] + other + code[i+1:]); len(got) != 1 || got[0].Problem == "" {
			t.Fatalf("another letter at %d is not noticed: %+v", i, got)
		}
	}
	many := lesson.Result{Answers: map[string]string{}}
	for i := range 61 {
		many.Answers[strconv.Itoa(i)] = "1"
	}
	for what, r := range map[string]lesson.Result{"many answers": many,
		"a long answer": {Answers: map[string]string{"a": strings.Repeat("x", 100_000)}},
		"a long name":   {Name: strings.Repeat("n", 61)}} {
		if got := lesson.ReadCodes(r.Code()); len(got) != 1 || got[0].Problem == "" {
			t.Errorf("%s: %+v", what, got)
		}
	}
}
