package editor

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/state"
)

// hand handles presses, keys and dragging in the editor. Its listeners are on the editor's root, since rows come and
// go. A dragged row moves by its style, without rendering.
type hand struct {
	editor *Editor
	root   app.Value
	close  []func()

	// pointed says that the last press was a pointer's and not a key's: then a row that gets the focus is not scrolled
	// to, so that what is under the pointer stays there.
	pointed bool
	// pointer is the one that drags a row; -1 when none does.
	pointer int
	rows    []app.Value
	boxes   []span
	from    int
	start   float64 // where the pointer went down, from the top of the document
	to      int
}

// span is where a row is, from the top of the document.
type span struct{ top, height float64 }

func (s span) middle() float64 { return s.top + s.height/2 }

// take begins to listen to the editor.
func (h *hand) take(n *Editor, root app.Value) {
	h.editor, h.root, h.pointer = n, root, -1
	for event, hear := range map[string]func(app.Value){
		"click": h.click, "change": h.change, "keydown": h.key,
		"pointerdown": h.down, "pointermove": h.move, "pointerup": h.up, "pointercancel": h.cancel,
	} {
		h.close = append(h.close, browser.Listen(root, event, hear))
	}
}

func (h *hand) letGo() {
	for _, f := range h.close {
		f()
	}
	h.close = nil
}

// edit changes the layers, then gives the focus to the element with that id, which the change may have brought.
func (h *hand) edit(focus string, change func(*state.Editor) *state.Editor) {
	h.turn(focus, func(s *state.State) { *s = s.Edit(change) })
}

// turn is edit for changes of more than the layers.
func (h *hand) turn(focus string, change func(*state.State)) {
	desk := h.editor.Desk
	desk.Run(func() {
		desk.EditNetwork(change)
		if focus == "" {
			return
		}
		desk.AfterRender(h.editor, func() {
			if e := app.Window().GetElementByID(focus); e.Truthy() {
				e.Call("focus", map[string]any{"preventScroll": h.pointed})
			}
		})
	})
}

// data returns what an element around the event's target has in that attribute of data-, and whether there is one.
func data(e app.Value, name string) (app.Value, string, bool) {
	around := e.Get("target").Call("closest", "[data-"+name+"]")
	if !around.Truthy() {
		return nil, "", false
	}
	return around, around.Get("dataset").Get(name).String(), true
}

// dataNumber is data for a number.
func dataNumber(e app.Value, name string) (int, bool) {
	_, text, ok := data(e, name)
	n, err := strconv.Atoi(text)
	return n, ok && err == nil
}

func handleID(place int) string { return "layer-" + strconv.Itoa(place) }

func (h *hand) click(e app.Value) {
	_, what, ok := data(e, "act")
	if !ok {
		return
	}
	at, _ := dataNumber(e, "place")
	switch what {
	case "undo":
		h.turn("", func(s *state.State) { *s = s.UndoLayers() })
	case "redo":
		h.turn("", func(s *state.State) { *s = s.RedoLayers() })
	case "up":
		h.edit("", func(e *state.Editor) *state.Editor { return e.Move(at, at-1) })
	case "down":
		h.edit("", func(e *state.Editor) *state.Editor { return e.Move(at, at+1) })
	case "duplicate":
		h.edit(handleID(at+1), func(e *state.Editor) *state.Editor { return e.Duplicate(at) })
	case "remove":
		h.edit(handleID(max(0, at-1)), func(e *state.Editor) *state.Editor { return e.Remove(at) })
	case "add":
		desk := h.editor.Desk
		desk.Run(func() {
			s := desk.State()
			h.edit(handleID(s.Editor.Following(s.Settings.Wanted).NewPlace()),
				func(e *state.Editor) *state.Editor { return e.Add(e.Kind) })
		})
	}
}

func (h *hand) change(e app.Value) {
	value := e.Get("target").Get("value").String()
	if _, _, ok := data(e, "kind"); ok {
		desk := h.editor.Desk
		desk.Run(func() { desk.Update(func(s *state.State) { s.Editor = s.Editor.WithKind(value) }) })
		return
	}
	_, field, ok := data(e, "field")
	if at, placed := dataNumber(e, "place"); ok && placed {
		h.edit("", func(e *state.Editor) *state.Editor { return e.Set(at, field, value) })
	}
}

