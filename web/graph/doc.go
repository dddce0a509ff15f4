// Package graph is the room of the computational graph: the picture of the nodes that ran, the tensors of a node, and
// the image that the graph is of. A node goes through room.go, state.Graph and graphview to panel.go.
//
//	room := graph.New(desk)
//	&graph.Panel{Room: room}
package graph
