package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/web/share"
)

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
				e.Caption = html.UnescapeString(a[2])
			default:
				return "", nil, fmt.Errorf("a panel has the attribute %s", a[1])
			}
		}
		pieces = append(pieces, piece{text: rest[at:m[0]]}, piece{panel: &e})
		at = m[1]
	}
	return title, append(pieces, piece{text: rest[at:]}), nil
}

// pages returns the files that are made of the texts, by their name in static/notes.
func pages(texts fs.FS) (map[string]string, error) {
	files := map[string]string{}
	for _, s := range systems {
		format, err := formatFor(s.format)
		if err != nil {
			return nil, err
		}
		text, err := fs.ReadFile(texts, s.page.source)
		if err != nil {
			return nil, err
		}
		title, pieces, err := split(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.page.source, err)
		}
		name := s.name + "/" + s.page.file
		if s.name == "jupyter" {
			files[name], err = notebook(title, pieces, format)
		} else {
			files[name], err = s.page.write(title, pieces, format), nil
		}
		if err != nil {
			return nil, err
		}
		if s.name == "hugo" {
			shortcode := format.Once(share.Embed{Origin: host})[0]
			files["hugo/"+shortcode.Name] = hugo(shortcode.Text) + "\n"
		}
	}
	return files, nil
}

// formatFor returns what web/share has for a system.
func formatFor(system string) (share.Format, error) {
	for _, f := range share.Formats() {
		if slices.Contains(strings.Split(f.Name, ", "), system) {
			return f, nil
		}
	}
	return share.Format{}, fmt.Errorf("web/share has no format for %s", system)
}

// write puts the pieces together.
func (p *page) write(title string, pieces []piece, format share.Format) string {
	var b strings.Builder
	fmt.Fprintf(&b, p.front, title)
	for i, piece := range pieces {
		if piece.panel == nil && strings.TrimSpace(piece.text) == "" {
			continue
		}
		if i > 0 {
			b.WriteString(p.between)
		}
		if piece.panel == nil {
			text := p.formulas(piece.text)
			if p.between != "" {
				text = strings.TrimSpace(text) + "\n"
			}
			b.WriteString(text)
			continue
		}
		e := *piece.panel
		e.Height = p.height
		snippet := format.Page(e)
		if p.embed != nil {
			snippet = p.embed(e, snippet)
		}
		b.WriteString(snippet + "\n")
	}
	return b.String()
}

// formulas writes those of a text as p has them.
func (p *page) formulas(text string) string {
	return formula.ReplaceAllStringFunc(text, func(found string) string {
		if f, ok := strings.CutPrefix(found, "$$"); ok {
			return p.display[0] + strings.TrimSuffix(f, "$$") + p.display[1]
		}
		return p.inline[0] + strings.Trim(found, "$") + p.inline[1]
	})
}

// hugo makes a shortcode take the address, also that of a poster, from the site's parameters.
func hugo(shortcode string) string {
	const site = "{{ site.Params.inkgrad }}"
	return strings.NewReplacer(host, site, `poster="{{ . }}"`, `poster="`+site+`{{ . }}"`).Replace(shortcode)
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
		c.Source = strings.SplitAfter(format.Page(*p.panel), "\n")
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
