package graphview

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Element is an SVG element, which WriteSVG writes and a page turns into an element of its own.
type Element struct {
	Tag      string
	Attrs    []Attr
	Text     string // comes before the children
	Children []*Element
}

// Attr is an attribute of an Element.
type Attr struct{ Name, Value string }

// Attr returns the value of the named attribute, or "".
func (e *Element) Attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// Find returns the element with that id in the tree, or nil.
func (e *Element) Find(id string) *Element {
	if e == nil || id != "" && e.Attr("id") == id {
		return e
	}
	for _, child := range e.Children {
		if found := child.Find(id); found != nil {
			return found
		}
	}
	return nil
}

// NewElement returns an element. names and values of its attributes alternate.
func NewElement(tag string, attrs ...string) *Element { return el(tag, attrs...) }

// Px writes a length of a picture, in tenths of a pixel.
func Px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// el makes an element from alternating names and values of attributes.
func el(tag string, attrs ...string) *Element {
	e := &Element{Tag: tag, Attrs: make([]Attr, 0, len(attrs)/2)}
	for i := 0; i < len(attrs); i += 2 {
		e.Attrs = append(e.Attrs, Attr{attrs[i], attrs[i+1]})
	}
	return e
}

func (e *Element) add(children ...*Element) *Element {
	e.Children = append(e.Children, children...)
	return e
}

func (e *Element) say(text string) *Element {
	e.Text = text
	return e
}

func itoa(n int) string { return strconv.Itoa(n) }

// WriteSVG writes root, the result of Draw, as a file of its own, with a name space, a background and Style.
func WriteSVG(w io.Writer, root *Element, theme Theme) error {
	page := *root
	// Not all programs know white-space:pre, which Style uses.
	page.Attrs = append([]Attr{{"xmlns", "http://www.w3.org/2000/svg"}, {"xml:space", "preserve"}}, root.Attrs...)
	page.Children = append([]*Element{
		el("style").say(theme.style()),
		el("rect", "class", "gv-paper", "width", "100%", "height", "100%"),
	}, root.Children...)
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	write(&b, &page, 0)
	_, err := io.WriteString(w, b.String())
	return err
}

// write puts each element on a line of its own, except within a text, where white space would show.
func write(b *strings.Builder, e *Element, depth int) {
	inline := depth < 0
	if !inline {
		indent(b, depth)
	}
	b.WriteByte('<')
	b.WriteString(e.Tag)
	for _, a := range e.Attrs {
		b.WriteByte(' ')
		b.WriteString(a.Name)
		b.WriteString(`="`)
		escape(b, a.Value)
		b.WriteByte('"')
	}
	if e.Text == "" && len(e.Children) == 0 {
		b.WriteString("/>")
	} else {
		b.WriteByte('>')
		escape(b, e.Text)
		below := depth + 1
		if inline || e.Tag == "text" {
			below = -1
		}
		for _, c := range e.Children {
			write(b, c, below)
		}
		if below > 0 && len(e.Children) > 0 {
			indent(b, depth)
		}
		b.WriteString("</")
		b.WriteString(e.Tag)
		b.WriteByte('>')
	}
	if !inline && depth == 0 {
		b.WriteByte('\n')
	}
}

func indent(b *strings.Builder, depth int) {
	if depth == 0 {
		return
	}
	b.WriteByte('\n')
	for range depth {
		b.WriteByte(' ')
	}
}

// escape writes s as XML text or as an attribute's value. Characters that XML cannot hold become U+FFFD.
func escape(b *strings.Builder, s string) {
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < ' ' && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
}
