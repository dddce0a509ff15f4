package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/share"
)

// dialect is the Markdown of one program.
type dialect struct {
	// file is the page, in static/notes.
	file string
	// front stands before the text, with the title for %s.
	front string
	// inline and display are what stands before and after a formula within a line and on one of its own.
	inline, display [2]string
	// format is the one of web/share that embed makes a panel of.
	format string
	// embed returns a panel, of which snippet is what web/share writes.
	embed func(e share.Embed, snippet string) string
}

var dialects = []dialect{
	{
		file:    "jekyll/_posts/2026-01-12-backpropagation.md",
		front:   "---\nlayout: single\ntitle: %q\nuse_math: true\n---\n",
		inline:  [2]string{"$$", "$$"},
		display: [2]string{"$$\n", "\n$$"},
		format:  "Jekyll",
		embed: func(_ share.Embed, snippet string) string {
			return strings.ReplaceAll(snippet, host, "{{ site.inkgrad }}")
		},
	},
	{
		file:    "mkdocs/docs/backpropagation.md",
		front:   "# %s\n",
		inline:  [2]string{"$", "$"},
		display: [2]string{"$$\n", "\n$$"},
		format:  "MkDocs",
		embed: func(_ share.Embed, snippet string) string {
			return strings.ReplaceAll(snippet, host, "{{ inkgrad }}")
		},
	},
	{
		file:    "hugo/content/posts/backpropagation.md",
		front:   "---\ntitle: %q\ndate: 2026-01-12\nmath: true\n---\n",
		inline:  [2]string{"{{< math >}}", "{{< /math >}}"},
		display: [2]string{"{{< math display >}}", "{{< /math >}}"},
		format:  "Hugo",
		embed: func(_ share.Embed, snippet string) string {
			_, use, _ := strings.Cut(snippet, inPage)
			return strings.ReplaceAll(use, host, "") // the shortcode knows where the pictures are
		},
	},
	{
		file:    "quarto/backpropagation.qmd",
		front:   "---\ntitle: %q\nformat: html\ninkgrad: " + host + "\n---\n",
		inline:  [2]string{"$", "$"},
		display: [2]string{"$$\n", "\n$$"},
		format:  "Quarto",
		embed:   func(e share.Embed, _ string) string { return quarto(e) },
	},
}

// inPage is what stands in web/share's snippet for Hugo between the shortcode and its use.
const inPage = "\n\nin the page:\n\n"

// piece is a part of the source: text, or a panel.
type piece struct {
	text  string
	panel *share.Embed
}

var (
	panelLine = regexp.MustCompile(`(?m)^<ink-grad ([^>]*)></ink-grad>\n`)
	attribute = regexp.MustCompile(`([a-z]+)="([^"]*)"`)
	formula   = regexp.MustCompile(`(?m)^\$\$(.+)\$\$$|\$([^$\n]+)\$`)
)

// split returns the title of a source, and its pieces in order.
func split(source string) (title string, pieces []piece, err error) {
	title, rest, ok := strings.Cut(strings.TrimPrefix(source, "# "), "\n")
	if !ok || !strings.HasPrefix(source, "# ") {
		return "", nil, fmt.Errorf("the source does not begin with its title")
	}
	at := 0
	for _, m := range panelLine.FindAllStringSubmatchIndex(rest, -1) {
		e := share.Embed{Origin: host}
		for _, a := range attribute.FindAllStringSubmatch(rest[m[2]:m[3]], -1) {
			switch a[1] {
			case "panel":
				e.Panel = a[2]
			case "state":
				e.Query = a[2]
			case "caption":
				e.Caption = a[2]
			default:
				return "", nil, fmt.Errorf("a panel has the attribute %s", a[1])
			}
		}
		pieces = append(pieces, piece{text: rest[at:m[0]]}, piece{panel: &e})
		at = m[1]
	}
	return title, append(pieces, piece{text: rest[at:]}), nil
}

