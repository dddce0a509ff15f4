// Package draw is the room of the drawing area. Strokes become ink, and a question to the engine; its answer becomes
// bars. A stroke goes through inkpad.go, state.Draw, room.go and answer.go.
//
//	room := draw.New(desk, labelled)
//	&draw.Panel{Room: room}
package draw
