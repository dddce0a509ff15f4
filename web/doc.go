// Package web is the page: panels that show what the engine computes and let a person steer it. It computes no
// mathematics.
//
// The package composes the rooms below it: page.go makes them, shell.go has the routes and the layout. Each thing that
// a person sees is a room (draw, train, graph and others), a package with a Panel. Below them is what they share: state
// holds everything that the page knows, as plain data; hub holds the State, the connection to the engine in the Web
// Worker, and the list of reactions to a change; control carries out changes of the settings and starts training.
// widget, plot, figure and tensor are pieces that do not know the State, and web/browser talks to JavaScript without
// deciding anything.
//
// Render is pure. For a State without an engine it gives the page as the server sends it. Each type of element that
// go-app has adds about 17 kB to the program, so what the page has few of is written app.Elem("dt").
//
// Routes: / is the playground, /chapter, /formula, /layer and /check show a panel each, /share is for authors, and
// /lesson for teachers, who write a lesson there and mark what comes back. /embed/NAME is a single panel, by its name
// in package panel, and /embed/all is the playground without its header. The settings come from the URL's hash.
package web
