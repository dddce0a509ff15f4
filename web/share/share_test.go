package share

import (
	"encoding/json"
	"encoding/xml"
	"flag"
	"html"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/panel"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

var update = flag.Bool("update", false, "write testdata anew")

// nasty has every sign that means something somewhere.
const nasty = "% @a Is \"x < y\" 100% & {{ page.url }} {% raw %} {{< fig >}} ${x}$ #1 `it's` `r 1+1` {ref}`a` a_b " +
	"*c* [d](e) \\frac ~ ^ ++++ ::: </script>"

func example(panel, query, caption string) Embed {
	return Embed{Origin: "https://inkgrad.example", Panel: panel, Query: query, Caption: caption}
}

// The goldens are what authors paste: read a difference as they would. go test ./web/share -update writes them.
// A picture of the author's own is in place of the one of the default settings, wherever there is one.
func TestPicture(t *testing.T) {
	e := Embed{Origin: "https://inkgrad.example", Panel: "graph", Picture: "https://your.host/a \"b\".svg"}
	for _, f := range Formats() {
		text := f.Write(e)
		if strings.Contains(text, "/web/figure/") {
			t.Errorf("%s has the other picture: %s", f.Name, text)
		}
	}
	if got := element(e); !strings.Contains(got, `poster="https://your.host/a &quot;b&quot;.svg"`) {
		t.Error(got)
	}
}

func TestGolden(t *testing.T) {
	for name, e := range map[string]Embed{
		"plain": example("draw", "", ""),
		"train": {"https://inkgrad.example", "train", "learningRate=0.5&theme=dark&hide=seed,init",
			"Half a step at a time", OnVisible, 600, true, ""},
		"formula": example("formula", "formula=(x+y)^2", "A square_of a sum"),
		"nasty":   example("graph", "unfolded=Affine1&seed=7", nasty),
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for _, f := range Formats() {
				b.WriteString("==== " + f.Name + "\n" + f.Write(e) + "\n")
			}
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if b.String() != string(want) {
				t.Errorf("%s differs; now it is\n%s", file, b.String())
			}
		})
	}
}

// attributesOf reads a snippet as XML, which it is but for the attribute without a value, and returns the attributes of
// a tag and all text.
func attributesOf(t *testing.T, snippet, tag string) (attributes map[string]string, text string) {
	t.Helper()
	attributes = map[string]string{}
	d := xml.NewDecoder(strings.NewReader("<all>" + snippet + "</all>"))
	d.Strict = false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return attributes, text
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, snippet)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == tag {
				for _, a := range token.Attr {
					attributes[a.Name.Local] = a.Value
				}
			}
		case xml.CharData:
			text += string(token)
		}
	}
}

// What an author writes comes out as it was written, and nothing on the way sees a sign of its own in it.
func TestCaptionStaysText(t *testing.T) {
	e := example("train", "seed=7&hide=seed", nasty)
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			got := f.Page(e)
			// what stands around the element where it is not HTML alone
			around := map[string][2]string{"Quarto, R Markdown": {"```{=html}\n", "\n```"},
				"AsciiDoc": {"++++\n", "\n++++"}, "Sphinx, Jupyter Book 1": {".. raw:: html\n\n", ""}}
			switch f.Name {
			case "HTML", "Jekyll, MkDocs, Eleventy", "VitePress", "Docusaurus", "Starlight", "Slidev", "Marp",
				"reveal.js", "Quarto, R Markdown", "Sphinx, Jupyter Book 1", "AsciiDoc":
				before, after := around[f.Name][0], around[f.Name][1]
				body := strings.TrimSuffix(strings.TrimPrefix(got, before), after)
				if len(body) != len(got)-len(before)-len(after) {
					t.Errorf("%s does not begin with %q and end with %q", got, before, after)
				}
				if strings.ContainsAny(body, "{}`") {
					t.Errorf("there are braces or backticks in\n%s", body)
				}
				if a, _ := attributesOf(t, body, "ink-grad"); a["caption"] != nasty || a["state"] != e.Query {
					t.Errorf("the caption is %q, the state %q", a["caption"], a["state"])
				}
				if strings.Contains(body, "\n\n") {
					t.Error("a blank line ends a block of HTML")
				}
			case "Frame, Moodle, Canvas":
				if a, text := attributesOf(t, got, "iframe"); a["title"] != nasty || !strings.Contains(text, nasty) ||
					a["src"] != e.URL() {
					t.Errorf("the title is %q, the caption %q, the URL %q", a["title"], text, a["src"])
				}
			case "Jupyter":
				_, literal, _ := strings.Cut(strings.TrimSuffix(got, ")"), "HTML(")
				var output string // a literal of JSON is one of Python
				if err := json.Unmarshal([]byte(literal), &output); err != nil {
					t.Fatalf("%v: %s", err, literal)
				}
				if a, _ := attributesOf(t, output, "ink-grad"); a["caption"] != nasty {
					t.Errorf("the caption is %q", a["caption"])
				}
				if a, _ := attributesOf(t, output, "iframe"); a["src"] != e.URL() {
					t.Errorf("the frame is of %q", a["src"])
				}
			case "Hugo":
				if want := "caption=`" + strings.ReplaceAll(nasty, "`", "'") + "`"; !strings.Contains(got, want) {
					t.Errorf("%s lacks %s", got, want)
				}
			case "MyST, Jupyter Book 2":
				first, rest, _ := strings.Cut(got, "\n")
				body, ok := strings.CutSuffix(rest, "\n:::")
				if first != ":::{anywidget} "+e.Origin+"/embed.js" || !ok || strings.Contains(body, "\n:::") {
					t.Fatalf("the directive is\n%s", got)
				}
				var model map[string]any
				if err := json.Unmarshal([]byte(body), &model); err != nil {
					t.Fatalf("%v: %s", err, body)
				}
				if model["caption"] != nasty || model["state"] != e.Query || model["src"] != e.Origin {
					t.Errorf("the model is %v", model)
				}
			case "Markdown":
				if strings.ContainsAny(strings.ReplaceAll(got, "](", ""), "{}<>") {
					t.Errorf("there are signs of HTML or templates in %s", got)
				}
				_, caption, _ := strings.Cut(strings.TrimSuffix(got, "*"), "\n\n*")
				if unescaped.MatchString(caption) || read(caption) != nasty {
					t.Errorf("the caption is %s", caption)
				}
			case "LaTeX":
				_, caption, _ := strings.Cut(got, `\caption{`)
				caption, _, _ = strings.Cut(caption, "}\n")
				plain := strings.NewReplacer(`\textbackslash{}`, "", `\textasciitilde{}`, "", `\textasciicircum{}`, "",
					`\textless{}`, "", `\textgreater{}`, "",
					`\{`, "", `\}`, "", `\$`, "", `\&`, "", `\#`, "", `\%`, "", `\_`, "").Replace(caption)
				if strings.ContainsAny(plain, `\{}$&#%_~^`) {
					t.Errorf("signs of LaTeX are left in %q", plain)
				}
			default:
				t.Error("no case for this format")
			}
		})
	}
}

