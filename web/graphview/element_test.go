package graphview

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/palette"
)

func TestWriteSVGEscapes(t *testing.T) {
	root := el("svg", "aria-label", "a<b & \"c\"\x00").add(el("text").say("x>y\x1f\uFFFE").add(span("c", "é→")))
	var b bytes.Buffer
	if err := WriteSVG(&b, root, BothThemes); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`aria-label="a&lt;b &amp; &quot;c&quot;` + "\uFFFD\"",
		"<text>x&gt;y\uFFFD\uFFFD<tspan class=\"c\">é→</tspan></text>",
		`xmlns="http://www.w3.org/2000/svg"`,
		"@media screen and (prefers-color-scheme:dark)", ".gv .gv-forward{fill:" + palette.Forward.Light.Hex(),
		".gv .gv-forward{fill:" + palette.Forward.Dark.Hex(),
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "var(") {
		t.Error("the file has custom properties, which many programs do not read")
	}
	if root.Attr("xmlns") != "" || len(root.Children) != 1 {
		t.Error("WriteSVG changed the element")
	}
	failing := errors.New("full")
	if err := WriteSVG(writer(func([]byte) (int, error) { return 0, failing }), root, BothThemes); err != failing {
		t.Errorf("the error of the writer is lost: %v", err)
	}
}

func TestThemesOfAFile(t *testing.T) {
	light, dark := ".gv .gv-paper{fill:"+palette.Print.Light.Hex(), ".gv .gv-paper{fill:"+palette.Print.Dark.Hex()
	for name, c := range map[string]struct {
		theme       Theme
		light, dark bool
	}{"both": {BothThemes, true, true}, "light": {LightTheme, true, false}, "dark": {DarkTheme, false, true}} {
		var b bytes.Buffer
		if err := WriteSVG(&b, el("svg"), c.theme); err != nil {
			t.Fatal(err)
		}
		file := b.String()
		if strings.Contains(file, light) != c.light || strings.Contains(file, dark) != c.dark ||
			strings.Contains(file, "@media screen and") != (c.light && c.dark) {
			t.Errorf("%s: %s", name, file)
		}
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// wellFormed parses the file strictly, as a browser does.
func wellFormed(t *testing.T, file []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
	}
}

// checkElements holds a picture to what pages and readers rely on.
func checkElements(t *testing.T, root *Element) {
	t.Helper()
	ids := map[string]bool{}
	edges := map[string]bool{}
	var walk func(e *Element)
	walk = func(e *Element) {
		names := map[string]bool{}
		for _, a := range e.Attrs {
			if names[a.Name] {
				t.Errorf("<%s> has %s twice", e.Tag, a.Name)
			}
			names[a.Name] = true
		}
		if names["style"] {
			t.Errorf("<%s> has a style of its own", e.Tag)
		}
		if id := e.Attr("id"); id != "" {
			if ids[id] {
				t.Errorf("the id %q is there twice", id)
			}
			ids[id] = true
		}
		data := names["data-node"] || names["data-edge"] || names["data-scope"]
		if hidden := names["aria-hidden"]; data != (names["tabindex"] || hidden) {
			t.Errorf("<%s %v>: what has a handler is to be focused, and the other way round", e.Tag, e.Attrs)
		}
		if names["tabindex"] {
			for _, need := range []string{"id", "role", "aria-label"} {
				if e.Attr(need) == "" {
					t.Errorf("<%s %v> lacks %s", e.Tag, e.Attrs, need)
				}
			}
			if v := e.Attr("data-edge"); v != "" {
				edges[v] = true
			}
		}
		for _, c := range e.Children {
			walk(c)
		}
	}
	walk(root)
	var parts func(e *Element)
	parts = func(e *Element) {
		if v := e.Attr("data-edge"); v != "" && !edges[v] {
			t.Errorf("wire %s has no part with a label", v)
		}
		for _, c := range e.Children {
			parts(c)
		}
	}
	parts(root)
}

func TestElements(t *testing.T) {
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			root, err := Draw(p.graph, p.view)
			if err != nil {
				t.Fatal(err)
			}
			checkElements(t, root)
		})
	}
	for seed := range uint64(100) {
		g, v := randomGraph(rand.New(rand.NewPCG(seed, 6)))
		root, err := Draw(g, v)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) { checkElements(t, root) })
	}
}

// TestOrder goes through a picture with the tabulator key.
func TestOrder(t *testing.T) {
	root, err := Draw(net(2, 3), View{ID: "p", Unfolded: map[string]bool{"Affine1": true}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var walk func(e *Element)
	walk = func(e *Element) {
		if e.Attr("tabindex") == "0" {
			got = append(got, e.Attr("id"))
		}
		for _, c := range e.Children {
			walk(c)
		}
	}
	walk(root)
	// x, its wire, the frame of Affine1 with W1, MatMul, b1 and Add, then ReLU1, Affine2, the target and the loss.
	want := "p-n0 p-e0 p-b0-1 p-n1 p-e1 p-n3 p-n2 p-e3 p-e2 p-n4 p-e4 p-b0-5 p-e5 p-b0-6 p-n10 p-e9 p-e10 p-b0-11 p-e11"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestSelected(t *testing.T) {
	root, err := Draw(square(), View{Selected: []int{2, 99}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range root.Children {
		if strings.Contains(e.Attr("class"), "gv-selected") {
			got = append(got, e.Attr("id"))
			if e.Attr("aria-pressed") != "true" {
				t.Errorf("%s is not said to be selected", e.Attr("id"))
			}
		}
	}
	if s := strings.Join(got, " "); s != "gv-n2 gv-e2" {
		t.Errorf("selected: %s", s)
	}
}
