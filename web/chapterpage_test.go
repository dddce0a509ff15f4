//go:build !js

package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/section"
)

// openChapter opens a page that shows the chapter, and waits for the figure of the section that comes first there.
func openChapter(t *testing.T, path string, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, path, options...)
	p.Wait("the figure is there", `document.querySelector(".chapter-figure .graph-svg [data-node], " +
		".chapter-figure .bench-gradient")`)
	return p
}

// figureOf is a condition: the figure of a section has been computed.
func figureOf(s section.Section) string {
	there := map[string]string{
		"formula": ".formula .graph-svg [data-node]",
		"layer":   ".bench-gradient .bench-cell",
		"check":   "#check-button:enabled",
		"graph":   ".graph .graph-svg [data-node], .graph .graph-svg [data-scope]",
		"train":   "#train-button:enabled",
	}[s.Panel]
	return fmt.Sprintf(`document.querySelector("#chapter-title").textContent === %q &&
		document.querySelector(".chapter-figure").querySelector(%q)`, s.Title, there)
}

// answerQuestion gives an answer to the section's question, as a person does.
func answerQuestion(p *browsertest.Page, q section.Question, text string) {
	for i, option := range q.Options {
		if option == text {
			p.Click(fmt.Sprintf("#chapter-option-%d", i))
			return
		}
	}
	p.Run(`document.querySelector("#chapter-answer").value = ""`)
	p.Focus("#chapter-answer")
	p.Insert(text)
	p.Key("\r")
}

// A learner goes through all sections: each figure is computed, each question answered, wrongly first.
func TestTheWholeChapter(t *testing.T) {
	t.Parallel()
	p := openChapter(t, "/chapter#seed=7", browsertest.Viewport(1400, 1000)) // which says nothing about figures
	p.Wait("it begins with two apples", `document.querySelector("#formula-text").value === "apple*n_apple*tax"`)
	for i, s := range section.Chapter().Sections {
		p.Wait(s.Name+" has its figure", figureOf(s))
		wrong := "7.5"
		for _, option := range s.Question.Options {
			if option != s.Question.Answer {
				wrong = option
			}
		}
		answerQuestion(p, s.Question, wrong)
		p.Wait(s.Name+": a wrong answer is told so", `document.querySelector(".chapter-wrong")`)
		answerQuestion(p, s.Question, s.Question.Answer)
		p.Wait(s.Name+": the right answer is told so",
			`document.querySelector(".chapter-right")?.textContent.startsWith("Right.")`)
		if i < len(section.Chapter().Sections)-1 {
			p.Click("#chapter-next")
		}
	}
	p.Wait("all are answered", `document.querySelector(".chapter-place").textContent.includes("17 of 17")`)
	if n := browsertest.Eval[int](p, `document.querySelectorAll(".chapter-mark[role=img]").length`); n != 17 {
		t.Errorf("%d sections are ticked", n)
	}
}

// What a learner has set up and answered is there after a reload, on another visit, and by a link.
func TestTheChapterIsKept(t *testing.T) {
	t.Parallel()
	p := openChapter(t, "/chapter#section=relu")
	p.Wait("ReLU is there", figureOf(section.Chapter().Find("relu")))
	waitCells(p, "out", "1 0 0 3")
	answerQuestion(p, section.Chapter().Find("relu").Question, "5")
	p.Focus("#bench-x-0")
	p.Key("9")
	waitCells(p, "out", "9 0 0 3")
	p.Click("#chapter-next")
	p.Wait("Sigmoid is there", figureOf(section.Chapter().Find("sigmoid")))
	p.Wait("the link has the place, the answer and the figure",
		`["section=sigmoid", "answered=relu", "figures=relu"].every((part) => location.hash.includes(part))`)
	link := browsertest.Eval[string](p, "location.hash")
	p.Wait("the browser keeps it", `await new Promise((done) => {
		const open = indexedDB.open("inkgrad");
		open.onsuccess = () => {
			const get = open.result.transaction("kept").objectStore("kept").get("chapter");
			get.onsuccess = () => { open.result.close(); done(String(get.result).includes("section=sigmoid")); };
		};
	})`)
	for _, path := range []string{"/chapter", "/chapter" + link} {
		p.Go("/layer") // another page, on which the bench is another
		p.Go(path)
		p.Wait(path+": Sigmoid is there", figureOf(section.Chapter().Find("sigmoid")))
		p.Click("#chapter-before")
		waitCells(p, "out", "9 0 0 3")
		p.Wait("its answer is there", `document.querySelector(".chapter-right")`)
		p.Click("#chapter-next")
		p.Wait("Sigmoid is there again", figureOf(section.Chapter().Find("sigmoid")))
	}
	p.Click("#chapter-before")
	waitCells(p, "out", "9 0 0 3")
	p.Click("#chapter-again")
	waitCells(p, "out", "1 0 0 3")

	embed := openChapter(t, "/embed/chapter"+link)
	embed.Wait("Sigmoid is there", figureOf(section.Chapter().Find("sigmoid")))
	if browsertest.Eval[bool](embed, `!!document.querySelector(".chapter-see, #chapter-see")`) {
		t.Error("a frame leads to a playground that it has not")
	}
}