// unescaped is a sign of Markdown without a backslash before it, or one of HTML or of templates.
var unescaped = regexp.MustCompile(`(^|[^\\&])[` + "`" + `*_\[\]()#+:~$%@]|[{}<>]`)

// read reads the escapes of Markdown and the entities of HTML.
func read(text string) string {
	return html.UnescapeString(regexp.MustCompile(`\\(.)`).ReplaceAllString(text, "$1"))
}

// parameters are those of a shortcode, as Hugo has them.
type parameters map[string]string

func (p parameters) Get(name string) string { return p[name] }

// Hugo's shortcodes are templates of html/template.
func TestHugoShortcode(t *testing.T) {
	e := example("train", "values=x=1,y=2&seed=7", nasty)
	file := shortcode(e)[0].Text
	tmpl, err := template.New("").Funcs(template.FuncMap{"safeURL": func(s string) template.URL {
		return template.URL(s)
	}}).Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := tmpl.Execute(&b, parameters{"panel": e.Panel, "state": e.Query, "caption": e.Caption}); err != nil {
		t.Fatal(err)
	}
	a, _ := attributesOf(t, b.String(), "ink-grad")
	if len(a) != 3 || a["panel"] != "train" || a["state"] != e.Query || a["caption"] != nasty {
		t.Errorf("attributes %q", a)
	}
	if link, _ := attributesOf(t, b.String(), "a"); link["href"] != e.URL() {
		t.Errorf("the link leads to %s, want %s", link["href"], e.URL())
	}
}

// What is written once for a site has the script, and the settings that a site's own text has none of.
func TestOnce(t *testing.T) {
	e := example("train", "seed=7", nasty)
	for _, f := range Formats() {
		if f.Once == nil {
			if strings.Contains(f.Write(e), "once:") {
				t.Errorf("%s: %s", f.Name, f.Write(e))
			}
			continue
		}
		var text string
		for _, file := range f.Once(e) {
			text += file.Text
		}
		if !strings.Contains(text, "https://inkgrad.example/embed.js") || strings.Contains(text, "it's") ||
			strings.Contains(f.Page(e), "<script") {
			t.Errorf("%s: once\n%s\nand in each page\n%s", f.Name, text, f.Page(e))
		}
	}
}

func TestFigure(t *testing.T) {
	for _, x := range expr.Examples() {
		s := setting.Default()
		s.Formula, s.Values = x.Formula, x.Values
		if got, ok := example("formula", s.Query(), "").figure(); !ok ||
			got != "https://inkgrad.example/web/figure/"+x.Slug()+".svg" {
			t.Errorf("%s: %s, %v", x.Name, got, ok)
		}
	}
	for _, query := range []string{"formula=x*y", "values=apple=1"} {
		if got, ok := example("formula", query, "").figure(); ok {
			t.Errorf("%s has the picture %s, which is of other numbers", query, got)
		}
	}
	if got := example("graph", "seed=3", "").Poster(); got != "" {
		t.Errorf("the element shows %q by itself", got)
	}
	for _, p := range panel.All() {
		e := example(p.Name, "seed=3", "")
		if got, ok := e.figure(); !ok && p.Name != "formula" ||
			!strings.HasPrefix(e.URL(), "https://inkgrad.example/embed/"+p.Name+"#") {
			t.Errorf("%s: %s, %v, %s", p.Name, got, ok, e.URL())
		}
	}
}
