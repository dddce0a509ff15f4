// Package keep is the room of what outlasts the page. It keeps the session in the browser, saves and loads a network as
// a file, and copies a link.
//
//	kept := keep.New(desk)
//	kept.Begin()
//	&keep.View{Room: kept}
package keep
