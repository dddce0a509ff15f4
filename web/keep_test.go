//go:build !js

package web_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// stepIs is a condition: the network has had so many steps.
func stepIs(n string) string { return figure("Step") + `.startsWith("` + n + `")` }

// keptNetwork comes to the step of the network that was kept last, or to -1.
const keptNetwork = keptLast + `.then((last) => last?.step ?? -1)`

// keptLast comes to the session that was kept last with a network, or to undefined.
const keptLast = `new Promise((done) => {
	const open = indexedDB.open("inkgrad");
	open.onsuccess = () => {
		const store = open.result.transaction("kept").objectStore("kept");
		const keys = store.getAllKeys();
		keys.onsuccess = () => {
			const last = keys.result.filter((key) => key.startsWith?.("network ")).sort().at(-1) ?? "";
			const get = store.get(last);
			get.onsuccess = () => { open.result.close(); done(get.result); };
		};
	};
})`

// keptPages comes to the number of pages whose sessions are kept.
var keptPages = keptKeys("network") + `.then((keys) => new Set(keys.map((key) => key.split(" ")[2])).size)`

// keptKeys comes to the keys of a kind.
func keptKeys(kind string) string {
	return `new Promise((done) => {
		const open = indexedDB.open("inkgrad");
		open.onsuccess = () => {
			const keys = open.result.transaction("kept").objectStore("kept").getAllKeys();
			keys.onsuccess = () => {
				open.result.close();
				done(keys.result.filter((key) => key.startsWith?.("` + kind + ` ")));
			};
		};
	})`
}

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
			const store = open.result.transaction("kept", "readwrite").objectStore("kept");
			store.delete(IDBKeyRange.bound("drawing ", "network~"));
			sessionStorage.setItem("inkgrad.page", "odd");
			const put = store.put(` + value + `, "network 2026-01-01T00:00:00.000Z odd");
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

// pressNews clicks one of the buttons about what has happened.
func pressNews(p *browsertest.Page, label string) {
	p.Run(`[...document.querySelectorAll(".notices button")].find((b) => b.textContent === "` + label + `").click()`)
}

// Each tab keeps a session of its own, however it came about; a copy of a tab, which begins with its session, too.
func TestEachTabKeepsItsNetwork(t *testing.T) {
	t.Parallel()
	const hash = "/#hidden=12&dataSize=10000"
	canTrain := `!(document.querySelector("#train-button")?.disabled ?? true)`
	a := open(t, hash)
	a.Click(oneStepBtn)
	a.Wait("a step is done", stepIs("1 "))
	a.Click(oneStepBtn)
	a.Wait("two steps are done", stepIs("2 "))
	a.Wait("they are kept", `await `+keptNetwork+` === 2`)

	b := a.Beside(hash)
	b.Wait("the newest session is offered in a new tab", `document.querySelector(".notices").textContent.includes("2 steps")`)
	b.Wait("the network can be trained", canTrain)
	b.Click(oneStepBtn)
	b.Wait("a step is done", stepIs("1 "))
	b.Wait("it is kept, too", `await `+keptNetwork+` === 1 && await `+keptPages+` === 2`)

	const page = `sessionStorage.getItem("inkgrad.page")`
	before := browsertest.Eval[string](a, page)
	a.Reload()
	a.Wait("the first tab has its own network", stepIs("2 ")+` && `+page+` !== "`+before+`"`)
	b.Reload()
	b.Wait("the second tab has its own network", stepIs("1 "))

	c := a.Beside(hash, page+` ?? sessionStorage.setItem("inkgrad.page", "`+browsertest.Eval[string](a, page)+`")`)
	c.Wait("the copy is offered the first one's", `document.querySelector(".notices").textContent.includes("2 steps")`)
	c.Wait("the network can be trained", canTrain)
	pressNews(c, "Go on with it")
	c.Wait("the copy has it", stepIs("2 "))
	c.Click(oneStepBtn)
	c.Wait("it goes on", stepIs("3 "))
	c.Wait("it is kept, too", `await `+keptNetwork+` === 3 && await `+keptPages+` === 3`)
	for step, p := range map[string]*browsertest.Page{"2 ": a, "1 ": b, "3 ": c} {
		p.Reload()
		p.Wait("each has its own", stepIs(step))
	}
}

