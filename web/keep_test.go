//go:build !js

package web_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// stepIs is a condition: the network has had so many steps.
func stepIs(n string) string { return figure("Step") + `.startsWith("` + n + `")` }

const keptNetwork = `new Promise((done) => {
	const open = indexedDB.open("inkgrad");
	open.onsuccess = () => {
		const get = open.result.transaction("kept").objectStore("kept").get("session");
		get.onsuccess = () => { open.result.close(); done(get.result?.step ?? -1); };
	};
})`

// A page that is loaded again goes on where it was; one that is opened offers what was there, and a file brings it
// anywhere.
func TestTheNetworkIsKept(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&dataSize=10000", browsertest.Before(keepFiles))
	p.Draw(ink, seven())
	p.Click(oneStepBtn)
	p.Wait("a step is done", stepIs("1 "))
	p.Click(oneStepBtn)
	p.Wait("two steps are done", stepIs("2 "))
	p.Wait("they are kept", `await `+keptNetwork+` === 2`)
	const bars = `[...document.querySelectorAll(".bar-text")].map((e) => e.textContent).join()`
	p.Wait("the drawing is read after them", readAt("2"))
	read := browsertest.Eval[string](p, bars)

	p.Reload()
	p.Wait("it is as it was", stepIs("2 ")+` && `+bars+` === "`+read+`"`)
	const save = `[...document.querySelectorAll(".keep button")].find((b) => b.textContent.startsWith("Save"))`
	p.Wait("it can be saved", `!`+save+`.disabled`)
	p.Run(save + `.click()`)
	p.Wait("the file is saved", `Object.keys(files).join() === "inkgrad-784-12-10-step-2.safetensors"`)

	p.Go("/formula") // another page, so that the next is opened and not loaded again
	p.Go("/")
	p.Wait("the session is offered",
		`document.querySelector(".notices").textContent.includes("Your last network is still here")`)
	p.Screenshot("offered")
	const goOn = `[...document.querySelectorAll(".notices button")].find((b) => b.textContent === "Go on with it")`
	p.Wait("the engine can take it", `!`+goOn+`.disabled`)
	p.Run(goOn + `.click()`)
	p.Wait("it goes on", stepIs(
		"2 ")+` && document.querySelector("#setting-hidden").value === "12" && location.hash.includes("hidden=12")`)

	// A file that is none is refused where it was chosen, and nothing is lost.
	p.Run(`const data = new DataTransfer();
		data.items.add(new File(["no network"], "x.safetensors"));
		const input = document.querySelector("#load-model");
		input.files = data.files;
		input.dispatchEvent(new Event("change", { bubbles: true }))`)
	p.Wait("the file is refused", `document.querySelector(".keep .error").textContent.includes("is not an Inkgrad network")`)
	if got := browsertest.Eval[string](p, figure("Step")); !strings.HasPrefix(got, "2 ") {
		t.Errorf("the network is at step %s", got)
	}
}

// keptRecord stores a value of JavaScript where the session is kept.
func keptRecord(value string) string {
	return `new Promise((done) => {
		const open = indexedDB.open("inkgrad");
		open.onsuccess = () => {
			const put = open.result.transaction("kept", "readwrite").objectStore("kept").put(` + value + `, "session");
			put.onsuccess = () => { open.result.close(); done(true); };
		};
	})`
}

// What lies where the session is kept may be of another version, of another program, or damaged. The page loads all the
// same, says so, and keeps the record out of the way.
func TestARecordThatCannotBeRead(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12")
	const aside = `new Promise((done) => {
		const open = indexedDB.open("inkgrad");
		open.onsuccess = () => {
			const get = open.result.transaction("kept").objectStore("kept").get("session that could not be read");
			get.onsuccess = () => { open.result.close(); done(get.result); };
		};
	})`
	for _, record := range []string{`{}`, `"x"`, `7`, `null`, `1n`, `[1, 2]`, `new Map([["file", 1]])`,
		`{ file: new ArrayBuffer(8), step: 3 }`, `{ file: new Uint8Array(8), step: "3" }`,
		`{ file: new Uint8Array(8), step: 3, drawing: "", runs: "" }`} {
		t.Run(record, func(t *testing.T) {
			p.Wait("it is stored", `await `+keptRecord(record))
			p.Reload()
			p.Wait("the page says so", `document.querySelector(".notices").textContent.includes("cannot be taken up")`)
			p.Wait("the engine is there", figure("Step")+` !== ""`)
			kind := `Object.prototype.toString.call`
			if !browsertest.Eval[bool](p, `(async () => `+kind+`(await `+aside+`) === `+kind+`(`+record+`))()`) {
				t.Error("the record is lost")
			}
			p.Run(`[...document.querySelectorAll(".notices button")].find((b) => b.textContent === "Dismiss").click()`)
			p.Wait("it is read", `!document.querySelector(".notices").textContent.includes("cannot be taken up")`)
		})
	}
	p.Reload()
	p.Wait("the engine is there again", figure("Step")+` !== ""`)
	p.Draw(ink, seven())
	p.Click(oneStepBtn)
	p.Wait("a step is done", stepIs("1 "))
	p.Wait("and kept as ever", `await `+keptNetwork+` === 1`)
}
