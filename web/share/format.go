package share

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/panel"
)

// Format is a language that a panel can be embedded in.
type Format struct {
	// Name is short, for a control; Where says what to do with the snippet.
	Name, Where string
	// Once returns the files of a site, or the parts of them, that are written once for all its pages; nil for none.
	Once func(Embed) []File
	// Page returns what stands in the page.
	Page func(Embed) string
}

// File is one of a site.
type File struct{ Name, Text string }

// Formats returns all: the one for every page first, then those of sites, slides, books and documents, and paper.
func Formats() []Format {
	return []Format{
		{"HTML", "Paste it where you want the panel. A page with several panels needs the script once.", nil, element},
		{"Frame, Moodle, Canvas", "For platforms that take frames but no scripts: paste it where the editor has the " +
			"source code. Where a platform forbids frames to run programs, the link below works. The frame tells its " +
			"height, too: {subject: \"lti.frameResize\", height}.", nil, platform},
		{"Jekyll, MkDocs, Eleventy", "Paste it into a page, with a blank line before and after.", nil, block},
		{"Hugo", "The file goes into your site once, the line into each page: Hugo leaves HTML out of Markdown.",
			shortcode, hugo},
		{"VitePress", "The settings go into your site once, the rest into a page.", vitepress, Embed.plain},
		{"Docusaurus", "The setting goes into your site once, the rest into a page.", docusaurus, Embed.plain},
		{"Starlight", "The setting goes into your site once, the rest into a page.", starlight, Embed.plain},
		{"Slidev", "Two small files go beside your slides once, the rest into a slide.", slidev, Embed.plain},
		{"Marp", "Paste it into a slide. Marp takes HTML with marp --html, or by a setting.", nil, block},
		{"reveal.js", "One slide. It loads when it is shown.", nil, slide},
		{"Quarto, R Markdown", "Paste it into a document that becomes HTML.", nil, quarto},
		{"Jupyter", "Paste it into a cell, and run it.", nil, jupyter},
		{"MyST, Jupyter Book 2", "Paste it into a page of mystmd 1.8 or later. It takes the script from Inkgrad when " +
			"it builds your site.", nil, myst},
		{"Sphinx, Jupyter Book 1", "The setting goes into your book once. In a page of MyST Markdown, leave out the " +
			"line .. raw:: html.", sphinx, rst},
		{"AsciiDoc", "Paste it into a page, with a blank line before and after.", nil, asciidoc},
		{"Markdown", "A picture that leads to the panel, for pages without scripts and frames, such as a README.", nil,
			markdown},
		{"LaTeX", "A picture with a link, and a code for readers on paper; it needs " +
			"\\usepackage{graphicx,hyperref,qrcode}.", nil, latex},
	}
}

// Write returns all that an author copies.
func (f Format) Write(e Embed) string {
	if f.Once == nil {
		return f.Page(e)
	}
	var b strings.Builder
	for _, file := range f.Once(e) {
		b.WriteString(file.Name + ", once:\n\n" + file.Text + "\n\n")
	}
	return b.String() + "in the page:\n\n" + f.Page(e)
}

// script imports the element.
func (e Embed) script() string {
	return `<script type="module" src="` + panel.Text(e.Origin+"/embed.js") + `"></script>`
}

// element is the script and the element, with the picture in a link for readers without JavaScript.
func element(e Embed) string {
	return e.script() + "\n" + e.tag(e.picture()+e.apart())
}

// picture is one of the panel, in a link, on a line of its own, or of a formula that has no picture nothing.
func (e Embed) picture() string {
	figure, ok := e.figure()
	if !ok {
		return ""
	}
	return `<a href="` + panel.Text(e.URL()) + `"><img src="` + panel.Text(figure) + `" alt="` +
		panel.Text(e.panel().Title) + `" style="max-width: 100%"></a>` + "\n  "
}

// apart is a link and why there is nothing but that: JavaScript is off, or a policy of the page or the host of Inkgrad
// lets no script of it run here. The element has no such slot, so it does not show it.
func (e Embed) apart() string {
	return `<small slot="apart">` + e.link() + " in a page of its own: no script of Inkgrad runs in this one.</small>"
}

func (e Embed) link() string {
	return `<a href="` + panel.Text(e.URL()) + `">` + panel.Text(e.panel().Title) + "</a>"
}

// plain is the element where the page has the script already. HTML, Vue's templates and JSX read it alike.
func (e Embed) plain() string { return e.tag(e.link()) }

