package site_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/version"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

// maxScript bounds embed.js in bytes as it is served, with gzip: a page loads it before it shows a figure. The half of
// it is documentation.
const maxScript = 16 << 10

// notes is a page of another origin than Inkgrad's, with embed.js at hand; frames are appended to its element.
const notes = `<!DOCTYPE html><title>Notes</title><link rel="icon" href="data:,"><main id="notes"></main>
<script type="module">
import { Inkgrad } from "%s/embed.js";
const heard = [];
addEventListener("message", ({ data }) => heard.push(data));
Object.assign(window, {
  Inkgrad, heard, panels: {}, told: {},
  // mount puts a panel into the page, and keeps what it tells.
  async mount(panel, options) {
    const pg = await Inkgrad.mount(document.getElementById("notes"), { panel, ...options });
    panels[panel] = pg;
    told[panel] = {};
    for (const event of ["progress", "step", "drawing", "classify", "answer", "prediction", "resize", "error"]) {
      told[panel][event] = [];
      pg.on(event, (data) => told[panel][event].push(data));
    }
  },
  // code is that of the error which a promise comes to.
  code: (promise) => promise.then(() => "none", (error) => error instanceof Error && error.name === "InkgradError" && error.code),
});
</script>`

// openNotes opens the notes. Inkgrad's server does not have the file named missing.
func openNotes(t *testing.T, missing string) *browsertest.Page {
	t.Helper()
	s := browsertest.Built(t)
	inkgrad := browsertest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == missing {
			http.NotFound(w, r)
			return
		}
		s.ServeHTTP(w, r)
	}))
	t.Cleanup(inkgrad.Close)
	p := browsertest.Open(t, "/", browsertest.Allow("another host was asked: "+inkgrad.URL+"/", "404 (Not Found)"),
		browsertest.Serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, notes, inkgrad.URL)
		})))
	p.Wait("embed.js is there", "window.Inkgrad")
	return p
}

// TestEmbed drives panels as an author's page does: three of them, in a page of another origin.
func TestEmbed(t *testing.T) {
	t.Parallel()
	p := openNotes(t, "")
	fails := func(name string, p *browsertest.Page, call, code string) {
		t.Run("mount/"+name, func(t *testing.T) {
			if got := browsertest.Eval[string](p, "code("+call+")"); got != code {
				t.Errorf("code %q, want %q", got, code)
			}
			p.Run(`document.querySelector("iframe:last-of-type")?.remove()`)
		})
	}
	// What a frame loads before it fails stays in the browser's cache, so each missing file has a server of its own.
	for name, file := range map[string]string{"no program": "/web/app.wasm", "no engine": "/web/engine.wasm"} {
		fails(name, openNotes(t, file), `mount("draw")`, "not-ready")
	}
	fails("no Inkgrad", p, `mount("draw", { src: location.origin, timeout: 100 })`, "timeout")
	fails("no panel", p, `mount("paint")`, "bad-request")

	p.Run(`await Promise.all([mount("draw"), mount("train", { state: { seed: 3, hidden: [20], dataSize: 10_000 }, theme: "dark" }), mount("graph")])`)
	if got := browsertest.Eval[string](p,
		`[...new Set(Object.values(panels).map((pg) => pg.version))].join()`); got != version.Current {
		t.Errorf("the frames say that they are version %q, want %s", got, version.Current)
	}
	t.Run("classify", func(t *testing.T) { embedClassify(t, p) })
	t.Run("draw by hand", func(t *testing.T) { embedDraw(t, p) })
	t.Run("train", func(t *testing.T) { embedTrain(t, p) })
	t.Run("pause", func(t *testing.T) { embedPause(t, p) })
	t.Run("gradcheck", func(t *testing.T) { embedCheck(t, p) })
	t.Run("graph", func(t *testing.T) { embedGraph(t, p) })
	t.Run("formula", func(t *testing.T) { embedFormula(t, p) })
	t.Run("requests", func(t *testing.T) { embedRequests(t, p) })
	t.Run("flood", func(t *testing.T) { embedFlood(t, p) })
	t.Run("height", func(t *testing.T) { embedHeight(t, p) })
	p.Screenshot("panels")
	t.Run("destroy", func(t *testing.T) { embedDestroy(t, p) })
}

