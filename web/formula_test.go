//go:build !js

package web_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// These tests go through formulas as a learner does, and compare the numbers on the page with those of the chapter.

// openFormula opens a page that shows a formula, and waits for its graph.
func openFormula(t *testing.T, path string, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, path, options...)
	p.Wait("the graph is there", `document.querySelector(".formula .graph-svg [data-node]")`)
	return p
}

// typeFormula replaces the formula by key, and waits for the graph with so many leaves and operations.
func typeFormula(p *browsertest.Page, text string, nodes int) {
	p.Focus("#formula-text")
	p.Run(`document.querySelector("#formula-text").select()`)
	p.Key(text)
	p.Wait("the graph of "+text,
		`document.querySelectorAll(".formula .graph-svg [data-node]").length === `+strconv.Itoa(nodes))
}

// setValue writes a value into the field of a name.
func setValue(p *browsertest.Page, name, value string) {
	p.Focus("#value-" + name)
	p.Run(`document.querySelector("#value-` + name + `").select()`)
	p.Key(value + kb.Enter)
}

// wire returns the number above or below a wire; "" where there is none.
func wire(p *browsertest.Page, id int, class string) string {
	return strings.Trim(browsertest.Eval[string](p,
		`document.querySelector('.graph-svg [data-edge="`+strconv.Itoa(id)+`"] .gv-`+class+`')?.textContent ?? ""`),
		"→← ")
}

func waitTitle(p *browsertest.Page, title string) {
	p.Wait("the step is "+title, `document.querySelector(".saying h3").textContent === `+strconv.Quote(title))
}

// maths returns what a step prints, as text: a fraction is written with a "/", a power with a "^".
func maths(p *browsertest.Page) string {
	return strings.Join(strings.Fields(browsertest.Eval[string](p, `(() => {
		const text = (e) => e.children.length ? [...e.children].map(text).join(e.localName === "mfrac" ? "/" : e.localName === "msup" ? "^" : " ") : e.textContent;
		return [...document.querySelectorAll(".saying math:not(.rule)")].map(text).join("; ");
	})()`)), " ")
}

// TestApplesAndOranges is the chapter's first example: typed in, stepped through by key, there and back.
func TestApplesAndOranges(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula#formula=x&values=")
	typeFormula(p, "(apple*n_apple + orange*n_orange)*tax", 9)
	values := map[string]string{"apple": "100", "n_apple": "2", "orange": "150", "n_orange": "3", "tax": "1.1"}
	for name, v := range values {
		setValue(p, name, v)
	}
	if got := browsertest.Eval[string](p,
		`document.querySelector("#formula-text").value`); got != "(apple*n_apple + orange*n_orange)*tax" {
		t.Errorf("of what was typed quickly, there is %q", got)
	}
	p.Wait("the price is there",
		`document.querySelector('.graph-svg [data-edge="8"] .gv-forward')?.textContent.startsWith("715")`)
	waitTitle(p, "All known")

	p.Focus(".stepper-figure")
	p.Key(kb.Home)
	waitTitle(p, "Given")
	if v, g := wire(p, 8, "forward"), wire(p, 0, "backward"); v != "" || g != "" {
		t.Errorf("at the start the price is %q and the gradient of apple %q", v, g)
	}
	for _, step := range []struct{ title, math string }{
		{"Forward 1 of 4: ×", "apple × n_apple = 100 × 2 = 200"},
		{"Forward 2 of 4: ×", "orange × n_orange = 150 × 3 = 450"},
		{"Forward 3 of 4: +", "apple × n_apple + orange × n_orange = 200 + 450 = 650"},
		{"Forward 4 of 4: ×", "L = … × tax = 650 × 1.1 = 715"},
		{"The gradient of the result", "∂ L/∂ L = 1"},
		{"Backward 1 of 4: ×", "∂ L/∂ … = 1.1 × 1 = 1.1 ∂ L/∂ tax = 650 × 1 = 650 local upstream"},
		{"Backward 2 of 4: +",
			"∂ L/∂ ( apple × n_apple ) = 1 × 1.1 = 1.1 ∂ L/∂ ( orange × n_orange ) = 1 × 1.1 = 1.1 local upstream"},
		{"Backward 3 of 4: ×", "∂ L/∂ orange = 3 × 1.1 = 3.3 ∂ L/∂ n_orange = 150 × 1.1 = 165 local upstream"},
		{"Backward 4 of 4: ×", "∂ L/∂ apple = 2 × 1.1 = 2.2 ∂ L/∂ n_apple = 100 × 1.1 = 110 local upstream"},
	} {
		p.Key(kb.ArrowRight)
		waitTitle(p, step.title)
		if got := maths(p); got != step.math {
			t.Errorf("%s prints %q, want %q", step.title, got, step.math)
		}
	}
	p.Screenshot("last")
	for id, want := range []string{"2.2", "110", "1.1", "3.3", "165", "1.1", "1.1", "650", "1"} {
		if got := wire(p, id, "backward"); got != want {
			t.Errorf("the gradient of node %d is %q, want %q", id, got, want)
		}
	}
	p.Key(kb.ArrowLeft)
	waitTitle(p, "Backward 3 of 4: ×")
	if g := wire(p, 0, "backward"); g != "" {
		t.Errorf("a step back, the gradient of apple is still %q", g)
	}
	p.Key(kb.End)
	waitTitle(p, "All known")
	setValue(p, "tax", "1,2") // as half of the world writes it
	p.Wait("the URL has what differs from the default",
		`location.hash === "#values=apple=100,n_apple=2,n_orange=3,orange=150,tax=1.2"`)
}