// pages returns the files that are made of a source, by their name in static/notes.
func pages(source string) (map[string]string, error) {
	title, pieces, err := split(source)
	if err != nil {
		return nil, err
	}
	formats := map[string]share.Format{}
	for _, f := range share.Formats() {
		formats[f.Name] = f
	}
	files := map[string]string{}
	for _, d := range dialects {
		var b strings.Builder
		fmt.Fprintf(&b, d.front, title)
		for _, p := range pieces {
			if p.panel != nil {
				b.WriteString(d.embed(*p.panel, formats[d.format].Write(*p.panel)) + "\n")
			} else {
				b.WriteString(d.formulas(p.text))
			}
		}
		files[d.file] = b.String()
	}
	shortcode, _, _ := strings.Cut(formats["Hugo"].Write(share.Embed{Origin: host}), inPage)
	_, shortcode, _ = strings.Cut(shortcode, "\n\n")
	files["hugo/layouts/shortcodes/ink-grad.html"] = hugo(shortcode) + "\n"
	files["jupyter/backpropagation.ipynb"], err = notebook(title, pieces, formats["Jupyter"])
	return files, err
}

// formulas writes those of a text as d has them.
func (d *dialect) formulas(text string) string {
	return formula.ReplaceAllStringFunc(text, func(found string) string {
		if f, ok := strings.CutPrefix(found, "$$"); ok {
			return d.display[0] + strings.TrimSuffix(f, "$$") + d.display[1]
		}
		return d.inline[0] + strings.Trim(found, "$") + d.inline[1]
	})
}

// hugo makes a shortcode take the address, also that of a poster, from the site's parameters.
func hugo(shortcode string) string {
	const site = "{{ site.Params.inkgrad }}"
	return strings.NewReplacer(host, site, `poster="{{ . }}"`, `poster="`+site+`{{ . }}"`).Replace(shortcode)
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

// cell is one of a notebook of format 4.5: https://nbformat.readthedocs.io/en/latest/format_description.html
type cell struct {
	Type     string         `json:"cell_type"`
	ID       string         `json:"id"`
	Metadata map[string]any `json:"metadata"`
	Source   []string       `json:"source"`
	// Count and Outputs are those of cells with code, which all have run.
	Count   *int     `json:"execution_count,omitempty"`
	Outputs []output `json:"outputs,omitempty"`
}

type output struct {
	Type     string              `json:"output_type"`
	Count    int                 `json:"execution_count"`
	Data     map[string][]string `json:"data"`
	Metadata map[string]any      `json:"metadata"`
}

// notebook has a cell for each piece. The panels' cells have run, so that a notebook that is only looked at shows them,
// too.
func notebook(title string, pieces []piece, format share.Format) (string, error) {
	var cells []cell
	count := 0
	for i, p := range pieces {
		c := cell{Type: "markdown", ID: fmt.Sprintf("piece-%d", i), Metadata: map[string]any{}}
		if p.panel == nil {
			text := strings.TrimSpace(p.text)
			if i == 0 {
				text = "# " + title + "\n\n" + text
			}
			c.Source = strings.SplitAfter(text, "\n")
			cells = append(cells, c)
			continue
		}
		count++
		n := count
		c.Type, c.Count = "code", &n
		// JupyterLab folds the code away, Jupyter Book leaves it out; nbconvert does with --no-input.
		c.Metadata["jupyter"] = map[string]any{"source_hidden": true}
		c.Metadata["tags"] = []string{"remove-input"}
		c.Source = strings.SplitAfter(format.Write(*p.panel), "\n")
		c.Outputs = []output{{"execute_result", n, map[string][]string{
			"text/html":  strings.SplitAfter(p.panel.Output(), "\n"),
			"text/plain": {"<IPython.core.display.HTML object>"},
		}, map[string]any{}}}
		cells = append(cells, c)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	err := encoder.Encode(map[string]any{
		"cells": cells,
		"metadata": map[string]any{
			"kernelspec":    map[string]any{"display_name": "Python 3", "language": "python", "name": "python3"},
			"language_info": map[string]any{"name": "python"},
			"title":         title,
		},
		"nbformat": 4, "nbformat_minor": 5,
	})
	return b.String(), err
}
