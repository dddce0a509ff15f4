package browsertest

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// What follows acts at places of the window without a look at what is there, as somebody does who does not wait for the
// page. In a frame the places are still those of the window.

// ClickAt presses and releases the mouse at a place as often as times says, with nothing in between.
func (p *Page) ClickAt(x, y float64, times int) {
	p.t.Helper()
	for i := range times {
		e := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMousePressed, X: x, Y: y,
			Button: input.MouseButtonLeft, Buttons: 1, ClickCount: int64(i + 1)}
		p.do("press the mouse", call(input.DispatchMouseEvent, e))
		e.Type, e.Buttons = input.DispatchMouseEventTypeMouseReleased, 0
		p.do("release the mouse", call(input.DispatchMouseEvent, e))
	}
}

// DragAt moves the mouse through places with its left button pressed. A text or a link that comes along is dropped
// nowhere.
func (p *Page) DragAt(places ...[2]float64) {
	p.t.Helper()
	for i, at := range places {
		if i == 0 {
			p.mouse(down, at[0], at[1])
		}
		p.mouse(move, at[0], at[1])
	}
	last := places[len(places)-1]
	p.mouse(up, last[0], last[1])
	// As long as something is dragged the page hears nothing of the mouse.
	p.do("drop what is dragged", call(input.DispatchDragEvent, input.DispatchDragEventParams{
		Type: input.DispatchDragEventTypeDragCancel, X: last[0], Y: last[1],
		Data: &input.DragData{Items: []*input.DragDataItem{}}}))
}

// WheelAt turns the wheel by some pixels, down if there are more than 0; zoom presses the control key meanwhile.
func (p *Page) WheelAt(x, y, pixels float64, zoom bool) {
	p.t.Helper()
	e := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseWheel, X: x, Y: y,
		DeltaX: 0.01, DeltaY: pixels} // a delta of 0 would not be sent, and then be missed
	if zoom {
		e.Modifiers = 2
	}
	p.give("turn the wheel", call(input.DispatchMouseEvent, e))
}

// Insert puts text where the cursor is, as a paste does.
func (p *Page) Insert(text string) {
	p.t.Helper()
	p.give("insert text", call(input.InsertText, input.InsertTextParams{Text: text}))
}

// give hands the page what Chromium calls done when the document under it has taken it: when the wheel has scrolled, a
// key is handled, or the text is there. Of a document that is going away nothing is ever heard, so that is waited for
// only a while.
func (p *Page) give(what string, action chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	err := chromedp.Do(ctx, action)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) || p.ctx.Err() != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// Complaints returns what the page has complained about so far, but for what the test allows: what would fail it at its
// end.
func (p *Page) Complaints() []string {
	p.messages.mu.Lock()
	defer p.messages.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(p.messages.list), func(text string) bool {
		return containsAny(text, p.allowed)
	})
}
