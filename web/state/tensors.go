package state

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// Tensors is what the page shows of a node: its value and its gradient.
type Tensors struct {
	Node        snapshot.Node
	Words       string
	Value, Grad *TensorView
}

// TensorView is a tensor as pictures and in figures.
type TensorView struct {
	*snapshot.Tensor
	snapshot.Stats
	Pixmap    graphview.Pixmap
	Histogram graphview.Histogram
	// Was holds the figures with another target, or nil.
	Was *snapshot.Stats
	// Tiles says what a tile of Pixmap is, if there are tiles.
	Tiles string
	// drawn is the tensor of which Pixmap is the heatmap: the original, as images if its rows are images, or, with
	// turned, its columns.
	drawn  *snapshot.Tensor
	turned bool
	// kind is the kind of the node.
	kind string
}

// measure makes the Tensors of the selected node.
func (g *Graph) measure() {
	g.Tensors = nil
	if g.Graph == nil || g.Selected < 0 || g.Selected >= len(g.Graph.Nodes) {
		return
	}
	n := g.Graph.Nodes[g.Selected]
	g.Tensors = &Tensors{
		Node: n, Words: graphview.Describe(g.Graph, g.Selected),
		Value: viewTensor(n.Kind, n.Value), Grad: viewGradient(n.Kind, n.Grad),
	}
	if g.Element >= snapshot.Len(n.Shape) {
		g.Element = g.elementOfFewer(n)
	}
	if w := g.Was; w != nil && g.Tensors.Grad != nil && sameNode(w.Graph, g.Graph, g.Selected) {
		if t := w.Graph.Nodes[g.Selected].Grad; t != nil {
			was := t.Stats()
			g.Tensors.Grad.Was = &was
		}
	}
}

// elementOfFewer returns the chosen element in the first image, for a value of fewer images than before: the same unit,
// at the same place.
func (g *Graph) elementOfFewer(n snapshot.Node) int {
	if !g.rows(n) {
		return 0
	}
	return g.Element % (snapshot.Len(n.Shape) / n.Shape[0])
}

// WithElement chooses an element of the selected tensors.
func (g *Graph) WithElement(element int) *Graph {
	n := *g
	if n.Tensors == nil || element < 0 || element >= snapshot.Len(n.Tensors.Node.Shape) {
		return g
	}
	n.Element = element
	return &n
}

// Pick shows the tensors of a node, and looks at the element at a place of its picture, from 0 to 1 across and down.
func (g *Graph) Pick(id int, x, y float64) *Graph {
	n := g.Select(id)
	if n.Tensors == nil {
		return n
	}
	if element := graphview.CellAt(&n.Tensors.Node, x, y); element >= 0 {
		return n.WithElement(element)
	}
	return n
}

// withTable shows or hides the list of elements.
func (g *Graph) withTable(table bool) *Graph {
	n := *g
	n.Table = table
	return &n
}

// histogramBins is about how many bars there is room for.
const histogramBins = 40

// kindParam is the kind of a node that training changes, KindTarget that of the labels.
const (
	kindParam  = "Param"
	KindTarget = "Target"
)

// IsLeaf says that a node of that kind was given, not computed: the input, the target, a parameter or a constant.
func IsLeaf(kind string) bool {
	switch kind {
	case "Input", KindTarget, kindParam, "Constant":
		return true
	}
	return false
}

// viewTensor returns nil for a tensor without data; kind is that of its node.
func viewTensor(kind string, t *snapshot.Tensor) *TensorView {
	if t == nil || len(t.Data) == 0 {
		return nil
	}
	v := &TensorView{Tensor: t, Stats: t.Stats(), Histogram: graphview.NewHistogram(t.Data, histogramBins), drawn: t,
		kind: kind}
	switch n := len(t.Shape); {
	case n == 2 && t.Shape[1] == form.Pixels:
		v.drawn = &snapshot.Tensor{Shape: []int{t.Shape[0], 1, form.Side, form.Side}, Data: t.Data}
		if t.Shape[0] > 1 {
			v.Tiles = "Each tile shows a row as an image. Choose one to enlarge it."
		}
	case n == 2 && t.Shape[0] == form.Pixels:
		v.drawn = &snapshot.Tensor{Shape: []int{t.Shape[1], 1, form.Side, form.Side},
			Data: transpose(t.Data, t.Shape[0], t.Shape[1])}
		v.turned = true
		v.Tiles = "Each tile is a column: what one unit looks for in the image. Choose one to enlarge it."
	case n == 4 && t.Shape[0]*t.Shape[1] > 1:
		v.Tiles = "Each tile is " + tileWords(kind, t.Shape) + ". Choose one to enlarge it."
	}
	v.Pixmap = graphview.Heatmap(v.drawn, 0)
	return v
}

