// Package hub is where the rooms of a page meet: it holds the State, the way to the engine, and the list of those who
// react to a change. It knows no room.
//
//	h.Send(protocol.Train{Steps: 100}, nil) // the engine answers with Events
//
//	// What only the page knows:
//	h.Update(func(s *state.State) { s.Draw = s.Draw.Undo() })
//
//	// This component renders when a part changes:
//	h.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Draw)} })
//
//	// A room does something when another has changed the State:
//	h.React(func(before, now state.State) { ... })
//
// Everything happens on go-app's UI goroutine; Run leads there from wherever the browser calls.
package hub
