package graphview

import "strings"

// Style is the style sheet of the picture, all of it under .gv. A page includes it once, and its theme sets the custom properties;
// the light colours stand in for those it does not set. WriteSVG embeds the sheet with the colours filled in. Gradients are small
// type, for which Okabe and Ito's orange is too light on white (3.9:1): --backward-text is for a darker one.
const Style = `
.gv{font:12px/1 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;` +
	`font-variant-numeric:tabular-nums;fill:var(--ink,#1b1d21)}
.gv text{stroke:none;text-anchor:middle;white-space:pre}
.gv .gv-paper{fill:var(--paper,#fff)}
.gv .gv-shape-box,.gv .gv-line{stroke:var(--wire,var(--muted,#6a6d73));stroke-width:1;fill:none}
.gv .gv-op .gv-shape-box{fill:var(--paper,#fff)}
.gv .gv-box .gv-shape-box{fill:var(--surface,#f6f6f4)}
.gv .gv-frame>.gv-shape-box{stroke-opacity:.5}
.gv .gv-head,.gv .gv-fork{fill:var(--wire,var(--muted,#6a6d73))}
.gv .gv-hit{fill:none;stroke:transparent;stroke-width:14;pointer-events:stroke}
.gv .gv-area{fill:transparent}
.gv .gv-fold-sign{fill:none;stroke:var(--muted,#6a6d73);stroke-width:1.25;stroke-linecap:round;stroke-linejoin:round}
.gv .gv-symbol{font-size:18px}
.gv .gv-word{font-size:11.5px}
.gv .gv-title{font-size:13px;font-weight:600}
.gv .gv-title,.gv .gv-param{text-anchor:start}
.gv .gv-leaf text,.gv .gv-output text{font-size:15px;font-style:italic}
.gv .gv-leaf text{text-anchor:end}
.gv .gv-number text{font-style:normal}
.gv .gv-output text{text-anchor:start}
.gv .gv-param,.gv .gv-shape{font-size:10.5px;fill:var(--muted,#6a6d73)}
.gv .gv-name{font-style:italic}
.gv .gv-param .gv-name{fill:var(--ink,#1b1d21)}
.gv .gv-forward,.gv .gv-backward{font-size:12px}
.gv .gv-forward{fill:var(--forward,#0072B2)}
.gv .gv-backward{fill:var(--backward-text,var(--backward,#b04d00))}
.gv .gv-stat{font-size:10.5px}
.gv .gv-empty{fill:var(--muted,#6a6d73)}
.gv [tabindex]{cursor:pointer;outline:none}
.gv [tabindex]:hover>.gv-shape-box,.gv [tabindex]:hover>.gv-line{stroke:var(--ink,#1b1d21)}
.gv [tabindex]:hover>.gv-head,.gv [tabindex]:hover>.gv-fork{fill:var(--ink,#1b1d21)}
.gv [tabindex]:hover>.gv-area{fill:var(--surface,#f6f6f4)}
.gv .gv-line-now{fill:none;stroke-width:2}
.gv .gv-new{font-weight:700}
.gv .gv-now>.gv-shape-box{stroke-width:2}
.gv-forth .gv-now>.gv-shape-box,.gv-forth .gv-line-now{stroke:var(--forward,#0072B2)}
.gv-forth .gv-head-now{fill:var(--forward,#0072B2)}
.gv-back .gv-now>.gv-shape-box,.gv-back .gv-line-now{stroke:var(--backward,#D55E00)}
.gv-back .gv-head-now{fill:var(--backward,#D55E00)}
.gv .gv-selected>.gv-shape-box,.gv .gv-selected>.gv-line{stroke:var(--ink,#1b1d21);stroke-width:1.75}
.gv .gv-selected>.gv-area{fill:var(--surface,#f6f6f4);stroke:var(--ink,#1b1d21)}
.gv .gv-selected>.gv-head,.gv .gv-selected>.gv-fork{fill:var(--ink,#1b1d21)}
.gv [tabindex]:focus-visible>.gv-shape-box,.gv [tabindex]:focus-visible>.gv-area,` +
	`.gv [tabindex]:focus-visible>.gv-line{stroke:var(--focus,var(--ink,#1b1d21));stroke-width:2.5}
@media (forced-colors:active){.gv .gv-shape-box,.gv .gv-line{stroke:CanvasText}.gv,.gv .gv-head,.gv .gv-fork{fill:CanvasText}}
`

// dark is the palette for a dark background: blue and orange stand out from it as the light ones do from white.
func dark(property string) string {
	switch property {
	case "--ink":
		return "#e6e6e3"
	case "--paper":
		return "#17181a"
	case "--surface":
		return "#202225"
	case "--muted":
		return "#9a9da3"
	case "--forward":
		return "#5cb3ea"
	case "--backward":
		return "#f08b45"
	}
	return ""
}

// fileStyle is Style for a file of its own: light, and with themes dark on a screen in a dark system. There is no var() in it, which
// programs for print do not read.
func fileStyle(themes bool) string {
	light := fill(Style, func(string) string { return "" })
	if !themes {
		return light
	}
	return light + "@media screen and (prefers-color-scheme:dark){" + fill(Style, dark) + "}\n"
}

// fill replaces var(--property,fallback) by the property's colour, or by the fallback where that is "".
func fill(css string, colour func(property string) string) string {
	for {
		i := strings.LastIndex(css, "var(") // the innermost comes last
		if i < 0 {
			return css
		}
		property, rest, _ := strings.Cut(css[i+len("var("):], ",")
		fallback, rest, _ := strings.Cut(rest, ")")
		if c := colour(property); c != "" {
			fallback = c
		}
		css = css[:i] + fallback + rest
	}
}
