// Package keep is the room of what outlasts the page: the session is kept in the browser, a network is saved and loaded
// as a file, a link is copied.
//
//	kept := keep.New(desk)
//	kept.Begin()
//	&keep.View{Room: kept}
package keep
