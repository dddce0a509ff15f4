package widget

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// stopsLength is how many places the slider itself has, however many stops there are: go-app sets attributes in any
// order, and a value beyond the range of before would be cut.
const stopsLength = 1000

// stopsKeys are the keys of a slider, and by how many stops they move it.
var stopsKeys = map[string]int{"ArrowLeft": -1, "ArrowDown": -1, "ArrowRight": 1, "ArrowUp": 1, "PageDown": -5,
	"PageUp": 5, "Home": -1 << 20, "End": 1 << 20}

// Stops is a slider over a row of stops, which lie at equal distances; a key moves it from one to another. The function
// now returns at which stop it stands, and the last one, both counted from 0; text says what lies there, and show is
// called with the stop that is chosen.
func Stops(id, text string, disabled bool, now func() (at, last int), show func(at int)) app.HTMLInput {
	value := func() int {
		at, last := now()
		return stopsLength * at / max(1, last)
	}
	return app.Input().Type("range").Class("slider").ID(id).Max(stopsLength).Value(value()).
		Disabled(disabled).Aria("valuetext", text).
		OnInput(func(ctx app.Context, _ app.Event) {
			place, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // a slider holds nothing else
			_, last := now()
			show((place*last + stopsLength/2) / stopsLength)
		}).
		OnChange(func(ctx app.Context, _ app.Event) { // it was let go between two stops
			ctx.JSSrc().Set("value", value())
		}).
		OnKeyDown(func(_ app.Context, e app.Event) {
			if by, ok := stopsKeys[e.Get("key").String()]; ok {
				e.PreventDefault()
				at, last := now()
				show(min(max(at+by, 0), last))
			}
		})
}
