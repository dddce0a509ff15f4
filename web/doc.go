// Package web is the page: panels that show what the engine computes and let a person steer it. It computes no mathematics.
//
// One Page stands behind all components of a document. It holds the State, which is plain data, and the Engine, which is the
// other end of the conversation with the Web Worker. Components send Commands through the Page and observe parts of the State:
//
//	page.Send(protocol.Train{Steps: 100}, nil)             // the engine answers with Events
//	page.Update(func(s State) State { return s.Clear() })  // what only the page knows
//	page.Watch(ctx, func(s State) any { return s.Draw })   // this component renders when that part changes
//
// Conventions: a part of the State is a pointer to a value that is never changed again; a change makes a new one, so comparing
// pointers tells what changed. Everything happens on go-app's UI goroutine. Render is pure, and of a State without an engine it
// gives the page as the server sends it. What talks to the browser is a leaf without decisions, which does nothing natively.
//
// Routes: / is all panels; /embed/draw, /embed/train, /embed/graph and /embed/mistakes are one panel alone, and
// /embed/all those of / without its header; /share is for authors. The settings come from the URL's hash.
package web
