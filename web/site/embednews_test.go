package site_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestEmbedNews lets a reader answer, predict and draw, by mouse and keys: the page around the frames hears of it.
func TestEmbedNews(t *testing.T) {
	t.Parallel()
	p := openNotes(t, "")
	p.Run(`
		await mount("chapter", { state: "section=relu" });
		await mount("formula", { state: { formula: "x*y", values: { x: 2, y: 3 } } });
		window.once = [];
		window.off = panels.chapter.on("answer", (data) => once.push(data));`)
	frame := func(i, name string) *browsertest.Page {
		return p.Frame("/embed/"+name, `document.querySelectorAll("iframe")[`+i+`]`)
	}
	chapter := frame("0", "chapter")
	type given struct {
		Panel, Question, Answer string
		Right                   bool
	}
	for _, want := range []given{{"chapter", "relu", "4", false}, {"chapter", "relu", "5", true}} {
		chapter.Click("#chapter-answer")
		chapter.Run(`document.querySelector("#chapter-answer").select()`)
		p.Insert(want.Answer)
		p.Key("\r")
		p.Wait("the answer "+want.Answer+" is heard of", `told.chapter.answer.at(-1)?.answer === "`+want.Answer+`"`)
		if got := browsertest.Eval[given](p, "told.chapter.answer.at(-1)"); got != want {
			t.Errorf("it hears %+v, want %+v", got, want)
		}
		p.Run("off()")
	}
	if n := browsertest.Eval[int](p, "once.length"); n != 1 {
		t.Errorf("a function that was taken off has heard of %d answers, want the first alone", n)
	}

	formula := frame("1", "formula")
	formula.Click("#formula-ask")
	formula.Click("#quiz-guess")
	p.Insert("2")
	p.Key("\r")
	p.Wait("the prediction is heard of", "told.formula.prediction.length > 0")
	type predicted struct {
		Formula, Name, Answer string
		Node                  int
		Right                 bool
	}
	got := browsertest.Eval[predicted](p, "told.formula.prediction.at(-1)")
	right := browsertest.Eval[bool](p, `panels.formula.setFormula({ expression: "x*y", values: { x: 2, y: 3 } }).then(
		({ nodes }) => nodes[told.formula.prediction.at(-1).node].grad.data[0] === 2)`)
	if got.Formula != "x*y" || got.Name != "x" && got.Name != "y" || got.Answer != "2" || got.Right != right {
		t.Errorf("it hears %+v; that the gradient there is 2 is %v", got, right)
	}
}
