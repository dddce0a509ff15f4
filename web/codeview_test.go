//go:build !js

package web_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/state"
)

const (
	codeSummary = ".class-code summary"
	// codeText is the code that is shown, codeAbout what is said of it.
	codeText  = `(document.querySelector(".class-code .code")?.textContent ?? "")`
	codeAbout = `(document.querySelector(".class-code > .help")?.textContent ?? "")`
)

// views are how a page is looked at: in a window of that size and on a phone. In the dark only the colours are others,
// and somebody must look at those: that is a view where pictures are taken.
func views(width, height int) map[string][]browsertest.Option {
	v := map[string][]browsertest.Option{"wide": {browsertest.Viewport(width, height)}, "phone": {browsertest.Phone}}
	if os.Getenv("INKGRAD_SCREENSHOTS") != "" {
		v["dark"] = append(slices.Clip(v["wide"]), browsertest.Dark)
	}
	return v
}

// unfoldedGraph opens the playground with three layers of its graph unfolded. choose chooses a node by its kind and
// name.
func unfoldedGraph(t *testing.T, options []browsertest.Option) (p *browsertest.Page, choose func(kind, name string)) {
	t.Helper()
	p = openBatch(t, options...)
	p.Run(`document.querySelector(".graph-main").scrollIntoView()`)
	h, _ := newGraphSession(t)
	for _, scope := range []string{"Affine1", "ReLU1", "SoftmaxWithLoss"} {
		press(p, fmt.Sprintf(`.graph-svg [data-scope=%q][tabindex]`, scope))
	}
	return p, func(kind, name string) {
		t.Helper()
		press(p, fmt.Sprintf(`.graph-svg [data-node="%d"][tabindex]`, node(t, h.graphed.Graph, kind, name).ID))
	}
}

// The code of the operation that is chosen: folded at first, then in Python and in Go, and that of the next operation
// in the same way. A parameter has none.
func TestCodeOfAnOperation(t *testing.T) {
	t.Parallel()
	for name, options := range views(1440, 1000) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, choose := unfoldedGraph(t, options)
			choose("MatMul", "")
			p.WaitVisible(codeSummary)
			if browsertest.Eval[bool](p, `document.querySelector(".class-code").open`) {
				t.Error("it is open at first")
			}
			p.Run(`document.querySelector(".inspector").scrollIntoView()`)
			p.Screenshot("folded")
			p.Click(codeSummary)
			p.Wait("the class is there in Python",
				codeText+`.startsWith("class Affine:") && `+codeText+`.includes("self.dW = self.x.T @ dout")`)
			p.Run(`document.querySelector(".class-code").scrollIntoView({block: "center"})`)
			p.Screenshot("python")
			p.Click(`label.segment:has(#graph-code-go)`)
			p.Wait("the source is there in Go", codeText+`.includes("func (MatMul[T]) Backward(") && `+
				codeAbout+`.includes("nn/op/matmul.go")`)
			p.Screenshot("go")
			choose("ReLU", "")
			p.Wait("the next operation is in Go, too", codeText+`.startsWith("// ReLU is the rectified")`)
			p.Click(`label.segment:has(#graph-code-python)`)
			p.Wait("it is there in Python", codeText+`.includes("self.mask = (x <= 0)")`)
			choose("CrossEntropy", "loss")
			p.Wait("the loss has a class", codeText+`.includes("(self.y - self.t)")`)
			choose("Param", "W1")
			p.Wait("a parameter was not computed", `!document.querySelector(".class-code")`)
			choose("MatMul", "")
			p.Wait("it is still open", codeText+`.startsWith("class Affine:")`)
			p.Click(codeSummary)
			p.Wait("it is folded", `!document.querySelector(".class-code .code")`)
		})
	}
}

// Without the file of the sources, the page says so, where they would be.
func TestCodeWithoutSources(t *testing.T) {
	t.Parallel()
	p := openBatch(t, browsertest.Missing("/web/"+state.SourcesFile), browsertest.Allow("404"))
	p.Run(`document.querySelector(".graph-main").scrollIntoView()`)
	h, _ := newGraphSession(t)
	press(p, `.graph-svg [data-scope="Affine1"][tabindex]`)
	press(p, fmt.Sprintf(`.graph-svg [data-node="%d"][tabindex]`, node(t, h.graphed.Graph, "MatMul", "").ID))
	p.Click(codeSummary)
	p.Wait("Python is in the page", codeText+`.startsWith("class Affine:")`)
	p.Click(`label.segment:has(#graph-code-go)`)
	p.Wait("it says what is missing", codeAbout+`.includes("did not come") && !document.querySelector(".class-code .code")`)
}

// sandboxed answers as in a frame in a sandbox: the document is of no origin.
type sandboxed struct {
	http.ResponseWriter
	begun bool
}