// clickSection clicks a section in the list.
func clickSection(title string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(".chapter-link")].find((b) => b.textContent.endsWith(%q)).click()`,
		title)
}

// From a section to the same layer in the network; a newcomer finds the chapter.
func TestFromTheChapterToTheNetwork(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Viewport(1200, 900))
	p.Run(`document.querySelector(".lede a").click()`)
	p.Wait("the chapter is there", `document.querySelector("#chapter-title")`)
	for _, name := range []string{"relu", "softmax"} {
		s := section.Chapter().Find(name)
		p.Run(clickSection(s.Title))
		p.Wait(s.Title+" is there", figureOf(s))
		p.Click("#chapter-see")
		p.Wait("the layer is chosen", fmt.Sprintf(`location.pathname === "/" &&
			document.querySelector(".inspector h3")?.textContent.includes(%q)`, s.Kind))
		p.Wait("it is on the screen", `document.querySelector(".graph").getBoundingClientRect().top < innerHeight`)
		p.Run(`document.querySelector('.places a[href^="/chapter"]').click()`)
		p.Wait("the chapter is there", `document.querySelector("#chapter-title")`)
	}
	p.Run(clickSection("Dropout"))
	p.Wait("it says that there is none", `document.querySelector(".chapter-see")?.textContent.includes("has no " +
		"Dropout")`)
}

// The loop of training is lit line by line: by hand, where each value stays and the next step follows the last line;
// by itself after a step; and as it runs.
func TestTheLoopIsLit(t *testing.T) {
	t.Parallel()
	all := views(1440, 1000)
	all["calm"] = []browsertest.Option{browsertest.Viewport(1440, 1000), browsertest.ReducedMotion}
	for name, options := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, "/chapter#section=training&dataSize=10000", options...)
			p.Wait("training is there", figureOf(section.Chapter().Find("training")))
			const lit = `[...document.querySelectorAll("#chapter-code .code-now")].map((l) => l.textContent)`
			picture := func(name string) {
				p.Run(`document.querySelector("#chapter-code").scrollIntoView({block: "center"})`)
				p.Screenshot(name)
			}
			const tall = `document.querySelector("#chapter-code").clientHeight`
			height := browsertest.Eval[float64](p, tall)
			for step := range 2 {
				for i, line := range []string{"for i in", "batch_mask = ", "x_batch, t_batch = ", "grad = ",
					"network.params[key] -=", "train_loss_list.append("} {
					p.Click("#chapter-line")
					p.Wait(line+" is at work, alone", fmt.Sprintf(
						`%s.length === 1 && %[1]s[0].includes(%q) && %[1]s[0].includes("→")`, lit, line))
					p.Wait(line+" is in sight", `(() => {
						const [box, line] = ["#chapter-code", "#chapter-code .code-now"].map(
							(e) => document.querySelector(e).getBoundingClientRect());
						return line.top >= box.top && line.bottom <= box.bottom;
					})()`)
					if now := browsertest.Eval[float64](p, tall); now != height {
						t.Errorf("%s: the code is %v pixels tall, and was %v", line, now, height)
					}
					if n := browsertest.Eval[int](p, `document.querySelectorAll("#chapter-code .code-past").length`); n != i {
						t.Errorf("%s: %d lines before it have a value", line, n)
					}
					if i == 0 {
						if text := browsertest.Eval[string](p, lit+`[0]`); !strings.Contains(text, fmt.Sprint("i = ", step)) {
							t.Errorf("step %d: %s", step, text)
						}
					}
				}
				if text := p.Text("#chapter-code"); !strings.Contains(text, "norm W1 ") ||
					!strings.Contains(text, "moved by W1 ") || !strings.Contains(text, "100 images: ") {
					t.Errorf("the values are %s", text)
				}
				picture(fmt.Sprint("step", step))
				for browsertest.Eval[string](p, lit+`[0] ?? ""`) != "" && step == 0 { // to the end of the step
					before := browsertest.Eval[string](p, lit+`[0]`)
					if strings.Contains(before, "print(") || strings.Contains(before, "False") {
						break
					}
					p.Click("#chapter-line")
					p.Wait("the next line is at work", fmt.Sprintf(`%s[0] !== %q`, lit, before))
				}
			}
			p.Click(oneStepBtn)
			p.Wait("all lines have the next step’s values at its end",
				lit+`.length >= 7 && `+lit+`[0].includes("i = 2")`)
			p.Wait("the step has ended, else the button pauses it", `!(`+running+`)`)
			p.Click("#train-button")
			p.Wait("the lines follow the training", lit+`.length >= 1 && +`+
				`(document.querySelector("#chapter-code").textContent.match(/i = ([0-9,]+)/)?.[1].replace(",", "") ?? 0) > 20`)
			picture("running")
			p.Click("#train-button")
			if wide := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d pixels too wide", wide)
			}
		})
	}
}

func TestChapterOnAPhone(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]browsertest.Option{
		"/chapter":       {browsertest.Phone, browsertest.Dark},
		"/embed/chapter": {browsertest.Viewport(480, 900)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := openChapter(t, name, options...)
			for _, s := range section.Chapter().Sections {
				p.Run(fmt.Sprintf(`const e = document.querySelector("#chapter-section"); e.value = %q;
					e.dispatchEvent(new Event("change", { bubbles: true }))`, s.Name))
				p.Wait(s.Name+" has its figure", figureOf(s))
				if over := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("%s is %d pixels too wide", s.Name, over)
				}
			}
		})
	}
}
