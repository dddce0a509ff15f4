package web

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
)

// The room that a tensor's picture has, in CSS pixels.
const heatmapWidth, heatmapHeight = 460, 290

// inspector shows the tensors of the selected node: the value in the colour of forward, the gradient in that of backward.
func inspector(s *GraphState) app.UI {
	if s.Tensors == nil {
		return app.Div().Class("inspector inspector-empty").Body(
			app.P().Class("help").Text("Choose a value, an operation or a parameter in the graph to see its numbers here."),
		)
	}
	t := s.Tensors
	return app.Div().Class("inspector").Body(
		app.H3().Body(nodeTitle(t)...),
		app.P().Class("help").Text(t.Words),
		app.Div().Class("tensors").Body(
			tensor("value", "→ Value", t.Value, "No value was computed."),
			tensor("grad", "← Gradient of the loss", t.Grad, "No gradient was computed for it."),
		),
	)
}

// nodeTitle names a node: its variable in italics, what it is, and where.
func nodeTitle(t *Tensors) []app.UI {
	var title []app.UI
	if t.Node.Name != "" {
		title = append(title, app.Var().Text(t.Node.Name), app.Text(", "))
	}
	title = append(title, app.Text(t.Node.Kind))
	if t.Node.Scope != "" {
		title = append(title, app.Text(" in "+t.Node.Scope))
	}
	return title
}

func tensor(kind, title string, v *TensorView, none string) app.UI {
	box := app.Div().Class("tensor tensor-" + kind)
	if v == nil {
		return box.Body(app.H4().Text(title), app.P().Class("help").Text(none))
	}
	shape := shapeText(v.Shape)
	if v.Pixmap.W*v.Pixmap.H == 1 {
		return box.Body(app.H4().Text(title), app.P().Class("scalar").Text(graphview.Format(v.Number, 6)))
	}
	w, h := heatmapSize(v.Pixmap.W, v.Pixmap.H)
	figures := []app.UI{figure("min", v.Min), figure("max", v.Max), figure("mean", v.Mean), figure("norm", v.Norm)}
	if v.NaNs > 0 {
		figures = append(figures, figure("NaN", float64(v.NaNs)))
	}
	limit := graphview.Format(v.Pixmap.Max, 3)
	return box.Body(
		app.H4().Body(app.Text(title+" "), app.Span().Class("shape").Text(shape)),
		app.Dl().Class("figures figures-tensor").Body(figures...),
		&pixmap{Class: "heatmap", W: v.Pixmap.W, H: v.Pixmap.H, Pix: v.Pixmap.Pix, Width: w, Height: h,
			Label: title[len("→ "):] + ", " + shape + ", as colours"},
		app.Div().Class("scale").Aria("hidden", "true").Body(
			app.Span().Text("−"+limit), app.Span().Class("scale-bar"), app.Span().Text(limit),
		),
		app.If(v.Tiles != "", app.P().Class("help").Text(v.Tiles)),
	)
}

func figure(name string, v float64) app.UI {
	return app.Div().Class("figure").Body(app.Dt().Text(name), app.Dd().Text(graphview.Format(v, 4)))
}

// heatmapSize returns how large a picture of w×h pixels is shown: in whole multiples where it fits, and a row is never a mere line.
func heatmapSize(w, h int) (width, height int) {
	if k := min(heatmapWidth/w, heatmapHeight/h, 24); k >= 1 {
		return w * k, max(h*k, min(16, 16*k))
	}
	scale := min(float64(heatmapWidth)/float64(w), float64(heatmapHeight)/float64(h))
	return max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))
}

func shapeText(shape []int) string {
	words := make([]string, len(shape))
	for i, d := range shape {
		words[i] = strconv.Itoa(d)
	}
	return strings.Join(words, " × ")
}
