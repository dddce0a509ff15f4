//go:build !js

package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/lesson"
)

// ownLesson has a question of each kind.
const ownLesson = `# By hand and by eye

Five things to do.

## The chain rule

How much does z change when x does?

- figure: formula ` + "`formula=t = x + y; z = t^2&values=x=3,y=2`" + `
- try: Let them cancel ` + "`values=x=3,y=-3`" + `
- question: With x = 1 and y = 3, what is ∂z/∂x?
- answer: 8
- hint: First find t, then 2t.
- why: 2t is 8.

## A small network

- figure: train ` + "`hidden=20&iterations=200&learningRate=0.5`" + `
- question: Reach 80 % with fewer than 20,000 parameters.
- task: accuracy 80%, parameters 20000

## Draw a seven

- figure: draw
- question: Draw a digit that both take for a seven.
- task: network 7, reader 7

## A planted mistake

- figure: check
- question: Which mistake is it, and where?
- task: mistake 17

## What was hard?

- figure: graph
- question: What was hard?
`

func idOf(text string) string {
	l, _ := lesson.Parse(text)
	return lesson.ID(l)
}

func lessonLink(text string) string {
	return "lesson=" + strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// A figure begins as a link with its settings does, trained.
func TestALessonTrains(t *testing.T) {
	t.Parallel()
	const text = "# Thirty steps\n\n## The first\n\nWords.\n\n- figure: formula\n\n## The second\n\nWords.\n\n" +
		"- figure: train `hidden=12&dataSize=10000&learningRate=0.2&steps=30`\n"
	p := browsertest.Open(t, "/chapter#"+lessonLink(text), browsertest.Viewport(1280, 1000))
	p.Wait("the lesson is there", `document.querySelector(".chapter-place")?.textContent.includes("section 1 of 2")`)
	p.Run(clickSection("The second"))
	p.Wait("its network is trained", stepIs("30 "))
	p.Screenshot("trained")
	p.Wait("the address has it", `/steps=30/.test(location.hash)`)
}

// A section that names a network shows it, untrained, to who comes from the section before as to who loads it again; a
// network that was trained stays.
func TestALessonShowsItsNetwork(t *testing.T) {
	t.Parallel()
	const text = "# Two networks\n\n## The first\n\nWords.\n\n- figure: formula\n\n## The second\n\nWords.\n\n" +
		"- figure: train `hidden=12&dataSize=300&iterations=20`\n\n## The third\n\nWords.\n\n" +
		"- figure: train `hidden=13`\n"
	p := browsertest.Open(t, "/chapter#"+lessonLink(text), browsertest.Viewport(1280, 1000))
	p.Wait("the lesson is there", `document.querySelector(".chapter-place")?.textContent.includes("section 1 of 3")`)
	network := func(name, step string) string {
		return `document.querySelector(".network")?.textContent.includes("` + name + `") && ` + stepIs(step)
	}
	p.Run(clickSection("The second"))
	p.Wait("its network is there", network("784–12–10", "0 "))
	if said := browsertest.Eval[string](p, `document.querySelector(".chapter-place").textContent +
		(document.querySelector(".chapter-result")?.textContent ?? "")`); said != "Two networks, section 2 of 3." {
		t.Errorf("of a lesson without questions it is said: %s", said)
	}
	p.Screenshot("second")
	p.Reload()
	p.Wait("and after a reload", network("784–12–10", "0 "))
	p.Click(trainBtn)
	p.Wait("it is trained", network("784–12–10", "20"))
	p.Run(clickSection("The third"))
	p.Wait("the settings are there", `/hidden=13/.test(location.hash)`)
	p.Wait("what is trained stays", network("784–12–10", "20"))
}

// A learner does a lesson that came as a link: each kind of question, wrongly first where that can be, and reloads.
func TestALesson(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/chapter#"+lessonLink(ownLesson), browsertest.Viewport(1280, 1000))
	const verdict = `document.querySelector("#chapter-verdict").textContent`
	p.Wait("the lesson is there", `document.querySelector(".chapter-place")?.textContent.
		startsWith("By hand and by eye, section 1 of 5. 0 of 5")`)
	p.Wait("its figure, too", `document.querySelector("#formula-text").value.includes("z = t^2")`)
	p.Screenshot("typed")
	write := func(answer string) {
		p.Run(`document.querySelector("#chapter-answer").value = ""`)
		p.Focus("#chapter-answer")
		p.Insert(answer)
		p.Key("\r")
	}
	write("4")
	p.Wait("a wrong answer gets the hint", verdict+` === "Not quite. First find t, then 2t."`)
	write("8")
	p.Wait("a right answer the reason", verdict+` === "Right. 2t is 8."`)

	p.Click("#chapter-next")
	p.Wait("the settings of the section are there",
		`document.querySelector(".settings-fold summary")?.textContent.includes("0.5")`)
	p.Click("#train-button")
	p.Wait("the network is good enough", `/^Now: [89][0-9.]+%, 15,910 parameters/.
		test(document.querySelector("#chapter-task-now").textContent)`)
	p.Screenshot("network")
	p.Click("#chapter-hand-in")
	p.Wait("it is taken", verdict+`.startsWith("Done: ")`)

	p.Click("#chapter-next")
	p.Wait("there is paper", `document.querySelector("#ink")`)
	p.Draw(ink, [][][2]float64{{{0.2, 0.5}, {0.8, 0.5}}})
	p.Wait("a line is seen", `document.querySelector("#chapter-hand-in:enabled")`)
	p.Click("#chapter-hand-in")
	p.Wait("a line is not a seven", verdict+`.startsWith("Handed in: network ")`)
	p.Run(`[...document.querySelectorAll("button")].find((b) => b.textContent === "Clear").click()`)
	p.Wait("the paper is blank", `document.querySelector("#chapter-task-now").textContent === "Draw first."`)
	p.Draw(ink, seven())
	p.Wait("the seven is seen", `document.querySelector("#chapter-task-now").textContent === "Now: network 7, reader 7."`)
	p.Click("#chapter-hand-in")
	p.Wait("the seven is", verdict+`.startsWith("Done: network 7, reader 7.")`)
	p.Screenshot("drawing")

	p.Click("#chapter-next")
	p.Wait("the puzzle is set", `document.querySelector("#puzzle-number")?.value === "17"`)
	p.Wait("it is to be solved", `document.querySelector("#chapter-task-now").textContent.includes("both questions")`)
	p.Click("#check-button")
	pick := func(question string) {
		p.Wait(question+" is open", `document.querySelector("#`+question+`-0:enabled")`)
		p.Click("#" + question + "-0")
		p.Click("#" + question)
	}
	pick("puzzle-layer")
	p.Wait("the first answer is judged", `document.querySelector("#puzzle-layer-show, #puzzle-bug-0:enabled")`)
	if browsertest.Eval[bool](p, `!!document.querySelector("#puzzle-layer-show")`) {
		p.Click("#puzzle-layer-show")
	}
	pick("puzzle-bug")
	p.Click("#chapter-hand-in")
	p.Wait("it is judged", verdict+`.startsWith("Handed in: ") || `+verdict+`.startsWith("Done: ")`)
	mistake := browsertest.Eval[bool](p, verdict+`.startsWith("Done: ")`)

	p.Run(`document.querySelector("#chapter-next").click()`)
	p.Wait("any words are an answer", `document.querySelector("#chapter-ask").textContent === "What was hard?"`)
	write("The mistake.")
	p.Wait("and are noted", verdict+`.startsWith("Noted.")`)
	p.Click(".chapter-result summary")
	p.Focus("#result-name")
	p.Insert("Ada")
	code := func() lesson.Result {
		t.Helper()
		p.Wait("the code has the name", `document.querySelector("#result-name").value === "Ada"`)
		read := lesson.ReadCodes(p.Text("#result-code"))
		if len(read) != 1 || read[0].Problem != "" {
			t.Fatalf("the result is %+v", read)
		}
		return read[0].Result
	}
	p.Screenshot("result")
	got := code()
	if got.Name != "Ada" || len(got.Answers) != 5 || got.Answers["the-chain-rule"] != "8" ||
		!strings.Contains(got.Answers["a-small-network"], "steps=200") ||
		!strings.Contains(got.Answers["draw-a-seven"], "strokes=") || got.Answers["what-was-hard"] != "The mistake." {
		t.Errorf("the result is %+v", got)
	}
	answered := "4"
	if mistake {
		answered = "5"
	}
	p.Wait("the address has the section", `location.hash.includes("section=what-was-hard")`)
	p.Wait("the browser keeps the answers", `await new Promise((done) => {
		const open = indexedDB.open("inkgrad");
		open.onsuccess = () => {
			const get = open.result.transaction("kept").objectStore("kept").get("lesson-`+idOf(ownLesson)+`");
			get.onsuccess = () => { open.result.close(); done(String(get.result).includes("`+got.Code()+`")); };
		};
	})`)
	p.Reload()
	p.Wait("after a reload the answers are there", `document.querySelector(".chapter-place")?.textContent.
		includes("section 5 of 5. `+answered+` of 5")`)
	p.Wait("its figure is there", `document.querySelector(".graph-svg [data-scope]")`)
	p.Click(".chapter-result summary")
	if again := code(); again.Code() != got.Code() {
		t.Errorf("after a reload the result is %+v, it was %+v", again, got)
	}

	p.Run(clickSection("A small network"))
	p.Wait("the network that was kept can be handed in again", `document.querySelector("#chapter-hand-in:enabled")`)

	// The teacher marks it, in another tab.
	wrong := got
	wrong.Name, wrong.Answers = "", map[string]string{"the-chain-rule": "4", "a-small-network": "hidden=20&steps=1",
		"draw-a-seven": got.Answers["draw-a-seven"]}
	other := wrong
	other.Lesson = "chapter"
	pasted := "Dear teacher,\n" + got.Code() + "\n" + wrong.Code() + other.Code() + got.Code()[:40]
	teacher := p.Beside("/lesson#" + lessonLink(ownLesson))
	teacher.Wait("the lesson is read", `document.querySelector("#lesson-outline")?.textContent.
		startsWith("By hand and by eye: 5 sections, 5 questions.")`)
	teacher.Focus("#results-text")
	teacher.Insert(pasted)
	teacher.Click("#results-mark")
	teacher.Wait("all is marked", `document.querySelector("#results-note").textContent === "4 results, 2 of them with a warning."`)
	teacher.Screenshot("marks")
	cells := browsertest.Eval[[][]string](teacher, `[...document.querySelectorAll("#results-table tbody tr")].map(
		(row) => [...row.children].map((c) => c.innerText))`)
	sign := map[bool]string{true: "✓", false: "✗"}[mistake]
	for i, want := range [][]string{
		{"Ada", "✓ 8", "✓ ", "✓ network 7, reader 7", sign + " ", " The mistake.", answeredRight(mistake)},
		{"No name", "✗ 4", "✗ ", "✓ network 7, reader 7", "–", "–", "1"},
		{"No name\n\nThis is of another lesson, or of another version of it.", "✗ 4", "✗ ", "✓ ", "–", "–", "1"},
		{"No name\n\nLine 3: This code has no end: a part of it is missing.", "–", "–", "–", "–", "–", "0"},
	} {
		for j, cell := range want {
			if len(cells) <= i || len(cells[i]) <= j || !strings.Contains(cells[i][j], strings.TrimSpace(cell)) {
				t.Errorf("row %d, column %d of %q: want %q", i, j, cells, cell)
			}
		}
	}
	for _, part := range []string{"784–20–10 at step 200", "15,910 parameters"} {
		if !strings.Contains(cells[0][2], part) {
			t.Errorf("the network is %q, without %s", cells[0][2], part)
		}
	}
}

// answeredRight is how many of Ada's answers are right.
func answeredRight(mistake bool) string {
	if mistake {
		return "4"
	}
	return "3"
}

// keptAnswers waits until the browser keeps so many answers to ownLesson.
func keptAnswers(p *browsertest.Page, many int) {
	const kept = `new Promise((done) => {
		const open = indexedDB.open("inkgrad");
		open.onsuccess = () => {
			const get = open.result.transaction("kept").objectStore("kept").get(KEY);
			get.onsuccess = () => { open.result.close(); done(String(get.result)); };
		};
	})`
	p.Wait(strconv.Itoa(many)+" answers are kept", `(await `+strings.Replace(kept, "KEY", strconv.Quote("lesson-"+
		idOf(ownLesson)), 1)+`).split("\n")[0].split("answered=")[1]?.split("&")[0].split(",").length === `+
		strconv.Itoa(many))
}

// answerLesson types an answer to the question at hand.
func answerLesson(p *browsertest.Page, answer string) {
	p.WaitVisible("#chapter-answer")
	p.Click("#chapter-answer")
	p.Insert(answer)
	p.Key("\r")
}

// Two tabs of one lesson do not lose each other's answers.
func TestALessonInTwoTabs(t *testing.T) {
	t.Parallel()
	a := browsertest.Open(t, "/chapter#"+lessonLink(ownLesson))
	answers := func(n string) string {
		return `document.querySelector(".chapter-place")?.textContent.includes("` + n + ` of 5 questions answered")`
	}
	a.Wait("the lesson is there", answers("0"))
	b := a.Beside("/chapter#" + lessonLink(ownLesson) + "&section=what-was-hard")
	b.Wait("the lesson is there again", answers("0"))
	answerLesson(a, "8")
	keptAnswers(a, 1)
	answerLesson(b, "All of it.")
	keptAnswers(b, 2)
	b.Wait("it has the other's", answers("2"))
	a.Reload()
	a.Wait("so has the first one", answers("2"))
	got := lesson.ReadCodes(browsertest.Eval[string](a, `document.querySelector("#result-code").textContent`))
	if len(got) != 1 || got[0].Result.Answers["the-chain-rule"] != "8" ||
		got[0].Result.Answers["what-was-hard"] != "All of it." {
		t.Errorf("the result is %+v", got)
	}
}

// A lesson in a frame has its answers when the page around it is loaded again.
func TestALessonInAFrameIsKept(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/notes", browsertest.Route("/notes", http.HandlerFunc(
		func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `<!doctype html><title>Notes</title><iframe src="/embed/chapter#%s" width="800" height="1400">`,
				lessonLink(ownLesson))
		})))
	frame := func(answers string) *browsertest.Page {
		f := p.Frame("/embed/chapter", `document.querySelector("iframe")`)
		f.Wait(answers+" is answered", `document.querySelector(".chapter-place")?.textContent.includes("`+answers+` of 5")`)
		return f
	}
	answerLesson(frame("0"), "8")
	frame("1")
	p.Reload() // at once
	f := frame("1")
	keptAnswers(f, 1)
	p.Reload()
	frame("1")
}

