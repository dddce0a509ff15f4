package figure

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Figure shows a graph, which can be moved, zoomed, explored with keys and saved. It highlights the paths through the
// node under the pointer or with the focus, and describes the node in words.
//
// Moving does not render anything: the picture lies in a box whose transform is set as events come.
type Figure struct {
	app.Compo
	// Name is the name of the files to save. Hint is shown when the pointer is on nothing.
	Name, Hint string
	// Of returns the current graph and its picture.
	Of func() graphview.Drawn
	// Act carries out the action of the element with that dataset. It may be nil.
	Act func(data app.Value)
	// Pick carries out a click on a small picture at a wire, of the element with that dataset: at x, y of the picture,
	// from 0 to 1. It may be nil: then the click is one on the wire.
	Pick func(data app.Value, x, y float64)
	// Steps leaves the keys ← → and space to a stepper around the figure.
	Steps bool
	// Large is the largest scale of a picture that has room; 0 means 1.
	Large float64

	disp      app.Dispatcher
	pane, box app.Value
	zoom      zoom
	beyond    string             // the sides at which the picture goes on, as the pane says them
	pointers  map[int][2]float64 // those that are down
	start     [2]float64         // where the first went down
	dragging  bool
	now       []int // the operations that were at work last
	chosen    []int // the values that were selected last
	// hover and focus are the ids of the elements under the pointer and with the focus, or "".
	hover, focus string
	// said is what a screen reader is told of the element with the focus, and note what became of saving.
	said  string
	note  widget.Note
	theme graphview.Theme // of the file that is saved
	close []func()
}

func (f *Figure) OnMount(ctx app.Context) {
	f.disp = ctx.Dispatcher()
	f.pane = ctx.JSSrc().Call("querySelector", ".figure-pane")
	f.box = f.pane.Get("firstElementChild")
	f.pointers = map[int][2]float64{}
	f.close = []func(){browser.WhileResized(f.pane, func(float64) { f.resized() })}
	for event, hear := range map[string]func(app.Value){
		"pointerdown": f.down, "pointermove": f.move, "pointerup": f.up, "pointercancel": f.up, "wheel": f.wheel,
		"click": f.click, "keydown": f.key, "focusin": f.focused, "focusout": f.focused, "pointerover": f.hovered,
		"pointerleave": f.hovered,
	} {
		f.close = append(f.close, browser.Listen(f.pane, event, hear))
	}
	f.lay()
}

// run calls do on the UI goroutine.
func (f *Figure) run(do func()) {
	f.disp.Dispatch(app.Dispatch{Mode: app.Next, Function: func(app.Context) { do() }})
}

func (f *Figure) OnDismount() {
	for _, stop := range f.close {
		stop()
	}
}

func (f *Figure) OnUpdate(app.Context) {
	f.lay()
	f.follow()
}

// follow brings the operations at work into view when they change, and what is chosen when another is.
func (f *Figure) follow() {
	var now []int
	view := f.Of().View
	if m := view.Moment; m != nil {
		now = m.Now
	}
	if !slices.Equal(view.Selected, f.chosen) {
		f.chosen = view.Selected
		f.showChosen()
	}
	if slices.Equal(now, f.now) {
		return
	}
	if f.now = now; len(now) > 0 {
		if at := f.pane.Call("querySelector", ".gv-now"); at.Truthy() {
			f.reveal(at)
		}
	}
}

// resized fits the picture in, and keeps what is chosen in view: choosing may have made the pane narrower.
func (f *Figure) resized() {
	f.lay()
	f.showChosen()
}

// showChosen brings what is chosen into view.
func (f *Figure) showChosen() {
	if f.pane == nil { // not yet in a document
		return
	}
	for _, selector := range []string{".gv-node.gv-selected", ".gv-selected"} {
		if chosen := f.pane.Call("querySelector", selector); chosen.Truthy() {
			f.reveal(chosen)
			return
		}
	}
}

