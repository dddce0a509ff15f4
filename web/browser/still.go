package browser

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xhtmlSpace = "http://www.w3.org/1999/xhtml"
)

// nothingMoves is for Firefox, where what is to change from light to dark by and by stays light in a picture.
const nothingMoves = "*,::before,::after{transition:none!important;animation:none!important}"

// Still returns the document in a frame of the same origin as a picture: an SVG that holds it as it looks now, as wide
// as the frame, and needs nothing else. Where the document follows light and dark, so does the picture.
func Still(frame app.Value) (svg string, ok bool) {
	window, doc := frame.Get("contentWindow"), frame.Get("contentDocument")
	if !doc.Truthy() || !doc.Get("body").Truthy() {
		return "", false
	}
	err := Try(func() { svg = still(window, doc) })
	return svg, err == nil
}

func still(window, doc app.Value) string {
	root := doc.Get("documentElement")
	width, height := strconv.Itoa(root.Get("scrollWidth").Int()), strconv.Itoa(root.Get("scrollHeight").Int())
	box := func(name string) app.Value {
		e := doc.Call("createElementNS", svgSpace, name)
		e.Call("setAttribute", "width", width)
		e.Call("setAttribute", "height", height)
		return e
	}
	picture, inside := box("svg"), box("foreignObject")
	picture.Call("setAttribute", "viewBox", "0 0 "+width+" "+height)
	html := doc.Call("createElementNS", xhtmlSpace, "html")
	for _, e := range []app.Value{picture, html} { // as :root, and as html
		if theme := root.Call("getAttribute", "data-theme"); theme.Truthy() {
			e.Call("setAttribute", "data-theme", theme)
		}
	}
	html.Get("style").Set("minHeight", "100%")
	style := doc.Call("createElementNS", svgSpace, "style")
	var rules strings.Builder
	each(doc.Get("styleSheets"), func(sheet app.Value) { writeRules(&rules, window, doc, sheet) })
	rules.WriteString(nothingMoves)
	style.Set("textContent", rules.String())
	html.Call("append", stillBody(doc.Get("body")))
	inside.Call("append", html)
	picture.Call("append", style, inside)
	return app.Window().Get("XMLSerializer").New().Call("serializeToString", picture).String()
}

// stillBody returns a copy of the body that has in it what a copy of its elements does not: what is drawn, and what was
// chosen and typed.
func stillBody(body app.Value) app.Value {
	const kept = "canvas, input, textarea, option"
	clone := body.Call("cloneNode", true)
	copies := clone.Call("querySelectorAll", kept)
	i := 0
	each(body.Call("querySelectorAll", kept), func(e app.Value) {
		c := copies.Index(i)
		i++
		switch e.Get("localName").String() {
		case "canvas":
			drawn := `url("` + e.Call("toDataURL").String() + `") 0 0 / 100% 100%`
			if c.Get("classList").Call("contains", "ink").Bool() { // which has the colour of its text, light or dark
				c.Get("style").Set("background", "currentColor")
				c.Get("style").Set("mask", drawn)
				return
			}
			c.Get("style").Set("background", drawn)
		case "textarea":
			c.Set("textContent", e.Get("value"))
		case "option":
			c.Call("toggleAttribute", "selected", e.Get("selected"))
		default:
			c.Call("toggleAttribute", "checked", e.Get("checked"))
			c.Call("setAttribute", "value", e.Get("value"))
		}
	})
	each(clone.Call("querySelectorAll", "script, noscript, iframe, .goapp-app-info"), func(e app.Value) {
		e.Call("remove")
	})
	return clone
}

// writeRules writes the rules of a style sheet, or of a group of them, that matter to the document as it is. Of the
// conditions only that of light and dark stays: a picture may be shown in another size.
func writeRules(w *strings.Builder, window, doc, group app.Value) {
	each(group.Get("cssRules"), func(rule app.Value) {
		selector, condition := rule.Get("selectorText"), rule.Get("media")
		switch {
		case selector.Truthy():
			// What is in a state, or is no element, is asked for in too many ways.
			if s := selector.String(); strings.Contains(s, ":") || doc.Call("querySelector", s).Truthy() {
				w.WriteString(rule.Get("cssText").String())
			}
		case !condition.Truthy():
			w.WriteString(rule.Get("cssText").String())
		case strings.Contains(condition.Get("mediaText").String(), "prefers-color-scheme"):
			w.WriteString("@media " + condition.Get("mediaText").String() + "{")
			writeRules(w, window, doc, rule)
			w.WriteString("}")
		case window.Call("matchMedia", condition.Get("mediaText")).Get("matches").Bool():
			writeRules(w, window, doc, rule)
		}
	})
}

// each calls f for the items of a list.
func each(list app.Value, f func(item app.Value)) {
	for i := range list.Length() {
		f(list.Index(i))
	}
}
