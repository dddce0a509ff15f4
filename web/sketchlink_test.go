//go:build !js

package web_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// linkWith waits for the address to have a setting, and returns it.
func linkWith(p *browsertest.Page, name string) string {
	p.Wait("the address has "+name, `location.hash.includes("`+name+`=")`)
	return browsertest.Eval[string](p, `location.pathname + location.hash`)
}

// Who opens a link sees the drawing of its author, the same answers to it and the same graph: in the page, and in a
// frame of the graph alone, which has no drawing area.
func TestADrawingIsInTheLink(t *testing.T) {
	t.Parallel()
	author := open(t, "/")
	author.Draw(ink, seven())
	author.Wait("the bar of 7 wins", best+` === "7"`)
	const read = `document.querySelector(".graph-of").textContent.includes("takes your digit for a 7")`
	author.Wait("the graph is of it", read)
	link := linkWith(author, "strokes")
	want := browsertest.Eval[string](author, netBars)

	reader := open(t, link, browsertest.Phone)
	reader.Wait("the bar of 7 wins", best+` === "7"`)
	reader.Wait("the answers are the same", netBars+` === "`+want+`"`)
	reader.Wait("the graph is of it", read)
	reader.Screenshot("opened")
	reader.Click(".draw .row button:nth-child(2)") // Undo
	reader.Wait("the sheet is as before the link", `document.querySelector(".sheet-hint") && !location.hash.includes("strokes")`)

	frame := browsertest.Open(t, "/embed/graph"+link[strings.Index(link, "#"):])
	frame.Wait("the graph is of it", read)
	frame.Screenshot("frame")
}

func TestASampleIsInTheLink(t *testing.T) {
	t.Parallel()
	p := open(t, "/#sample=1063")
	p.Wait("the image is there", `document.querySelector(".draw-area .help").textContent.includes("Test image 1,063")`)
	p.Wait("it is answered", best+` === "9"`)
	p.Click(".draw .row button:nth-child(3)") // Sample
	p.Wait("the address has the next one", `/sample=\d+/.test(location.hash) && !location.hash.includes("=1063")`)
}

// countTrains counts how often an engine is told to train.
const countTrains = `window.trains = 0;
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (data, ...rest) {
	if (data?.message && new TextDecoder("latin1").decode(data.message.slice(0, 9)).includes("Train")) trains++;
	return post.call(this, data, ...rest);
}`

// keptReplays comes to the number of networks of links that are kept.
var keptReplays = `(await ` + keptKeys("replay") + `).length`

// wholeLossCurve is how the curve of the loss is drawn.
const wholeLossCurve = `[...document.querySelectorAll(".chart-loss .plot > path")].map((e) => e.getAttribute("d")).join()`

// A network that was trained with the settings of the link is trained again for whoever opens it, with the same bits:
// here a graph alone, which says so meanwhile.
func TestATrainedNetworkIsInTheLink(t *testing.T) {
	t.Parallel()
	author := open(t, "/#hidden=12&dataSize=10000&iterations=150")
	author.Draw(ink, seven())
	author.Wait("it is answered", `document.querySelector(".bar-best")`)
	trainTo(author, "150")
	author.Wait("the bars are of it", readAt("150"))
	want := browsertest.Eval[string](author, netBars)
	link := linkWith(author, "steps")
	if !strings.Contains(link, "steps=150") || !strings.Contains(link, "strokes=") {
		t.Fatalf("the link is %s", link)
	}

	reader := open(t, link)
	reader.Wait("the network is there", stepIs("150")+` && !(`+running+`)`)
	reader.Wait("it answers as the author's", readAt("150")+` && `+netBars+` === "`+want+`"`)
	reader.Wait("it is kept", `await `+keptNetwork+` === 150`)
	reader.Reload()
	reader.Wait("after a reload it is there, not trained again",
		stepIs("150")+` && !(`+running+`) && location.hash.includes("steps=150")`)
	reader.Wait("and answers the same", netBars+` === "`+want+`"`)

	longer := strings.Replace(link[strings.Index(link, "#"):], "steps=150", "steps=20000", 1)
	frame := browsertest.Open(t, "/embed/graph"+longer)
	frame.Wait("it says why it trains", `document.querySelector(".notice-news")?.textContent.includes("as the link says")`)
	frame.Screenshot("frame")
	frame.Run(`document.querySelector(".notice-news button").click()`)
	frame.Wait("it is stopped", `!document.querySelector(".notice-news") &&
		document.querySelector(".graph-of").textContent.startsWith("Your network")`)

	again := browsertest.Open(t, "/embed/train"+link[strings.Index(link, "#"):], browsertest.Before(countTrains))
	again.Wait("a frame trains it", stepIs("150")+` && !(`+running+`) && trains === 1`)
	again.Wait("and keeps it", keptReplays+` === 1`)
	curve := browsertest.Eval[string](again, wholeLossCurve)
	again.Reload()
	again.Wait("the next time it is there at once", stepIs("150")+` && !(`+running+`) && location.hash.includes("steps=150")`)
	again.Wait("with its curve", wholeLossCurve+` === "`+curve+`"`)
	if n := browsertest.Eval[int](again, "trains"); n != 0 {
		t.Errorf("it is trained %d times", n)
	}
	again.Go("/embed/train" + strings.Replace(link[strings.Index(link, "#"):], "steps=150", "steps=149", 1))
	again.Reload()
	again.Wait("another one is trained", stepIs("149")+` && !(`+running+`) && trains === 1`)
	again.Wait("and kept as well", keptReplays+` === 2`)

	mixed := open(t, link)
	mixed.Wait("the network is there", stepIs("150")+` && !(`+running+`)`)
	write(mixed, "#setting-learningRate", "0.5")
	write(mixed, "#setting-iterations", "200")
	mixed.Click(trainBtn)
	mixed.Wait("it goes on", stepIs("200")+` && !(`+running+`)`)
	mixed.Wait("no link gives this network", `location.hash.includes("learningRate=0.5") && !location.hash.includes("steps=")`)
}

