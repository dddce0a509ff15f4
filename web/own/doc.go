// Package own is the room of the learner's own drawings: they get a label, are kept in the browser, and the network is
// fine-tuned on them.
//
//	labelled := own.New(desk)
//	&own.View{Room: labelled}
package own
