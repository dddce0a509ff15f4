package draw

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// inkPad is the canvas that is drawn on: pointer events become strokes of the State, and the strokes of the State
// become ink.
type inkPad struct {
	app.Compo
	Room *Room

	canvas  app.Value
	pointer int  // the pointer that draws, or -1
	touch   bool // it is a finger, or the palm of the hand that holds a pen
	close   []func()
}

func (p *inkPad) OnMount(ctx app.Context) {
	p.canvas = ctx.JSSrc()
	// Handlers of go-app render the whole panel for every event; these only draw ink.
	p.listen("pointerdown", p.down)
	p.listen("pointermove", p.move)
	p.listen("pointerup", p.up)
	p.listen("pointercancel", p.cancel)
	p.Room.WatchThen(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Draw.Version), hub.Of(s.Settings.Wanted.Theme)}
	}, p.paint)
	p.close = append(p.close,
		browser.WhileDark(func() { p.Room.Run(p.paint) }),
		browser.WhileResized(p.canvas, func(float64) { p.Room.Run(p.paint) }))
	p.takeOver()
}

// takeOver goes on with what was drawn before the program was there.
func (p *inkPad) takeOver() {
	ink := browser.TakeInk()
	for _, s := range ink.Strokes {
		for i := range s {
			s[i] = [2]float64{s[i][0] * state.Paper, s[i][1] * state.Paper}
		}
		p.Room.Update(func(now *state.State) { *now = now.Redraw(now.Draw.Begin(s[0]).Extend(s[1:]...)) })
	}
	p.pointer, p.touch = ink.Pointer, ink.Touch
	switch {
	case p.pointer >= 0:
		browser.CapturePointer(p.canvas, p.pointer)
	case len(ink.Strokes) > 0:
		p.Room.Update(func(s *state.State) { s.Draw = s.Draw.End() })
	}
}

func (p *inkPad) OnDismount() {
	p.Room.Forget(p)
	for _, f := range p.close {
		f()
	}
}

func (p *inkPad) Render() app.UI {
	return app.Canvas().ID("ink").Class("ink").TabIndex(0).Attr("role", "img").
		Aria("label", "Drawing area. Without a pointer, choose Sample for a digit. Escape clears, Control Z undoes, "+
			"a digit key adds the drawing to yours with that label.").
		OnKeyDown(p.key)
}

func (p *inkPad) listen(event string, hear func(app.Value)) {
	p.close = append(p.close, browser.Listen(p.canvas, event, func(e app.Value) { p.Room.Run(func() { hear(e) }) }))
}

func (p *inkPad) down(e app.Value) {
	if e.Get("button").Int() != 0 {
		return
	}
	id, kind := e.Get("pointerId").Int(), e.Get("pointerType").String()
	switch {
	case p.pointer < 0 || p.pointer == id: // the same again: its end was not seen
	case p.touch && kind == "pen": // what rests on the paper is the hand that holds it
		p.Room.Update(func(s *state.State) { s.Draw = s.Draw.Withdraw() })
	default:
		return
	}
	p.pointer, p.touch = id, kind == "touch"
	browser.CapturePointer(p.canvas, p.pointer)
	at := p.points(e)[0]
	p.Room.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Begin(at)) })
}

func (p *inkPad) move(e app.Value) {
	if p.pointer < 0 || e.Get("pointerId").Int() != p.pointer {
		return
	}
	events := []app.Value{e}
	if e.Get("getCoalescedEvents").Truthy() {
		if all := e.Call("getCoalescedEvents"); all.Length() > 0 {
			events = events[:0]
			for i := range all.Length() {
				events = append(events, all.Index(i))
			}
		}
	}
	at := p.points(events...)
	p.Room.Update(func(s *state.State) { s.Draw = s.Draw.Extend(at...) })
}

func (p *inkPad) up(e app.Value)     { p.finish(e, (*state.Draw).End) }
func (p *inkPad) cancel(e app.Value) { p.finish(e, (*state.Draw).Withdraw) }

// finish ends the stroke of the pointer of an event, if that is the one that draws.
func (p *inkPad) finish(e app.Value, how func(*state.Draw) *state.Draw) {
	if p.pointer < 0 || e.Get("pointerId").Int() != p.pointer {
		return
	}
	p.pointer = -1
	p.Room.Update(func(s *state.State) { s.Draw = how(s.Draw) })
}

func (p *inkPad) key(_ app.Context, e app.Event) {
	switch {
	case e.Get("key").String() == "Escape":
		p.Room.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Clear()) })
	case e.Get("key").String() == "z" && (e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool()):
		e.PreventDefault()
		p.Room.Update(func(s *state.State) { s.Draw = s.Draw.Undo() })
	case !e.Get("ctrlKey").Bool() && !e.Get("metaKey").Bool() && !e.Get("altKey").Bool():
		if digit, err := strconv.Atoi(e.Get("key").String()); err == nil && digit >= 0 && digit <= 9 {
			p.Room.Update(func(s *state.State) { *s = s.Label(digit) })
		}
	}
}

// points returns where events of the pointer were, on Paper.
func (p *inkPad) points(events ...app.Value) [][2]float64 {
	box := p.canvas.Call("getBoundingClientRect")
	left, top := box.Get("left").Float(), box.Get("top").Float()
	scale := state.Paper / max(1, box.Get("width").Float())
	ps := make([][2]float64, len(events))
	for i, e := range events {
		ps[i] = [2]float64{(e.Get("clientX").Float() - left) * scale, (e.Get("clientY").Float() - top) * scale}
	}
	return ps
}

// paint draws the strokes again, as finely as the screen can show.
func (p *inkPad) paint() {
	side := p.canvas.Get("clientWidth").Float() * app.Window().Get("devicePixelRatio").Float()
	g := p.canvas.Call("getContext", "2d")
	p.canvas.Set("width", side) // clears it, too
	p.canvas.Set("height", side)
	g.Call("scale", side/state.Paper, side/state.Paper)
	g.Set("lineWidth", inkWidth)
	g.Set("lineCap", "round")
	g.Set("lineJoin", "round")
	g.Set("strokeStyle", app.Window().Call("getComputedStyle", p.canvas).Get("color"))
	g.Call("stroke", app.Window().Get("Path2D").New(inkPath(p.Room.State().Draw.Drawing.Strokes)))
}