// A lesson is a file of any host that lets other pages read it; where it is not, the student is told, and can ask
// again.
func TestALessonFromAFile(t *testing.T) {
	t.Parallel()
	files := map[string]string{"/lesson.md": ownLesson}
	server := elsewhere(t, files)
	p := browsertest.Open(t, "/chapter#lesson="+server.URL+"/lesson.md", browsertest.Phone,
		browsertest.Allow("another host was asked: "+server.URL, "404", "/none.md"))
	p.Wait("the lesson is there", `document.querySelector(".chapter-place")?.textContent.
		startsWith("By hand and by eye, section 1 of 5.")`)
	p.Wait("its figure, too", `document.querySelector("#formula-text").value.includes("z = t^2")`)
	p.Screenshot("phone")
	for _, path := range []string{"/chapter", "/embed/chapter"} {
		p.Go(path + "?missing#lesson=" + server.URL + "/none.md")
		p.Wait("the student is told", `document.querySelector(".lesson-problems")?.textContent.includes("could not be loaded")`)
	}
	p.Screenshot("missing")
	p.Run(`[...document.querySelectorAll("button")].find((b) => b.textContent === "Try again").click()`)
	p.Wait("it is asked for again", `document.querySelector(".lesson-problems")?.textContent.includes("could not be loaded")`)
}
