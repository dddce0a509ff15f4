package graphview

// palette gives the colours a value in a file of its own. In a page the page's theme does.
const palette = `
:root{color-scheme:light dark;--ink:#1b1d21;--paper:#fff;--surface:#f6f6f4;--hairline:#8b8e94;--muted:#6a6d73;` +
	`--forward:#0072B2;--backward:#D55E00}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e3;--paper:#17181a;--surface:#202225;--hairline:#75787e;--muted:#9a9da3;` +
	`--forward:#5cb3ea;--backward:#f08b45}}
@media print{:root{--ink:#000;--paper:#fff;--surface:#fff;--hairline:#555;--muted:#444;--forward:#0072B2;--backward:#D55E00}}
`

// Style is the style sheet of the picture, all of it under .gv. WriteSVG embeds it; a page includes it once.
const Style = `
.gv{font:12px/1 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;` +
	`font-variant-numeric:tabular-nums;fill:var(--ink,#1b1d21)}
.gv text{stroke:none;text-anchor:middle;white-space:pre}
.gv .gv-paper{fill:var(--paper,#fff)}
.gv .gv-shape-box,.gv .gv-line{stroke:var(--hairline,#8b8e94);stroke-width:1;fill:none}
.gv .gv-op .gv-shape-box{fill:var(--paper,#fff)}
.gv .gv-box .gv-shape-box{fill:var(--surface,#f6f6f4)}
.gv .gv-frame>.gv-shape-box{stroke-width:.75}
.gv .gv-head,.gv .gv-fork{fill:var(--hairline,#8b8e94)}
.gv .gv-hit{fill:none;stroke:transparent;stroke-width:14;pointer-events:stroke}
.gv .gv-area{fill:transparent}
.gv .gv-fold-sign{fill:none;stroke:var(--muted,#6a6d73);stroke-width:1.25;stroke-linecap:round;stroke-linejoin:round}
.gv .gv-symbol{font-size:18px}
.gv .gv-word{font-size:11.5px}
.gv .gv-title{font-size:13px;font-weight:600}
.gv .gv-fold .gv-title{font-size:12px;text-anchor:start}
.gv .gv-leaf text,.gv .gv-output text{font-size:15px;font-style:italic}
.gv .gv-param,.gv .gv-shape{font-size:10.5px;fill:var(--muted,#6a6d73)}
.gv .gv-name{font-style:italic}
.gv .gv-param .gv-name{fill:var(--ink,#1b1d21)}
.gv .gv-forward{fill:var(--forward,#0072B2)}
.gv .gv-backward{fill:var(--backward,#D55E00)}
.gv .gv-forward,.gv .gv-backward{font-size:12px}
.gv .gv-stat{font-size:10.5px}
.gv .gv-empty{fill:var(--muted,#6a6d73)}
.gv [tabindex]{cursor:pointer;outline:none}
.gv [tabindex]:hover>.gv-shape-box,.gv [tabindex]:hover>.gv-line{stroke:var(--ink,#1b1d21)}
.gv [tabindex]:hover>.gv-head,.gv [tabindex]:hover>.gv-fork{fill:var(--ink,#1b1d21)}
.gv .gv-selected>.gv-shape-box,.gv .gv-selected>.gv-line{stroke:var(--ink,#1b1d21);stroke-width:1.75}
.gv .gv-selected>.gv-head,.gv .gv-selected>.gv-fork{fill:var(--ink,#1b1d21)}
.gv [tabindex]:focus-visible>.gv-shape-box,.gv [tabindex]:focus-visible>.gv-area{stroke:var(--forward,#0072B2);stroke-width:2.5}
.gv [tabindex]:focus-visible>.gv-line{stroke:var(--forward,#0072B2);stroke-width:2.5}
@media (forced-colors:active){.gv .gv-shape-box,.gv .gv-line{stroke:CanvasText}.gv,.gv .gv-head,.gv .gv-fork{fill:CanvasText}}
`
