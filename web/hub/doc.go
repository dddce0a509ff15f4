// Package hub connects the rooms of a page: it holds the State, the connection to the engine, and the list of reactions
// to a change. It does not know the rooms.
//
//	h.Send(protocol.Train{Steps: 100}, nil) // the engine answers with Events
//
//	// Something that only the page knows changes:
//	h.Update(func(s *state.State) { s.Draw = s.Draw.Undo() })
//
//	// This component renders when a part changes:
//	h.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Draw)} })
//
//	// A room does something when another has changed the State:
//	h.React(func(before, now state.State) { ... })
//
// Everything happens on go-app's UI goroutine. Callbacks from the browser get there with Run.
package hub
