package widget

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
)

// SVGBox shows a tree of SVG elements and changes in the document only what differs from the tree before, so that the
// focus and the place of scrolling stay. go-app's own elements cannot do it: they set className, which SVG's elements
// do not let be set.
type SVGBox struct {
	app.Compo
	Class string
	// Tree returns what to show, or nil. It is a function because go-app walks through every other field to see whether
	// it changed.
	Tree func() *graphview.Element

	shown *svgNode
}

// svgNode is an element in the document.
type svgNode struct {
	element  *graphview.Element
	value    app.Value
	text     app.Value // of element.Text; nil where that is empty
	children []*svgNode
}

func (b *SVGBox) OnMount(ctx app.Context)  { b.show(ctx.JSSrc()) }
func (b *SVGBox) OnUpdate(ctx app.Context) { b.show(ctx.JSSrc()) }

func (b *SVGBox) Render() app.UI { return app.Div().Class(b.Class) }

// show makes the box show the tree. Where the element with the focus is gone, what stands for the same scope gets it: a
// box that was unfolded becomes the heading of a frame.
func (b *SVGBox) show(box app.Value) {
	document := app.Window().Get("document")
	active := document.Get("activeElement")
	within := box.Call("contains", active).Bool()
	var scope app.Value
	if within {
		scope = active.Get("dataset").Get("scope") // now, for the element may become another one's
	}
	b.replace(box)
	if !within || !scope.Truthy() || box.Call("contains", document.Get("activeElement")).Bool() {
		return
	}
	quoted := app.Window().Get("CSS").Call("escape", scope).String()
	if same := box.Call("querySelector", "[tabindex][data-scope="+quoted+"]"); same.Truthy() {
		same.Call("focus", map[string]any{"preventScroll": true})
	}
}

func (b *SVGBox) replace(box app.Value) {
	next := b.Tree()
	switch {
	case next == nil:
		if b.shown != nil {
			box.Call("removeChild", b.shown.value)
			b.shown = nil
		}
	case b.shown == nil:
		b.shown = newSVGNode(next)
		box.Call("appendChild", b.shown.value)
	case !b.shown.become(next):
		old := b.shown
		b.shown = newSVGNode(next)
		box.Call("replaceChild", b.shown.value, old.value)
	}
}

func newSVGNode(e *graphview.Element) *svgNode {
	document := app.Window().Get("document")
	n := &svgNode{element: e, value: document.Call("createElementNS", "http://www.w3.org/2000/svg", e.Tag)}
	for _, a := range e.Attrs {
		n.value.Call("setAttribute", a.Name, a.Value)
	}
	if e.Text != "" {
		n.text = document.Call("createTextNode", e.Text)
		n.value.Call("appendChild", n.text)
	}
	for _, child := range e.Children {
		c := newSVGNode(child)
		n.children = append(n.children, c)
		n.value.Call("appendChild", c.value)
	}
	return n
}

// become makes the node show e, if that is an element of the same kind, and reports whether it is.
func (n *svgNode) become(e *graphview.Element) bool {
	old := n.element
	if old == e {
		return true
	}
	if old.Tag != e.Tag || (old.Text == "") != (e.Text == "") {
		return false
	}
	n.element = e
	n.setAttributes(old.Attrs, e.Attrs)
	if old.Text != e.Text {
		n.text.Set("nodeValue", e.Text)
	}
	for i, child := range e.Children {
		switch {
		case i == len(n.children):
			c := newSVGNode(child)
			n.children = append(n.children, c)
			n.value.Call("appendChild", c.value)
		case !n.children[i].become(child):
			c := newSVGNode(child)
			n.value.Call("replaceChild", c.value, n.children[i].value)
			n.children[i] = c
		}
	}
	for i := len(e.Children); i < len(n.children); i++ {
		n.value.Call("removeChild", n.children[i].value)
	}
	n.children = n.children[:len(e.Children)]
	return true
}

func (n *svgNode) setAttributes(old, now []graphview.Attr) {
	for _, a := range now {
		if was, ok := attribute(old, a.Name); !ok || was != a.Value {
			n.value.Call("setAttribute", a.Name, a.Value)
		}
	}
	for _, a := range old {
		if _, ok := attribute(now, a.Name); !ok {
			n.value.Call("removeAttribute", a.Name)
		}
	}
}

func attribute(attrs []graphview.Attr, name string) (string, bool) {
	for _, a := range attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}
