package graphview

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		v      float64
		digits int
		want   string
	}{
		{0, 3, "0"}, {math.Copysign(0, -1), 3, "0"}, {1, 3, "1"}, {-1, 3, "−1"},
		{650, 4, "650"}, {715, 2, "715"}, {1.1, 4, "1.1"}, {2.2000000000000002, 4, "2.2"},
		{math.Pi, 3, "3.14"}, {math.Pi, 1, "3"}, {-math.Pi, 5, "−3.1416"},
		{0.001, 3, "0.001"}, {0.0012345, 3, "0.00123"}, {0.00099996, 3, "0.001"}, {0.00099, 3, "9.9e−4"},
		{1.2e-5, 3, "1.2e−5"}, {-1.26e-5, 2, "−1.3e−5"}, {1e-10, 3, "1e−10"}, {5e-324, 3, "4.94e−324"},
		{39760, 3, "39760"}, {999999.7, 3, "1e6"}, {999999.4, 6, "999999"}, {12345678, 4, "1.235e7"},
		{1e300, 3, "1e300"},
		{math.Inf(1), 3, "∞"}, {math.Inf(-1), 3, "−∞"}, {math.NaN(), 3, "NaN"},
		{0.30000000000000004, 0, "0.30000000000000004"}, {1e21, 0, "1e21"}, {-2.5, 0, "−2.5"},
		{float64(float32(2.3025382)), 0, "2.3025382"}, {100, -1, "100"},
	} {
		if got := Format(c.v, c.digits); got != c.want {
			t.Errorf("Format(%g, %d) = %q, want %q", c.v, c.digits, got, c.want)
		}
	}
	for v, want := range map[float64]string{0.11: "0.110", 2: "2.00", 1234: "1234", 5e-4: "5.00e−4"} {
		if got := formatFixed(v, 3); got != want {
			t.Errorf("formatFixed(%g) = %q, want %q", v, got, want)
		}
	}
}

