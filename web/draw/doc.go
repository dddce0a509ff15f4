// Package draw is the room of the drawing area: strokes become ink and a question to the engine, its answer bars. A
// stroke goes through inkpad.go, state.Draw, room.go and answer.go.
//
//	room := draw.New(desk, labelled)
//	&draw.Panel{Room: room}
package draw
