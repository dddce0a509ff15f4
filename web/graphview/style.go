package graphview

import (
	"strings"

	"github.com/inkgrad/inkgrad/web/palette"
)

// Style is the style sheet of the picture, all of it under .gv. A page includes it once, and sets the custom properties
// of package palette. WriteSVG embeds the sheet with the colours filled in.
const Style = `
.gv{font:12px/1 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;` +
	`font-variant-numeric:tabular-nums;fill:var(--ink)}
.gv text{stroke:none;text-anchor:middle;white-space:pre}
.gv .gv-paper{fill:var(--paper)}
.gv .gv-shape-box,.gv .gv-line{stroke:var(--muted);stroke-width:1;fill:none}
.gv .gv-op .gv-shape-box{fill:var(--paper)}
.gv .gv-box .gv-shape-box{fill:var(--surface)}
.gv .gv-frame>.gv-shape-box{stroke-opacity:.5}
.gv .gv-head,.gv .gv-fork{fill:var(--muted)}
.gv .gv-hit{fill:none;stroke:transparent;stroke-width:14;pointer-events:stroke}
.gv .gv-area{fill:transparent}
.gv .gv-fold-sign{fill:none;stroke:var(--muted);stroke-width:1.25;stroke-linecap:round;stroke-linejoin:round}
.gv .gv-symbol{font-size:18px}
.gv .gv-word{font-size:11.5px}
.gv .gv-title{font-size:13px;font-weight:600}
.gv .gv-title,.gv .gv-param{text-anchor:start}
.gv .gv-leaf text,.gv .gv-output text{font-size:15px;font-style:italic}
.gv .gv-leaf text{text-anchor:end}
.gv .gv-number text{font-style:normal}
.gv .gv-output text{text-anchor:start}
.gv-down .gv-leaf text,.gv-down .gv-output text{text-anchor:middle}
.gv-down text.gv-shape,.gv-down text.gv-forward{text-anchor:end}
.gv-down text.gv-backward{text-anchor:start}
.gv .gv-param,.gv .gv-shape{font-size:10.5px;fill:var(--muted)}
.gv .gv-name{font-style:italic}
.gv .gv-param .gv-name{fill:var(--ink)}
.gv .gv-forward,.gv .gv-backward{font-size:12px}
.gv .gv-forward{fill:var(--forward)}
.gv .gv-backward{fill:var(--backward-text)}
.gv .gv-stat{font-size:10.5px}
.gv .gv-empty{fill:var(--muted)}
.gv .gv-tiles-sheet{fill:var(--sheet);stroke:var(--hairline)}
.gv .gv-tiles path{fill:none;stroke-width:1;shape-rendering:crispEdges}
.gv .gv-ink{stroke:var(--ink)}
.gv .gv-plus{stroke:var(--positive)}
.gv .gv-minus{stroke:var(--negative)}
.gv .gv-nan{stroke:var(--nan)}
.gv .gv-flow{fill:none;stroke-opacity:.4;pointer-events:none}
.gv .gv-flow-forward{stroke:var(--forward)}
.gv .gv-flow-backward{stroke:var(--backward)}
.gv .gv-wide-1{stroke-width:1}
.gv .gv-wide-2{stroke-width:2}
.gv .gv-wide-3{stroke-width:3}
.gv .gv-wide-4{stroke-width:4}
.gv .gv-wide-5{stroke-width:5}
.gv .gv-wide-6{stroke-width:6}
.gv [tabindex]{cursor:pointer;outline:none}
.gv [tabindex]:hover>.gv-shape-box,.gv [tabindex]:hover>.gv-line{stroke:var(--ink)}
.gv [tabindex]:hover>.gv-head,.gv [tabindex]:hover>.gv-fork{fill:var(--ink)}
.gv [tabindex]:hover>.gv-area{fill:var(--surface)}
.gv .gv-line-now{fill:none;stroke-width:2}
.gv .gv-new{font-weight:700}
.gv .gv-now>.gv-shape-box{stroke-width:2}
.gv-forth .gv-now>.gv-shape-box,.gv-forth .gv-line-now{stroke:var(--forward)}
.gv-forth .gv-head-now{fill:var(--forward)}
.gv-back .gv-now>.gv-shape-box,.gv-back .gv-line-now{stroke:var(--backward)}
.gv-back .gv-head-now{fill:var(--backward)}
.gv .gv-selected>.gv-shape-box,.gv .gv-selected>.gv-line{stroke:var(--ink);stroke-width:1.75}
.gv .gv-selected>.gv-area{fill:var(--surface);stroke:var(--ink)}
.gv .gv-selected>.gv-head,.gv .gv-selected>.gv-fork{fill:var(--ink)}
.gv [tabindex]:focus-visible>.gv-shape-box,.gv [tabindex]:focus-visible>.gv-area,` +
	`.gv [tabindex]:focus-visible>.gv-line{stroke:var(--focus);stroke-width:2.5}
@media (forced-colors:active){.gv .gv-shape-box,.gv .gv-line{stroke:CanvasText}.gv,.gv .gv-head,.gv .gv-fork{fill:CanvasText}}
`

// Theme says in which colours a file is.
type Theme int

// With BothThemes a file is dark on a screen where the page around it is, or the system, and light elsewhere.
const (
	BothThemes Theme = iota
	LightTheme
	DarkTheme
)

// style is Style for a separate file. It has no var(), which programs for print do not read.
func (t Theme) style() string {
	light := fill(func(c palette.Colour) palette.RGB { return c.Light })
	dark := fill(func(c palette.Colour) palette.RGB { return c.Dark })
	switch t {
	case LightTheme:
		return light
	case DarkTheme:
		return dark
	}
	return light + "@media screen and (prefers-color-scheme:dark){" + dark + "}\n"
}

// fill replaces each custom property of Style by its colour. A file has its own background.
func fill(theme func(palette.Colour) palette.RGB) string {
	var pairs []string
	for _, c := range palette.All() {
		value := c
		switch c {
		case palette.Paper:
			value = palette.Print
		case palette.Surface:
			value = palette.PrintSurface
		}
		pairs = append(pairs, "var(--"+c.Name+")", theme(value).Hex())
	}
	return strings.NewReplacer(pairs...).Replace(Style)
}
