package tensor

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/state"
)

// Table lists the elements of a tensor exactly, the last axis across and all others down. Of a large one the document
// has only what is in sight: the table stays where it is, and its content follows the scrolling. Keys move the element
// that is looked at.
type Table struct {
	app.Compo
	// Of returns the tensor as it stands, or nil.
	Of func() *state.TensorView
	// Element is the one that is looked at, and Choose looks at another.
	Element func() int
	Choose  func(element int)
	Label   string
	// Cell is the id of the cell of that element.
	Cell string

	// top and left are the first row and column in sight, and across is how many columns there is room for.
	top, left, across int
	element           int // that the table was scrolled to last
	stop              func()
}

// The size of a cell in CSS pixels, as in the style sheet, and how many rows are in sight.
const (
	cellWidth, cellHeight, headWidth = 112, 26, 64
	tableRows                        = 10
)

func (v *Table) OnMount(ctx app.Context) {
	v.element = -1
	v.stop = browser.WhileResized(ctx.JSSrc(), func(width float64) {
		ctx.Dispatch(func(ctx app.Context) {
			v.across = max(1, (int(width)-headWidth)/cellWidth)
			v.follow(ctx.JSSrc())
		})
	})
}

func (v *Table) OnDismount() {
	if v.stop != nil { // the server dismounts what it never mounted
		v.stop()
	}
}

func (v *Table) OnUpdate(ctx app.Context) { v.follow(ctx.JSSrc()) }

// grid returns how many rows and columns the tensor has.
func grid(shape []int) (rows, cols int) {
	cols = shape[len(shape)-1]
	return snapshot.Len(shape) / max(1, cols), cols
}

func (v *Table) Render() app.UI {
	t := v.Of()
	if t == nil {
		return app.Div()
	}
	rows, cols := grid(t.Shape)
	across := max(1, v.across)
	top, left := max(0, min(v.top, rows-tableRows)), max(0, min(v.left, cols-across))
	element := v.Element()
	head := []app.UI{app.Td()}
	for c := left; c < min(cols, left+across); c++ {
		head = append(head, app.Th().Scope("col").Text(c))
	}
	body := []app.UI{app.Tr().Body(head...)}
	for r := top; r < min(rows, top+tableRows); r++ {
		cells := []app.UI{app.Th().Scope("row").Text(rowText(t.Shape, r))}
		for c := left; c < min(cols, left+across); c++ {
			i := r*cols + c
			cell := app.Td().DataSet("element", i).Text(graphview.Format(t.Data[i], 0))
			if i == element {
				cell = cell.Class("cell-now").ID(v.Cell).Aria("selected", "true")
			}
			cells = append(cells, cell)
		}
		body = append(body, app.Tr().Aria("rowindex", r+1).Body(cells...))
	}
	wide, high := headWidth+cols*cellWidth, (rows+1)*cellHeight
	if rows > tableRows { // room for scrolling to the last row and column, whatever a scroll bar takes
		high += cellHeight
	}
	if cols > across {
		wide += cellWidth
	}
	return app.Div().Class("values").TabIndex(0).Attr("role", "grid").Aria("label", v.Label).
		Aria("rowcount", rows).Aria("colcount", cols).Aria("activedescendant", v.Cell).
		OnScroll(v.scrolled).OnKeyDown(v.key).OnClick(v.choose).
		Body(app.Div().Class("values-all").
			Style("width", strconv.Itoa(wide)+"px").Style("height", strconv.Itoa(high)+"px").
			Body(app.Table().Attr("role", "presentation").Body(app.Elem("tbody").Body(body...))))
}

// rowText is the index of a row, one number for each axis but the last.
func rowText(shape []int, row int) string {
	text := ""
	for i, n := range state.Indices(shape[:len(shape)-1], row) {
		if i > 0 {
			text += ", "
		}
		text += strconv.Itoa(n)
	}
	return text
}

func (v *Table) scrolled(ctx app.Context, _ app.Event) {
	box := ctx.JSSrc()
	v.top = int(math.Round(box.Get("scrollTop").Float() / cellHeight))
	v.left = int(math.Round(box.Get("scrollLeft").Float() / cellWidth))
}

// follow scrolls to the element that is looked at, when that is another one.
func (v *Table) follow(box app.Value) {
	t, element := v.Of(), v.Element()
	if t == nil || element == v.element || v.across == 0 {
		return
	}
	v.element = element
	_, cols := grid(t.Shape)
	into := func(at, first, n int) int { return min(at, max(first, at-n+1)) }
	v.top, v.left = into(element/cols, v.top, tableRows), into(element%cols, v.left, v.across)
	box.Set("scrollTop", v.top*cellHeight)
	box.Set("scrollLeft", v.left*cellWidth)
	v.Update()
}

func (v *Table) choose(_ app.Context, e app.Event) {
	if i, err := strconv.Atoi(e.Get("target").Get("dataset").Get("element").String()); err == nil {
		v.Choose(i)
	}
}

func (v *Table) key(_ app.Context, e app.Event) {
	t := v.Of()
	if t == nil {
		return
	}
	to, ok := moveInGrid(t.Shape, v.Element(), e.Get("key").String(),
		e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool())
	if ok {
		e.PreventDefault() // of scrolling
		v.Choose(to)
	}
}

// moveInGrid returns the element that a key leads to in a table of that shape; false for other keys.
func moveInGrid(shape []int, element int, key string, control bool) (to int, ok bool) {
	rows, cols := grid(shape)
	row, col := element/cols, element%cols
	switch key {
	case "ArrowRight":
		col++
	case "ArrowLeft":
		col--
	case "ArrowDown":
		row++
	case "ArrowUp":
		row--
	case "PageDown":
		row += tableRows
	case "PageUp":
		row -= tableRows
	case "Home", "End":
		col = 0
		if control {
			row = 0
		}
		if key == "End" {
			col = cols - 1
			if control {
				row = rows - 1
			}
		}
	default:
		return element, false
	}
	return min(max(row, 0), rows-1)*cols + min(max(col, 0), cols-1), true
}
