package main

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/share"
)

// system is a program that makes pages of a folder of static/notes.
type system struct {
	// name is that of the folder, and of the system in the names of share.Formats.
	name, format string
	// debian are the packages of Debian, and npm those of npm with their versions, that bring program.
	program, debian, npm string
	// args are the program's; it runs in the folder, and what it writes lies in the folder site there. The chapter, or
	// the page of slides, is at path; a small site has its first page there, with a link to the other one.
	args       []string
	site, path string
	// page is the file that is made of a text.
	page page
	// reach says how a reader comes from path to the panels.
	reach reach
}

type reach int

const (
	here   reach = iota // they are on the page
	linked              // a link leads to another document
	routed              // a link brings another page into the same document
	slides              // on the slides after the first, by the arrow key
)

// page is a file as one of the systems has it.
type page struct {
	// file is its name in the folder, and source that of its text.
	file, source string
	// front stands before the text, with the title for %s or %q.
	front string
	// between stands between two pieces of the text, such as the panels: between slides.
	between string
	// inline and display are what stands before and after a formula within a line and on one of its own.
	inline, display [2]string
	// height is the one of each panel, or 0.
	height int
	// embed returns a panel, of which snippet is what web/share writes; nil for the snippet.
	embed func(e share.Embed, snippet string) string
}

var (
	dollars = [2]string{"$", "$"}
	lines   = [2]string{"$$\n", "\n$$"}
)