// js returns a value as JavaScript.
func js(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

type classification struct {
	Digit                 int
	Probabilities, Pixels []float64
	Reader                *struct{ Digit int }
}

func embedClassify(t *testing.T, p *browsertest.Page) {
	drawings, err := strokefile.Read(filepath.Join("..", "..", "nn", "digits", "testdata", "strokes.json"))
	if err != nil {
		t.Fatal(err)
	}
	const n = 20
	right := 0
	var c classification
	for _, d := range drawings[:n] {
		c = browsertest.Eval[classification](p, fmt.Sprintf("panels.draw.classify({ strokes: %s })", js(t, d.Strokes)))
		sum := 0.0
		for _, v := range c.Probabilities {
			sum += v
		}
		if len(c.Probabilities) != 10 || len(c.Pixels) != 784 || math.Abs(sum-1) > 1e-5 { // of float32s
			t.Fatalf("%d probabilities with the sum %v, %d pixels", len(c.Probabilities), sum, len(c.Pixels))
		}
		if c.Digit == d.Label {
			right++
		}
	}
	t.Logf("%d of %d drawings are recognised", right, n)
	if right < 18 { // the reader recognises 98% of these drawings
		t.Errorf("only %d of %d drawings are recognised", right, n)
	}
	again := browsertest.Eval[classification](p,
		`panels.draw.classify({ pixels: Float32Array.from(told.draw.classify.at(-1).pixels) })`)
	told := browsertest.Eval[[]classification](p, "told.draw.classify")
	// A drawing that was answered without the reader is told of again when the reader has come.
	told = slices.CompactFunc(told, func(a, b classification) bool {
		return a.Reader == nil && slices.Equal(a.Pixels, b.Pixels)
	})
	if len(told) != n+1 {
		t.Fatalf("%d events classify for %d drawings", len(told), n+1)
	}
	if !reflect.DeepEqual(told[n], again) || again.Digit != c.Digit {
		t.Errorf("the image of a drawing is classified as %d, the drawing as %d", again.Digit, c.Digit)
	}
}

func embedDraw(t *testing.T, p *browsertest.Page) {
	p.Run("told.draw.classify.length = told.draw.drawing.length = 0")
	p.Draw("iframe", [][][2]float64{{{0.13, 0.3}, {0.13, 0.7}}})
	p.Wait("the stroke is taken for a digit", "told.draw.classify.at(-1)?.digit === 1")
	p.Wait("the stroke is heard of", "told.draw.drawing.length > 0")
	drawn := browsertest.Eval[[]struct{ Strokes [][][2]float64 }](p, "told.draw.drawing")
	if s := drawn[0].Strokes; len(drawn) != 1 || len(s) != 1 || len(s[0]) < 3 || s[0][0][1] >= s[0][len(s[0])-1][1] {
		t.Errorf("of one stroke downwards, it hears of %v", drawn)
	}
}

func embedTrain(t *testing.T, p *browsertest.Page) {
	type training struct {
		Step                        int
		Epoch, Loss, StepsPerSecond float64
		TrainAccuracy, TestAccuracy float64
		AccuracyStep                int
		TrainImages, TestImages     int
	}
	start := browsertest.Eval[map[string]any](p, "panels.train.reset()")
	if start["step"] != 0.0 || start["builtin"] != false || start["parameters"] != 784*20.0+20+20*10+10 {
		t.Errorf("from scratch: %v", start)
	}
	a := browsertest.Eval[training](p, "panels.train.train({ steps: 1 })")
	b := browsertest.Eval[training](p, "panels.train.train({ steps: 300 })")
	if a.Step != 1 || b.Step != 301 || b.Epoch != 3.01 || b.StepsPerSecond <= 0 {
		t.Errorf("after a step %+v, after 300 more %+v", a, b)
	}
	if a.Loss < 2 || b.Loss > 0.9*a.Loss || b.TestAccuracy < a.TestAccuracy+0.2 {
		t.Errorf("after a step %+v, after 300 more %+v: nothing was learnt", a, b)
	}
	for _, trained := range []training{a, b} {
		if trained.AccuracyStep != trained.Step || trained.TestImages != 10_000 || trained.TrainImages < 10_000 {
			t.Errorf("of which step and images are the accuracies? %+v", trained)
		}
	}
	type progress struct {
		Step                        int
		MeanLoss, Remaining         float64
		TrainAccuracy, TestAccuracy *float64
	}
	told := browsertest.Eval[[]progress](p, "told.train.progress")
	for i := 1; i < len(told); i++ {
		if told[i].Step < told[i-1].Step {
			t.Errorf("progress goes back from %d to %d", told[i-1].Step, told[i].Step)
		}
	}
	if last := told[len(told)-1]; len(told) < 3 || last.Step != 301 || last.TestAccuracy == nil ||
		*last.TestAccuracy != b.TestAccuracy {
		t.Errorf("%d times progress, at last %+v, want as %+v", len(told), last, b)
	}
	type step struct {
		Step           int
		Loss, MeanLoss float64
		Losses         []float64
	}
	steps := browsertest.Eval[[]step](p, "told.train.step")
	losses := 0
	for i, s := range steps {
		if losses += len(s.Losses); i > 0 && s.Step <= steps[i-1].Step {
			t.Errorf("after step %d it hears of step %d", steps[i-1].Step, s.Step)
		}
	}
	if n := len(steps); n < 3 || steps[0].Step != 1 || steps[0].Loss != a.Loss || steps[n-1].Step != 301 ||
		losses < 100 {
		t.Errorf("it hears of steps %+v", steps)
	}
	if n := browsertest.Eval[int](p, "told.draw.progress.length + told.graph.progress.length"); n != 0 {
		t.Errorf("other panels told %d times of this training", n)
	}
	state := browsertest.Eval[map[string]any](p, `panels.train.setState({ learningRate: 0.5, hidden: [30, 20] })`)
	wanted := map[string]any{"seed": 3.0, "theme": "dark", "learningRate": 0.5, "hidden": []any{30.0, 20.0}}
	for name, want := range wanted {
		if !reflect.DeepEqual(state[name], want) {
			t.Errorf("%s is %v, want %v", name, state[name], want)
		}
	}
}

func embedPause(t *testing.T, p *browsertest.Page) {
	p.Run(`told.train.progress.length = 0; window.training = panels.train.train({ steps: 1_000_000 })`)
	p.Wait("it trains", "told.train.progress.length > 0")
	if got := browsertest.Eval[string](p, "code(panels.train.train({ steps: 1 }))"); got != "busy" {
		t.Errorf("a second training gets code %q", got)
	}
	status := browsertest.Eval[map[string]any](p, "panels.train.pause()")
	if step := browsertest.Eval[float64](p, "training.then((r) => r.step)"); status["running"] != false ||
		status["step"] != step {
		t.Errorf("training ended at step %v, the status is %v", step, status)
	}
}

func embedCheck(t *testing.T, p *browsertest.Page) {
	type check struct {
		OK     bool
		Params []struct {
			Name                    string
			MeanAbsDiff, MaxRelDiff float64
			Checked, Size           int
		}
	}
	c := browsertest.Eval[check](p, "panels.train.gradcheck({ elements: 20 })")
	var names []string
	for _, param := range c.Params {
		names = append(names, fmt.Sprintf("%s %d/%d", param.Name, param.Checked, param.Size))
		// what central differences in float64 leave at h = 1e-5, and room
		if !(param.MeanAbsDiff >= 0 && param.MeanAbsDiff < 1e-8) {
			t.Errorf("%+v", param)
		}
	}
	if got, want := strings.Join(names, ", "), "W1 20/15680, b1 20/20, W2 20/200, b2 10/10"; got != want || !c.OK {
		t.Errorf("ok %v, %s, want %s", c.OK, got, want)
	}
}

type tensor struct {
	Shape []int
	Data  []float64
}

type graph struct {
	Step, Samples int
	Nodes         []struct {
		ID                int
		Kind, Name, Scope string
		Inputs, Shape     []int
		Value, Grad       *tensor
	}
}

func embedGraph(t *testing.T, p *browsertest.Page) {
	params := browsertest.Eval[map[string]tensor](p, "panels.train.params()")
	for name, c := range map[string]struct {
		call    string
		samples int
		target  float64
	}{
		"batch": {"panels.train.graph()", 100, -1},
		"digit": {"panels.train.graph({ pixels: told.draw.classify.at(-1).pixels, label: 4 })", 1, 4},
	} {
		g := browsertest.Eval[graph](p, c.call)
		if g.Samples != c.samples || g.Step < 302 {
			t.Errorf("%s: %d samples at step %d", name, g.Samples, g.Step)
		}
		found := map[string]bool{}
		for _, n := range g.Nodes {
			if n.Name == "t" && c.target >= 0 && n.Value.Data[0] != c.target {
				t.Errorf("%s: the target is %v", name, n.Value.Data)
			}
			if n.Kind != "Param" {
				continue
			}
			found[n.Name] = true
			if !reflect.DeepEqual(*n.Value, params[n.Name]) {
				t.Errorf("%s: the graph has another %s than params", name, n.Name)
			}
			if n.Grad == nil || !reflect.DeepEqual(n.Grad.Shape, n.Shape) || norm(n.Grad.Data) == 0 {
				t.Errorf("%s: %s has no gradient", name, n.Name)
			}
		}
		if len(found) != 4 || len(params) != 4 {
			t.Errorf("%s: parameters %v of %d", name, found, len(params))
		}
	}
	if n := browsertest.Eval[int](p, "told.train.classify.length"); n != 0 {
		t.Errorf("asking for a graph told of %d drawings", n)
	}
}

func norm(data []float64) float64 {
	sum := 0.0
	for _, v := range data {
		sum += v * v
	}
	return math.Sqrt(sum)
}

// embedFormula sets up the chapter's apples, and goes a step back from the end.
func embedFormula(t *testing.T, p *browsertest.Page) {
	p.Run(`await mount("formula")`)
	got := browsertest.Eval[struct {
		Price, Apple, Tax float64
		Step, Steps       int
	}](p, `(async () => {
		const values = { apple: 100, n: 2, tax: 1.1 };
		const { nodes } = await panels.formula.setFormula({ expression: "apple*n*tax", values });
		const grad = (name) => nodes.find((n) => n.name === name).grad.data[0];
		const { step, steps } = await panels.formula.step(-1);
		return { price: nodes.at(-1).value.data[0], apple: grad("apple"), tax: grad("tax"), step, steps };
	})()`)
	if math.Abs(got.Price-220) > 1e-9 || math.Abs(got.Apple-2.2) > 1e-9 || got.Tax != 200 || got.Step != got.Steps-1 {
		t.Errorf("%+v, want a price of 220, gradients of 2.2 and 200, a step before the last", got)
	}
	if code := browsertest.Eval[string](p,
		`code(panels.formula.setFormula({ expression: "(apple" }))`); code != "bad-formula" {
		t.Errorf("code %q", code)
	}
	p.Run(`panels.formula.destroy(); delete panels.formula`)
}

// embedRequests sends what embed.js does not: bad requests, and one from a window that is not the parent.
func embedRequests(t *testing.T, p *browsertest.Page) {
	before := browsertest.Eval[map[string]any](p, "panels.train.getState()")
	p.Run(`
		const frame = document.querySelectorAll("iframe")[1].contentWindow;
		const post = (id, request) => frame.postMessage({ inkgrad: 1, id, ...request }, "*");
		const circle = {};
		circle.circle = circle;
		heard.length = 0;
		post("unknown", { method: "trian" });
		post("bad", { method: "train", params: { steps: "many" } });
		post(3, { method: "classify", params: { strokes: [[[1, NaN]]] } });
		post("pixels", { method: "classify", params: { pixels: [1, 2, 3] } });
		post("circle", { method: "train", params: circle });
		post("setting", { method: "setState", params: { seed: 4, learningRate: 1000 } });
		const method = "reset";
		for (const ignored of [null, "text", 1n, { id: 1n }, { id: 4, method }, [method]]) frame.postMessage(ignored, "*");
		for (const refused of [{ inkgrad: 2, id: "version", method }, { inkgrad: 1, method }, { inkgrad: "1", id: {}, method },
			{ inkgrad: 1n, id: "big", method }, { inkgrad: 1, id: 1n, method }]) {
			frame.postMessage(refused, "*");
		}
		const other = document.createElement("iframe");
		document.body.append(other);
		other.contentWindow.addEventListener("message", ({ data }) => heard.push({ id: "stranger", data }));
		other.contentWindow.Function("frame", "frame.postMessage({ inkgrad: 1, id: 6, method: 'reset' }, '*')")(frame);
		post("last", { method: "getState" });`)
	p.Wait("the last is answered", `heard.some((m) => m.id === "last")`)
	got := browsertest.Eval[[]string](p,
		`heard.filter((m) => m.error || m.id).map((m) => m.id + " " + (m.error ? m.error.code : "done")).sort()`)
	want := []string{"3 bad-request", "bad bad-request", "big bad-request", "circle bad-request", "last done",
		"null bad-request", "null bad-request",
		"null bad-request", "pixels bad-request", "setting bad-request", "unknown unknown-method",
		"version bad-request"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("answers %q, want %q", got, want)
	}
	after := browsertest.Eval[map[string]any](p, `heard.find((m) => m.id === "last").result`)
	if !reflect.DeepEqual(after, before) {
		t.Errorf("bad requests changed the state from %v to %v", before, after)
	}
	if step := browsertest.Eval[int](p, "panels.train.graph().then((g) => g.step)"); step < 302 {
		t.Errorf("somebody else has reset the network: it is at step %d", step)
	}
	p.Run(`document.querySelectorAll("iframe")[3].remove()`)
}

// embedFlood sends 10,000 requests at once, and 10,000 messages that are none: the frame goes on.
func embedFlood(t *testing.T, p *browsertest.Page) {
	p.Run(`
		const frame = document.querySelectorAll("iframe")[1].contentWindow;
		heard.length = 0;
		for (let id = 0; id < 10_000; id++) {
			frame.postMessage({ inkgrad: 1, id, method: "pause" }, "*");
			frame.postMessage({ text: "of somebody else" }, "*");
		}`)
	p.WaitFor(time.Minute, "everything is answered", `heard.filter((m) => m.id !== undefined).length === 10_000`)
	counts := browsertest.Eval[map[string]int](p,
		`heard.filter((m) => m.id !== undefined).reduce((counts, { error }) => {
		const code = error?.code ?? "done";
		return { ...counts, [code]: (counts[code] ?? 0) + 1 };
	}, {})`)
	t.Logf("answers %v", counts)
	if counts["done"] < 256 || counts["done"]+counts["busy"] != 10_000 {
		t.Errorf("answers %v", counts)
	}
	c := browsertest.Eval[classification](p, "panels.train.classify({ strokes: [[[1, 0], [1, 5]]] })")
	if c.Digit != 1 {
		t.Errorf("after it, a vertical line is a %d", c.Digit)
	}
}

// embedHeight makes a frame narrow and wide again: it is always as high as what it shows.
func embedHeight(t *testing.T, p *browsertest.Page) {
	const high = `document.querySelector("iframe").clientHeight`
	wide := browsertest.Eval[int](p, high)
	p.Run(`document.querySelector("iframe").style.width = "320px"`)
	p.Wait("the narrow panel is higher",
		fmt.Sprintf("%s > %d && %s === told.draw.resize.at(-1)?.height", high, wide, high))
	p.Run(`document.querySelector("iframe").style.width = "100%"`)
	p.Wait("the wide panel is as high as before",
		fmt.Sprintf("%s === %d && told.draw.resize.at(-1).height === %d", high, wide, wide))
	if n := browsertest.Eval[int](p, "told.draw.resize.length"); n > 20 {
		t.Errorf("%d heights were told: they follow each other", n)
	}
}

func embedDestroy(t *testing.T, p *browsertest.Page) {
	got := browsertest.Eval[[]string](p, `(() => {
		const waiting = panels.train.train({ steps: 1000 });
		panels.train.destroy();
		return Promise.all([code(waiting), code(panels.train.params())]);
	})()`)
	if !reflect.DeepEqual(got, []string{"destroyed", "destroyed"}) {
		t.Errorf("codes %q", got)
	}
	if n := browsertest.Eval[int](p, `document.querySelectorAll("iframe").length`); n != 2 {
		t.Errorf("%d frames are left, want 2", n)
	}
	c := browsertest.Eval[classification](p, "panels.draw.classify({ strokes: [[[1, 0], [1, 5]]] })")
	if c.Digit != 1 {
		t.Errorf("a vertical line in another panel is a %d", c.Digit)
	}
}

// embedScript returns embed.js as it is served.
func embedScript(t *testing.T) []byte {
	t.Helper()
	for _, a := range browsertest.Built(t).Assets() {
		if a.Path == "/embed.js" {
			return a.Body
		}
	}
	t.Fatal("there is no embed.js")
	return nil
}

// What a page loads is one small module, which asks for no other file, and whose text can stand in a page.
func TestEmbedScript(t *testing.T) {
	script := embedScript(t)
	if m := regexp.MustCompile(`(?m)^(import|export) .* from .*|^[^*/]*\bimport\(.*|</script`).Find(script); m != nil {
		t.Errorf("it has %s", m)
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(script); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes, %d in gzip", len(script), b.Len())
	if b.Len() > maxScript {
		t.Errorf("it has %d bytes in gzip, at most %d are allowed", b.Len(), maxScript)
	}
}
