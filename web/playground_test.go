//go:build !js

package web_test

import (
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// These tests do in a browser what a person does on the page, and look at what the person sees after it.

const (
	ink        = "#ink"
	best       = `document.querySelector(".bar:has(.of-reader.bar-best) .bar-digit")?.textContent`  // the reader's
	seen       = `document.querySelector(".bar:has(.of-network.bar-best) .bar-digit")?.textContent` // the network's
	trainBtn   = "#train-button"
	oneStepBtn = ".train-buttons button:nth-child(2)"
	scratchBtn = ".train-buttons button:nth-child(3)"
	builtinBtn = ".train-buttons button:nth-child(4)"
	running    = `document.querySelector("#train-button").textContent === "Pause"`
)

// open opens the page and waits until the network and its data are there.
func open(t *testing.T, path string, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, path, options...)
	p.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
	return p
}

// openBatch opens the playground with the graph of a batch, in numbers.
func openBatch(t *testing.T, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	p := open(t, "/#graphLook=numbers", options...)
	p.Run(`document.querySelector(".graph-main").scrollIntoView()`)
	press(p, "#graph-batch")
	p.Wait("the graph is of a batch", `document.querySelector(".graph-of").textContent.startsWith("A batch")`)
	return p
}

// figure is the text of one of the figures of the panel Train, by its name; accuracy that of the test images, as a
// fraction.
func figure(name string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(".train .figure")].find((f) => f.querySelector("dt").textContent === %q).querySelector("dd").textContent`, name)
}

// stepNumber is the step that the page shows, as a number.
var stepNumber = `Number(` + figure("Step") + `.replace(/ of.*|,/g, ""))`

const percentOf = `(text) => text === "–" ? 0 : parseFloat(text) / 100`

// drawings returns, for each of the labels, a drawing that the reader recognises, in the unit square with a
// margin.
func drawings(t *testing.T, labels ...int) [][][][2]float64 {
	t.Helper()
	all, err := strokefile.Read("../nn/digits/testdata/strokes.json")
	if err != nil {
		t.Fatal(err)
	}
	h, s := newSession()
	var found [][][][2]float64
	for _, label := range labels {
		for _, d := range all {
			s.Handle(3, protocol.Classify{Strokes: d.Strokes})
			if d.Label != label || h.classified.Reader.Digit != label ||
				h.classified.Reader.Probabilities[label] < 0.95 {
				continue
			}
			strokes := make([][][2]float64, len(d.Strokes))
			for i, stroke := range d.Strokes {
				for _, point := range stroke {
					strokes[i] = append(strokes[i], [2]float64{0.2 + 0.6*point[0], 0.2 + 0.6*point[1]})
				}
			}
			found = append(found, strokes)
			break
		}
	}
	if len(found) < len(labels) {
		t.Fatalf("drawings for %d of %v", len(found), labels)
	}
	return found
}

func seven() [][][2]float64 { return [][][2]float64{{{0.25, 0.2}, {0.75, 0.2}, {0.4, 0.85}}} }

func TestDrawWithTheMouse(t *testing.T) {
	t.Parallel()
	p := open(t, "/")
	p.Wait("the page invites to draw", `document.querySelector(".sheet-hint")?.textContent.includes("Draw")`)
	for i, strokes := range drawings(t, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) {
		p.Draw(ink, strokes)
		p.Wait(fmt.Sprintf("the bar of %d wins", i), best+fmt.Sprintf(` === "%d"`, i))
		for _, of := range []string{"network", "reader"} { // they take a moment to their lengths
			p.Wait("the bars of the "+of+" add up to 1", `Math.abs([...document.querySelectorAll(".bar-fill.of-`+of+`")].
				reduce((s, e) => s + new DOMMatrix(getComputedStyle(e).transform).a, -1)) < 0.01`)
		}
		p.Click(".draw .row button:nth-child(1)") // Clear
		p.Wait("no bar wins", `!document.querySelector(".bar-best")`)
	}
	p.Draw(ink, seven())
	p.Wait("the bar of 7 wins", best+` === "7"`)
	p.Screenshot("seven")
	p.Draw(ink, [][][2]float64{{{0.3, 0.5}, {0.7, 0.52}}})
	p.Click(".draw .row button:nth-child(2)") // Undo
	p.Wait("the stroke is gone and the bar of 7 wins", best+` === "7"`)
}

func TestDrawWithAFinger(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Phone)
	p.TouchDraw(ink, seven())
	p.Wait("the bar of 7 wins", best+` === "7"`)
	if y := browsertest.Eval[float64](p, `scrollY`); y != 0 {
		t.Errorf("drawing scrolled the page to %v", y)
	}
	p.Screenshot("finger")
}

// A pen takes over from the palm that rests on the paper, and a touch that the browser cancels takes its stroke back.
func TestPenAndPalm(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Phone, browsertest.Allow("willReadFrequently")) // the test reads, not the page
	lift, _ := p.Palm(ink, [2]float64{0.8, 0.9})
	p.PenDraw(ink, seven())
	lift()
	p.Wait("the bar of 7 wins", best+` === "7"`)
	const inked = `(({ width, height }) => document.querySelector("#ink").getContext("2d").
		getImageData(0, 0, width, height).data.filter((v, i) => i % 4 === 3 && v > 0).length)(document.querySelector("#ink"))`
	drawn := browsertest.Eval[int](p, inked)
	_, cancel := p.Palm(ink, [2]float64{0.15, 0.6})
	p.Wait("the palm leaves a dot", inked+fmt.Sprintf(` > %d`, drawn))
	cancel()
	p.Wait("the dot is gone", inked+fmt.Sprintf(` === %d`, drawn))
	p.Click(".draw .row button:nth-child(2)") // Undo
	p.Wait("of one stroke none is left", inked+` === 0`)
}

// The network says of a test image in the browser what it says outside it.
func TestSampleOfTheTestSet(t *testing.T) {
	t.Parallel()
	p := open(t, "/")
	h, s := newSession()
	for range 5 {
		p.Click(".draw .row button:nth-child(3)")
		p.Wait("the label of an image is told",
			`/labelled \d/.test(document.querySelector(".draw-area .help").textContent)`)
		// The image is one of 10,000, and the reader may not be sure of it.
		const seen = `document.querySelector(".verdict-reader .verdict-digit").textContent`
		p.Wait("the reader answers", seen+` !== ""`)
		var index int
		text := browsertest.Eval[string](p, `document.querySelector(".draw-area .help").textContent`)
		if _, err := fmt.Sscanf(strings.ReplaceAll(text, ",", ""), "Test image %d which", &index); err != nil {
			t.Fatalf("the page says %q: %v", text, err)
		}
		s.Handle(3, protocol.Sample{Index: index})
		s.Handle(4, protocol.Classify{Pixels: h.sampled.Pixels})
		want := "?"
		if r := h.classified.Reader; r.Sure {
			want = strconv.Itoa(r.Digit)
		}
		if got := browsertest.Eval[string](p, seen); got != want {
			t.Errorf("image %d is a %s on the page, a %s outside it", index, got, want)
		}
		if want := fmt.Sprintf("labelled %d.", h.sampled.Label); !strings.HasSuffix(text, want) {
			t.Errorf("the page says %q of image %d, want %s", text, index, want)
		}
		p.Click(".draw .row button:nth-child(1)") // Clear, so that the next answer is not taken for this one
		p.Wait("there is no answer", seen+` === ""`)
	}
}

func TestTrainFromScratch(t *testing.T) {
	t.Parallel()
	p := open(t, "/#dataSize=10000")
	p.Click(scratchBtn)
	p.Wait("the network is fresh", figure("Step")+`.startsWith("0 of")`)
	p.Click(trainBtn)
	p.Wait("training runs", running)

	// Drawing works meanwhile.
	p.Draw(ink, seven())
	p.Wait("the drawing is classified", best+` !== undefined`)
	p.Wait("training still runs", running)
	p.WaitFor(4*browsertest.Patience, "the test accuracy is above 0.9",
		`(`+percentOf+`)(`+figure("Test accuracy")+`) > 0.9`)
	p.Screenshot("training")
	p.Click(trainBtn)
	p.Wait("training pauses", `!(`+running+`)`)

	first, last := lossCurve(t, p)
	if first < 2 || last > 0.6 {
		t.Errorf("the loss curve goes from %v to %v, want from log 10 down below 0.6", first, last)
	}
	steps := browsertest.Eval[string](p, figure("Step"))
	p.Click(oneStepBtn)
	p.Wait("one more step is done", figure("Step")+` !== `+strconv.Quote(steps))
	p.Wait("the step is over", `!(`+running+`)`)
	p.Click(builtinBtn)
	p.Wait("the built-in network is back",
		`document.querySelector(".network").textContent.startsWith("Built-in network, 784–50–10: trained for 10,000 steps on 60,000 images")`)
	p.Wait("it is measured anew", figure("Test accuracy")+` === "97.04%"`) // as the README says
}

// On a first visit Train shows what the chapter shows: fresh weights, all of MNIST's training images, the loss from
// log 10 = 2.303 down, and in the end the chapter's accuracy. Before, the page says that it will. The built-in network,
// which was there first, comes back, and goes on for those who ask for it.
func TestFirstVisit(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Viewport(1440, 1000))
	p.Draw(ink, seven()) // the images come after the first answer, and with them the accuracy
	p.Wait("the page says what the built-in network was trained on, and what Train does",
		`document.querySelector(".network").textContent === "Built-in network, 784–50–10: trained for 10,000 steps on 60,000 images, right on " +
		`+figure("Test accuracy")+` + " of the test images."`)
	p.Wait("and that Train starts a fresh one",
		`document.querySelector(".chart-loss .chart-empty").textContent === "Train starts a fresh network."`)
	p.Click(trainBtn)
	p.Wait("the images come", `/so far/.test(document.querySelector(".network").textContent) && `+running)
	p.Screenshot("waiting")
	p.WaitFor(4*browsertest.Patience, "it learns", `(`+percentOf+`)(`+figure("Test accuracy")+`) > 0.5`)
	p.Screenshot("running")
	p.WaitFor(20*browsertest.Patience, "it has had its steps", figure("Step")+` === "10,000" && !(`+running+`)`)
	p.Wait("it is as good as the chapter's", `(`+percentOf+`)(`+figure("Test accuracy")+`) >= 0.965`)
	p.Screenshot("trained")
	if first, last := lossCurve(t, p); first < 2.2 || first > 2.31 || last > 0.2 {
		t.Errorf("the loss curve goes from %v to %v, want from log 10 = 2.303 down", first, last)
	}
	if got := p.Text(".network"); got != "Your network, 784–50–10, with 39,760 parameters and 60,000 training images." {
		t.Errorf("the page says %q", got)
	}
	if got := p.Text(trainBtn); got != "Go on" {
		t.Errorf("the button is %q", got)
	}
	p.Click(builtinBtn)
	p.Wait("the built-in network is back", `document.querySelector(".network").textContent.startsWith("Built-in network")`)
	p.Wait("the run stays", `document.querySelectorAll(".chart-loss path.line-run").length === 1`)
	p.Click(builtinBtn)
	p.Wait("it goes on", running+` && `+figure("Step")+`.match(/^(?!10,000)1\d,\d+ of 20,000$/)`)
	p.Click(trainBtn)
	p.Wait("it is the learner's now", `document.querySelector(".network").textContent.startsWith("Your network")`)
}

// In notes, a panel Train alone begins with fresh weights.
func TestTrainInNotesStartsFromScratch(t *testing.T) {
	t.Parallel()
	p := open(t, "/embed/train#iterations=50&dataSize=10000")
	p.Wait("the network is fresh", figure("Step")+` === "0 of 50" &&
		document.querySelector(".network").textContent.startsWith("Your network, 784–50–10")`)
	p.Click(trainBtn)
	p.Wait("it is trained", figure("Step")+` === "50" && !(`+running+`)`)
	if first, last := lossCurve(t, p); first < 2.2 || first > 2.31 || last > first {
		t.Errorf("the loss curve goes from %v to %v, want from log 10 = 2.303 down", first, last)
	}
	p.Screenshot("trained")
}

// lossCurve reads the first and the last loss of the curve from what the chart says to those who do not see it.
func lossCurve(t *testing.T, p *browsertest.Page) (first, last float64) {
	t.Helper()
	words := browsertest.Eval[string](p, `document.querySelector(".charts svg").getAttribute("aria-label")`)
	if _, err := fmt.Sscanf(words, "Loss. loss from %g to %g at step", &first, &last); err != nil {
		t.Errorf("the chart says %q", words)
	}
	return first, last
}

// The accuracy that is shown is of all images and names its step; it is read out when training has stopped, at its end
// or by Pause, and stands at the end of the line.
func TestAccuracyIsTheSameEverywhere(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=250&hidden=12", browsertest.Viewport(1440, 1000))
	p.Click(scratchBtn)
	p.Wait("it is from scratch", stepIs("0"))
	accuracy, step := figure("Test accuracy"), figure("Step")+`.split(" of ")[0]`
	same := func(when string) {
		t.Helper()
		p.Wait(when+" the accuracy is of the step at which training stopped",
			`(([step, of]) => step !== "0" && of === "step " + step)([`+step+`, document.querySelector(".figure-of").textContent])`)
		p.Wait(when+" it is read out, and at the end of its line", `((text) => text.match(/^\d\d\.\d\d%$/) &&
			document.querySelector(".train [role=status]").textContent.includes(
				"stopped at step " + `+step+` + ". Of 10,000 test images, " + text + " are right; of ") &&
			document.querySelector(".chart-accuracy text.line-test").textContent === "test " + text &&
			document.querySelector(".chart-accuracy .chart-of").textContent.startsWith("At step " + `+step+`))(`+accuracy+`)`)
	}
	p.Click(trainBtn)
	p.Wait("training has ended", stepIs("250")+` && !(`+running+`)`)
	same("at the end")
	write(p, "#setting-iterations", "1000000")
	p.Wait("it is to go on", `location.hash.includes("iterations=1000000")`)
	p.Click(trainBtn)
	p.Wait("it goes on", figure("Step")+`.match(/^[5-9]\d\d of|^\d+,/)`)
	p.Click(trainBtn)
	p.Wait("it is paused", `!(`+running+`)`)
	same("after a pause")
	p.Screenshot("paused")
}

func TestAllSixtyThousand(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=20")
	p.Wait("none is fetched before somebody trains", `document.querySelector("#setting-dataSize").value === "60000" &&
		!performance.getEntriesByType("resource").some((r) => r.name.includes("train-1"))`)
	p.Click(trainBtn)
	p.Wait("it says how many are here", `/when all 60,000 images are here: [\d,]+ so far/.test(document.querySelector(".network").textContent)`)
	p.Wait("all images are there", `document.querySelector(".network").textContent.includes("and 60,000 training images")`)
	p.Wait("and are trained on", figure("Step")+` === "20"`)
}

func TestAMissingShard(t *testing.T) {
	t.Parallel()
	p := open(t, "/#dataSize=20000", browsertest.Missing("/web/data/train-1.gz"),
		browsertest.Allow("train-1.gz", "404"))
	p.Click(trainBtn)
	p.Wait("the page says which file is missing", `document.body.innerText.includes("train-1.gz")`)
	p.Screenshot("missing")
	p.Wait("training works with what is there", `(step => step > 0 && step < 10_000)(parseInt(`+figure("Step")+`.replace(",", "")))`)
	p.Wait("and says so", `document.querySelector(".network").textContent.includes("10,000 of 20,000 training images are here")`)
}

// host answers a native Session's fetches from what make has built, so that a test can compute what the page computes.
type host struct {
	graphed    protocol.Graphed
	classified protocol.Classified
	sampled    protocol.Sampled
}

func (h *host) Emit(_ int, e protocol.Event) {
	switch e := e.(type) {
	case protocol.Graphed:
		h.graphed = e
	case protocol.Classified:
		h.classified = e
	case protocol.Sampled:
		h.sampled = e
	}
}

func (h *host) Fetch(name string, _ func(int, int), done func([]byte, error)) {
	done(os.ReadFile(filepath.Join("../build/web/data", name)))
}

// newSession returns a Session with the built-in network, as the page has it at its start.
func newSession() (*host, *session.Session) {
	h := &host{}
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: setting.Default()})
	return h, s
}

// native returns the graph of the first batch as the built-in network computes it outside the browser.
func native(t *testing.T) *snapshot.Graph {
	t.Helper()
	h, s := newSession()
	s.Handle(2, protocol.Graph{})
	if h.graphed.Graph == nil {
		t.Fatal("no graph")
	}
	return h.graphed.Graph
}

// The graph on the page is the one that was computed: its gradients are those of a Session outside the browser, to what
// is printed.
func TestGraphShowsTheGradientsThatWereComputed(t *testing.T) {
	t.Parallel()
	p := openBatch(t, browsertest.Viewport(1440, 1000))
	want := native(t)
	p.Wait("the graph is drawn", `document.querySelector('.graph-svg [data-scope="Affine1"]')`)
	p.Screenshot("folded")
	p.Run(`document.querySelector('.graph-svg [data-scope="Affine1"][tabindex]').focus()`)
	p.Key("\r")
	p.Wait("Affine1 is unfolded into MatMul and Add", `document.querySelectorAll('.graph-svg .gv-op').length >= 2`)
	p.Screenshot("unfolded")
	for _, n := range want.Nodes {
		if n.Scope != "Affine1" || n.Grad == nil {
			continue
		}
		p.Run(fmt.Sprintf(`document.querySelector('.graph-svg [data-node="%d"][tabindex]').focus()`, n.ID))
		p.Key("\r")
		title := n.Kind
		if n.Name != "" {
			title = n.Name
		}
		p.Wait("the inspector shows "+title,
			fmt.Sprintf(`document.querySelector(".inspector h3")?.textContent.startsWith(%q)`, title))
		norm := browsertest.Eval[float64](p,
			`parseFloat([...document.querySelectorAll(".tensor-grad .figure")].find((f) => f.querySelector("dt").textContent === "norm").querySelector("dd").textContent.replace("−", "-"))`)
		// Four digits are printed, and float32 sums in another order differ in the sixth.
		if exact := n.Grad.Stats().Norm; norm == 0 || math.Abs(norm-exact) > 2e-3*exact {
			t.Errorf("%s %s: the page prints a gradient of norm %v, computed is %v", n.Kind, n.Name, norm, exact)
		}
	}
	p.Screenshot("inspector")

	// The learner's own digit, with a target of the learner's choice.
	p.Draw(ink, seven())
	p.Wait("the bar of 7 wins", best+` === "7"`)
	p.Click(`label.segment:has(#graph-own)`)
	p.Wait("the graph is of the digit", `document.querySelector(".graph-of").textContent.includes("target is 7")`)
	low := loss(p)
	p.Run(`const s = document.querySelector("#graph-label"); s.value = "3"; s.dispatchEvent(new Event("change", {bubbles: true}))`)
	p.Wait("the target is 3", `document.querySelector(".graph-of").textContent.includes("target is 3")`)
	if high := loss(p); !(high > low) {
		t.Errorf("the loss is %v for a 7 that is called 3, %v for one that is called 7", high, low)
	}
	p.Screenshot("own")
}

