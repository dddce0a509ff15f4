//go:build !js

package web_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestTwoLines types the chapter's two lines, t = x + y and z = t^2, and goes through their chain rule.
func TestTwoLines(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula#formula=x*y&values=x=1,y=2")
	p.Focus("#formula-text")
	p.Run(`document.querySelector("#formula-text").select()`)
	p.Key("t = x + y" + kb.Enter + "z = t^2")
	p.Wait("the graph has both lines", `document.querySelectorAll(".formula .graph-svg [data-node]").length === 5`)
	p.Wait("the sum has its name at its wire",
		`document.querySelector('.graph-svg [data-edge="2"]').textContent.includes("t")`)
	if got := browsertest.Eval[int](p, `document.querySelectorAll(".formula-values .slider").length`); got != 2 {
		t.Errorf("there are %d sliders, want those of x and y", got)
	}
	p.Focus(".stepper-figure")
	p.Key(kb.Home)
	for _, step := range []struct{ title, math string }{
		{"Forward 1 of 2: +", "t = x + y = 1 + 2 = 3"},
		{"Forward 2 of 2: ^", "z = t^2 = 3^2 = 9"},
		{"The gradient of the result", "∂ z/∂ z = 1"},
		{"Backward 1 of 2: ^", "∂ z/∂ t = 6 × 1 = 6 local upstream"},
		{"Backward 2 of 2: +", "∂ z/∂ x = ∂ t/∂ x · ∂ z/∂ t = 1 × 6 = 6 " +
			"∂ z/∂ y = ∂ t/∂ y · ∂ z/∂ t = 1 × 6 = 6 local upstream"},
		{"All known", "∂ z/∂ t = 6; ∂ z/∂ x = ∂ z/∂ t · ∂ t/∂ x = 6 · 1 = 6; " +
			"∂ z/∂ y = ∂ z/∂ t · ∂ t/∂ y = 6 · 1 = 6"},
	} {
		p.Key(kb.ArrowRight)
		waitTitle(p, step.title)
		if got := maths(p); got != step.math {
			t.Errorf("%s prints %q, want %q", step.title, got, step.math)
		}
	}
	p.Wait("the URL has both lines",
		`new URLSearchParams(location.hash.slice(1)).get("formula") === "t = x + y\nz = t^2"`)
	if got := p.Text(".formula .key span:last-child"); got != "dx is short for ∂z/∂x" {
		t.Errorf("below the graph stands %q", got)
	}
	p.Screenshot("end")
	p.Key(kb.ArrowLeft)
	waitTitle(p, "Backward 2 of 2: +")
	p.Screenshot("step")
}

// TestPlusInALink opens a link as a person types it.
func TestPlusInALink(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula#formula=t=x+y;z=t^2&values=x=1,y=2")
	if got := browsertest.Eval[string](p, `document.querySelector("#formula-text").value`); got != "t=x+y;z=t^2" {
		t.Errorf("the formula is %q", got)
	}
}

// TestOldGraphIsDimmed types an error: what is shown is of the last formula that could be read, looks like it, and says
// so.
func TestOldGraphIsDimmed(t *testing.T) {
	t.Parallel()
	p := openFormula(t, "/formula#formula=t=x*y;z=t^2&values=x=1,y=2")
	opacity := `getComputedStyle(document.querySelector(".formula .figure-pane")).opacity`
	if got := browsertest.Eval[string](p, opacity); got != "1" {
		t.Errorf("the opacity of the graph is %s", got)
	}
	top := `document.querySelector(".stepper-bar").getBoundingClientRect().top + scrollY`
	before := browsertest.Eval[float64](p, top)
	p.Focus("#formula-text")
	p.Key(kb.End + ";w=t")
	p.Wait("the error is told", `document.querySelector("#formula-error").textContent === `+
		`"Column 7: No line below uses z: use it there, or delete its line."`)
	if got := browsertest.Eval[string](p, opacity); got != "0.35" {
		t.Errorf("the opacity of the old graph is %s", got)
	}
	if got := p.Text(".formula .key"); got != "This is the graph of the last formula that could be read." {
		t.Errorf("below the old graph stands %q", got)
	}
	if after := browsertest.Eval[float64](p, top); after != before {
		t.Errorf("what is below has moved from %g to %g", before, after)
	}
	p.Screenshot("dimmed")
	p.Key("*z")
	p.Wait("the new graph is not dimmed", opacity+` === "1"`)
}
