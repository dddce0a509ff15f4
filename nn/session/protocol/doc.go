// Package protocol defines the messages between the page and the engine: Commands go to the engine, Events come back.
//
// Both are plain data. The package imports nothing of the core, so that the page links no mathematics. A Command
// carries an ID; an Event that answers it carries the same ID, and an Event that the engine sends by itself carries 0.
//
//	m := protocol.EncodeCommand(7, protocol.Train{Steps: 500})
//	id, c, err := protocol.DecodeCommand(m) // 7, Train{Steps: 500}, nil
//
// A new Command or Event is a type with its methods and a line that registers it, and the ability of the session that
// handles or sends it:
//
//	// Train runs Steps training steps. Answer: Trained, at the end.
//	type Train struct{ Steps int }
//
//	func (Train) command()           {}
//	func (m *Train) fields(c *codec) { c.int(&m.Steps) }
//
//	var _ = register(&Train{})
//
// Any Command may be answered with Failed instead of the Event that its comment names. Then it has changed nothing.
//
// Conventions: an image is 784 pixels, row by row, 0 for paper to 1 for ink. A stroke is a list of points [x, y], y
// downwards, in any unit. Accuracies are fractions, times are seconds.
package protocol