// loss reads the number above the last wire of the graph.
func loss(p *browsertest.Page) float64 {
	text := browsertest.Eval[string](p, `[...document.querySelectorAll(".graph-svg .gv-forward")].at(-1).textContent`)
	number := strings.TrimSpace(strings.NewReplacer("−", "-", "→", "", "×10", "e").Replace(text))
	v, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func TestNoSidewaysScrolling(t *testing.T) {
	t.Parallel()
	for _, screen := range []struct {
		name    string
		options []browsertest.Option
	}{{"wide", nil}, {"phone", []browsertest.Option{browsertest.Phone}}} {
		p := browsertest.Open(t, "/", screen.options...)
		for _, path := range []string{"/", "/preset/lenet", "/embed/draw", "/embed/train", "/embed/graph"} {
			p.Go(path)
			p.Wait("the page is there", `document.querySelector(".panel h2")`)
			if path != "/embed/draw" {
				p.Wait("the network is there",
					`/Built-in network|Your network/.test(document.body.innerText) || document.querySelector(".graph-svg svg")`)
			}
			if over := browsertest.Eval[float64](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s: %s is %v pixels too wide", screen.name, path, over)
			}
			p.Screenshot(screen.name + strings.ReplaceAll(path, "/", "_"))
		}
	}
}

// faulty serves static/engine.js with two switches: a message {fault: "panic"} lets the engine's next Event panic in
// Go, {fault: "death"} ends its program.
func faulty(t *testing.T) browsertest.Option {
	t.Helper()
	script, err := os.ReadFile("../static/engine.js")
	if err != nil {
		t.Fatal(err)
	}
	script = append(script, `
const { inkgradPost, onmessage } = self;
let fault = "";
self.inkgradPost = (text, bulk) => {
  if (fault === "panic") {
    fault = "";
    throw new Error("a planted defect");
  }
  inkgradPost(text, bulk);
};
self.onmessage = (e) => {
  if (e.data.fault === "death") {
    performance.now = () => { throw new Error("a planted death"); }; // Go's runtime asks it for the time
    return;
  }
  fault = e.data.fault ?? fault;
  if (!e.data.fault) onmessage(e);
};
`...)
	return engineScript(script)
}

// engineScript serves another engine.js, with the header that lets a page with that header run it as a Worker.
func engineScript(script []byte) browsertest.Option {
	return browsertest.Route("/web/engine.js", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		w.Write(script)
	}))
}

