package bench

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// board shows the values of the layer's graph and, below each, its gradients, as tables in the order in which they are
// computed.
type board struct {
	app.Compo
	Room *Room
}

func (b *board) OnMount(ctx app.Context) {
	b.Room.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Bench), hub.Of(s.Settings)} })
}
func (b *board) OnDismount() { b.Room.Forget(b) }

// shown is what the tables of one moment have in common.
type shown struct {
	state  state.State
	moment *graphview.Moment // nil at the end
	arrays map[string]spec.Array
	lit    map[protocol.Element]string // classes of the elements of the story
}

func (b *board) Render() app.UI {
	s := b.Room.State()
	w, at := s.BenchAt()
	if w == nil {
		return app.Div().Class("bench-board")
	}
	of := shown{state: s, moment: w.Moment(at), arrays: map[string]spec.Array{},
		lit: map[protocol.Element]string{}}
	for _, a := range s.OfBench().Arrays {
		of.arrays[a.Name] = a
	}
	if told := s.Bench.Story(); told != nil {
		for _, from := range told.From {
			class := " bench-from"
			if from.Passes {
				class += " bench-passes"
			}
			of.lit[from.Element] = class
		}
		of.lit[told.Of] = " bench-chosen"
	}
	nodes := s.Bench.Benched.Graph.Nodes
	given, between, end := []app.UI{}, []app.UI{}, app.UI(nil)
	for i := range nodes {
		switch n := &nodes[i]; {
		case i == len(nodes)-1:
			end = b.node(n, of, true)
		case len(n.Inputs) == 0:
			given = append(given, b.node(n, of, false))
		default:
			between = append(between, b.node(n, of, false))
		}
	}
	for _, a := range s.Bench.Benched.Kept {
		n := snapshot.Node{ID: protocol.NoElement, Name: a.Name, Shape: a.Shape}
		known := of.moment == nil || !of.moment.NoValue[len(nodes)-1]
		between = append(between, app.Div().Class("bench-node").DataSet("node", a.Name).Body(
			b.table(&n, &snapshot.Tensor{Shape: a.Shape, Data: a.Data}, of, table{name: a.Name, hidden: !known})))
	}
	return app.Div().Class("bench-board").Body(
		app.Div().Class("bench-tables").Body(
			group("Given", given),
			app.If(len(between) > 0, group("On the way", between)),
			group("Output", []app.UI{end}),
			app.P().Class("key").Body(
				app.Span().Class("key-forward").Text("→ value, computed forwards"),
				app.Span().Class("key-backward").Text("← gradient, computed backwards from dout"),
			),
		),
		chosen(s),
	)
}

func group(label string, nodes []app.UI) app.UI {
	return app.Div().Class("bench-group").Attr("role", "group").Aria("label", label).Body(
		append([]app.UI{app.P().Class("bench-label").Text(label)}, app.Div().Class("bench-nodes").Body(nodes...))...)
}

// node shows a value above its gradient.
func (b *board) node(n *snapshot.Node, of shown, end bool) app.UI {
	name, gradient := of.state.Bench.NamesOf(n)
	class := "bench-node"
	if of.moment != nil && slices.Contains(of.moment.Now, n.ID) {
		class += " bench-now"
	}
	about := n.Kind
	if len(n.Inputs) == 0 {
		about = ""
	}
	parts := []app.UI{b.table(n, n.Value, of, table{name: name, about: about,
		hidden: of.moment != nil && of.moment.NoValue[n.ID]})}
	if n.Grad != nil {
		t := table{name: gradient, gradient: true, hidden: of.moment != nil && of.moment.NoGrad[n.ID] && !end}
		parts = append(parts, b.table(n, n.Grad, of, t))
	}
	return app.Div().Class(class).DataSet("node", n.Name).Body(parts...)
}

// table is one table of the board.
type table struct {
	name, about string
	gradient    bool
	hidden      bool // at this moment it is not known yet
}

func (b *board) table(n *snapshot.Node, v *snapshot.Tensor, of shown, t table) app.UI {
	class, arrow := "bench-table bench-value", "→"
	if t.gradient {
		class, arrow = "bench-table bench-gradient", "←"
	}
	if of.moment != nil && slices.Contains(of.moment.New, n.ID) && of.moment.Backward == t.gradient {
		class += " bench-new"
	}
	cols := n.Shape[len(n.Shape)-1]
	rows := 1
	if len(n.Shape) > 1 {
		rows = n.Shape[len(n.Shape)-2]
	}
	array, editable := of.arrays[t.name]
	editable = editable && slices.Equal(array.Shape, n.Shape)
	var planes []app.UI
	for start := 0; start < len(v.Data); start += rows * cols {
		var body []app.UI
		if len(n.Shape) > 2 {
			body = append(body, app.Elem("caption").Text(planeName(n.Shape, start)))
		}
		var lines []app.UI
		for r := range rows {
			var cells []app.UI
			for c := range cols {
				i := start + r*cols + c
				if editable {
					cells = append(cells, app.Td().Body(b.field(n, of, array, t, i)))
				} else {
					cells = append(cells, app.Td().Body(b.number(n, v, of, t, i)))
				}
			}
			lines = append(lines, app.Tr().Body(cells...))
		}
		planes = append(planes, app.Table().Body(append(body, app.Elem("tbody").Body(lines...))...))
	}
	return app.Div().Class(class).DataSet("array", t.name).Attr("role", "group").
		Aria("label", t.name+", "+graphview.ShapeText(n.Shape)).OnKeyDown(b.key).Body(
		app.P().Class("bench-name").Body(
			app.Span().Aria("hidden", "true").Text(arrow+" "), app.Elem("var").Text(walk.Letters(t.name)),
			app.Span().Class("bench-shape").Text(graphview.ShapeText(n.Shape)),
			app.If(t.about != "", app.Span().Class("bench-kind").Text(t.about)),
		),
		app.Div().Class("bench-planes").Body(planes...),
	)
}

