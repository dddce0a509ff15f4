// Package shortlink asks the page's own server for a short address of a page with its settings.
//
//	app.If(shortlink.Offered(), &shortlink.Link{Hub: h, State: settings.Query()})
package shortlink
