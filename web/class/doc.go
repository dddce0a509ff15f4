// Package class shows the code of an operation, folded away: the class of its layer in Python, and the source in Go
// that computed it.
//
//	&class.View{Hub: h, ID: "graph", Layer: "Affine", Operations: []string{"MatMul"}}
package class
