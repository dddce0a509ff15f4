// Package action has what a hand does, as WebDriver describes it in JSON.
//
//	drag := action.Mouse(action.Move(10, 10), action.Press, action.Move(50, 10), action.Release)
package action

import "math"

// Device is an input device, and what is done with it.
type Device struct {
	Type       string         `json:"type"`
	ID         string         `json:"id"`
	Parameters map[string]any `json:"parameters,omitempty"`
	Actions    []Action       `json:"actions"`
}

// Action is a part of it. X and Y are in CSS pixels, in the window of the document.
type Action struct {
	Type     string  `json:"type"`
	X        float64 `json:"x"`
	Y        float64 `json:"y"`
	Duration int     `json:"duration"` // in milliseconds
	Button   int     `json:"button"`
}

// Mouse carries out actions by the mouse.
func Mouse(actions ...Action) Device {
	return Device{"pointer", "mouse", map[string]any{"pointerType": "mouse"}, actions}
}

// Press and Release are those of the mouse's left button.
var (
	Press   = Action{Type: "pointerDown"}
	Release = Action{Type: "pointerUp"}
)

// Move moves the mouse within about a frame of the screen.
func Move(x, y float64) Action {
	return Action{Type: "pointerMove", X: math.Round(x), Y: math.Round(y), Duration: 16}
}

// Shifted returns the device with positions in a window in which its own lies at (x, y).
func (d Device) Shifted(x, y float64) Device {
	actions := make([]Action, len(d.Actions))
	for i, a := range d.Actions {
		if a.Type == "pointerMove" {
			a.X, a.Y = math.Round(a.X+x), math.Round(a.Y+y)
		}
		actions[i] = a
	}
	d.Actions = actions
	return d
}
