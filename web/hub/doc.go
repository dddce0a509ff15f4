// Package hub is where the rooms of a page meet: it holds the State, the way to the engine, and the list of those who
// react to a change. It knows no room.
//
//	h.Send(protocol.Train{Steps: 100}, nil)                              // the engine answers with Events
//	h.Update(func(s *state.State) { s.Settings.Wanted.Seed++ })          // what only the page knows
//	hub.Watch(h, ctx, func(s state.State) *state.Draw { return s.Draw }) // renders when that part changes
//	h.React(func(before, now state.State) { ... })                       // something is done after a change
//
// Everything happens on go-app's UI goroutine; Run leads there from wherever the browser calls.
package hub