// What an author has set up in the preview is what a reader finds: the drawing, the network after so many steps, what
// is unfolded in the graph. And what is not taken is said.
func TestTakeThePreview(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/share#hidden=12&dataSize=10000&iterations=120", browsertest.Viewport(1440, 1200))
	p.Wait("the preview is live", `document.getElementById("share-preview").contentDocument?.querySelector("main") &&
		!document.getElementById("share-preview").contentDocument.getElementById("app-wasm-loader")`)
	chooseText(p, "share-panel", "Draw, train and look inside")
	f := p.Frame("/embed/all", `document.getElementById("share-preview")`)
	f.Wait("the preview can train", `!(document.querySelector("#train-button")?.disabled ?? true)`)
	f.Draw(ink, seven())
	f.Wait("the drawing is read", `document.querySelector(".bar-best")`)
	press(f, trainBtn)
	there := readAt("120") + ` && document.querySelector(".graph-of").textContent.includes("at step 120")`
	f.Wait("the graph is of the trained network", there)
	press(f, `.graph-svg [data-scope="Affine1"][tabindex]`)
	press(f, ".fool-fold > summary")
	press(f, "#fool-step")
	f.Wait("it is fooled by a step", foolSays(`^Step 1 of \d+: your network `))
	f.Wait("all is in the URL", `["steps=120", "strokes=", "unfolded=Affine1", "foolFrame=1", "open=fool"].
		every((s) => location.hash.includes(s))`)
	const sees = netBars + ` + document.querySelector(".graph-svg").textContent + document.querySelector(".fool-words")?.textContent`
	want := browsertest.Eval[string](f, sees)
	p.Run(`[...document.querySelectorAll(".share button")].find((b) => b.textContent.startsWith("Take")).click()`)
	p.Wait("it is in the snippet", snippet+`.includes("steps=120")`)
	src := browsertest.Eval[string](p, `(({pathname, hash}) => pathname + hash)(new URL(document.getElementById("share-preview").src))`)

	reader := browsertest.Open(t, src, browsertest.Viewport(1440, 1200))
	reader.Wait("the reader sees the same", `!(`+running+`) && `+there+` && `+sees+` === "`+want+`"`)
	reader.Screenshot("reader")
	p.Wait("the preview has gone through it again", `!!document.getElementById("share-preview").contentDocument?.querySelector(".bar-best")`)
	f.Wait("and is there", there)
	write(f, "#setting-learningRate", "0.5")
	write(f, "#setting-iterations", "150")
	press(f, trainBtn)
	f.Wait("no link gives this network", `!location.hash.includes("steps=") && document.documentElement.dataset.unlinked.includes("network")`)
	p.Run(`[...document.querySelectorAll(".share button")].find((b) => b.textContent.startsWith("Take")).click()`)
	p.Wait("the author is told", `document.querySelector(".share-seen > .error").textContent.includes("Not in it: the network")`)
	p.Screenshot("told")
}
