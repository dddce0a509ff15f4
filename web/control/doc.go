// Package control steers the engine: it has the controls of the settings, and the Desk through which every room changes
// settings and starts training. It keeps the URL's hash up to date.
//
//	desk := control.New(h)
//	desk.Set("learningRate", "0.05")                  // from the control to the State, the engine and the URL
//	desk.Train(100, nil)                              // what the engine refuses is shown in the panel Train
//	&control.Setting{Desk: desk, Row: "learningRate"} // label, help and error around a field
package control
