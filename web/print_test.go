//go:build !js

package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/palette"
	"github.com/inkgrad/inkgrad/web/panel"
)

// TestPrint lays every page out as it is printed. Firefox moves a grid, a flexible box and a container of queries to
// the next page as a whole, and loses what does not fit there: whatever is high is a block.
func TestPrint(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/", browsertest.Print, browsertest.Dark)
	paths := browsertest.Eval[[]string](p, `[...document.querySelectorAll(".places a")].map((a) => a.pathname)`)
	if len(paths) < 2 {
		t.Fatalf("the header names the pages %q only", paths)
	}
	for _, one := range panel.All() {
		paths = append(paths, one.Path())
	}
	for i, path := range paths {
		p.Go(fmt.Sprintf("%s?%d#theme=dark", path, i)) // another document, also where the path is the same
		p.Wait("the page is there", `document.documentElement.dataset.theme === "dark"`)
		for panel, shown := range map[string]string{
			".bench":   ".bench-gradient .bench-cell",
			".formula": ".graph-svg svg", ".graph": ".graph-svg svg", ".mistakes": ".confusion",
		} {
			if browsertest.Eval[bool](p, `document.querySelector("`+panel+`") !== null`) {
				p.Run(`document.querySelector("` + panel + `").scrollIntoView()`)
				p.Wait(panel+" is not empty", `document.querySelector("`+panel+" "+shown+`")`)
			}
		}
		for what, expression := range map[string]string{
			"cannot be broken between two pages": `box.offsetHeight > 360 && !whole(box) &&
				(style.containerType !== "normal" || !/^(block|table.*|list-item|inline)$/.test(style.display))`,
			"is a button, which paper does not need": `box.matches("button, input[type=range]") && box.offsetHeight > 0 &&
				!box.closest(".layer, .bench-table, .mistakes-list, .sheet")`,
			"is wider than the paper": `box.matches("svg, table, .panel > *") && box.getBoundingClientRect().right > innerWidth + 0.5`,
			"cuts its picture off":    `box.matches(".figure-pane") && (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)`,
		} {
			found := browsertest.Eval[[]string](p, `(() => {
				const whole = (box) => box && (getComputedStyle(box).breakInside === "avoid" || whole(box.parentElement));
				return [...document.querySelectorAll("body *")].filter((box) => {
					const style = getComputedStyle(box);
					return `+expression+`;
				}).map((box) => box.localName + "." + [...box.classList].join("."));
			})()`)
			for _, name := range found {
				t.Errorf("%s: %s %s", path, name, what)
			}
		}
		paper := browsertest.Eval[string](p, `getComputedStyle(document.documentElement).getPropertyValue("--paper")`)
		if want := palette.Paper.Light.Hex(); strings.TrimSpace(paper) != want {
			t.Errorf("%s: the colour of paper is %s in print, not %s", path, paper, want)
		}
		p.Screenshot("print" + strings.ReplaceAll(path, "/", "-"))
	}
}
