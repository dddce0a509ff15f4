//go:build !js

package web_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

const (
	checkBtn = "#check-button"
	canCheck = `(b => b?.textContent === "Check" && !b.disabled)(document.querySelector("#check-button"))`
	// The caption is marked, so that the table before is not taken for the one that comes.
	caption    = `document.querySelector(".check-table caption .help").firstChild.data`
	markTable  = caption + ` = "old"`
	newTable   = `/^\d/.test(` + caption + `)`
	canMeasure = `(b => b?.textContent === "Measure" && !b.disabled)(document.querySelector("#curve-button"))`
)

func openCheck(t *testing.T, path string, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, path, options...)
	p.Wait("a check can begin", canCheck)
	return p
}

// set types into the field of a number, as a person does.
func set(p *browsertest.Page, field, text string) {
	p.Run(fmt.Sprintf(`document.querySelector(%q).select()`, field))
	p.Key(text + kb.Enter)
	p.Wait(field+" is taken", fmt.Sprintf(`document.querySelector(%q).value === %q`, field, text))
}

// A link's network is trained before it is checked, in the panel by itself, too.
func TestCheckOfALinksNetwork(t *testing.T) {
	t.Parallel()
	p := openCheck(t, "/embed/check#hidden=8&dataSize=300&steps=20")
	p.Wait("it is trained", `document.querySelector(".gradcheck-network").innerText.includes("trained for 20 steps")`)
}

// number reads what the page writes: 1.2e−11.
func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.NewReplacer("−", "-", ",", "").Replace(text), 64)
	if err != nil {
		t.Errorf("%q is not a number", text)
	}
	return v
}

// line is a line of the table.
type line struct {
	name          string
	mean, largest float64
	differs       bool
}

// check presses Check and reads the table, when it is there.
func check(t *testing.T, p *browsertest.Page) []line {
	t.Helper()
	p.Wait("a check can begin", canCheck)
	p.Run(markTable)
	p.Click(checkBtn)
	p.Wait("the check is done", canCheck+` && `+newTable)
	var lines []line
	for _, cells := range browsertest.Eval[[][]string](p,
		`[...document.querySelectorAll(".check-table tbody tr")].map((r) => [r.querySelector("var").textContent, ...[...r.cells].map((c) => c.textContent)])`) {
		lines = append(lines, line{cells[0], number(t, cells[2]), number(t, cells[3]), strings.Contains(cells[5], "✗")})
	}
	return lines
}

