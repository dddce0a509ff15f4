package site_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestEmbedFile saves a network to bytes, and goes on with it in another frame. A file that is none changes nothing.
func TestEmbedFile(t *testing.T) {
	t.Parallel()
	p := openNotes(t, "")
	p.Run(`
		await Promise.all([mount("train", { state: { seed: 3, hidden: [8], optimizer: "Momentum", dataSize: 300 } }),
			mount("graph", { sandbox: true })]);
		await panels.train.reset();
		await panels.train.train({ steps: 7 });
		window.file = await panels.train.save();
		window.withNaN = file.slice(); // as its last number
		new DataView(withNaN.buffer).setFloat32(withNaN.length - 4, NaN, true);
		window.said = (promise) => promise.then(() => "done", (error) => error.code + ": " + error.message);`)
	if got := browsertest.Eval[string](p, `file.constructor.name + " " + new TextDecoder().decode(file.slice(8, 9))`); got !=
		"Uint8Array {" { // the header of safetensors is JSON behind its length
		t.Errorf("the file is a %s", got)
	}
	trained := browsertest.Eval[map[string]tensor](p, "panels.train.params()")
	for name, given := range map[string]string{
		"bytes": "file", "buffer": "file.buffer", "blob": "new Blob([file])",
		"URL":              "URL.createObjectURL(new Blob([file]))",
		"part of a buffer": "new Uint8Array([0, ...file, 0]).subarray(1, file.length + 1)",
	} {
		p.Run("await panels.graph.reset()")
		status := browsertest.Eval[map[string]any](p, "panels.graph.load("+given+")")
		if status["step"] != 7.0 || status["builtin"] != false || status["parameters"] != 784*8.0+8+8*10+10 {
			t.Errorf("%s: it goes on from %v", name, status)
		}
		if !reflect.DeepEqual(browsertest.Eval[map[string]tensor](p, "panels.graph.params()"), trained) {
			t.Errorf("%s: the network is another than was saved", name)
		}
	}
	state := browsertest.Eval[map[string]any](p, "panels.graph.getState()")
	if state["seed"] != 3.0 || state["optimizer"] != "Momentum" {
		t.Errorf("the settings are not those of the file: %v", state)
	}

	for given, want := range map[string]string{
		"":                   "bad-request: load(): the file must be bytes, a Blob or a URL, not undefined.",
		"5":                  "bad-request: load(): the file must be bytes, a Blob or a URL, not 5.",
		"new Uint8Array()":   "bad-request: load(): params.file has no bytes",
		"new Uint8Array(30)": "bad-request: ",
		"file.slice(0, 900)": "bad-request: ",
		`new URL("/none", document.querySelector("iframe").src)`: "bad-request: load(): \"http://127.0.0.1:",
		`"/"`:     "bad-request: ", // a page
		"withNaN": "bad-request: ",
	} {
		got := browsertest.Eval[string](p, "said(panels.graph.load("+given+"))")
		if !strings.HasPrefix(got, want) {
			t.Errorf("load(%s) comes to %q, want %q", given, got, want)
		}
		if !reflect.DeepEqual(browsertest.Eval[map[string]tensor](p, "panels.graph.params()"), trained) {
			t.Errorf("load(%s) has changed the network", given)
		}
	}
	// Both go on to the same bits: the file has the optimizer's memory, too.
	p.Run("await Promise.all([panels.train.train({ steps: 5 }), panels.graph.train({ steps: 5 })])")
	if !reflect.DeepEqual(browsertest.Eval[map[string]tensor](p, "panels.graph.params()"),
		browsertest.Eval[map[string]tensor](p, "panels.train.params()")) {
		t.Error("trained on, the networks differ")
	}
}

// TestEmbedDrawing puts drawings on the area, reads them there, and takes them away.
func TestEmbedDrawing(t *testing.T) {
	t.Parallel()
	p := openNotes(t, "")
	p.Run(`await mount("draw")`)
	p.Draw("iframe", [][][2]float64{{{0.13, 0.3}, {0.13, 0.7}}})
	p.Wait("the stroke is heard of", "told.draw.drawing.length > 0")
	type drawing struct {
		Strokes [][][2]float64
		Pixels  []float64
	}
	drawn := browsertest.Eval[drawing](p, "panels.draw.getDrawing()")
	if len(drawn.Strokes) != 1 || !reflect.DeepEqual(drawn, browsertest.Eval[drawing](p, "told.draw.drawing.at(-1)")) {
		t.Fatalf("a person has drawn %v", drawn)
	}
	const cleared = `panels.draw.setDrawing({ strokes: [] })`
	if got := browsertest.Eval[drawing](p, cleared); len(got.Strokes) != 0 {
		t.Errorf("taken away, the drawing is %v", got)
	}
	p.Wait("the area is empty", "told.draw.drawing.at(-1).strokes.length === 0")
	again := browsertest.Eval[drawing](p, "panels.draw.setDrawing(told.draw.drawing[0])")
	if !reflect.DeepEqual(again, drawn) {
		t.Errorf("put there again, the drawing is %v, want %v", again, drawn)
	}
	p.Wait("it is a 1 again", "told.draw.classify.at(-1)?.digit === 1")
	pixels := browsertest.Eval[drawing](p,
		`panels.draw.setDrawing({ pixels: Float32Array.from(told.draw.classify.at(-1).pixels) })`)
	if len(pixels.Pixels) != 784 || pixels.Strokes != nil {
		t.Errorf("put there, the pixels are %v", pixels)
	}
	p.Screenshot("drawing")
}