func (w *sandboxed) WriteHeader(status int) {
	w.begun = true
	w.Header().Add("Content-Security-Policy", "sandbox allow-scripts")
	w.ResponseWriter.WriteHeader(status)
}

func (w *sandboxed) Write(b []byte) (int, error) {
	if !w.begun {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(b)
}

// Without an origin the sources come, too; and only when somebody looks.
func TestCodeInSandbox(t *testing.T) {
	t.Parallel()
	log := &browsertest.Log{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/embed/graph" {
			w = &sandboxed{ResponseWriter: w}
		}
		browsertest.Built(t).ServeHTTP(w, r)
	})}
	asked := func() int {
		n := 0
		for _, r := range log.All() {
			if strings.HasPrefix(r.URL, "/web/"+state.SourcesFile) {
				n++
			}
		}
		return n
	}
	h, _ := newGraphSession(t)
	product := node(t, h.graphed.Graph, "MatMul", "").ID
	p := browsertest.Open(t, fmt.Sprintf("/embed/graph#unfolded=Affine1&node=%d", product), browsertest.Serve(log))
	if origin := browsertest.Eval[string](p, `self.origin`); origin != "null" {
		t.Fatalf("the page is of the origin %s", origin)
	}
	p.WaitVisible(codeSummary)
	if n := asked(); n != 0 {
		t.Errorf("the sources were fetched %d times before anybody looked", n)
	}
	p.Click(codeSummary)
	p.Click(`label.segment:has(#graph-code-go)`)
	p.Wait("the source is there", codeText+`.includes("func (MatMul[T]) Backward(")`)
	if n := asked(); n != 1 {
		t.Errorf("the sources were fetched %d times", n)
	}
}

// While a formula is stepped through, the lines at work are lit, in both languages, and in Python their values stand
// behind them.
func TestCodeAtWork(t *testing.T) {
	t.Parallel()
	const lit = `[...document.querySelectorAll(".code-now")].map((e) => e.textContent.trim()).join("; ")`
	for name, options := range views(1280, 1100) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := openFormula(t, "/formula#formula=apple*n*tax&values=apple=100,n=2,tax=1.1&step=0", options...)
			p.Click(codeSummary)
			p.Wait("it says what to do", codeAbout+`.includes("Go to the step")`)
			p.Focus(".stepper-figure")
			p.Key(kb.ArrowRight)
			p.Wait("forward is at work", lit+` === "self.x, self.y = x, y   → 100, 2; out = x * y   → 200"`)
			p.Wait("the class is whole, line by line", codeText+`.startsWith("class MulLayer:\n    def forward(self, x, y):\n")`)
			p.Run(`document.querySelector(".class-code").scrollIntoView({block: "end"})`)
			p.Screenshot("forward")
			for range 3 {
				p.Key(kb.ArrowRight)
			}
			p.Wait("backward is at work", lit+` === "dx = dout * self.y   ← 1.1; dy = dout * self.x   ← 200"`)
			p.Screenshot("backward")
			p.Click(`label.segment:has(#formula-code-go)`)
			p.Wait("in Go it is the body of Backward", lit+`.startsWith("a, b := in[0].Data, in[1].Data; da, db := din[0], din[1]; ")`)
			p.Wait("its first line is in sight", `(() => {
				const box = document.querySelector(".class-code .code").getBoundingClientRect();
				const lit = document.querySelector(".code-now").getBoundingClientRect();
				return lit.top >= box.top && lit.bottom <= box.bottom;
			})()`)
			p.Screenshot("go")
		})
	}
}

// In the steps of a network, the class of the layer at work is lit, with the shapes that it works with.
func TestCodeOfALayerAtWork(t *testing.T) {
	t.Parallel()
	const (
		code = `document.querySelector("#step-code")`
		lit  = `[...document.querySelectorAll("#step-code .code-now")].map((e) => e.textContent.trim()).join("; ")`
	)
	for name, options := range views(1280, 1000) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, "/embed/graph#graphStep=1", options...)
			p.Click(codeSummary)
			p.Wait("Affine is at work", lit+`.includes("out = self.x @ self.W + self.b   → 100 × 50")`)
			p.Run(`document.querySelector(".class-code").scrollIntoView({block: "end"})`)
			p.Screenshot("forward")
			p.Click(`button[aria-label="Step"]`)
			p.Wait("ReLU is next", lit+`.includes("out = np.where(self.mask, 0, x)   → 100 × 50")`)
			p.Click(`button[aria-label="To the end"]`)
			p.Wait("nothing is at work", `!`+code)
			p.Click(`button[aria-label="Step back"]`)
			p.Wait("Affine sends its gradients", lit+`.includes("self.dW = self.x.T @ dout   ← 784 × 50")`)
			p.Screenshot("backward")
		})
	}
}
