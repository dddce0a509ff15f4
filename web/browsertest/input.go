package browsertest

import (
	"math"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Click clicks the middle of an element with the mouse, after scrolling to it.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.WaitVisible(selector)
	b := p.box(selector)
	x, y := b.X+b.Width/2, b.Y+b.Height/2
	p.do("click "+selector, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y), chromedp.MouseClickXY(x, y))
}

// Key presses and releases keys in the element that has the focus: p.Key(kb.Tab), p.Key("0.5"), with kb of chromedp.
func (p *Page) Key(keys string, options ...chromedp.KeyOption) {
	p.t.Helper()
	p.do("press keys", chromedp.KeyEvent(keys, options...))
}

// Focus gives an element the focus.
func (p *Page) Focus(selector string) {
	p.t.Helper()
	p.WaitVisible(selector)
	p.do("focus "+selector, chromedp.Focus(chromedp.CSS(selector)))
}

// Draw draws strokes on an element with the mouse's left button, in steps as a hand's. A stroke is a list of points [x, y], from [0, 0] at
// the element's upper left corner to [1, 1].
func (p *Page) Draw(selector string, strokes [][][2]float64) {
	p.t.Helper()
	p.trace(selector, strokes, p.mouse)
}

// TouchDraw is Draw with a finger. The page must have been opened as a Phone.
func (p *Page) TouchDraw(selector string, strokes [][][2]float64) {
	p.t.Helper()
	p.trace(selector, strokes, p.finger)
}

// phase is a part of a stroke.
type phase int

const (
	down phase = iota
	move
	up
)

// stepLength is how far a pointer gets between two events, in CSS pixels: a hand at 600 pixels a second, seen 100 times a second.
const stepLength = 6.0

func (p *Page) trace(selector string, strokes [][][2]float64, pointer func(phase, float64, float64)) {
	p.t.Helper()
	p.WaitVisible(selector)
	b := p.box(selector)
	for _, stroke := range strokes {
		if len(stroke) == 0 {
			continue
		}
		x, y := b.at(stroke[0])
		pointer(down, x, y)
		for _, to := range stroke[1:] {
			tx, ty := b.at(to)
			steps := max(1, int(math.Ceil(math.Hypot(tx-x, ty-y)/stepLength)))
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
	e := input.DispatchMouseEventParams{X: x, Y: y, Button: input.MouseButtonLeft, Buttons: 1}
	switch ph {
	case down:
		p.do("move the mouse", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y))
		e.Type, e.ClickCount = input.DispatchMouseEventTypeMousePressed, 1
	case move:
		e.Type = input.DispatchMouseEventTypeMouseMoved
	case up:
		e.Type, e.ClickCount, e.Buttons = input.DispatchMouseEventTypeMouseReleased, 1, 0
	}
	p.do("draw with the mouse", call(input.DispatchMouseEvent, e))
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

// rect is where an element is in the window, in CSS pixels.
type rect struct{ X, Y, Width, Height float64 }

// at returns the place in the window of a position in the element.
func (r rect) at(position [2]float64) (x, y float64) {
	return r.X + position[0]*r.Width, r.Y + position[1]*r.Height
}

// box scrolls to an element and returns where it then is in the window.
func (p *Page) box(selector string) rect {
	p.t.Helper()
	b := Eval[rect](p, `(() => {
		const e = document.querySelector(`+quote(selector)+`);
		e.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
		const { x, y, width, height } = e.getBoundingClientRect();
		return { X: x, Y: y, Width: width, Height: height };
	})()`)
	if p.frame != nil {
		around := p.frame.box()
		b.X, b.Y = b.X+around.X, b.Y+around.Y
	}
	return b
}