// keepWorker lets a test send messages to the page's Worker.
const keepWorker = `
const Original = Worker;
window.Worker = class extends Original {
  constructor(...args) {
    super(...args);
    window.engine = this;
  }
};`

func TestTheEngineBreaksAndGoesOn(t *testing.T) {
	t.Parallel()
	for fault, told := range map[string]string{"panic": "A defect of the program", "death": "a planted"} {
		t.Run(fault, func(t *testing.T) {
			p := open(t, "/#dataSize=10000", faulty(t), browsertest.Before(keepWorker), browsertest.Allow("planted"))
			p.Draw(ink, seven())
			p.Wait("the bar of 7 wins", best+` === "7"`)
			p.Click(scratchBtn)
			p.Wait("the network is fresh", figure("Step")+`.startsWith("0 of")`)
			p.Click(oneStepBtn)
			p.Wait("a step is done", figure("Step")+`.startsWith("1 of")`)
			p.Wait("the step is over", `!document.querySelector(`+strconv.Quote(oneStepBtn)+`).disabled`)
			// It may break at once, over an answer that was on its way: then the button cannot be pressed any more.
			p.Run(fmt.Sprintf(`engine.postMessage({fault: %q}); document.querySelector(%q).click()`, fault, trainBtn))
			p.Wait("the page says what happened",
				fmt.Sprintf(`document.querySelector(".notice")?.textContent.includes(%q)`, told))
			p.Screenshot(fault)
			if browsertest.Eval[bool](p, `document.querySelector(".sheet-hint") !== null`) {
				t.Error("the drawing is lost")
			}
			p.Click(".notice button") // Go on from step ...
			p.Wait("the notice is gone", `!document.querySelector(".notice")`)
			p.Wait("the network can be trained", `!document.querySelector("#train-button").disabled`)
			p.Wait("it has the steps that it had, or more",
				`!`+figure("Step")+`.startsWith("0 of") && !`+figure("Step")+`.startsWith("10,000")`)
		})
	}
}