func TestCheckPage(t *testing.T) {
	t.Parallel()
	p := openCheck(t, "/check", browsertest.Viewport(1280, 1500))
	p.Screenshot("before")
	before := browsertest.Eval[[]float64](p,
		`[...document.querySelectorAll(".check-table tr")].map((r) => r.getBoundingClientRect().y)`)

	t.Run("the network is right", func(t *testing.T) {
		lines := check(t, p)
		if len(lines) != 4 {
			t.Fatalf("the table has %d lines", len(lines))
		}
		for i, l := range lines {
			// Central differences at h = 1e-4 in float64 are off by some 1e-11 here: see the curve.
			if want := []string{"W1", "b1", "W2", "b2"}[i]; l.name != want || l.differs || !(l.mean < 1e-9) ||
				!(l.largest < 0.01) {
				t.Errorf("line %d: %+v", i, l)
			}
		}
		for _, want := range []string{"All of them agree", "260 of 39,760 elements, 3 images, h = 1e−4, float64",
			"100 of 39,200"} {
			if !strings.Contains(p.Text(".gradcheck-result"), want) {
				t.Errorf("the result does not say %q", want)
			}
		}
		why := p.Text(".why")
		if !strings.Contains(why, "79,520 forward") || !strings.Contains(why, "times as fast") ||
			strings.Contains(why, "–") {
			t.Errorf("why backpropagation: %s", why)
		}
		after := browsertest.Eval[[]float64](p,
			`[...document.querySelectorAll(".check-table tr")].map((r) => r.getBoundingClientRect().y)`)
		if fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("the lines were at %v and are at %v", before, after)
		}
	})

	t.Run("the curve", func(t *testing.T) {
		p.Click("#curve-button")
		p.Wait("the curve is measured",
			canMeasure+` && document.querySelectorAll(".check-curve path.line").length === 2`)
		rows := browsertest.Eval[[][]string](p,
			`[...document.querySelectorAll(".curve-table tbody tr")].map((r) => [...r.cells].map((c) => c.textContent))`)
		for i, c := range []struct {
			name      string
			low, high float64 // of the least error: 2^-24 and 2^-53 of the loss, over h, and what the batch makes of it
		}{{"float64", 1e-14, 1e-10}, {"float32", 1e-9, 1e-5}} {
			here, least := number(t, rows[i][1]), number(t, rows[i][2])
			if rows[i][0] != c.name || least < c.low || least > c.high || here < least {
				t.Errorf("%v", rows[i])
			}
		}
		if labels := browsertest.Eval[string](p,
			`[...document.querySelectorAll(".check-curve text.end")].map((e) => e.textContent).join()`); labels != "float32,float64" {
			t.Errorf("the lines are labelled %s", labels)
		}
		mark := `parseFloat(document.querySelector(".check-curve path.mark").getAttribute("d").slice(1))`
		x := browsertest.Eval[float64](p, mark)
		p.Focus(".gradcheck-form .slider")
		p.Key(kb.ArrowRight + kb.ArrowRight)
		p.Wait("h is smaller", `document.querySelector("#check-h").value === "1e-5"`)
		if moved := browsertest.Eval[float64](p, mark); moved <= x {
			t.Errorf("the mark was at %v and is at %v", x, moved)
		}
		p.Wait("the curve is read there",
			`document.querySelector(".curve-table").textContent.includes("Error at h = 1e−5")`)
		p.Screenshot("curve")
	})

	t.Run("a kink", func(t *testing.T) {
		set(p, "#check-h", "0.1")
		check(t, p)
		kinks := p.Text(".kinks")
		if !strings.Contains(kinks, "moved by ±0.1: at unit ") || !strings.Contains(kinks, "its input crosses 0.") {
			t.Errorf("it says %q", kinks)
		}
		if said := p.Text(".verdict-text"); !strings.Contains(said, "The differences are truncation") {
			t.Errorf("it says %q", said)
		}
		p.Screenshot("kink")
		set(p, "#check-h", "1e-4")
		check(t, p)
		if n := browsertest.Eval[int](p, `document.querySelectorAll(".kinks").length`); n != 0 {
			t.Error("the kinks are still told")
		}
	})

	t.Run("float32", func(t *testing.T) {
		p.Run(`document.querySelector("#check-dtype-float32").click()`)
		if lines := check(t, p); !(lines[0].mean > 1e-8) { // rounding, 6e-8 of a loss, over 2h
			t.Errorf("%+v", lines[0])
		}
		if said := p.Text(".verdict-text"); !strings.Contains(said, "The differences are rounding: float32 has seven") {
			t.Errorf("it says %q", said)
		}
		p.Run(`document.querySelector("#check-dtype-float64").click()`)
	})

	t.Run("pressed twice", func(t *testing.T) {
		p.Run(markTable)
		p.Run(`for (const b of ["check", "curve", "check"]) document.querySelector("#" + b + "-button").click()`)
		// The last press cancels what the first began, if the page is drawn anew between the two.
		p.Wait("it has ended", canCheck+` && `+canMeasure+` && (`+newTable+
			` || document.querySelector(".gradcheck-news").textContent.includes("Cancelled"))`)
		if said := p.Text(".gradcheck-run .error"); said != "" {
			t.Errorf("it says %q", said)
		}
	})

	t.Run("cancelling", func(t *testing.T) {
		was := p.Text(".check-table")
		p.Run(`document.querySelector("#check-elements-all").click()`)
		p.Click(checkBtn)
		p.Wait("it is under way", `document.querySelector(".gradcheck-meter progress")?.value > 0`)
		if said := p.Text(".gradcheck-news"); !strings.Contains(said, "of 39,760 elements") {
			t.Errorf("it says %q", said)
		}
		p.Screenshot("running")
		p.Click(checkBtn)
		p.Wait("it has ended", canCheck)
		if said := p.Text(".gradcheck-news"); !strings.Contains(said, "Cancelled") {
			t.Errorf("it says %q", said)
		}
		if got := p.Text(".check-table"); got != was {
			t.Errorf("the table was %s and is %s", was, got)
		}
		p.Run(`document.querySelector("#check-elements-sample").click()`)
	})

	t.Run("what is no number", func(t *testing.T) {
		set(p, "#check-samples", "0")
		p.Wait("the error is at the field",
			`document.querySelector("#check-samples-error").textContent === "0 is outside 1 to 1000."`)
		if !browsertest.Eval[bool](p, `document.querySelector("#check-button").disabled`) {
			t.Error("it can be checked")
		}
		set(p, "#check-samples", "2")
		p.Wait("it can be checked", canCheck)
	})
}

