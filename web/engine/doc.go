// Package engine is the page's end of the connection to the engine, which is another program. It knows neither what the
// page shows nor how the program is started: an Opener gives it a Port.
//
//	e := engine.New(open, func(l engine.Link) { show(l.Phase) })
//	e.Start(setting.Default(), nil)
//	e.Send(protocol.Train{Steps: 100}, func(answer protocol.Event) { ... })
package engine
