// Package web is the page: panels that show what the engine computes and let a person steer it. It computes no mathematics.
//
// One Page stands behind all components of a document. Its Hub holds the State, which is plain data, and the way to the engine in the
// Web Worker; package hub shows how components use it, package state what there is to know.
//
// Render is pure, and of a State without an engine it gives the page as the server sends it. What talks to the browser without
// deciding anything is in web/browser.
//
// Routes: / is the playground, /formula and /check have a panel each, and /share is for authors. /embed/NAME is one panel alone, by
// the names of package panel, and /embed/all is the playground without its header. The settings come from the URL's hash.
package web
