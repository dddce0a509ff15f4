package browsertest

import (
	"math"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Click clicks the middle of an element with the mouse, after scrolling to it, as soon as it can be used, stands still
// and nothing covers it.
func (p *Page) Click(selector string) {
	p.t.Helper()
	at := p.hover(selector, [2]float64{0.5, 0.5})
	p.do("click "+selector, chromedp.MouseClickXY(at.X, at.Y))
}

// hover moves the mouse to a position in an element. What is under the mouse may change when it comes or goes: it must
// stay where it is.
func (p *Page) hover(selector string, position [2]float64) place {
	p.t.Helper()
	at := p.point(selector, position)
	for {
		p.do("move the mouse", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at.X, at.Y))
		now := p.point(selector, position)
		if now == at {
			return at
		}
		at = now
	}
}

// Key presses and releases keys in the element that has the focus: p.Key(kb.Tab), p.Key("0.5"), with kb of chromedp.
func (p *Page) Key(keys string, options ...chromedp.KeyOption) {
	p.t.Helper()
	p.give("press keys", chromedp.KeyEvent(keys, options...))
}

// Focus gives an element the focus.
func (p *Page) Focus(selector string) {
	p.t.Helper()
	p.WaitVisible(selector)
	p.do("focus "+selector, chromedp.Focus(chromedp.CSS(selector)))
}

// Draw draws strokes on an element with the mouse's left button, in steps as a hand's. A stroke is a list of points [x,
// y], from [0, 0] at the element's upper left corner to [1, 1]. Each begins as Click does; its points may lie outside
// the element.
func (p *Page) Draw(selector string, strokes [][][2]float64) {
	p.t.Helper()
	p.trace(selector, strokes, p.hover, p.mouse)
}

// DrawPausing is Draw, and calls pause on half of the way, with the button held down if that is within a stroke.
func (p *Page) DrawPausing(selector string, strokes [][][2]float64, pause func()) {
	p.t.Helper()
	events := 0
	p.trace(selector, strokes, p.hover, func(phase, float64, float64) { events++ })
	half := events / 2
	p.trace(selector, strokes, p.hover, func(ph phase, x, y float64) {
		if events--; events == half {
			pause()
		}
		p.mouse(ph, x, y)
	})
}

// PenDraw is Draw with a pen.
func (p *Page) PenDraw(selector string, strokes [][][2]float64) {
	p.t.Helper()
	p.trace(selector, strokes, p.point, p.pen)
}

// TouchDraw is Draw with a finger. The page must have been opened as a Phone.
func (p *Page) TouchDraw(selector string, strokes [][][2]float64) {
	p.t.Helper()
	p.trace(selector, strokes, p.point, p.finger)
}

// Palm lays a hand on an element, and returns what lifts it and what the browser does when it takes the touch for
// another gesture. The page must have been opened as a Phone.
func (p *Page) Palm(selector string, at [2]float64) (lift, cancel func()) {
	p.t.Helper()
	place := p.point(selector, at)
	p.finger(down, place.X, place.Y)
	for i := range 3 { // it does not lie quite still
		p.finger(move, place.X+float64(2*i), place.Y+float64(i))
	}
	return func() { p.finger(up, 0, 0) }, func() {
		p.do("cancel a touch", call(input.DispatchTouchEvent,
			input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchCancel,
				TouchPoints: []*input.TouchPoint{}}))
	}
}

// phase is a part of a stroke.
type phase int

const (
	down phase = iota
	move
	up
)

// StepLength is how far a pointer gets between two events, in CSS pixels: a hand at 720 pixels a second, seen 60 times
// a second.
const StepLength = 12.0

func (p *Page) trace(selector string, strokes [][][2]float64,
	find func(string, [2]float64) place, pointer func(phase, float64, float64)) {
	p.t.Helper()
	for _, stroke := range strokes {
		if len(stroke) == 0 {
			continue
		}
		start := find(selector, stroke[0])
		x, y := start.X, start.Y
		pointer(down, x, y)
		for _, to := range stroke[1:] {
			tx, ty := start.at(stroke[0], to)
			steps := max(1, int(math.Ceil(math.Hypot(tx-x, ty-y)/StepLength)))
			for i := 1; i <= steps; i++ {
				f := float64(i) / float64(steps)
				pointer(move, x+f*(tx-x), y+f*(ty-y))
			}
			x, y = tx, ty
		}
		pointer(up, x, y)
	}
}

func (p *Page) mouse(ph phase, x, y float64) {
	p.t.Helper()
	p.button(ph, x, y, input.DispatchMouseEventPointerTypeMouse)
}

func (p *Page) pen(ph phase, x, y float64) {
	p.t.Helper()
	p.button(ph, x, y, input.DispatchMouseEventPointerTypePen)
}

func (p *Page) button(ph phase, x, y float64, kind input.DispatchMouseEventPointerType) {
	p.t.Helper()
	e := input.DispatchMouseEventParams{X: x, Y: y, Button: input.MouseButtonLeft, Buttons: 1, PointerType: kind}
	switch ph {
	case down:
		e.Type, e.ClickCount = input.DispatchMouseEventTypeMousePressed, 1
	case move:
		e.Type = input.DispatchMouseEventTypeMouseMoved
	case up:
		e.Type, e.ClickCount, e.Buttons = input.DispatchMouseEventTypeMouseReleased, 1, 0
	}
	p.do("draw with the "+string(kind), call(input.DispatchMouseEvent, e))
}

func (p *Page) finger(ph phase, x, y float64) {
	p.t.Helper()
	e := input.DispatchTouchEventParams{TouchPoints: []*input.TouchPoint{{X: x, Y: y}}}
	switch ph {
	case down:
		e.Type = input.DispatchTouchEventTypeTouchStart
	case move:
		e.Type = input.DispatchTouchEventTypeTouchMove
	case up:
		e.Type, e.TouchPoints = input.DispatchTouchEventTypeTouchEnd, []*input.TouchPoint{}
	}
	p.do("draw with a finger", call(input.DispatchTouchEvent, e))
}