// TestSquareOfASum is the chain rule's first example; the exponent has no gradient, as it is no name.
func TestSquareOfASum(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/embed/formula#formula=(x%2By)^2&values=x=1,y=2&step=0")
	waitTitle(p, "Given")
	p.Focus(".stepper-figure")
	for _, step := range []struct{ title, math string }{
		{"Forward 1 of 2: +", "x + y = 1 + 2 = 3"},
		{"Forward 2 of 2: ^", "L = ( x + y )^2 = 3^2 = 9"},
		{"The gradient of the result", "∂ L/∂ L = 1"},
		{"Backward 1 of 2: ^", "∂ L/∂ ( x + y ) = 6 × 1 = 6 local upstream"},
		{"Backward 2 of 2: +", "∂ L/∂ x = 1 × 6 = 6 ∂ L/∂ y = 1 × 6 = 6 local upstream"},
		{"All known", "∂ L/∂ x = 6; ∂ L/∂ y = 6"},
	} {
		p.Key(kb.ArrowRight)
		waitTitle(p, step.title)
		if got := maths(p); got != step.math {
			t.Errorf("%s prints %q, want %q", step.title, got, step.math)
		}
	}
	p.Screenshot("end")
	p.Key(" ") // plays from the start
	waitTitle(p, "Given")
	p.Wait("it plays", `document.querySelector(".stepper-button:nth-child(3)").ariaLabel === "Pause"`)
	waitTitle(p, "Forward 1 of 2: +")
	p.Key(" ")
	p.Wait("it pauses", `document.querySelector(".stepper-button:nth-child(3)").ariaLabel === "Play"`)
}

func TestWrongFormula(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula")
	p.Focus("#formula-text")
	p.Key(kb.End + "\u00d7(größe + ")
	const text = "(apple*n_apple + orange*n_orange)*tax×(größe +"
	p.Wait("the error is told, at the end in characters",
		`document.querySelector("#formula-error").textContent.startsWith("Column `+
			strconv.Itoa(len([]rune(text))+1)+`: After")`)
	if got := browsertest.Eval[bool](p, `document.querySelector("#formula-text").ariaInvalid === "true"`); !got {
		t.Error("the field is not marked as invalid")
	}
	// The mark is behind the text, on its line.
	if off := browsertest.Eval[float64](p, `(() => {
		const mark = document.querySelector(".formula-mark").getBoundingClientRect();
		const r = document.createRange();
		r.selectNodeContents(document.querySelector(".formula-mirror").firstChild);
		return Math.abs(mark.left - r.getBoundingClientRect().right);
	})()`); off > 1 {
		t.Errorf("the mark is %g pixels off", off)
	}
	if v := wire(p, 8, "forward"); v != "715" {
		t.Errorf("the last graph is gone: its result is %q", v)
	}
	p.Screenshot("error")
	p.Key("x)")
	p.Wait("the formula is right again",
		`document.querySelector("#formula-error").textContent === "" && document.querySelector("#value-größe")`)
	if got := browsertest.Eval[string](p, `document.querySelector("#value-größe").value`); got != "1" {
		t.Errorf("a new name is %s, want 1", got)
	}
	if got := browsertest.Eval[string](p, `document.querySelector("#value-apple").value`); got != "100" {
		t.Errorf("an old name has lost its value: %s", got)
	}
}

