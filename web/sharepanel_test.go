//go:build !js

package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

const snippet = `document.getElementById("share-snippet").textContent`

// chooseText chooses, in a list, what has that text.
func chooseText(p *browsertest.Page, id, text string) {
	p.Run(fmt.Sprintf(`const select = document.getElementById(%q);
		select.value = [...select.options].find((o) => o.text === %q).value;
		select.dispatchEvent(new Event("change", { bubbles: true }))`, id, text))
}

func TestShare(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/share#learningRate=0.5&formula=a*b&node=3&section=relu",
		browsertest.Viewport(1280, 1000))
	const preview = `document.getElementById("share-preview").contentDocument`
	p.Wait("the preview is live",
		preview+`?.querySelector(".draw, .drawing, main") && !`+preview+`.getElementById("app-wasm-loader")`)
	choose := func(id, text string) {
		t.Helper()
		chooseText(p, id, text)
	}
	choose("share-panel", "Train the network")
	p.Wait("the preview shows another panel", preview+`?.querySelector(".train")`)
	p.Run(`const caption = document.getElementById("share-caption"); caption.value = "What is <b>{{ x }}</b>?";
		caption.dispatchEvent(new Event("input", { bubbles: true }))`)
	p.Wait("the caption is in the snippet, as text",
		snippet+`.includes('caption="What is &lt;b&gt;&#123;&#123; x &#125;&#125;&lt;/b&gt;?"')`)
	p.Run(`document.querySelector(".share details").open = true`)
	choose("share-batchSize", "is hidden")
	p.Wait("what is hidden is in the snippet", snippet+`.includes('state="learningRate=0.5&amp;hide=batchSize"')`)
	p.Wait("and hidden in the preview",
		preview+`?.querySelector("#setting-learningRate") && !`+preview+`.querySelector("#setting-batchSize")`)
	p.Wait("the preview is as high as the panel",
		`document.getElementById("share-preview").clientHeight ===
			Math.ceil(`+preview+`.querySelector(".page-embed").getBoundingClientRect().height)`)
	if over := browsertest.Eval[float64](p, `(({scrollHeight, clientHeight, scrollWidth, clientWidth}) =>
		Math.max(scrollHeight - clientHeight, scrollWidth - clientWidth))(`+preview+`.documentElement)`); over != 0 {
		t.Errorf("what the preview shows is %g pixels larger than it, so that it can be scrolled", over)
	}

	// What is set in the preview by hand is taken over.
	p.Run(`const field = ` + preview + `.querySelector("#setting-iterations"); field.value = "500";
		field.dispatchEvent(new Event("change", { bubbles: true }))`)
	p.Wait("the preview has it in its URL",
		`document.getElementById("share-preview").contentWindow.location.hash.includes("iterations=500")`)
	p.Run(`[...document.querySelectorAll(".share button")].find((b) => b.textContent.startsWith("Take")).click()`)
	p.Wait("the snippet has it, too", snippet+`.includes("iterations=500")`)
	for _, format := range []string{"LaTeX", "Jupyter", "Sphinx, Jupyter Book 1"} {
		choose("share-format", format)
		want := map[string]string{"LaTeX": `\qrcode`, "Jupyter": "IPython", "Sphinx, Jupyter Book 1": "html_js_files"}[format]
		p.Wait("the snippet is of another format", snippet+`.includes(`+"`"+strings.ReplaceAll(want, `\`, `\\`)+"`"+`)`)
	}
	p.Screenshot("share")

	// A snippet has what its own panel shows, and the others keep theirs.
	p.Run(`location.hash += "&sample=3"`)
	for title, has := range map[string]string{"See the graph": "node=3 sample=3",
		"Step through the formula": "formula=a*b", "Read the chapter, and try it": "section=relu sample=3",
		"Try a layer": ""} {
		choose("share-panel", title)
		p.Wait(title+" has its own settings only", `(({hash}) => ["node=3", "formula=a*b", "section=relu", "sample=3"].
			every((s) => hash.includes(s) === "`+has+`".split(" ").includes(s)))(
				new URL(document.getElementById("share-preview").src))`)
	}
}
