// Package widget has the pieces that panels are made of: a push button, a list to choose from, a notice, a bar of
// progress, pixels, SVG, a chart that is read. A widget knows what it is given and nothing else: it shows plain values,
// and tells by a callback what a person does.
//
//	widget.Button("Clear", drawing.Empty(), erase)
//	&widget.Pixmap{W: 28, H: 28, Pix: widget.InkPixels(pixels), Label: "The image that the network sees"}
package widget
