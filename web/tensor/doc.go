// Package tensor shows the numbers of a tensor: in colours, as a histogram, and one by one in a table. Functions tell
// it which tensor to show and which element is chosen, because both change while it is shown.
//
//	&tensor.HeatMap{Of: value, Element: element, Choose: choose, Label: "Value, 100 × 50, as colours"}
package tensor
