package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// Ink is what was drawn on the document before the program was there, as static/ink.js keeps it.
type Ink struct {
	// Strokes are in sides of the drawing area.
	Strokes [][][2]float64
	// Pointer still draws the last of them, or is -1. Touch says that it is a finger, or a palm.
	Pointer int
	Touch   bool
}

// TakeInk returns the Ink. The second time there is none.
func TakeInk() Ink {
	if !app.Window().Get("inkgradTakeInk").Truthy() {
		return Ink{Pointer: -1}
	}
	taken := app.Window().Call("inkgradTakeInk")
	ink := Ink{Pointer: taken.Get("pointer").Int(), Touch: taken.Get("touch").Bool()}
	strokes := taken.Get("strokes")
	for i := range strokes.Length() {
		points := strokes.Index(i)
		stroke := make([][2]float64, points.Length())
		for j := range stroke {
			stroke[j] = [2]float64{points.Index(j).Index(0).Float(), points.Index(j).Index(1).Float()}
		}
		ink.Strokes = append(ink.Strokes, stroke)
	}
	return ink
}