// tag is the element with what stands there where no script runs.
func (e Embed) tag(within string) string {
	var b strings.Builder
	b.WriteString("<ink-grad")
	a := e.attributes()
	for i := 0; i < len(a); i += 2 {
		b.WriteString(" " + a[i] + `="` + panel.Text(a[i+1]) + `"`)
	}
	if e.Sandbox {
		b.WriteString(" sandbox")
	}
	b.WriteString(">\n  " + within + "\n</ink-grad>")
	return b.String()
}

// platform is a frame with a link below it: there are platforms that take the frame out, or forbid it programs.
func platform(e Embed) string {
	return e.framed(strings.TrimSpace(panel.Text(line(e.Caption)) + ` <small><a href="` + panel.Text(e.URL()) +
		`" target="_blank" rel="noopener">Open it in a tab of its own</a></small>`))
}

// framed is e as a plain frame, on one line but for some HTML below it.
func (e Embed) framed(below string) string {
	text := panel.Frame{URL: e.URL(), Title: e.words(), Height: e.Height, Heights: e.panel().Heights,
		Sandbox: e.Sandbox}.HTML()
	if below != "" {
		text = `<figure style="margin: 0">` + "\n" + text + "\n<figcaption>" + below + "</figcaption>\n</figure>"
	}
	return text
}

// block is element as every kind of Markdown takes it for a block of HTML: those that do not know <ink-grad> know
// <div>.
func block(e Embed) string { return "<div>\n" + element(e) + "\n</div>" }

// The files that say where the script is follow each system's own documentation. What stands within quotes of
// JavaScript, Python and YAML there is an origin, which has none of their signs.

const customElement = `template: { compilerOptions: { isCustomElement: (tag) => tag === "ink-grad" } }`

// vitepress has Vue take <ink-grad> for what it is, too.
func vitepress(e Embed) []File {
	return []File{{".vitepress/config.mjs", "export default {\n" +
		`  head: [["script", { type: "module", src: "` + e.Origin + `/embed.js" }]],` + "\n" +
		"  vue: { " + customElement + " },\n};"}}
}

func slidev(e Embed) []File {
	return []File{{"index.html", "<head>\n  " + e.script() + "\n</head>"},
		{"vite.config.ts", "export default {\n  slidev: { vue: { " + customElement + " } },\n};"}}
}

func docusaurus(e Embed) []File {
	return []File{{"docusaurus.config.js",
		"export default {\n  // ...\n" + `  scripts: [{ src: "` + e.Origin + `/embed.js", type: "module" }],` + "\n};"}}
}

func starlight(e Embed) []File {
	return []File{{"astro.config.mjs", "starlight({\n  // ...\n" +
		`  head: [{ tag: "script", attrs: { type: "module", src: "` + e.Origin + `/embed.js" } }],` + "\n})"}}
}

func sphinx(e Embed) []File {
	return []File{{"conf.py", `html_js_files = [("` + e.Origin + `/embed.js", {"type": "module"})]`},
		{"or _config.yml of Jupyter Book 1", "sphinx:\n  config:\n" +
			`    html_js_files: [["` + e.Origin + `/embed.js", {type: module}]]`}}
}

// rst is the element in reStructuredText.
func rst(e Embed) string {
	return ".. raw:: html\n\n   " + strings.ReplaceAll(e.plain(), "\n", "\n   ")
}

// asciidoc is the element in a block that passes through as it is.
func asciidoc(e Embed) string { return "++++\n" + element(e) + "\n++++" }

// myst is a widget, since mystmd leaves scripts out of its pages, and gives a frame three fifths of its width for a
// height. What it is made of is JSON, in which no text is of more than one line.
func myst(e Embed) string {
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace
	var b strings.Builder
	b.WriteString(":::{anywidget} " + e.Origin + "/embed.js\n{\n" + `  "src": "` + e.Origin + `"`)
	a := e.attributes()
	for i := 0; i < len(a); i += 2 {
		b.WriteString(",\n" + `  "` + a[i] + `": "` + quote(a[i+1]) + `"`)
	}
	if e.Sandbox {
		b.WriteString(",\n" + `  "sandbox": true`)
	}
	return b.String() + "\n}\n:::"
}

// shortcode is a file of Hugo's. It takes all attributes of the element.
func shortcode(e Embed) []File {
	var b strings.Builder
	b.WriteString(e.script() + "\n<ink-grad")
	for _, name := range []string{"panel", "state", "load", "theme", "height", "poster", "caption"} {
		b.WriteString(` {{ with .Get "` + name + `" }}` + name + `="{{ . }}"{{ end }}`)
	}
	b.WriteString(` {{ if .Get "sandbox" }}sandbox{{ end }}>` + "\n")
	b.WriteString(`  <a href="` + panel.Text(e.Origin) +
		`/embed/{{ .Get "panel" }}{{ with .Get "state" }}#{{ safeURL . }}{{ end }}">Inkgrad</a>` + "\n</ink-grad>")
	return []File{{"layouts/shortcodes/ink-grad.html", b.String()}}
}