// key moves rows and steps numbers by the arrow keys, and takes edits back.
func (h *hand) key(e app.Value) {
	h.pointed = false
	key := e.Get("key").String()
	by := map[string]int{"ArrowUp": -1, "ArrowDown": 1}[key]
	at, inRow := dataNumber(e, "row")
	input, field, inField := data(e, "field")
	_, _, onHandle := data(e, "handle")
	command := e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool()
	switch {
	case key == "Escape" && h.pointer >= 0:
		h.cancel(e)
	case by != 0 && inRow && (e.Get("altKey").Bool() || onHandle):
		e.Call("preventDefault")
		to := max(0, at+by)
		h.edit("layer-"+strconv.Itoa(to), func(e *state.Editor) *state.Editor { return e.Move(at, to) })
	case by != 0 && inField && input.Get("tagName").String() == "INPUT":
		e.Call("preventDefault")
		h.edit("", func(e *state.Editor) *state.Editor { return e.Step(at, field, -by) })
	case command && (key == "z" || key == "Z" || key == "y") && !h.typing(input, inField, at, field):
		e.Call("preventDefault")
		if key == "y" || e.Get("shiftKey").Bool() {
			h.turn("", func(s *state.State) { *s = s.RedoLayers() })
		} else {
			h.turn("", func(s *state.State) { *s = s.UndoLayers() })
		}
	}
}

// typing reports whether a field has text that is not committed yet, which the browser's own Undo handles.
func (h *hand) typing(input app.Value, inField bool, at int, field string) bool {
	if !inField {
		return false
	}
	s := h.editor.Desk.State()
	e := s.Editor.Following(s.Settings.Wanted)
	if at >= len(e.Rows) {
		return false
	}
	f, ok := e.Rows[at].Field(field)
	return ok && input.Get("value").String() != e.Rows[at].Text(f)
}

func scrolled() float64 { return app.Window().Get("scrollY").Float() }

// down takes hold of a row.
func (h *hand) down(e app.Value) {
	h.pointed = true
	from, ok := dataNumber(e, "handle")
	if !ok || h.pointer >= 0 || e.Get("button").Int() != 0 {
		return
	}
	all := h.root.Call("querySelectorAll", "[data-row]")
	h.rows, h.boxes = nil, nil
	for i := range all.Length() {
		row := all.Index(i)
		box := row.Call("getBoundingClientRect")
		h.rows = append(h.rows, row)
		h.boxes = append(h.boxes, span{box.Get("top").Float() + scrolled(), box.Get("height").Float()})
	}
	if from >= len(h.rows) {
		return
	}
	h.pointer, h.from, h.to = e.Get("pointerId").Int(), from, from
	h.start = e.Get("clientY").Float() + scrolled()
	browser.CapturePointer(e.Get("target"), h.pointer)
	h.rows[from].Get("classList").Call("add", "layer-dragged")
	h.root.Get("classList").Call("add", "editor-drags")
}

// move lets the row follow the pointer, and the others make room for it.
func (h *hand) move(e app.Value) {
	if h.pointer < 0 || e.Get("pointerId").Int() != h.pointer {
		return
	}
	const edge, step = 48, 12
	switch y := e.Get("clientY").Float(); {
	case y < edge:
		app.Window().Call("scrollBy", 0, -step)
	case y > app.Window().Get("innerHeight").Float()-edge:
		app.Window().Call("scrollBy", 0, step)
	}
	dy := e.Get("clientY").Float() + scrolled() - h.start
	h.to = dropPlace(h.boxes, h.from, dy)
	for i, row := range h.rows {
		shift := dy
		if i != h.from {
			shift = makesRoom(i, h.from, h.to) * h.boxes[h.from].height
		}
		row.Get("style").Set("transform", "translateY("+strconv.FormatFloat(shift, 'f', 1, 64)+"px)")
	}
}

// dropPlace returns the place of the row from after it has been dragged by dy: behind all rows whose middle its own has
// passed.
func dropPlace(boxes []span, from int, dy float64) int {
	middle, to := boxes[from].middle()+dy, from
	for i, b := range boxes {
		switch {
		case i < from && middle < b.middle():
			to = min(to, i)
		case i > from && middle > b.middle():
			to = i
		}
	}
	return to
}

// makesRoom returns by how many of its heights the row i moves while the row from is over the place to.
func makesRoom(i, from, to int) float64 {
	switch {
	case i > from && i <= to:
		return -1
	case i < from && i >= to:
		return 1
	}
	return 0
}

func (h *hand) up(e app.Value) {
	if h.pointer < 0 || e.Get("pointerId").Int() != h.pointer {
		return
	}
	from, to := h.from, h.to
	h.drop()
	if from != to {
		h.edit(handleID(to), func(e *state.Editor) *state.Editor { return e.Move(from, to) })
	}
}

func (h *hand) cancel(app.Value) { h.drop() }

// drop puts the rows back where they were.
func (h *hand) drop() {
	h.pointer = -1
	for _, row := range h.rows {
		row.Get("style").Set("transform", "")
		row.Get("classList").Call("remove", "layer-dragged")
	}
	h.root.Get("classList").Call("remove", "editor-drags")
	h.rows, h.boxes = nil, nil
}