// However often one tab is loaded again, and other pages are opened, what is kept stays bounded, and an open tab's
// stays.
func TestWhatIsKeptIsBounded(t *testing.T) {
	t.Parallel()
	const hash = "/#hidden=12&dataSize=10000"
	a := open(t, hash)
	a.Click(oneStepBtn)
	a.Wait("a step is done", stepIs("1 "))
	a.Wait("it is kept", `await `+keptNetwork+` === 1`)
	for range 3 {
		a.Reload()
		a.Wait("it is there", stepIs("1 "))
		a.Wait("its record has replaced the one before", `await `+keptPages+` === 1`)
	}
	a.Run(`await new Promise((done) => {
		const open = indexedDB.open("inkgrad");
		open.onsuccess = () => {
			const change = open.result.transaction("kept", "readwrite");
			for (let i = 0; i < 20; i++) {
				change.objectStore("kept").put({ file: new Uint8Array(8) }, "network 2999-01-01T00:00:00.000Z page" + i);
			}
			change.oncomplete = () => { open.result.close(); done(); };
		};
	})`)
	a.Beside("/check")
	a.Wait("the oldest are gone, but that of the open tab", `await `+keptPages+` === 7`)
	a.Reload()
	a.Wait("it is there", stepIs("1 "))
}

// onlyAtTheEnd stores something only while the page is being left. What is to be stored before, every some seconds,
// seems to be stored at once. In truth it would take a moment, and what is stored at the end would have to wait: the
// browser would give it up, and have what was stored a moment earlier. networksStored counts those that had a network.
const onlyAtTheEnd = `let leaving = false;
for (const event of ["beforeunload", "pagehide"]) addEventListener(event, () => { leaving = true; });
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...all) {
	if (leaving || all[1] !== "readwrite") return begin.apply(this, all);
	const nothing = () => ({});
	const put = (value) => {
		globalThis.networksStored = (globalThis.networksStored ?? 0) + (value?.lengths?.file > 0);
		return {};
	};
	return { objectStore: () => ({ put, get: nothing, delete: nothing }),
		commit() { setTimeout(() => this.oncomplete?.()); } };
};`

// A page that is loaded again while it trains goes on from where it was left, and says so; its accuracy is measured.
func TestTrainingGoesOnAfterAReload(t *testing.T) {
	t.Parallel()
	// A network of 100 hidden units takes 318 kB: too much for one value, as a page that is left has to store it.
	p := open(t, "/#hidden=100&dataSize=10000&iterations=1000000", browsertest.Before(onlyAtTheEnd))
	p.Click(trainBtn)
	p.Wait("it trains, and the engine has made a checkpoint", stepNumber+` > 500 && globalThis.networksStored > 0`)
	p.Reload()
	p.Wait("it trains again", running+` && `+stepNumber+` > 0`)
	p.Wait("it says so", `document.querySelector(".notice-news")?.textContent.includes("Training goes on from step")`)
	p.Screenshot("resumed")
	from := browsertest.Eval[int](p,
		`Number(document.querySelector(".notice-news").textContent.match(/step ([\d,]+)/)[1].replaceAll(",", ""))`)
	if from == 0 {
		t.Error("training goes on from the start")
	}
	p.Wait("the goal is as before", figure("Step")+`.includes("of 1,000,000")`)
	p.Click(trainBtn)
	p.Wait("it has stopped", `!(`+running+`)`)
	p.Reload()
	p.Wait("the test accuracy is there", stepNumber+` > 0 && `+figure("Test accuracy")+` !== "–"`)
	if said := browsertest.Eval[string](p, `(`+running+` ? "It trains. " : "") +
		(document.querySelector(".notice-news")?.textContent ?? "")`); said != "" {
		t.Errorf("training that was paused at a step after %d goes on: %s", from, said)
	}
}

