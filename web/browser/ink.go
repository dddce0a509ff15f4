package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// TakeInk returns the strokes that were drawn on the document before the program was there, in sides of the drawing
// area, as static/ink.js keeps them; and the pointer that still draws the last of them, or -1. The second time there
// are none.
func TakeInk() (strokes [][][2]float64, pointer int) {
	if !app.Window().Get("inkgradTakeInk").Truthy() {
		return nil, -1
	}
	taken := app.Window().Call("inkgradTakeInk")
	all := taken.Get("strokes")
	for i := range all.Length() {
		points := all.Index(i)
		stroke := make([][2]float64, points.Length())
		for j := range stroke {
			stroke[j] = [2]float64{points.Index(j).Index(0).Float(), points.Index(j).Index(1).Float()}
		}
		strokes = append(strokes, stroke)
	}
	return strokes, taken.Get("pointer").Int()
}
