// Package unit finds one unit of a layer in the snapshot of a graph: its value, the weights behind it, what it feeds,
// and what the images of the test set do to it. It follows the nodes and copies their numbers; it knows no name of a
// parameter, and computes nothing that the nodes have not.
//
// A unit is a column of a value N×H, or a channel of a value N×C×H×W:
//
//	u := unit.Of(graph, samples, node, element, image)
//	w := u.Weights() // the column of W, or the filter, laid out as what it is multiplied by
//	f := u.Feeds()   // the units of the next layer that multiply it by the largest weights
package unit
