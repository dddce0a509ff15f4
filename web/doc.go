// Package web is the page: panels that show what the engine computes and let a person steer it. It computes no
// mathematics.
//
// The package composes what the rooms below it have: page.go makes them, shell.go has the routes and the layout. Each
// thing that a person sees is a room (draw, train, graph and others), a package with a Panel. What the rooms share lies
// below them: state is all that the page knows, as plain data; hub holds it, the way to the engine in the Web Worker,
// and the list of those who react to a change; control is where the wish to set or to train something goes. widget,
// plot, figure and tensor are pieces that know no State, and web/browser talks to JavaScript without deciding anything.
//
// Render is pure, and of a State without an engine it gives the page as the server sends it.
//
// Routes: / is the playground, /formula and /check have a panel each, and /share is for authors. /embed/NAME is one
// panel alone, by the names of package panel, and /embed/all is the playground without its header. The settings come
// from the URL's hash.
package web
