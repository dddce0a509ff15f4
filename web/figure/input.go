package figure

import (
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// at is where an event of the pointer was, in the pane.
func (f *Figure) at(e app.Value) [2]float64 {
	r := f.pane.Call("getBoundingClientRect")
	return [2]float64{e.Get("clientX").Float() - r.Get("left").Float(), e.Get("clientY").Float() - r.Get("top").Float()}
}

func (f *Figure) down(e app.Value) {
	if e.Get("button").Int() != 0 {
		return
	}
	at := f.at(e)
	if len(f.pointers) == 0 {
		f.start, f.dragging = at, false
	}
	f.pointers[e.Get("pointerId").Int()] = at
}

func (f *Figure) move(e app.Value) {
	id := e.Get("pointerId").Int()
	was, down := f.pointers[id]
	if !down {
		return
	}
	at := f.at(e)
	if !f.dragging {
		const slack = 4 // what moves less is a click
		if math.Hypot(at[0]-f.start[0], at[1]-f.start[1]) < slack && len(f.pointers) == 1 {
			return
		}
		f.drag(true)
		browser.CapturePointer(f.pane, id)
	}
	f.pointers[id] = at
	z, _ := f.zoom.Move((at[0]-was[0])/float64(len(f.pointers)), (at[1]-was[1])/float64(len(f.pointers)))
	for other, fixed := range f.pointers {
		if before := math.Hypot(was[0]-fixed[0], was[1]-fixed[1]); other != id && before > 0 {
			z = z.By(math.Hypot(at[0]-fixed[0], at[1]-fixed[1])/before, (at[0]+fixed[0])/2, (at[1]+fixed[1])/2)
			break
		}
	}
	f.set(z)
}

func (f *Figure) up(e app.Value) {
	delete(f.pointers, e.Get("pointerId").Int())
	if len(f.pointers) == 0 && f.dragging {
		f.drag(false)
	}
}

// drag has the picture moved as it was painted, until that is over.
func (f *Figure) drag(on bool) {
	f.dragging = on
	f.pane.Get("classList").Call("toggle", "figure-dragged", on)
}

// wheel zooms with the control key, which pinching on a touchpad counts as, and moves sideways. Without either the page
// scrolls.
func (f *Figure) wheel(e app.Value) {
	dx, dy := e.Get("deltaX").Float(), e.Get("deltaY").Float()
	if e.Get("deltaMode").Int() == 1 { // in lines
		dx, dy = 16*dx, 16*dy
	}
	if e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() {
		e.Call("preventDefault")
		at := f.at(e)
		f.set(f.zoom.By(math.Exp(-max(-100, min(100, dy))/200), at[0], at[1]))
		return
	}
	if e.Get("shiftKey").Bool() && dx == 0 {
		dx, dy = dy, 0
	}
	if math.Abs(dx) <= math.Abs(dy) {
		return
	}
	if z, ok := f.zoom.Move(-dx, 0); ok {
		e.Call("preventDefault")
		f.set(z)
	}
}

// arrow is the direction of an arrow key.
func arrow(key string) (graphview.Direction, bool) {
	switch key {
	case "ArrowLeft":
		return graphview.Left, true
	case "ArrowRight":
		return graphview.Right, true
	case "ArrowUp":
		return graphview.Up, true
	case "ArrowDown":
		return graphview.Down, true
	}
	return 0, false
}

func (f *Figure) key(e app.Value) {
	for _, modifier := range []string{"ctrlKey", "metaKey", "altKey"} {
		if e.Get(modifier).Bool() {
			return
		}
	}
	key := e.Get("key").String()
	direction, isArrow := arrow(key)
	from := f.elementID(e.Get("target"))
	switch {
	case isArrow && from == "": // the pane itself, after a click
		return
	case f.Steps && (isArrow && (direction == graphview.Left || direction == graphview.Right) || key == " "):
		return
	case isArrow:
		d := f.Of()
		if to := graphview.Neighbour(d.Graph, d.View, from, direction); to != "" {
			// The graph may be ahead of its picture, which is rendered with the next frame.
			if next := app.Window().Get("document").Call("getElementById", to); next.Truthy() {
				next.Call("focus", map[string]any{"preventScroll": true})
			}
		}
	case key == "+" || key == "=":
		f.scale(zoomStep)
	case key == "-":
		f.scale(1 / zoomStep)
	case key == "0":
		f.set(f.zoom.Fit())
	case key == "Enter" || key == " ":
		f.act(e.Get("target"))
	default:
		return
	}
	e.Call("preventDefault") // of scrolling
}

func (f *Figure) click(e app.Value) {
	target := e.Get("target")
	tiles, wire := target.Call("closest", ".gv-tiles"), target.Call("closest", interactive)
	if f.Pick == nil || !tiles.Truthy() || !wire.Truthy() {
		f.act(target)
		return
	}
	box := tiles.Get("firstElementChild").Call("getBoundingClientRect")
	x := (e.Get("clientX").Float() - box.Get("left").Float()) / max(1, box.Get("width").Float())
	y := (e.Get("clientY").Float() - box.Get("top").Float()) / max(1, box.Get("height").Float())
	f.run(func() { f.Pick(wire.Get("dataset"), x, y) })
}

// act does what an element stands for.
func (f *Figure) act(target app.Value) {
	if e := target.Call("closest", interactive); f.Act != nil && e.Truthy() {
		f.run(func() { f.Act(e.Get("dataset")) })
	}
}

// interactive selects what a picture has to click on.
const interactive = "[data-node],[data-edge],[data-scope]"

// elementID is the id of the element of the picture that an event was about, or "".
func (f *Figure) elementID(target app.Value) string {
	e := target.Call("closest", interactive)
	if !e.Truthy() {
		return ""
	}
	if id := e.Get("id").String(); id != "" {
		return id
	}
	return f.Of().View.ID + "-e" + e.Get("dataset").Get("edge").String() // a part of a wire within a frame
}

func (f *Figure) focused(e app.Value) {
	id := ""
	if e.Get("type").String() == "focusin" {
		target := e.Get("target")
		id = f.elementID(target)
		if id != "" && target.Call("matches", ":focus-visible").Bool() {
			f.reveal(target)
		}
	}
	f.run(func() {
		f.focus = id
		f.said = f.Of().Words(id)
		f.Update()
	})
}

func (f *Figure) hovered(e app.Value) {
	id := ""
	if e.Get("type").String() == "pointerover" && e.Get("pointerType").String() != "touch" && !f.dragging {
		id = f.elementID(e.Get("target"))
	}
	if id != f.hover {
		f.run(func() {
			f.hover = id
			f.Update()
		})
	}
}