// systems are all, and the one place for the versions of what comes from npm.
var systems = []system{
	{
		name: "jekyll", format: "Jekyll", program: "jekyll", debian: "jekyll",
		args: []string{"build", "--disable-disk-cache"}, site: "_site", path: "/2026/01/12/backpropagation.html",
		page: page{file: "_posts/2026-01-12-backpropagation.md", source: "backpropagation.md",
			front:  "---\nlayout: single\ntitle: %q\nuse_math: true\n---\n",
			inline: [2]string{"$$", "$$"}, display: lines,
			embed: func(_ share.Embed, snippet string) string {
				return strings.ReplaceAll(snippet, host, "{{ site.inkgrad }}")
			}},
	},
	{
		name: "mkdocs", format: "MkDocs", program: "mkdocs", debian: "mkdocs python3-pymdownx",
		args: []string{"build", "--strict"}, site: "site", path: "/backpropagation/",
		page: page{file: "docs/backpropagation.md", source: "backpropagation.md", front: "# %s\n",
			inline: dollars, display: lines,
			embed: func(_ share.Embed, snippet string) string {
				return strings.ReplaceAll(snippet, host, "{{ inkgrad }}")
			}},
	},
	{
		name: "hugo", format: "Hugo", program: "hugo", debian: "hugo",
		site: "public", path: "/posts/backpropagation/",
		page: page{file: "content/posts/backpropagation.md", source: "backpropagation.md",
			front:   "---\ntitle: %q\ndate: 2026-01-12\nmath: true\n---\n",
			inline:  [2]string{"{{< math >}}", "{{< /math >}}"},
			display: [2]string{"{{< math display >}}", "{{< /math >}}"},
			embed: func(_ share.Embed, snippet string) string {
				return strings.ReplaceAll(snippet, host, "") // the shortcode knows where the pictures are
			}},
	},
	{
		name: "jupyter", format: "Jupyter", program: "jupyter-nbconvert", debian: "jupyter-nbconvert",
		args: []string{"--to", "html", "--no-input", "backpropagation.ipynb"}, site: ".", path: "/backpropagation.html",
		page: page{file: "backpropagation.ipynb", source: "backpropagation.md"}, // see notebook
	},
	{
		name: "quarto", format: "Quarto", program: "pandoc", debian: "pandoc",
		args: append(pandoc("html", "index.html"), "--self-contained", "--mathml"), site: ".", path: "/",
		page: page{file: "backpropagation.qmd", source: "backpropagation.md",
			front:  "---\ntitle: %q\nformat: html\ninkgrad: " + host + "\n---\n",
			inline: dollars, display: lines,
			embed: func(e share.Embed, _ string) string { return quarto(e) }},
	},
	{
		name: "vitepress", format: "VitePress", program: "vitepress", npm: "vitepress@1.6.4",
		args: []string{"build"}, site: ".vitepress/dist", path: "/", reach: routed,
		page: page{file: "price.md", source: "price.md", front: "# %s\n"},
	},
	{
		name: "docusaurus", format: "Docusaurus", program: "docusaurus",
		npm:  "@docusaurus/core@3.10.2 @docusaurus/preset-classic@3.10.2 react@19.2.0 react-dom@19.2.0",
		args: []string{"build"}, site: "build", path: "/", reach: routed,
		page: page{file: "docs/price.md", source: "price.md", front: "# %s\n"},
	},
	{
		name: "starlight", format: "Starlight", program: "astro", npm: "astro@5.18.2 @astrojs/starlight@0.37.6",
		args: []string{"build"}, site: "dist", path: "/", reach: linked,
		page: page{file: "src/content/docs/price.md", source: "price.md", front: "---\ntitle: %q\n---\n"},
	},
	{
		name: "eleventy", format: "Eleventy", program: "eleventy", npm: "@11ty/eleventy@3.1.8",
		site: "_site", path: "/", reach: linked,
		page: page{file: "price.md", source: "price.md", front: "---\nlayout: page.html\ntitle: %q\n---\n"},
	},
	{
		name: "slidev", format: "Slidev", program: "slidev", npm: "@slidev/cli@52.20.1 @slidev/theme-default@0.25.0",
		args: []string{"build", "slides.md"}, site: "dist", path: "/", reach: slides,
		page: page{file: "slides.md", source: "price.md",
			front:   "---\ncanvasWidth: 1280\nfonts:\n  provider: none\n---\n\n# %s\n\n",
			between: "\n---\n\n", height: 560},
	},
	{
		name: "marp", format: "Marp", program: "marp", npm: "@marp-team/marp-cli@4.5.1",
		args: []string{"--html", "slides.md"}, site: ".", path: "/slides.html", reach: slides,
		page: page{file: "slides.md", source: "price.md", front: "---\nmarp: true\n---\n\n# %s\n\n",
			between: "\n---\n\n", height: 560},
	},
	{
		name: "myst", format: "MyST", program: "myst",
		npm: "mystmd@1.8.3 myst-to-react@1.3.0 @myst-theme/anywidget@1.4.1 @myst-theme/providers@1.4.1 " +
			"react@18.3.1 react-dom@18.3.1 esbuild@0.28.2",
		args: []string{"build", "--site"}, path: "/", reach: routed, // see themed
		page: page{file: "price.md", source: "price.md", front: "# %s\n"},
	},
	{
		name: "sphinx", format: "Sphinx", program: "sphinx-build", debian: "python3-sphinx",
		args: []string{"-b", "html", ".", "_build"}, site: "_build", path: "/index.html", reach: linked,
		page: page{file: "price.rst", source: "price.md", front: "%s\n==========\n"},
	},
	{
		name: "asciidoc", format: "AsciiDoc", program: "asciidoctor", debian: "asciidoctor",
		args: []string{"index.adoc", "price.adoc"}, site: ".", path: "/index.html", reach: linked,
		page: page{file: "price.adoc", source: "price.md", front: "= %s\n"},
	},
	{
		name: "rmarkdown", format: "R Markdown", program: "Rscript", debian: "r-cran-rmarkdown",
		args: []string{"-e", `rmarkdown::render("price.Rmd")`}, site: ".", path: "/price.html",
		page: page{file: "price.Rmd", source: "price.md", front: "---\ntitle: %q\noutput: html_document\n---\n"},
	},
}

// platform is the editor in which teachers write the pages of a learning platform, and to which they paste a frame.
type platform struct {
	name, npm string
	// options are what the platform sets, of those of the editor.
	options string
	// forbids says that frames may run no programs then.
	forbids bool
}

var platforms = []platform{
	{name: "moodle", npm: "tinymce@6.8.6",
		options: `convert_urls: false, xss_sanitization: false, a11y_advanced_options: true, entity_encoding: "raw"`},
	// From version 7 on, where a platform sets nothing.
	{name: "tinymce", npm: "tinymce@8.9.2", forbids: true},
}

// pandoc returns arguments that let it make of the document what Quarto would, as far as the extension is concerned.
func pandoc(format, out string) []string {
	return []string{"standin.md", "-s", "-t", format, "-L", "quarto.lua", "-o", out}
}

// quarto is a panel by the shortcode of static/notes/quarto/_extensions.
func quarto(e share.Embed) string {
	text := `{{< ink-grad panel=` + strconv.Quote(e.Panel)
	for _, a := range [][2]string{{"state", e.Query}, {"poster", strings.TrimPrefix(e.Poster(), host)},
		{"caption", e.Caption}} {
		if a[1] != "" {
			text += " " + a[0] + "=" + strconv.Quote(a[1])
		}
	}
	return text + " >}}"
}