func TestValidate(t *testing.T) {
	node := func(id int, inputs ...int) snapshot.Node { return snapshot.Node{ID: id, Kind: "Add", Inputs: inputs} }
	tensor := func(n int, shape ...int) *snapshot.Tensor {
		return &snapshot.Tensor{Shape: shape, Data: make([]float64, n)}
	}
	for _, c := range []struct {
		name  string
		nodes []snapshot.Node
		want  string // part of the error; "" for none
	}{
		{"empty", nil, ""},
		{"no shapes, no tensors", []snapshot.Node{node(0), node(1, 0, 0)}, ""},
		{"data not sent", []snapshot.Node{{Shape: []int{2}, Value: tensor(0, 2)}}, ""},
		{"ID is not the place", []snapshot.Node{node(0), node(2, 0)}, "node 1: its ID is 2"},
		{"input out of range", []snapshot.Node{node(0), node(1, 7)}, "node 1: input 7 does not come before it"},
		{"negative input", []snapshot.Node{node(0, -1)}, "node 0: input -1 does"},
		{"input of itself", []snapshot.Node{node(0, 0)}, "node 0: input 0 does"},
		{"cycle", []snapshot.Node{node(0, 1), node(1, 0)}, "node 0: input 1 does"},
		{"negative dimension", []snapshot.Node{{Shape: []int{2, -3}}}, "node 0: shape 2×-3"},
		{"too little data", []snapshot.Node{{Value: tensor(5, 2, 3)}}, "node 0: value of shape 2×3 with 5 elements"},
		{"too much data", []snapshot.Node{{Grad: tensor(7, 2, 3)}}, "node 0: gradient of shape 2×3 with 7 elements"},
		{"two negative dimensions", []snapshot.Node{{Grad: tensor(6, -2, -3)}}, "gradient of shape -2×-3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := &snapshot.Graph{Nodes: c.nodes}
			root, err := Draw(g, View{})
			switch {
			case c.want == "" && (err != nil || root == nil):
				t.Errorf("Draw: %v", err)
			case c.want != "" && (err == nil || root != nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
	if _, err := Draw(nil, View{}); err != nil {
		t.Errorf("a nil graph is empty, not an error: %v", err)
	}
}

func TestDiverging(t *testing.T) {
	green := func(g, b uint8) bool { return g > b }
	for _, c := range []struct {
		v, max float64
		green  bool
		a      uint8
	}{
		{2, 2, true, 255}, {1, 2, true, 128}, {-2, 2, false, 255}, {-1, 2, false, 128}, {5, 2, true, 255},
		{math.Inf(1), 2, true, 255}, {math.Inf(-1), 2, false, 255}, {1, 0, true, 255}, {-1, math.NaN(), false, 255},
	} {
		_, g, b, a := Diverging(c.v, c.max)
		if green(g, b) != c.green || a != c.a {
			t.Errorf("Diverging(%g, %g) has green %d, blue %d, alpha %d", c.v, c.max, g, b, a)
		}
	}
	for _, limit := range []float64{0, 1, math.NaN()} {
		if _, _, _, a := Diverging(0, limit); a != 0 {
			t.Errorf("0 of %g is not paper: alpha %d", limit, a)
		}
	}
	if r, g, b, a := Diverging(math.NaN(), 1); a != 255 || r < 3*g/2 || b > r {
		t.Errorf("NaN is %d %d %d %d, not pink", r, g, b, a)
	}
	for v := -1.0; v < 1; v += 0.125 { // a larger magnitude is never paler
		_, _, _, a := Diverging(v, 1)
		if _, _, _, b := Diverging(v*1.1, 1); b < a {
			t.Errorf("%g is paler than %g", v*1.1, v)
		}
	}
}

func TestHeatmap(t *testing.T) {
	for _, c := range []struct {
		name  string
		shape []int
		w, h  int
	}{
		{"scalar", []int{1}, 1, 1}, {"vector", []int{5}, 5, 1}, {"matrix", []int{3, 4}, 4, 3},
		{"row", []int{1, 4}, 4, 1},
		{"images", []int{2, 3, 4, 5}, 3*6 - 1, 2*5 - 1}, {"one channel", []int{9, 1, 5, 5}, 3*6 - 1, 3*6 - 1},
		{"one image", []int{1, 4, 5, 5}, 2*6 - 1, 2*6 - 1}, {"three axes", []int{4, 5, 5}, 11, 11},
		{"five axes", []int{2, 2, 3, 2, 2}, 8, 11}, {"many images", []int{7, 2, 3, 3}, 4*4 - 1, 4*4 - 1},
		{"prime", []int{7, 1, 2, 2}, 3*3 - 1, 3*3 - 1}, {"no elements", []int{0, 4}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := &snapshot.Tensor{Shape: c.shape, Data: make([]float64, snapshot.Len(c.shape))}
			for i := range x.Data {
				x.Data[i] = 1
			}
			p := Heatmap(x, 0)
			if p.W != c.w || p.H != c.h || len(p.Pix) != 4*c.w*c.h {
				t.Fatalf("%d×%d, %d bytes; want %d×%d", p.W, p.H, len(p.Pix), c.w, c.h)
			}
			drawn := 0
			for i := 3; i < len(p.Pix); i += 4 {
				drawn += int(p.Pix[i]) / 255
				px, py := i/4%p.W, i/4/p.W
				element, ok := At(c.shape, px, py)
				if ok != (p.Pix[i] == 255) {
					t.Errorf("pixel %d, %d: At says %v", px, py, ok)
				} else if x, y := Pixel(c.shape, element); ok && (x != px || y != py) {
					t.Errorf("element %d is at %d, %d, and At finds it at %d, %d", element, x, y, px, py)
				}
			}
			for _, out := range [][2]int{{-1, 0}, {0, -1}, {p.W, 0}, {0, p.H}} {
				if _, ok := At(c.shape, out[0], out[1]); ok {
					t.Errorf("there is an element outside the picture, at %v", out)
				}
			}
			if drawn != len(x.Data) {
				t.Errorf("%d of %d elements are drawn", drawn, len(x.Data))
			}
		})
	}
	pixel := func(p Pixmap, x, y int) [4]byte { return [4]byte(p.Pix[4*(y*p.W+x):]) }
	p := Heatmap(&snapshot.Tensor{Shape: []int{2, 2}, Data: []float64{4, -2, math.Inf(-1), math.NaN()}}, 0)
	for i, v := range []float64{4, -2, math.Inf(-1), math.NaN()} {
		r, g, b, a := Diverging(v, 4)
		if got, want := pixel(p, i%2, i/2), [4]byte{r, g, b, a}; got != want {
			t.Errorf("element %d is %v, want %v", i, got, want)
		}
	}
	if p.Max != 4 {
		t.Errorf("Max = %g", p.Max)
	}
	p = Heatmap(&snapshot.Tensor{Shape: []int{1, 2, 1, 1}, Data: []float64{1, -1}}, 2)
	if pixel(p, 0, 0)[3] != 128 || pixel(p, 1, 0)[3] != 0 {
		t.Error("the line between tiles is not paper, or the maximum is not kept")
	}
	for _, bad := range []*snapshot.Tensor{nil, {Shape: []int{3}}, {Shape: []int{3}, Data: []float64{1}}} {
		if p := Heatmap(bad, 0); p.W != 0 || p.H != 0 || len(p.Pix) != 0 {
			t.Errorf("%v has a picture", bad)
		}
	}
}

func TestDescribe(t *testing.T) {
	g := shop()
	for id, want := range map[int]string{
		0: "apple. Value 100. Gradient of the result with respect to it 2.2. Used by Mul.",
		7: "Add, from Mul and Mul. Value 650. Gradient of the result with respect to it 1.1. Used by Mul (price).",
		8: "Mul (price), from Add and tax. Value 715. Gradient of the result with respect to it 1.",
		9: "", -1: "",
	} {
		if got := Describe(g, id); got != want {
			t.Errorf("node %d: %s", id, got)
		}
	}
	g = &snapshot.Graph{Nodes: []snapshot.Node{
		{ID: 0, Kind: "Input", Shape: []int{2, 2},
			Value: &snapshot.Tensor{Shape: []int{2, 2}, Data: []float64{0, 3, math.NaN(), -4}}},
		{ID: 1, Kind: "Join", Scope: "A/B", Shape: []int{2}, Inputs: []int{0, 0, 0},
			Grad: &snapshot.Tensor{Shape: []int{2}}},
	}}
	for id, want := range []string{
		"Input. Value 2×2: mean −0.333, from −4 to 3, norm 5, 25% zero, 1 NaN. No gradient was computed for it. " +
			"Used by Join, Join and Join.",
		"Join in A/B, from Input, Input and Input. Value 2 not known. Gradient of the result with respect to it not " +
			"known.",
	} {
		if got := Describe(g, id); got != want {
			t.Errorf("node %d: %s", id, got)
		}
	}
	if Describe(nil, 0) != "" {
		t.Error("a nil graph has a node")
	}
}

func TestScopes(t *testing.T) {
	if got := strings.Join(Scopes(residual()),
		" "); got != "Block1 Block1/Affine1 Block1/ReLU1 Block1/Affine2 Affine3" {
		t.Errorf("got %s", got)
	}
	odd := &snapshot.Graph{Nodes: []snapshot.Node{{Scope: "/a//b/"}, {Scope: "a/b"}, {Scope: "/"}}}
	if got := strings.Join(Scopes(odd), " "); got != "a a/b" {
		t.Errorf("got %s", got)
	}
	if Scopes(nil) != nil {
		t.Error("a nil graph has scopes")
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
		cut   bool
	}{
		{"", 10, "", false}, {"W1", 30, "W1", false}, {longName, 100, "the_quite_re…", true},
		{"重み重み重み重み", 60, "重み重…", true}, {"abc", 1, "…", true},
	} {
		got, cut := fit(c.text, 12, c.width)
		if got != c.want || cut != c.cut {
			t.Errorf("fit(%q, %d) = %q, %v", c.text, c.width, got, cut)
		}
		if c.width > 20 && textWidth(got, 12) > c.width {
			t.Errorf("%q is wider than %d", got, c.width)
		}
	}
}

// TestDeterministic draws everything twice, from snapshots made again.
func TestDeterministic(t *testing.T) {
	for _, make := range []func() *snapshot.Graph{func() *snapshot.Graph {
		return net(3, 4, 5)
	}, residual, twice, long, skips} {
		var files [2]bytes.Buffer
		for i := range files {
			g := make()
			root, err := Draw(g, everyScope(g))
			if err != nil {
				t.Fatal(err)
			}
			if err := WriteSVG(&files[i], root, BothThemes); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
			t.Error("two pictures of the same graph differ")
		}
	}
}
