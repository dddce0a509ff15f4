// Package train is the room where the network is trained: buttons, progress, the settings, the curves of this run and
// of earlier ones, and the distributions of the numbers in the network.
//
//	train.Watch(h) // the engine measures distributions while somebody looks at them
//	past := train.NewTime(desk, kept, behind)
//	&train.Panel{Desk: desk, Keep: kept, Time: past}
package train
