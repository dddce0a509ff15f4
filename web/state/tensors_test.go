package state_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// ascending is a tensor whose elements are their indices.
func ascending(shape ...int) *snapshot.Tensor {
	t := &snapshot.Tensor{Shape: shape, Data: make([]float64, snapshot.Len(shape))}
	for i := range t.Data {
		t.Data[i] = float64(i)
	}
	return t
}

func TestPixelsAndElements(t *testing.T) {
	for name, shape := range map[string][]int{"row": {1, 50}, "matrix": {3, 4}, "images": {3, form.Pixels},
		"one image": {1, form.Pixels},
		"units":     {form.Pixels, 5}, "maps": {2, 3, 4, 5}, "vector": {7}} {
		v := state.ViewTensor("", ascending(shape...))
		seen := map[int]bool{}
		for y := range v.Pixmap.H {
			for x := range v.Pixmap.W {
				element, ok := v.At(x, y)
				if !ok {
					continue
				}
				seen[element] = true
				if px, py := v.Pixel(element); px != x || py != y {
					t.Fatalf("%s: element %d of pixel %d, %d is drawn at %d, %d", name, element, x, y, px, py)
				}
				// The colour is that of the element, so the mapping is that of the picture.
				_, _, _, a := graphview.Diverging(v.Data[element], v.Pixmap.Max)
				if got := v.Pixmap.Pix[4*(y*v.Pixmap.W+x)+3]; got != a {
					t.Fatalf("%s: the pixel of element %d has alpha %d, want %d", name, element, got, a)
				}
			}
		}
		if len(seen) != len(v.Data) {
			t.Errorf("%s: %d of %d elements can be pointed at", name, len(seen), len(v.Data))
		}
	}
}

func TestTile(t *testing.T) {
	v := state.ViewTensor("", ascending(form.Pixels, 5))
	tile, title, ok := v.Tile(3*5 + 2) // pixel 3 of unit 2
	if !ok || title != "Column 2" || tile.W != 28 || tile.H != 28 || tile.Max != v.Pixmap.Max {
		t.Errorf("tile %s, %d×%d", title, tile.W, tile.H)
	}
	if start := v.TileStart(3*5 + 2); start != 2 {
		t.Errorf("it begins with %d", start)
	}
	rows := state.ViewTensor("", ascending(2, form.Pixels))
	if _, title, ok := rows.Tile(form.Pixels + 5); !ok || title != "Row 1" {
		t.Errorf("tile %s", title)
	}
	if _, _, ok := state.ViewTensor("", ascending(1, form.Pixels)).Tile(0); ok {
		t.Error("one image has tiles")
	}
	for _, c := range []struct {
		kind  string
		shape []int
		title string
	}{
		{state.KindParam, []int{3, 1, 5, 4}, "Filter 2"},
		{state.KindParam, []int{3, 2, 5, 4}, "Filter 1, channel 0"},
		{"ReLU", []int{1, 3, 5, 4}, "Image 0, channel 2"},
		{"Input", []int{3, 1, 5, 4}, "Image 2"},
	} {
		v := state.ViewTensor(c.kind, ascending(c.shape...))
		tile, title, ok := v.Tile(2*5*4 + 7)
		if !ok || title != c.title || tile.W != 4 || tile.H != 5 || v.TileStart(2*5*4+7) != 2*5*4 {
			t.Errorf("%s %v: tile %s, %d×%d, begins with %d", c.kind, c.shape, title, tile.W, tile.H,
				v.TileStart(2*5*4+7))
		}
	}
}

// A tile of a gradient is not what a unit looks for.
func TestTilesSayWhatTheyAre(t *testing.T) {
	for _, c := range []struct {
		kind        string
		shape       []int
		value, grad string
	}{
		{state.KindParam, []int{form.Pixels, 3}, "a column: what one unit looks for in the image",
			"a column: the gradient of the weights of one unit"},
		{state.KindParam, []int{3, 1, 5, 4}, "a filter", "the gradient of a filter"},
		{state.KindParam, []int{3, 2, 5, 4}, "what a filter looks for in one channel, filter by filter",
			"the gradient of one channel of a filter, filter by filter"},
		{"ReLU", []int{1, 3, 5, 4}, "a channel: what one filter sees in the image", "the gradient of a channel"},
		{"ReLU", []int{2, 3, 5, 4}, "a channel of an image, image by image",
			"the gradient of a channel of an image, image by image"},
		{"Input", []int{3, 1, 5, 4}, "an image", "the gradient of an image"},
	} {
		v, g := state.ViewTensor(c.kind, ascending(c.shape...)), state.ViewGradient(c.kind, ascending(c.shape...))
		for got, want := range map[string]string{v.Tiles: c.value, g.Tiles: c.grad} {
			if want = "Each tile is " + want + ". Choose one to enlarge it."; got != want {
				t.Errorf("%s %v: %q, want %q", c.kind, c.shape, got, want)
			}
		}
	}
	if v := state.ViewGradient("Add", ascending(4)); v.Tiles != "" {
		t.Errorf("a vector has tiles: %q", v.Tiles)
	}
}

func TestIndices(t *testing.T) {
	shape := []int{2, 3, 4}
	for i := range 24 {
		if back := state.ElementAt(shape, state.Indices(shape, i)); back != i {
			t.Errorf("element %d comes back as %d", i, back)
		}
	}
	if got := state.ElementAt(shape, []int{9, -1, 2}); got != 12+2 {
		t.Errorf("held to the axes: %d", got)
	}
	for _, c := range []struct {
		kind string
		rank int
		want string
	}{
		{"Param", 1, "Element"}, {"MatMul", 2, "Row Column"}, {"Param", 4, "Filter Channel Row Column"},
		{"Convolution", 4, "Image Channel Row Column"}, {"Flatten", 5, "Group Image Channel Row Column"},
	} {
		if got := strings.Join(state.AxesOf(c.kind, c.rank), " "); got != c.want {
			t.Errorf("axes of %s: %s, want %s", c.kind, got, c.want)
		}
	}
	five := protocol.Graphed{Graph: &snapshot.Graph{Nodes: []snapshot.Node{{Kind: "Looks", Shape: []int{5, 1, 2, 2},
		Value: &snapshot.Tensor{Shape: []int{5, 1, 2, 2}, Data: make([]float64, 20)}}}}}
	for reader, want := range map[bool]string{false: "Image", true: "Look"} {
		g := state.New().Graph.Answered(state.GraphSubject{Reader: reader}, five, 0).Select(0)
		if got := g.Axes()[0]; got != want {
			t.Errorf("the first axis of five is %s, want %s (reader: %v)", got, want, reader)
		}
	}
}

func TestElementIsChosen(t *testing.T) {
	g := state.New().Graph.Answered(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small()}, 0).Select(1)
	if n := g.WithElement(1); n.Element != 1 || g.Element != 0 {
		t.Errorf("element %d", n.Element)
	}
	for _, outside := range []int{-1, 2} {
		if n := g.WithElement(outside); n != g {
			t.Errorf("element %d was taken", outside)
		}
	}
	if n := g.WithElement(1).Select(0); n.Element != 0 {
		t.Error("another node keeps the element")
	}
	if n := g.WithElement(1).Select(1); n.Element != 1 {
		t.Error("the same node loses the element")
	}
	if n := state.New().Graph.WithElement(0); n.Element != 0 {
		t.Error("no node has an element")
	}
}