// guess is what a learner makes of a table who has read the help. One is the table with one image alone.
func guess(lines []line, one func() []line) (layer, bug string) {
	var wrong []line
	for _, l := range lines {
		if l.differs {
			wrong = append(wrong, l)
		}
	}
	switch {
	case len(wrong) == 4:
		return "SoftmaxWithLoss", "mean"
	case len(wrong) == 2: // W1 and b1
		for _, l := range one() {
			if l.largest > 1.01 {
				return "Affine2", "transpose"
			}
		}
		return "ReLU1", "mask"
	case len(wrong) != 1:
		return "", ""
	case wrong[0].name[0] == 'b':
		return "Affine" + wrong[0].name[1:], "bias"
	case math.Abs(wrong[0].largest-2) < 0.001:
		return "Affine" + wrong[0].name[1:], "sign"
	}
	return "Affine" + wrong[0].name[1:], "stale"
}

// TestCheckOfAFreshNetwork starts from scratch on the page, and adds what the book adds to the logarithm.
func TestCheckOfAFreshNetwork(t *testing.T) {
	t.Parallel()
	p := openCheck(t, "/check", browsertest.Viewport(1280, 1500))
	if said := p.Text(".gradcheck-network"); !strings.Contains(said, "trained for 10,000 steps") {
		t.Errorf("it says %q", said)
	}
	p.Click(".gradcheck-network .button")
	p.Wait("the network is fresh", `document.querySelector(".gradcheck-network").textContent.includes("It is fresh")`)
	exact := check(t, p)
	p.Screenshot("fresh")
	p.Run(`document.querySelector("#check-logarithm-book").click()`)
	book := check(t, p)
	p.Screenshot("book")
	// As in the book: see TestCheckWithTheBooksLogarithm of the engine.
	if !(exact[3].mean < 1e-9) || !(book[3].mean > 1.2e-7 && book[3].mean < 1.6e-7) {
		t.Errorf("b2 differs by %v, with 1e-7 in the logarithm by %v", exact[3].mean, book[3].mean)
	}
	for _, l := range append(exact, book...) {
		if l.differs {
			t.Errorf("%+v", l)
		}
	}
	if said := p.Text(".verdict-text"); !strings.Contains(said, "the 1e−7 in the logarithm") {
		t.Errorf("it says %q", said)
	}
}

// TestFindTheMistake plays puzzles until each mistake was there, and gives the answers that follow from the tables.
func TestFindTheMistake(t *testing.T) {
	t.Parallel()
	p := openCheck(t, "/check", browsertest.Viewport(1280, 1600))
	p.Run(`document.querySelector("#check-backward-mistake").click()`)
	p.WaitVisible("#puzzle-number")
	found := map[string]bool{}
	played := 0
	for n := 1; len(found) < len(protocol.Bugs()) && n <= 60; n++ {
		set(p, "#puzzle-number", strconv.Itoa(n))
		lines := check(t, p)
		layer, bug := guess(lines, func() []line {
			set(p, "#check-samples", "1")
			one := check(t, p)
			set(p, "#check-samples", "3")
			return one
		})
		if page := browsertest.Eval[string](p, `document.documentElement.outerHTML`); strings.Contains(page,
			"puzzle-explanation") {
			t.Fatal("the explanation is there before the answer")
		}
		if played == 0 {
			p.Screenshot("before")
		}
		if played == 0 { // a wrong guess gives nothing away
			wrong := "Affine1"
			if layer == wrong {
				wrong = "Affine2"
			}
			answer(p, "puzzle-layer", wrong)
			p.WaitVisible("#puzzle-layer-show")
			if said := p.Text(".puzzle"); !strings.Contains(said, "✗ No. It is not in "+wrong+".") ||
				strings.Contains(said, "It is in") {
				t.Errorf("after a wrong guess it says %q", said)
			}
			p.Screenshot("wrong")
		}
		answer(p, "puzzle-layer", layer)
		p.Wait("the second question is open", `!document.querySelector("#puzzle-bug-0").disabled`)
		p.Wait("it has the focus", `document.activeElement.id === "puzzle-bug-0"`)
		answer(p, "puzzle-bug", bug)
		p.WaitVisible(".explanation")
		said := p.Text(".puzzle")
		played++
		if strings.Count(said, "✓ Right.") != 2 {
			t.Fatalf("puzzle %d: %s in %s is not right for %+v: %s", n, bug, layer, lines, said)
		}
		found[bug] = true
	}
	if len(found) != len(protocol.Bugs()) {
		t.Errorf("found %v only", found)
	}
	p.Screenshot("after")
	if want := fmt.Sprintf("Right at the first guess: the layer in %d of %d, the mistake in %d of %d.", played-1,
		played, played, played); !strings.Contains(p.Text(".puzzle"), want) {
		t.Errorf("the score is not %q: %s", want, p.Text(".puzzle-row"))
	}
	p.Run(`document.querySelector("#check-backward-own").click()`)
	for _, l := range check(t, p) {
		if l.differs {
			t.Errorf("a mistake got into the network: %+v", l)
		}
	}
}

