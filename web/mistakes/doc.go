// Package mistakes is the room of the test images that the network gets wrong: the confusion matrix, and the images of
// a cell.
//
//	room := mistakes.New(desk)
//	&mistakes.Panel{Room: room}
package mistakes
