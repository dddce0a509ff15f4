package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// small does what a reader of a small site or of slides does: comes to the page with the panels, starts each, and uses
// it, where there is room. The words of an author are there as they were written.
func (n notesPage) small(t *testing.T, room bool, options ...browsertest.Option) {
	p := n.open(t, options...)
	if n.reach == linked || n.reach == routed {
		p.Screenshot("index")
		p.Run(`window.before = true`)
		p.Click(`:is(main, article, .document, #content, body > ol) a[href*="price"]`)
	}
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	if n.name == "myst" {
		markWidgets(p)
	}
	slide := 1
	for _, panel := range []string{"formula", "draw", "fool"} {
		n.turnTo(p, panel, &slide)
		p.Wait("the picture of "+panel+" is there", shadow(panel)+`?.querySelector("img")?.naturalWidth > 100`)
		if panel == "fool" {
			n.nasty(t, p)
			continue
		}
		p.Screenshot(panel + " picture")
		if f := start(p, panel); room {
			useOf[panel](f)
		}
		p.Screenshot(panel)
	}
	if same := browsertest.Eval[bool](p, `Boolean(window.before)`); same != (n.reach == routed) {
		t.Errorf("after the click the document is the same: %v", same)
	}
}

// nasty sees the caption of the panel that is there for its sake.
func (n notesPage) nasty(t *testing.T, p *browsertest.Page) {
	t.Helper()
	want := nasty
	if n.name == "hugo" { // has no sign for a backtick in a parameter
		want = strings.ReplaceAll(nasty, "`", "'")
	}
	if got := browsertest.Eval[string](p, shadow("fool")+`.querySelector("figcaption").textContent`); got != want {
		t.Errorf("the caption is\n%q, want\n%q", got, want)
	}
}

// slideOf says which slide has a panel, where each piece of the text has one.
var slideOf = map[string]int{"formula": 2, "draw": 4, "fool": 5}

// turnTo has a panel in sight on a page, or goes on to its slide.
func (n notesPage) turnTo(p *browsertest.Page, panel string, slide *int) {
	at := `document.querySelector('` + outside(panel) + `')`
	if n.reach != slides {
		p.Wait(panel+" is in the page", at)
		p.Run(at + `.scrollIntoView({ block: "center" })`)
		return
	}
	p.Run(`document.activeElement?.blur()`) // a panel that is used has the keys
	for *slide < slideOf[panel] {
		p.Key(kb.ArrowRight)
		*slide++
		p.Wait(fmt.Sprintf("slide %d is shown", *slide), fmt.Sprintf(`/[/#]%d$/.test(location.href)`, *slide))
	}
	p.Wait("the slide with "+panel+" is shown", at+`?.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })`)
}
