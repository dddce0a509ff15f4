package train

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// epochsView is the table of the accuracies by epoch, as the chapter prints them, beside the chapter's own where they
// are of the same training.
type epochsView struct {
	app.Compo
	Hub *hub.Hub

	note widget.Note
}

func (v *epochsView) OnMount(ctx app.Context) {
	v.Hub.Watch(ctx, func(s state.State) hub.Parts {
		if !s.FoldOpen(state.FoldEpochs) {
			return hub.Parts{}
		}
		return hub.Parts{hub.Of(s.Train), hub.Of(s.Engine)}
	})
}
func (v *epochsView) OnDismount() { v.Hub.Forget(v) }

func (v *epochsView) Render() app.UI {
	fold := v.Hub.Fold(state.FoldEpochs, "more epochs")
	summary := app.Summary().Text("Accuracy by epoch")
	if !v.Hub.State().FoldOpen(state.FoldEpochs) {
		return fold.Body(summary)
	}
	rows := v.Hub.State().EpochRows()
	if len(rows) == 0 {
		return fold.Body(summary, app.P().Class("help").Text("Train, and each epoch adds a row here."))
	}
	return fold.Body(summary, v.table(rows), v.copy())
}

func (v *epochsView) table(rows []state.EpochRow) app.UI {
	chapter := slices.ContainsFunc(rows, func(r state.EpochRow) bool { return r.Chapter != nil })
	names := []app.UI{column("Epoch"), column("Step"), column("Train"), column("Test")}
	head := []app.UI{app.Tr().Body(names...)}
	about := "Shares of all images trained on, and of all test images, that the network got right."
	if chapter {
		names = append(names, column("Train"), column("Test"), column("Train"), column("Test"))
		head = []app.UI{app.Tr().Body(app.Td().ColSpan(2), columns("Here"), columns("In the chapter"),
			columns("Difference")), app.Tr().Body(names...)}
		about += " The chapter draws other random numbers, and measures one step later."
	}
	lines := make([]app.UI, len(rows))
	for i, r := range rows {
		cells := []app.UI{app.Th().Scope("row").Text(r.Epoch), cell(phrase.Grouped(r.Step)),
			cell(fourDecimals(r.Train)), cell(fourDecimals(r.Test))}
		switch {
		case r.Chapter != nil:
			cells = append(cells, cell(fourDecimals(r.Chapter.Train)), cell(fourDecimals(r.Chapter.Test)),
				cell(difference(r.Train, r.Chapter.Train)), cell(difference(r.Test, r.Chapter.Test)))
		case chapter:
			cells = append(cells, cell(""), cell(""), cell(""), cell(""))
		}
		lines[i] = app.Tr().Body(cells...)
	}
	return app.Div().Body(
		app.P().Class("help").Text(about),
		app.Div().Class("epochs-table").TabIndex(0).Attr("role", "group").Aria("label", "Accuracy by epoch").Body(
			app.Table().Body(app.Elem("thead").Body(head...), app.Elem("tbody").Body(lines...))),
	)
}

func (v *epochsView) copy() app.UI {
	return app.Div().Class("row").Body(
		widget.Button("Copy as CSV", false, func() {
			rows := v.Hub.State().EpochRows()
			browser.CopyText(state.EpochsCSV(rows), func(ok bool) {
				text := "Copied, " + phrase.Counted(len(rows), "row") + "."
				if !ok {
					text = widget.NoCopy
				}
				v.note.Say(text, v.Hub.Run, v.Update)
			})
		}),
		app.Span().Class("help").Attr("role", "status").Text(v.note.Text),
	)
}

func column(name string) app.UI  { return app.Th().Scope("col").Text(name) }
func columns(name string) app.UI { return app.Th().Scope("colgroup").ColSpan(2).Text(name) }
func cell(text string) app.UI    { return app.Td().Text(text) }

func fourDecimals(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }

// difference is a − b with its sign, of the two as they are written.
func difference(a, b float64) string {
	written := func(v float64) float64 {
		v, _ = strconv.ParseFloat(fourDecimals(v), 64)
		return v
	}
	switch d := fourDecimals(written(a) - written(b)); {
	case d == "0.0000" || d == "-0.0000":
		return "0"
	case d[0] == '-':
		return "−" + d[1:]
	default:
		return "+" + d
	}
}
