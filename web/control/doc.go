// Package control is the learner's hand on the engine: the controls of the settings, and the Desk to which the wish to
// set or to train something goes from every room. It keeps the URL's hash in step.
//
//	desk := control.New(h)
//	desk.Set("learningRate", "0.05")                  // from the control to the State, the engine and the URL
//	desk.Train(100, nil)                              // what the engine refuses is shown in the panel Train
//	&control.Setting{Desk: desk, Row: "learningRate"} // label, help and error around a field
package control
