// Package web is the page: panels that show what the engine computes and let a person steer it. It computes no mathematics.
//
// One Page stands behind all components of a document. Its Hub holds the State, which is plain data, and the way to the engine in the
// Web Worker; package hub shows how components use it, package state what there is to know.
//
// Render is pure, and of a State without an engine it gives the page as the server sends it. What talks to the browser without
// deciding anything is in web/browser.
//
// Routes: / is all panels; /embed/draw, /embed/train, /embed/graph and /embed/mistakes are one panel alone, and
// /embed/all those of / without its header; /share is for authors. The settings come from the URL's hash.
package web