// The built-in network, a file or fresh weights replace a trained network, and it can be had back, after a reload, too.
func TestAReplacedNetworkIsPutBack(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&dataSize=10000")
	train := func() {
		p.Click(oneStepBtn)
		p.Wait("a step is done", stepIs("1 "))
		p.Click(oneStepBtn)
		p.Wait("two steps are done", stepIs("2 "))
	}
	replaced := `document.querySelector(".notice-news")?.textContent.includes("Your network of step 2 was replaced")`
	for name, replace := range map[string]func(){
		"the built-in network": func() {
			p.Click(builtinBtn)
			p.Wait("it is there", stepIs("10,000"))
		},
		"fresh weights": func() {
			p.Click(scratchBtn)
			p.Wait("it is there", stepIs("0 "))
			p.Click(oneStepBtn)
			p.Wait("it is trained", stepIs("1 "))
		},
	} {
		t.Run(name, func(t *testing.T) {
			train()
			replace()
			p.Wait("it says so", replaced)
			p.Screenshot("replaced")
			p.Wait("it is kept", `await `+keptPages+` === 1`)
			p.Reload()
			p.Wait("it still says so", replaced)
			p.Wait("it can be put back", `!document.querySelector(".notice-news button").disabled`)
			pressNews(p, "Put it back")
			p.Wait("it is back", stepIs("2 "))
			p.Wait("the link is its", `location.hash.includes("hidden=12")`)
			p.Click(builtinBtn)
			p.Wait("the built-in network is there", stepIs("10,000"))
			pressNews(p, "Dismiss")
			p.Wait("it is read", `!document.querySelector(".notice-news")`)
			p.Click(scratchBtn)
			p.Wait("it is fresh", stepIs("0 "))
		})
	}
}

// Where the disk is full the page says so, once, and keeps the network as soon as there is room.
func TestAFullDisk(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&dataSize=10000", browsertest.Before(keepFiles))
	const told = `document.querySelector(".notice-news")?.textContent.includes("Your work is not kept.")`
	step := func(n string) {
		p.Click(oneStepBtn)
		p.Wait("step "+n+" is done", stepIs(n+" "))
	}
	p.Room(1) // before the page keeps anything: for half a minute the browser believes what it found before
	step("1")
	p.Wait("it says so", told)
	p.Screenshot("full")
	pressNews(p, "Save the network")
	p.Wait("the file is saved", `Object.keys(files).join() === "inkgrad-784-12-10-step-1.safetensors"`)
	p.Room(-1)
	step("2")
	p.Wait("it is kept, and told no longer", `await `+keptNetwork+` === 2 && !document.querySelector(".notice-news")`)
}

// captured keeps the Workers that the page starts.
const captured = `const Real = Worker;
window.workers = [];
window.Worker = function (...all) { const w = new Real(...all); workers.push(w); return w; };`

// A Worker that vanishes gives no event. The page says so, and goes on from the last checkpoint, with the training.
func TestAnEngineThatVanishes(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&dataSize=10000&iterations=1000000", browsertest.Before(captured))
	p.Click(trainBtn)
	p.Wait("it trains", running+` && `+stepNumber+` > 1000`)
	p.Run(`workers.at(-1).terminate()`)
	const silent = `[...document.querySelectorAll(".notice")].find((n) => n.textContent.includes("The engine is silent"))`
	p.Wait("the page says so", `!!`+silent)
	p.Screenshot("silent")
	p.Run(silent + `.querySelector("button").click()`)
	p.Wait("it trains again", `!`+silent+` && `+running+` && `+stepNumber+` > 0`)
	p.Wait("to the same goal", figure("Step")+`.includes("of 1,000,000")`)
	if n := browsertest.Eval[int](p, `workers.length`); n < 1 {
		t.Errorf("the page has started %d Workers", n)
	}
}
