//go:build !js

package web_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

const (
	ownSummary = `document.querySelector(".own summary .help").textContent`
	ownNote    = `document.querySelector(".own-note").textContent`
)

// importOwn chooses a file to import, whose text is a JavaScript expression.
func importOwn(p *browsertest.Page, text string) {
	p.Run(`const data = new DataTransfer();
		data.items.add(new File([` + text + `], "x.json"));
		const input = document.querySelector("#own-import");
		input.files = data.files;
		input.dispatchEvent(new Event("change", { bubbles: true }))`)
}

// A person labels two drawings, one of them against all reason, trains on them and sees what that does; exports,
// removes and imports them, and finds them after a reload.
func TestTrainOnDrawingsOfOnesOwn(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Before(keepFiles))
	if !browsertest.Eval[bool](p, `document.querySelector(".own-label").disabled`) {
		t.Error("an empty sheet can be labelled")
	}
	p.Draw(ink, seven())
	p.Click(".own summary")
	p.Click(".own-label:nth-child(8)")
	p.Wait("it is added", ownNote+` === "Added as a 7."`)
	p.Run(`document.querySelector(".draw .row .button").click()`) // Clear
	p.Draw(ink, [][][2]float64{{{0.5, 0.15}, {0.5, 0.85}}})
	p.Focus(ink)
	p.Key("4")
	p.Wait("it is added by its key", ownNote+` === "Added as a 4."`)
	p.Wait("the networks look at both", ownSummary+`.startsWith("2, the network has 1 right, the reader 1")`)
	p.WaitVisible("#tune-alone")
	p.Wait("the images are there", `[...document.querySelectorAll(".own-open .pixels")].every((c) => c.getContext("2d").getImageData(0, 0, 28, 28).data.some((v) => v > 0))`)
	p.Screenshot("before")

	p.Click("#tune-alone")
	p.Wait("the effect is shown", `document.querySelector(".own-effects")?.textContent.includes("1 → 2 of 297.04% → ")`)
	p.Wait("the network has learned both", ownSummary+`.startsWith("2, the network has 2 right, the reader 1")`)
	p.Screenshot("after")
	p.Wait("it can be taken back", `!document.querySelector("#tune-back").disabled`)
	p.Click("#tune-back")
	p.Wait("it is as before", ownSummary+`.startsWith("2, the network has 1 right")`)

	// the answer above may still change its height
	press := func(id string) { p.Run(`document.querySelector("` + id + `").click()`) }
	press("#own-export")
	p.Wait("the file is saved", `Object.keys(files).join() === "inkgrad-drawings.json"`)
	press("#own-clear")
	p.Wait("all are removed", ownSummary+` === "say what you drew, and train on it"`)
	importOwn(p, `'[{"label": 7, "strokes": [[[1, 2]]]}, {"label": 11, "strokes": [[[1, 2]]]}]'`)
	p.Wait("a bad file is refused",
		`document.querySelector(".own-problem").textContent.includes("Drawing 2 of the file: its label is 11")`)
	importOwn(p, `files["inkgrad-drawings.json"]`)
	p.Wait("they are imported", ownNote+` === "2 drawings added."`)
	importOwn(p, `files["inkgrad-drawings.json"]`)
	p.Wait("none comes twice", ownNote+` === "0 drawings added. 2 of the file were here already."`)
	p.Wait("they are judged", ownSummary+`.startsWith("2, the network has 1 right")`)

	p.Reload()
	p.Wait("they are here after a reload", `(`+ownSummary+`).startsWith("2, the network has 1 right")`)
}

// Two tabs keep one list of drawings, and neither loses what the other has labelled.
func TestTwoTabsKeepAllDrawings(t *testing.T) {
	t.Parallel()
	stored := func(labels string) string {
		return `await new Promise((done) => {
		const open = indexedDB.open("inkgrad");
		open.onsuccess = () => {
			const get = open.result.transaction("kept").objectStore("kept").get("drawings");
			get.onsuccess = () => { open.result.close(); done(JSON.parse(get.result ?? "[]").map((d) => d.label).join()); };
		};
	}) === "` + labels + `"`
	}
	a := open(t, "/")
	b := a.Beside("/")
	b.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
	a.Draw(ink, seven())
	a.Focus(ink)
	a.Key("7")
	a.Wait("it is stored", stored("7"))
	b.Draw(ink, [][][2]float64{{{0.5, 0.15}, {0.5, 0.85}}})
	b.Focus(ink)
	b.Key("1")
	b.Wait("the other is stored beside it", stored("1,7"))
	b.Wait("it is in the list, too", ownSummary+`.startsWith("2,")`)
	a.Reload()
	a.Wait("both are here after a reload", ownSummary+`.startsWith("2,")`)
	b.Run(`document.querySelector("#own-clear").click()`)
	b.Wait("all are removed", stored(""))
	a.Reload()
	a.Wait("for the other tab, too", ownSummary+` === "say what you drew, and train on it"`)
}