// answer chooses an answer and gives it.
func answer(p *browsertest.Page, question, value string) {
	p.Run(fmt.Sprintf(`document.querySelector("input[name=%s][value=%s]").click()`, question, value))
	p.Wait("the answer can be given", fmt.Sprintf(`!document.querySelector("button#%s").disabled`, question))
	p.Click("button#" + question)
}

// TestCheckOfANetworkInTraining comes from the panel Train, where a fresh network is in training: the check has to wait
// for it.
func TestCheckOfANetworkInTraining(t *testing.T) {
	t.Parallel()
	p := open(t, "/#dataSize=10000")
	p.Click(scratchBtn)
	p.Wait("the network is fresh", figure("Step")+` === "0 of 10,000"`)
	p.Click(trainBtn)
	p.Wait("it runs", running)
	p.Run(`const a = document.createElement("a"); a.href = "/check"; document.body.append(a); a.click(); a.remove()`)
	p.WaitVisible(".gradcheck-run .button:not(#check-button)")
	if said := p.Text(".gradcheck-run"); !strings.Contains(said, "Training is running") {
		t.Errorf("it says %q", said)
	}
	if !browsertest.Eval[bool](p, `document.querySelector("#check-button").disabled`) {
		t.Error("it can be checked")
	}
	p.Screenshot("training")
	p.Click(".gradcheck-run .button:not(#check-button)")
	set(p, "#check-h", "1e-6")
	if lines := check(t, p); lines[3].differs { // b2 moves no ReLU, so it has no kinks
		t.Errorf("%+v", lines[3])
	}
	p.Screenshot("checked")
}

func TestCheckFitsAPhoneAndAFrame(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]browsertest.Option{
		"/check":       {browsertest.Phone, browsertest.Dark},
		"/embed/check": {browsertest.Viewport(480, 900)},
	} {
		t.Run(name, func(t *testing.T) {
			p := openCheck(t, name, options...)
			p.Run(`document.querySelector("#check-backward-mistake").click()`)
			p.WaitVisible("#puzzle-number")
			check(t, p)
			if over := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("the page is %d pixels too wide", over)
			}
			p.Screenshot("page")
			// With such a step the numerical gradients are 0, and each verdict is the longest there is.
			p.Run(`document.querySelector("#check-dtype-float32").click()`)
			set(p, "#check-h", "1e-9")
			check(t, p)
			if marks := p.Text(".check-table tbody"); strings.Count(marks, "? unclear") != 4 {
				t.Errorf("the table says %q", marks)
			}
			if over := browsertest.Eval[float64](p, `Math.max(...[...document.querySelectorAll(".check-table .mark")].map((m) => {
				const r = document.createRange()
				r.selectNodeContents(m)
				return r.getBoundingClientRect().right
			})) - document.querySelector(".gradcheck-result").getBoundingClientRect().right`); over > 0.5 {
				t.Errorf("a verdict is %.0f pixels too wide", over)
			}
		})
	}
}

func TestCheckWithoutImages(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/check", browsertest.Missing("/web/data/train-0.gz"), browsertest.Allow("404"))
	p.Click("#check-button") // asks for the images
	p.Wait("the page says what is missing", `document.querySelector(".notice")?.textContent.includes("train-0.gz")`)
	// The engine tells first what failed to load, and answers the check after it.
	p.Wait("nothing can be checked", `document.querySelector("#check-button").matches(":disabled") &&
		document.querySelector(".gradcheck").textContent.includes("There are 0 training images")`)
}

// Two clicks come before the page is drawn again: one check runs, and the page lives.
func TestCheckAndMeasureBeforeTheNextDrawing(t *testing.T) {
	for name, clicks := range map[string]string{
		"a double click":    `c.click(); c.click()`,
		"Check and Measure": `c.click(); m.click()`,
		"Measure and Check": `m.click(); c.click()`,
	} {
		t.Run(name, func(t *testing.T) {
			p := openCheck(t, "/check#hidden=10")
			p.Wait("a curve can be measured", canMeasure)
			p.Run(`((c, m) => { ` + clicks + ` })(document.querySelector("#check-button"), document.querySelector("#curve-button"))`)
			p.Wait("both can begin again", canCheck+" && "+canMeasure+
				` && document.querySelector(".check-table tbody tr, .check-curve path.line") !== null`)
			if problem := browsertest.Eval[string](p, `document.querySelector(".gradcheck .error")?.textContent ?? ""`); problem != "" {
				t.Errorf("the page says %q", problem)
			}
		})
	}
}
