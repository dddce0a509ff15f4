// Package fool is the room where a network is fooled: the pixels of the learner's drawing move along the gradient of
// the loss until the network takes it for another digit. What is chosen, and the way there, is in state.Fool; the
// engine walks the way at once, and the room shows it frame by frame.
//
//	room := fool.New(desk)
//	&fool.Panel{Room: room}
package fool
