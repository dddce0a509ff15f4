package crosstest

import (
	"context"
	"math"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/crosstest/action"
)

// Click clicks the middle of an element with the mouse, as soon as it can be used.
func (p *Page) Click(selector string) {
	p.t.Helper()
	at := p.point(selector, [2]float64{0.5, 0.5})
	p.perform("click "+selector, action.Mouse(action.Move(at.X, at.Y), action.Press, action.Release))
}

// Draw draws a stroke on an element with the mouse, in steps as a hand's. Its points are from [0, 0] at the element's
// upper left corner to [1, 1].
func (p *Page) Draw(selector string, stroke [][2]float64) {
	p.t.Helper()
	at := p.point(selector, stroke[0])
	x, y := at.X, at.Y
	actions := []action.Action{action.Move(x, y), action.Press}
	for _, to := range stroke[1:] {
		tx, ty := at.X+(to[0]-stroke[0][0])*at.Width, at.Y+(to[1]-stroke[0][1])*at.Height
		steps := max(1, math.Ceil(math.Hypot(tx-x, ty-y)/browsertest.StepLength))
		for i := 1.0; i <= steps; i++ {
			actions = append(actions, action.Move(x+i/steps*(tx-x), y+i/steps*(ty-y)))
		}
		x, y = tx, ty
	}
	p.perform("draw on "+selector, action.Mouse(append(actions, action.Release)...))
}

func (p *Page) perform(what string, device action.Device) {
	p.t.Helper()
	p.do(what, func(ctx context.Context) error { return p.browser.Perform(ctx, p.frames, device) })
}

// place is a point in the window of a page or frame at which an element takes a pointer's events, and the element's
// size; or why there is none.
type place struct {
	X, Y, Width, Height float64
	Problem             string
}

// point waits until a pointer can be used at a position in an element.
func (p *Page) point(selector string, position [2]float64) place {
	p.t.Helper()
	at := Eval[place](p, browsertest.PointAt(selector, position, Patience*3/4))
	if at.Problem != "" {
		p.t.Fatalf("%s cannot be used: %s", selector, at.Problem)
	}
	return at
}