// viewGradient is viewTensor of the gradient of a node of that kind, whose tiles are gradients of what those of the
// value are: they see and look for nothing.
func viewGradient(kind string, t *snapshot.Tensor) *TensorView {
	v := viewTensor(kind, t)
	switch {
	case v == nil || v.Tiles == "" || kind != kindParam && len(v.Shape) < 4:
	case v.turned:
		v.Tiles = "Each tile is a column: the gradient of the weights of one unit. Choose one to enlarge it."
	default:
		of := "an image"
		switch one := v.Shape[1] == 1; {
		case kind == kindParam && one:
			of = "a filter"
		case kind == kindParam:
			of = "one channel of a filter, filter by filter"
		case !one && v.Shape[0] == 1:
			of = "a channel"
		case !one:
			of = "a channel of an image, image by image"
		}
		v.Tiles = "Each tile is the gradient of " + of + ". Choose one to enlarge it."
	}
	return v
}

// tileWords says what a tile of an array of four axes is.
func tileWords(kind string, shape []int) string {
	one := shape[1] == 1
	switch {
	case kind == kindParam && one:
		return "a filter"
	case kind == kindParam:
		return "what a filter looks for in one channel, filter by filter"
	case one:
		return "an image"
	case shape[0] == 1:
		return "a channel: what one filter sees in the image"
	}
	return "a channel of an image, image by image"
}

// transpose returns the columns of a rows×cols matrix one after another.
func transpose(data []float64, rows, cols int) []float64 {
	turned := make([]float64, 0, len(data))
	for c := range cols {
		for r := range rows {
			turned = append(turned, data[r*cols+c])
		}
	}
	return turned
}

// At returns which element a pixel of the Pixmap shows.
func (v *TensorView) At(x, y int) (element int, ok bool) {
	element, ok = graphview.At(v.drawn.Shape, x, y)
	if v.turned {
		element = element%form.Pixels*v.Shape[1] + element/form.Pixels
	}
	return element, ok
}

// Pixel returns where the Pixmap shows an element.
func (v *TensorView) Pixel(element int) (x, y int) {
	return graphview.Pixel(v.drawn.Shape, v.inDrawn(element))
}

func (v *TensorView) inDrawn(element int) int {
	if v.turned {
		element = element%v.Shape[1]*form.Pixels + element/v.Shape[1]
	}
	return element
}

// Image reports whether the Pixmap shows images, rather than a matrix or a row.
func (v *TensorView) Image() bool { return len(v.drawn.Shape) > 2 }

// TileSize returns the height and width of a tile.
func (v *TensorView) TileSize() (h, w int) {
	n := len(v.drawn.Shape)
	return v.drawn.Shape[n-2], v.drawn.Shape[n-1]
}

// TileStart returns the first element of the tile that contains an element.
func (v *TensorView) TileStart(element int) int {
	if v.turned {
		return element % v.Shape[1]
	}
	h, w := v.TileSize()
	return element / (h * w) * (h * w)
}

// Tile returns the tile that contains an element, in the colours of the whole, with its title, or false if there are no
// tiles.
func (v *TensorView) Tile(element int) (tile graphview.Pixmap, title string, ok bool) {
	if v.Tiles == "" {
		return tile, "", false
	}
	h, w := v.TileSize()
	n := v.inDrawn(element) / (h * w)
	data := v.drawn.Data[n*h*w:][:h*w]
	return graphview.Heatmap(&snapshot.Tensor{Shape: []int{h, w}, Data: data}, v.Pixmap.Max), v.tileTitle(n), true
}

// tileTitle says which tile number n is.
func (v *TensorView) tileTitle(n int) string {
	if len(v.Shape) == 4 {
		names, channels := axes(v.kind, 4), v.Shape[1]
		title := names[0] + " " + strconv.Itoa(n/channels)
		if channels > 1 {
			title += ", " + strings.ToLower(names[1]) + " " + strconv.Itoa(n%channels)
		}
		return title
	}
	if v.turned {
		return "Column " + strconv.Itoa(n)
	}
	return "Row " + strconv.Itoa(n)
}

// Axes names what the indices of an element of the chosen node count. In the reader's graph those are its looks at one
// image.
func (g *Graph) Axes() []string {
	n := g.Tensors.Node
	names := axes(n.Kind, len(n.Shape))
	if g.Of.Reader && len(names) > 1 && n.Kind != kindParam && n.Shape[0] > 1 {
		names[0] = "Look"
	}
	return names
}

// axes names what the indices of an element count.
func axes(kind string, rank int) []string {
	switch {
	case rank == 1:
		return []string{"Element"}
	case rank == 4 && kind == kindParam:
		return []string{"Filter", "Channel", "Row", "Column"}
	}
	names := []string{"Image", "Channel", "Row", "Column"}
	for len(names) < rank {
		names = append([]string{"Group"}, names...)
	}
	return names[len(names)-rank:]
}

// Indices splits the index of an element into one for each axis.
func Indices(shape []int, element int) []int {
	at := make([]int, len(shape))
	for i := len(shape) - 1; i >= 0; i-- {
		at[i] = element % max(1, shape[i])
		element /= max(1, shape[i])
	}
	return at
}

// ElementAt is the inverse of Indices. It limits each index to its axis.
func ElementAt(shape, at []int) int {
	element := 0
	for i, d := range shape {
		element = element*d + min(max(at[i], 0), d-1)
	}
	return element
}