// reveal brings an element of the picture into view.
func (f *Figure) reveal(e app.Value) {
	r, p := e.Call("getBoundingClientRect"), f.pane.Call("getBoundingClientRect")
	f.set(f.zoom.Reveal(r.Get("left").Float()-p.Get("left").Float(), r.Get("top").Float()-p.Get("top").Float(),
		r.Get("width").Float(), r.Get("height").Float()))
}

func (f *Figure) Render() app.UI {
	d := f.Of()
	id, dim, words := f.inHand(), "", f.Hint
	if d.Root != nil && id != "" {
		words = d.Words(id)
		if off := graphview.OffPath(d.Graph, d.View, id); off != "" {
			dim = "#figure-" + f.Name + " :is(" + off + "){opacity:.25}"
		}
	}
	return app.Div().Class("figure-graph").ID("figure-"+f.Name).Body(
		app.Style().Text(dim),
		app.Div().Class("figure-pane").TabIndex(-1).Body(
			&widget.SVGBox{Class: "graph-svg", Tree: func() *graphview.Element { return f.Of().Root }},
		),
		app.Div().Class("figure-foot").Body(
			app.P().Class("help figure-words").Aria("hidden", "true").Text(words),
			app.P().Class("visually-hidden").Attr("role", "status").Text(f.said),
			f.tools(d.Root == nil),
		),
	)
}

// inHand returns the id of the element to describe, or "".
func (f *Figure) inHand() string {
	if f.hover != "" {
		return f.hover
	}
	return f.focus
}

func (f *Figure) tools(disabled bool) app.UI {
	tool := func(label, title string, press func()) app.UI {
		return widget.Button(label, disabled, press).Class("tool").Title(title).Aria("label", title)
	}
	return app.Div().Class("tools").Attr("role", "group").Aria("label", "Picture").Body(
		app.Span().Class("help tools-note").Attr("role", "status").Text(f.note.Text),
		tool("−", "Zoom out (key −)", func() { f.scale(1 / zoomStep) }),
		tool("+", "Zoom in (key +)", func() { f.scale(zoomStep) }),
		tool("Fit", "Show all of it (key 0)", func() { f.set(f.zoom.Fit()) }),
		app.Div().Class("tools-file").Body(
			f.themes(),
			tool("SVG", "Save as SVG", func() { f.save("svg") }),
			tool("PNG", "Save as PNG", func() { f.save("png") }),
			tool("Copy", "Copy the picture", func() { f.save("") }),
		),
	)
}

// themes chooses the colours of the file that is saved or copied.
func (f *Figure) themes() app.UI {
	return app.Label().Title("The colours of the file: Auto is dark where the page that shows it is dark").Body(
		app.Span().Class("visually-hidden").Text("Colours of the file"),
		widget.Choose("figure-theme-"+f.Name, []string{"Auto", "Light", "Dark"}, int(f.theme),
			func(i int) { f.theme = graphview.Theme(i) }),
	)
}

// lay fits the picture into the pane as it is now.
func (f *Figure) lay() {
	d := f.Of()
	root := d.Root
	if root == nil || f.pane == nil {
		return
	}
	w, _ := strconv.ParseFloat(root.Attr("width"), 64) // graphview wrote both
	h, _ := strconv.ParseFloat(root.Attr("height"), 64)
	z := f.zoom
	z.Large, z.Tall = f.Large, d.View.Down
	f.set(z.Layout(f.pane.Get("clientWidth").Float(), w, h))
}

// set puts the picture where z says.
func (f *Figure) set(z zoom) {
	if z == f.zoom {
		return
	}
	if z.PaneH != f.zoom.PaneH {
		f.pane.Get("style").Set("height", graphview.Px(z.PaneH)+"px")
	}
	if beyond := z.beyond(); beyond != f.beyond {
		f.beyond = beyond
		f.pane.Call("setAttribute", "data-beyond", beyond)
	}
	f.zoom = z
	f.box.Get("style").Set("transform",
		"translate("+graphview.Px(z.X)+"px,"+graphview.Px(z.Y)+"px) scale("+strconv.FormatFloat(z.K, 'f', 4, 64)+")")
}

func (f *Figure) scale(by float64) { f.set(f.zoom.By(by, f.zoom.PaneW/2, f.zoom.PaneH/2)) }