// planeName names a plane of images or filters by its places on the outer axes.
func planeName(shape []int, start int) string {
	return "[" + strings.Join(phrase.Places(shape, start)[:len(shape)-2], ",") + "]"
}

// placeText writes the place of an element: [0,1].
func placeText(shape []int, i int) string {
	return "[" + strings.Join(phrase.Places(shape, i), ",") + "]"
}

// cellID identifies a cell, so that keys can move to it.
func cellID(array string, i int) string { return "bench-" + array + "-" + strconv.Itoa(i) }

// field is a cell to write in.
func (b *board) field(n *snapshot.Node, of shown, array spec.Array, t table, i int) app.UI {
	s := of.state
	class := "bench-cell" + of.lit[protocol.Element{Node: n.ID, Index: i, Gradient: t.gradient}]
	return app.Input().Type("text").ID(cellID(t.name, i)).Class(class).
		Value(s.Bench.CellText(t.name, i, array.Data[i])).
		Aria("label", t.name+placeText(n.Shape, i)).Aria("invalid", s.Bench.CellWrong(t.name, i)).
		AutoComplete(false).Spellcheck(false).Attr("inputmode", "text").Attr("size", 4).
		Disabled(locked(s, "numbers")).
		OnFocus(func(ctx app.Context, _ app.Event) { ctx.JSSrc().Call("select") }).
		OnInput(func(ctx app.Context, _ app.Event) {
			typed := state.BenchCell{Array: t.name, Index: i, Text: ctx.JSSrc().Get("value").String()}
			b.Room.Lead(func(s *state.State) { *s = s.TypeCell(typed) })
		}, t.name, i).
		OnBlur(func(app.Context, app.Event) { b.Room.Update(func(s *state.State) { *s = s.LeaveCell() }) }).
		On("paste", func(_ app.Context, e app.Event) {
			pasted := e.Get("clipboardData").Call("getData", "text/plain").String()
			b.Room.Lead(func(s *state.State) {
				var ok bool
				if *s, ok = s.PasteCells(t.name, i, pasted); ok {
					e.PreventDefault()
				}
			})
		}, t.name, i)
}

// number is a cell that tells how it came about.
func (b *board) number(n *snapshot.Node, v *snapshot.Tensor, of shown, t table, i int) app.UI {
	element := protocol.Element{Node: n.ID, Index: i, Gradient: t.gradient}
	label, text := t.name+placeText(n.Shape, i), "·"
	if !t.hidden {
		text = graphview.Format(v.Data[i], 3)
		label += " = " + text
	}
	if n.ID == protocol.NoElement {
		return app.Span().ID(cellID(t.name, i)).Class("bench-cell" + long(text)).Text(text)
	}
	lit := of.lit[element]
	button := app.Button().Type("button").ID(cellID(t.name, i)).Class("bench-cell"+lit+long(text)).Aria("label", label).
		Aria("pressed", strconv.FormatBool(lit == " bench-chosen")).Disabled(t.hidden).Text(text).
		OnClick(func(ctx app.Context, _ app.Event) {
			b.Room.Lead(func(s *state.State) { *s = s.ChooseElement(element) })
			// On a narrow page the story comes over what is below: the style sheet leaves room for it.
			ctx.JSSrc().Call("scrollIntoView", map[string]any{"block": "nearest"})
		}, n.ID, i, t.gradient)
	if i > 0 && lit != " bench-chosen" {
		button = button.TabIndex(-1) // arrows lead there
	}
	return button
}

// key moves between the cells of a table.
func (b *board) key(_ app.Context, e app.Event) {
	target := e.Get("target")
	id := target.Get("id").String()
	cut := strings.LastIndexByte(id, '-')
	at, err := strconv.Atoi(id[cut+1:])
	if cut < 0 || err != nil {
		return
	}
	row := target.Call("closest", "tr")
	if !row.Truthy() {
		return
	}
	cols := row.Get("cells").Length()
	key, typing := e.Get("key").String(), target.Call("matches", "input").Bool()
	by := map[string]int{"ArrowLeft": -1, "ArrowRight": 1, "ArrowUp": -cols, "ArrowDown": cols}[key]
	if typing && key == "Enter" {
		by = cols
	}
	if by == 0 || typing && !atEdge(target, by, cols) {
		return
	}
	e.Call("stopPropagation") // the arrows step through the layer elsewhere
	if to := app.Window().GetElementByID(id[:cut+1] + strconv.Itoa(at+by)); to.Truthy() {
		to.Call("focus")
		if target.Call("matches", "[aria-pressed=true]").Bool() {
			to.Call("click") // the story goes along, as a window slides
		}
		e.PreventDefault()
	}
}

// atEdge says that an arrow leaves the text of a field: up and down do, and to the left and right where the text ends
// or all of it is chosen.
func atEdge(field app.Value, by, cols int) bool {
	if by == cols || by == -cols {
		return true
	}
	start, end := field.Get("selectionStart").Int(), field.Get("selectionEnd").Int()
	length := len([]rune(field.Get("value").String()))
	return start == 0 && (end == length || by < 0 && end == 0) || by > 0 && start == length
}

// long is the class of a number that needs smaller letters in its cell, or "".
func long(text string) string {
	const most = 6
	if utf8.RuneCountInString(text) > most {
		return " bench-long"
	}
	return ""
}
