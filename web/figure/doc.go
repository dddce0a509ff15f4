// Package figure shows the picture of a graph in a pane.
//
//	&figure.Figure{Name: "graph", Hint: "A box unfolds.", Of: drawn, Act: choose}
//
// How the picture lies in its pane is computed without a browser, by zoom; the Figure moves it as events come.
package figure