// TestPredict answers by key alone: rightly, wrongly, and by giving up.
func TestPredict(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula")
	p.Focus("#formula-ask")
	p.Key(" ")
	p.Wait("the gradients are asked for", `document.querySelectorAll(".gv-asked").length === 8`)
	if all := browsertest.Eval[string](p,
		`document.querySelector(".graph-svg").outerHTML.replace(/ [xyd]="[^"]*"/g, "")`); strings.Contains(all,
		"gradient 110") || strings.Contains(all, "165") {
		t.Error("a gradient that is asked for can be read in the picture")
	}
	guess := func(text string) {
		p.Focus("#quiz-guess")
		p.Key(text + kb.Enter)
	}
	score := func(want string) {
		t.Helper()
		p.Wait("the score is "+want, `document.querySelector(".quiz-score").textContent === `+strconv.Quote(want))
	}
	ask := func(id string) { // of a wire, by key
		p.Run(`document.querySelector('.graph-svg [tabindex][data-edge="` + id + `"]').focus()`)
		p.Key(kb.Enter)
		p.Wait("the field has the focus", `document.activeElement.id === "quiz-guess"`)
	}
	score("Found 0 of 8, 0 on the first try.")
	guess("650") // of tax, which comes first
	score("Found 1 of 8, 1 on the first try.")
	ask("6") // the sum
	guess("7")
	p.Wait("a hint", `document.querySelector(".verdict-words").textContent.includes("1.1 × 1 at")`)
	guess("11/10")
	score("Found 2 of 8, 1 on the first try.")
	ask("0")
	guess("2.2")
	p.Wait("what is needed first is told by a wrong guess only", `document.querySelector(".verdict-right")`)
	score("Found 3 of 8, 2 on the first try.")
	if g := wire(p, 0, "backward"); g != "2.2" {
		t.Errorf("the gradient that was found is shown as %q", g)
	}
	ask("1")
	p.Key(kb.Tab + kb.Tab + kb.Enter) // Check, Show it
	p.Wait("it is told", `document.querySelector(".verdict-words").textContent.includes("110")`)
	score("Found 3 of 8, 2 on the first try.")
	p.Screenshot("some")

	typeFormula(p, "(x+y)^2", 5)
	score("Found 0 of 3, 0 on the first try.")
	typeFormula(p, "(apple*n_apple + orange*n_orange)*tax", 9)
	score("Found 3 of 8, 2 on the first try.")
}

// TestFormulaLooks opens what is hard to draw.
func TestFormulaLooks(t *testing.T) {
	t.Parallel()
	long := "x1"
	for i := 2; i <= 1000; i++ {
		long += "+x" + strconv.Itoa(i%50)
	}
	pages := map[string]*browsertest.Page{
		"":      openFormula(t, "/formula"),
		"wide":  openFormula(t, "/formula", browsertest.Viewport(1440, 900)),
		"phone": openFormula(t, "/formula", browsertest.Phone),
		"dark":  openFormula(t, "/formula", browsertest.Dark),
	}
	for i, c := range []struct {
		name, hash, want, view string
	}{
		{"phone", "step=8", "← 3.3", "phone"},
		{"dark", "step=7", "← 1.1", "dark"},
		{"names", "formula=u=sqrt(x^2+y^2)%0Av=sin(u)*x;z=abs(v-u)/2&values=x=3,y=4", "u", ""},
		{"names, phone", "formula=t=x+y;z=t*x&values=x=1,y=2", "t", "phone"},
		{"names, dark", "formula=t=x+y;z=t^2&values=x=1,y=2&step=5", "t", "dark"},
		{"softmax", "formula=-(t1*log(exp(a1)/(exp(a1)%2Bexp(a2)))%2Bt2*log(exp(a2)/(exp(a1)%2Bexp(a2))))" +
			"&values=a1=0.3,a2=2.9,t1=0,t2=1", "← −0.06914", "wide"},
		{"not finite", "formula=log(-x)/0&values=x=1", "NaN →", ""},
		{"long name", "formula=" + strings.Repeat("length", 10) + "*2", "← 2", ""},
		{"2,000 nodes", "formula=" + strings.ReplaceAll(long, "+", "%2B") + "&step=3", "→", ""},
		{"number", "formula=2*3", "6 →", ""},
	} {
		p := pages[c.view]
		p.Go(fmt.Sprintf("/formula?%d#%s", i, c.hash))
		p.Wait(c.name+": "+c.want+" is in the picture",
			`document.querySelector(".graph-svg")?.textContent.includes(`+strconv.Quote(c.want)+`)`)
		p.Screenshot(c.name)
		if over := browsertest.Eval[float64](p, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
			t.Errorf("%s: the page is %g pixels wider than the window", c.name, over)
		}
		// the size of its letters
		if low := browsertest.Eval[float64](p,
			`Math.min(...[...document.querySelectorAll(".graph-picture .key > span")].map((e) => e.offsetHeight))`); low < 13 {
			t.Errorf("%s: a line of the key is %g pixels high, so that lines are written over each other", c.name, low)
		}
	}
}

