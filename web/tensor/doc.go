// Package tensor shows the numbers of a tensor: in colours, as a histogram, and one by one in a table. Which tensor and
// which of its elements is looked at, it is told by functions, for both change while it is shown.
//
//	&tensor.HeatMap{Of: value, Element: element, Choose: choose, Label: "Value, 100 × 50, as colours"}
package tensor