// hugo is the use of the shortcode. Its parameters are raw, between backticks, since the quoted ones have no escapes.
func hugo(e Embed) string {
	var b strings.Builder
	b.WriteString("{{< ink-grad")
	a := e.attributes()
	if e.Sandbox {
		a = append(a, "sandbox", "true")
	}
	for i := 0; i < len(a); i += 2 {
		b.WriteString(" " + a[i] + "=`" + strings.ReplaceAll(a[i+1], "`", "'") + "`")
	}
	b.WriteString(" >}}")
	return b.String()
}

// quarto has pandoc leave the script where it is: a self-contained document would have its text once for each panel.
func quarto(e Embed) string {
	return "```{=html}\n" + strings.Replace(element(e), " src=", ` data-external="1" src=`, 1) + "\n```"
}

// jupyter is the element with a frame within, for programs that show the one and run no scripts in the outputs of a
// notebook. Go quotes as Python does, but for bytes that are no text, and there are none.
func jupyter(e Embed) string {
	return "from IPython.display import HTML\n\nHTML(" + strconv.Quote(strings.ToValidUTF8(e.Output(), "\uFFFD")) + ")"
}

// Output is the HTML that a notebook's cell puts out.
func (e Embed) Output() string {
	bare := e
	bare.Caption = ""
	return e.script() + "\n" + e.tag(bare.framed("")+"\n  "+e.link())
}

func slide(e Embed) string {
	if e.Load == "" || e.Load == OnClick {
		e.Load = OnVisible
	}
	return "<section>\n" + element(e) + "\n</section>"
}

// markdownText writes text for Markdown, outside of code.
func markdownText(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r == '{' || r == '}' || r == '<' || r == '>' || r == '&' {
			b.WriteString(panel.Text(string(r)))
			continue
		}
		if strings.ContainsRune("\\`*_[]()#+-.!|~$^=:%@\"'", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// markdown is a picture in a link, or of a formula that has no picture, a link.
func markdown(e Embed) string {
	url := strings.NewReplacer("(", "%28", ")", "%29", "*", "%2A", "_", "%5F", "~", "%7E").Replace(e.URL())
	text := "[" + markdownText(e.words()) + "](" + url + ")"
	if figure, ok := e.figure(); ok {
		text = "[![" + markdownText(e.panel().Title) + "](" + figure + ")](" + url + ")"
		if c := line(e.Caption); c != "" {
			text += "\n\n*" + markdownText(c) + "*"
		}
	}
	return text
}

// latexText writes text for LaTeX.
var latexText = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "%",
	`\%`, "_", `\_`,
	"^", `\textasciicircum{}`, "~", `\textasciitilde{}`, "<", `\textless{}`, ">", `\textgreater{}`, `"`, "''").Replace

// latexURL writes a URL, which has no sign but those of URLs, for \href and \qrcode, also within other macros.
var latexURL = strings.NewReplacer("_", `\%5F`, "~", `\%7E`, "#", `\#`, "%", `\%`, "&", `\&`).Replace

func latex(e Embed) string {
	var b strings.Builder
	url := latexURL(e.URL())
	picture := ""
	if figure, ok := e.figure(); ok {
		name := figure[strings.LastIndexByte(figure, '/')+1:]
		file, vector := strings.CutSuffix(name, ".svg")
		if vector {
			file += ".pdf"
		}
		switch remote := strings.Contains(figure, "://"); {
		case vector && remote:
			b.WriteString("% curl -O " + figure + " && rsvg-convert -f pdf -o " + file + " " + name + "\n")
		case vector:
			b.WriteString("% " + file + " is " + name + " as your browser prints it, to a file.\n")
		case remote:
			b.WriteString("% curl -O " + figure + "\n")
		}
		picture = `  \href{` + url + `}{\includegraphics[width=0.75\linewidth]{` + file + `}}\quad` + "\n"
	}
	b.WriteString("\\begin{figure}\n  \\centering\n" + picture)
	b.WriteString(`  \qrcode[height=2cm]{` + url + "}\n")
	b.WriteString(`  \caption{` + latexText(e.words()) + "}\n")
	b.WriteString(`  \href{` + url + "}{Open it in a browser}\n\\end{figure}")
	return b.String()
}