// TestChainStandsOnLines sees that the parts of each row of the chain rule stand on one line, and that the words below
// it are small, each of them.
func TestChainStandsOnLines(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula#step=6")
	p.Wait("the chain rule is there", `document.querySelectorAll(".saying .chain .labels mtext").length > 1`)
	// The lower edge of an empty inline-block is the baseline of what it stands in.
	rows := browsertest.Eval[[][]float64](p, `[...document.querySelectorAll(".saying .chain mtr")].map((row) =>
		[...row.querySelectorAll(":is(mn, mo, mtext):not(mfrac *)")].map((e) => {
			const mark = document.createElement("span");
			mark.style.display = "inline-block";
			e.append(mark);
			const at = mark.getBoundingClientRect().bottom;
			mark.remove();
			return at;
		}))`)
	if len(rows) < 2 {
		t.Fatalf("the chain rule has the rows %v", rows)
	}
	for i, row := range rows {
		if len(row) < 2 || slices.Max(row)-slices.Min(row) > 0.1 {
			t.Errorf("row %d of the chain rule stands at %v", i, row)
		}
	}
	sizes := browsertest.Eval[[]string](p,
		`[...document.querySelectorAll(".saying .chain mtext")].map((e) => getComputedStyle(e).fontSize)`)
	for _, size := range sizes {
		if size != "13.6px" { // 0.8 of the formula's 17
			t.Errorf("the words below the chain rule have the sizes %q", sizes)
		}
	}
}

// TestPlaces goes between the pages: what was set stays, and so does the network.
func TestPlaces(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula#seed=7&formula=x*y&values=x=3,y=4")
	p.Click(".places a:first-child")
	p.Wait("the playground is there", `location.pathname === "/" && document.querySelector("#ink")`)
	if got := browsertest.Eval[string](p, "location.hash"); !strings.Contains(got, "seed=7") ||
		!strings.Contains(got, "formula=x*y") {
		t.Errorf("the hash is %s", got)
	}
	p.Click(`.places a[href^="/formula"]`)
	p.Wait("the formula is there", `location.pathname === "/formula" && document.querySelector('.graph-svg [data-edge="2"] .gv-forward')?.textContent.startsWith("12")`)
	if title := browsertest.Eval[string](p, "document.title"); !strings.HasPrefix(title, "A formula") {
		t.Errorf("the title is %q", title)
	}
}

// TestSlider moves a value by key: the graph follows, and nothing but the numbers changes its place.
func TestSlider(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula#formula=x*y&values=x=2,y=4")
	place := `document.querySelector('.graph-svg [data-node="2"] rect').getBoundingClientRect().left`
	before := browsertest.Eval[float64](p, place)
	p.Focus(`.formula-value .slider`)
	p.Key(kb.ArrowRight)
	p.Wait("the product has grown",
		`document.querySelector('.graph-svg [data-edge="2"] .gv-forward').textContent.startsWith("8.4")`)
	if after := browsertest.Eval[float64](p, place); math.Abs(after-before) > 0.5 {
		t.Errorf("the operation moved from %g to %g", before, after)
	}
	if got := browsertest.Eval[string](p, `document.querySelector("#value-x").value`); got != "2.1" {
		t.Errorf("the field says %s", got)
	}
}
