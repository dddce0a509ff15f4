// Package editor is the room where a network is built by hand, layer by layer, and read as a program.
//
//	&editor.Editor{Desk: desk}
package editor
