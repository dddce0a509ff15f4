// Package plot lays out small charts of measurements: lines over the steps of training, or over any numbers on two
// logarithmic scales.
//
//	var loss plot.Curve
//	loss = loss.AddAll(100, []float64{0.7, 0.69}) // a history in bounded memory
//	c := plot.Chart{Width: 400, Height: 100, To: 1000, Axis: "step", Format: phrase.Short, TickFormat: phrase.Short,
//		Series: []plot.Series{{Name: "loss", Class: "line line-loss", Points: loss.Points}}}
//	picture := c.Layout().Draw(c.Width, c.Height, c.Words("No loss yet."))
//
// Conventions: lengths are CSS pixels, y runs downwards; a value is changed by making a new one. A chart can be read at
// a step, by words for a screen reader as by the eye.
package plot
