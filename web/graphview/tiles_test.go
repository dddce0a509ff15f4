package graphview

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// batch is a small network on n images of 5×5 pixels.
func batch(n int) *snapshot.Graph {
	fill := func(shape []int, value func(i int) float64) *snapshot.Tensor {
		t := &snapshot.Tensor{Shape: shape, Data: make([]float64, snapshot.Len(shape))}
		for i := range t.Data {
			t.Data[i] = value(i)
		}
		return t
	}
	wave := func(i int) float64 { return math.Sin(float64(i)) }
	ink := func(i int) float64 { return float64(i%5) / 4 }
	node := func(id int, kind, name, scope string, inputs, shape []int, value func(int) float64) snapshot.Node {
		return snapshot.Node{ID: id, Kind: kind, Name: name, Scope: scope, Inputs: inputs, Shape: shape,
			Value: fill(shape, value), Grad: fill(shape, wave)}
	}
	return &snapshot.Graph{Nodes: []snapshot.Node{
		node(0, "Input", "x", "", nil, []int{n, 25}, ink),
		node(1, "Param", "W1", "", nil, []int{25, 30}, wave),
		node(2, "MatMul", "", "Affine1", []int{0, 1}, []int{n, 30}, wave),
		node(3, "ReLU", "", "ReLU1", []int{2}, []int{n, 30}, func(i int) float64 { return max(0, wave(i)) }),
		node(4, "Convolution", "", "", []int{3}, []int{n, 3, 6, 6}, wave),
		{ID: 5, Kind: "Mean", Name: "loss", Inputs: []int{4}, Shape: []int{}, Value: fill(nil, wave),
			Grad: fill(nil, wave)},
	}}
}

// A picture depends on the shape alone, has room in the width and height that a wire keeps for it, and each of its
// cells says which element it is.
func TestGrids(t *testing.T) {
	for _, c := range []struct {
		kind  string
		shape []int
		maps  int // 0: numbers
	}{
		{"Input", []int{1, 784}, 1}, {"Input", []int{100, 784}, 4}, {"Input", []int{1, 1, 28, 28}, 1},
		{"Input", []int{1, 50}, 1}, {"ReLU", []int{1, 50}, 1}, {"ReLU", []int{1, 1}, 0}, {"ReLU", []int{1, 10}, 1},
		{"ReLU", []int{1, 3000}, 1}, {"ReLU", []int{100, 50}, 1}, {"ReLU", []int{1000, 3000}, 1},
		{"Convolution", []int{1, 8, 24, 24}, 6}, {"Convolution", []int{1, 16, 8, 8}, 8},
		{"Convolution", []int{100, 8, 24, 24}, 6}, {"Reshape", []int{1, 4, 5}, 0}, {"Param", []int{784, 50}, 0},
		{"Target", []int{100, 1}, 0}, {"Mean", nil, 0}, {"Dot", []int{7}, 0},
	} {
		n := &snapshot.Node{Kind: c.kind, Shape: c.shape}
		g := gridOf(n)
		if c.maps == 0 {
			if g != nil {
				t.Errorf("%s %v has a picture", c.kind, c.shape)
			}
			continue
		}
		if g == nil || g.maps != c.maps {
			t.Errorf("%s %v: %+v, want %d maps", c.kind, c.shape, g, c.maps)
			continue
		}
		if w, h := g.room(); w < 8 || h < 4 || w > pictureW || h > pictureH {
			t.Errorf("%s %v is %d×%d pixels", c.kind, c.shape, w, h)
		}
		cols, rows := g.across*(g.cols+1)-1, g.down()*(g.rows+1)-1
		seen := map[int]bool{}
		for y := range rows {
			for x := range cols {
				e := CellAt(n, (float64(x)+0.5)/float64(cols), (float64(y)+0.5)/float64(rows))
				if e >= snapshot.Len(c.shape) || e >= 0 && seen[e] {
					t.Fatalf("%s %v: cell %d, %d is element %d", c.kind, c.shape, x, y, e)
				}
				if e >= 0 {
					seen[e] = true
				}
			}
		}
		if !seen[0] || len(seen) < min(snapshot.Len(c.shape), pictureW)/2 {
			t.Errorf("%s %v shows %d elements", c.kind, c.shape, len(seen))
		}
	}
}

// What the colours show is in the data: the largest magnitude has the full colour, and 0 none.
func TestTiles(t *testing.T) {
	root, err := Draw(batch(1), View{Pictures: true})
	if err != nil {
		t.Fatal(err)
	}
	var count func(e *Element, class string) int
	count = func(e *Element, class string) int {
		n := strings.Count(" "+e.Attr("class")+" ", " "+class+" ")
		for _, c := range e.Children {
			n += count(c, class)
		}
		return n
	}
	if n := count(root, "gv-tiles-value"); n != 4 {
		t.Errorf("%d values are pictures, want 4", n)
	}
	if n := count(root, "gv-tiles-grad"); n != 4 {
		t.Errorf("%d gradients are pictures, want 4", n)
	}
	if n := count(root, "gv-ink"); n == 0 {
		t.Error("the image is not ink")
	}
	growing, err := Draw(batch(1), View{Pictures: true, Growing: true})
	if err != nil {
		t.Fatal(err)
	}
	if n := count(growing, "gv-tiles-grad") + count(growing, "gv-flow-backward"); n != 0 {
		t.Errorf("%d gradients are shown while the input grows", n)
	}
	if growing.Attr("width") != root.Attr("width") || growing.Attr("height") != root.Attr("height") {
		t.Error("the gradients have no room before they come")
	}
	g := batch(1)
	for i := range g.Nodes[3].Value.Data {
		g.Nodes[3].Value.Data[i] = math.NaN()
	}
	broken, err := Draw(g, View{Pictures: true})
	if err != nil {
		t.Fatal(err)
	}
	if count(broken, "gv-nan") != 1 {
		t.Error("NaN is not shown")
	}
}

// A wire is as wide as what it carries is large.
func TestFlows(t *testing.T) {
	g := batch(1)
	for i := range g.Nodes[2].Value.Data {
		g.Nodes[2].Value.Data[i] = 100
		g.Nodes[3].Value.Data[i] = 1
		g.Nodes[3].Grad.Data[i] = 0
	}
	f := fold(g, View{Pictures: true}).flows
	if f[2].forward != flowWidths || f[3].forward >= f[2].forward || f[3].forward < 1 {
		t.Errorf("the widths are %+v", f)
	}
	if f[3].backward != 0 || f[1] != (flow{}) {
		t.Errorf("a gradient of 0 is %d wide, a parameter %+v", f[3].backward, f[1])
	}
}
