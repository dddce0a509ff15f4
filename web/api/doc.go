// Package api is a frame's side of the JavaScript API, version 1. The other side is static/embed.js, which documents
// methods, results and events. Both speak in objects:
//
//	{inkgrad: 1, id, method, params}               a request; id is a number or a string
//	{inkgrad: 1, id, result}                       the answer
//	{inkgrad: 1, id, error: {code, message}}       the answer where nothing was done, because of code
//	{inkgrad: 1, event, data}                      news
//
// The bytes of a file are a Uint8Array in params.file, and are not read as JSON.
//
// A request without a number or string as its id, or of another version, is answered with an error, whose id is null if
// there is none. A learning platform also gets the height in its own format: {subject: "lti.frameResize", height}.
//
// Of the methods that ask the engine much, or set something, one request at a time goes to it. Those that wait and have
// the same answer are merged: the same question, and what sets the same thing, of which the newest value holds.
//
// A request takes the same path as a person's click, so that programs and readers share one state. A method is
// one entry of methods: its name, its arguments, which are the fields of a struct, and what it does. A test holds
// static/embed.js against them.
package api
