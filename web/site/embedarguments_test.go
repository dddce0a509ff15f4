package site_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestEmbedArguments calls methods as programs with a mistake in them do: each call is refused in words that name what
// is wrong, or does what was meant.
func TestEmbedArguments(t *testing.T) {
	t.Parallel()
	p := openNotes(t, "")
	p.Run(`
		panels.formula = await Inkgrad.mount("#notes", { panel: "formula", state: "#theme=light&formula=x+y", theme: "dark",
			title: undefined, timeout: Infinity });
		// said is what a call comes to.
		window.said = async (call) => {
			try {
				await call(panels.formula, document.getElementById("notes"));
				return "done";
			} catch (error) {
				return error.name + " " + error.code + ": " + error.message;
			}
		};`)
	state := browsertest.Eval[map[string]any](p, "panels.formula.getState()")
	if state["formula"] != "x+y" || state["theme"] != "dark" {
		t.Errorf("mounted with a text as its state, the panel has the formula %v and the theme %v", state["formula"],
			state["theme"])
	}
	const all = "draw, train, graph, fool, mistakes, check, formula, layer, chapter or all"
	for call, want := range map[string]string{
		`Inkgrad.mount(null)`:                        `mount(): the panel needs an element to stand in, or a CSS selector of one, not null.`,
		`Inkgrad.mount()`:                            `mount(): the panel needs an element to stand in, or a CSS selector of one, not undefined.`,
		`Inkgrad.mount(document)`:                    `mount(): the panel needs an element to stand in, or a CSS selector of one, not a value of type object.`,
		`Inkgrad.mount("#none")`:                     `mount(): the page has no element "#none".`,
		`Inkgrad.mount("##")`:                        `mount(): "##" is not a CSS selector.`,
		`Inkgrad.mount(main, null)`:                  `mount(): the options must be an object, not null.`,
		`Inkgrad.mount(main, "train")`:               `mount(): the options must be an object, not "train".`,
		`Inkgrad.mount(main, { pannel: "train" })`:   `mount(): there is no option pannel; there are panel, state, theme, height, sandbox, title, src and timeout.`,
		`Inkgrad.mount(main, { toString: 1 })`:       `mount(): there is no option toString;`,
		`Inkgrad.mount(main, { panel: "paint" })`:    `mount(): panel must be ` + all + `, not "paint".`,
		`Inkgrad.mount(main, { panel: null })`:       `mount(): panel must be ` + all + `, not null.`,
		`Inkgrad.mount(main, { state: null })`:       `mount(): state must be an object of settings, or a text as a link has it, not null.`,
		`Inkgrad.mount(main, { state: ["seed=3"] })`: `mount(): state must be an object of settings, or a text as a link has it, not a value of type object.`,
		`Inkgrad.mount(main, { theme: 1 })`:          `mount(): theme must be light, dark or auto, not 1.`,
		`Inkgrad.mount(main, { height: NaN })`:       `mount(): height must be a number above 0, not NaN.`,
		`Inkgrad.mount(main, { height: "4em" })`:     `mount(): height must be a number above 0, not "4em".`,
		`Inkgrad.mount(main, { sandbox: "no" })`:     `mount(): sandbox must be true or false, not "no".`,
		`Inkgrad.mount(main, { title: 5 })`:          `mount(): title must be a text, not 5.`,
		`Inkgrad.mount(main, { src: "http://" })`:    `mount(): src must be a URL, not "http://".`,
		`Inkgrad.mount(main, { src: 5 })`:            `mount(): src must be a URL, not 5.`,
		`Inkgrad.mount(main, { timeout: NaN })`:      `mount(): timeout must be a number of milliseconds, not NaN.`,

		`pg.on("progress")`:                                            `on(): what is to hear of progress must be a function, not undefined.`,
		`pg.on("trained", print)`:                                      `There is no event "trained"; there are progress,`,
		`pg.off()`:                                                     `There is no event undefined;`,
		`pg.train({ steps: NaN })`:                                     `train(): params.steps cannot be null, NaN or infinite`,
		`pg.train({ steps: null })`:                                    `train(): params.steps cannot be null, NaN or infinite`,
		`pg.train(100)`:                                                `train(): params cannot be number`,
		`pg.train({ steps: () => 100 })`:                               `train(): `, // and the browser's words
		`pg.step(NaN)`:                                                 `step(): params.by cannot be null, NaN or infinite`,
		`pg.step(-Infinity)`:                                           `step(): params.by cannot be null, NaN or infinite`,
		`pg.step("back")`:                                              `step(): params.by cannot be string`,
		`pg.classify()`:                                                `classify(): params has neither strokes nor pixels`,
		`pg.classify({ pixels: 5 })`:                                   `classify(): params.pixels cannot be number`,
		`pg.classify({ pixels: [[0, 1]] })`:                            `classify(): params.pixels cannot be array`,
		`pg.classify({ pixels: null })`:                                `classify(): params.pixels cannot be null`,
		`pg.classify({ pixels: new Float32Array([NaN]) })`:             `classify(): params.pixels[0] is not a number`,
		`pg.classify({ pixels: new Float32Array(28) })`:                `28 pixels`,
		`pg.graph(null)`:                                               `graph(): params cannot be null`,
		`pg.graph({ pixels: Array(784).fill(0), label: 10 })`:          `label`,
		`pg.gradcheck({ dtype: "float16" })`:                           `The dtype is "float16"; it can be`,
		`pg.gradcheck({ dtype: 32 })`:                                  `gradcheck(): params.dtype cannot be number`,
		`pg.gradcheck({ h: "1e-4" })`:                                  `gradcheck(): params.h cannot be string`,
		`pg.gradcheck({ h: Infinity })`:                                `gradcheck(): params.h cannot be null, NaN or infinite`,
		`pg.gradcheck({ h: 0 })`:                                       `h`,
		`pg.gradcheck({ bug: "wat" })`:                                 `There is no mistake "wat" to plant.`,
		`pg.gradcheck({ bugSeed: 0.5 })`:                               `gradcheck(): params.bugSeed cannot be number 0.5`,
		`pg.gradcheck({ bookLogarithm: "yes" })`:                       `gradcheck(): params.bookLogarithm cannot be string`,
		`pg.setState(null)`:                                            `setState(): params cannot be null`,
		`pg.setState("seed=3")`:                                        `setState(): params cannot be string`,
		`pg.setState({ learningRate: NaN })`:                           `setState(): params.learningRate cannot be null, NaN or infinite`,
		`pg.setState({ hidden: [10, NaN] })`:                           `setState(): params.hidden: It cannot be null, NaN or infinite`,
		`pg.setFormula("x*y")`:                                         `setFormula(): params cannot be string`,
		`pg.setFormula({ expression: "x*y", values: { x: 2, z: 3 } })`: `setFormula(): params.values has z; the formula takes x, y`,
		`pg.setFormula({ expression: "1+1", values: { z: 3 } })`:       `setFormula(): params.values has z; the formula takes no value`,
		`pg.setFormula({ expression: "x", values: { x: Infinity } })`:  `setFormula(): params.values.x cannot be null, NaN or infinite`,
	} {
		got := browsertest.Eval[string](p, "said(async (pg, main) => { await "+call+"; })")
		if !strings.HasPrefix(got, "InkgradError bad-request: ") || !strings.Contains(got, want) {
			t.Errorf("%s comes to %q, want %q", call, got, want)
		}
	}
	if n := browsertest.Eval[int](p, `document.querySelectorAll("iframe").length`); n != 1 {
		t.Errorf("there are %d frames, want the first alone", n)
	}
	if got := browsertest.Eval[string](p, `said((pg) => pg.setFormula({}))`); got !=
		"InkgradError bad-formula: column 1: the formula is empty" {
		t.Errorf("no formula comes to %q", got)
	}
}

// TestEmbedInfinite lets values be infinite, and no numbers: they arrive as themselves.
func TestEmbedInfinite(t *testing.T) {
	t.Parallel()
	p := openNotes(t, "")
	p.Run(`await mount("formula")`)
	got := browsertest.Eval[string](p, `panels.formula.setFormula({ expression: "y = 1/x; z = -y; y + z", values: { x: 0 } })
		.then(({ nodes }) => nodes.map((n) => [n.name, n.value.data[0], n.grad?.data[0]].join(" ")).join(", "))`)
	if want := " 1 , x 0 NaN, y Infinity 0, z -Infinity 1,  NaN 1"; got != want {
		t.Errorf("the nodes are %q, want %q", got, want)
	}
}
