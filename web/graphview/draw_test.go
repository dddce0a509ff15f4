package graphview

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

var update = flag.Bool("update", false, "write testdata anew")

func unfolded(scopes ...string) View {
	v := View{Unfolded: map[string]bool{}}
	for _, s := range scopes {
		v.Unfolded[s] = true
	}
	return v
}

var pictures = []struct {
	name  string
	graph *snapshot.Graph
	view  View
}{
	{"empty", &snapshot.Graph{}, View{}},
	{"net", net(100, 50), View{}},
	{"net-affine1", net(100, 50), unfolded("Affine1")},
	{"net-all", net(100, 50), unfolded("Affine1", "ReLU1", "Affine2")},
	{"shop", shop(), View{Selected: []int{7}}},
	{"square", square(), View{}},
	{"double", double(), View{}},
	{"skips", skips(), View{}},
	{"residual", residual(), View{}},
	{"residual-block", residual(), unfolded("Block1")},
	{"residual-all", residual(), unfolded("Block1", "Block1/Affine1", "Block1/ReLU1", "Block1/Affine2")},
	{"twice", twice(), View{}},
	{"twice-all", twice(), unfolded("Affine1", "ReLU1")},
	{"long", long(), View{}},
	{"broken", broken(), View{}},
	{"apart", apart(), View{}},
	{"names", names(), View{}},
	{"names-all", names(), unfolded("Many1")},
	{"tangle", tangle(24), View{}},
	{"star", star(6), View{}},
	{"chain", chain(5), View{}},
	{"deep", deep(4), everyScope(deep(4))},
	{"moment-start", shop(), View{Moment: &Moment{NoValue: ids(5, 6, 7, 8), NoGrad: ids(0, 1, 2, 3, 4, 5, 6, 7, 8)}}},
	{"moment-forward", shop(), View{
		Moment: &Moment{NoValue: ids(7, 8), NoGrad: ids(0, 1, 2, 3, 4, 5, 6, 7, 8), Now: []int{6}, New: []int{6}}}},
	{"moment-backward", shop(),
		View{Moment: &Moment{NoGrad: ids(0, 1, 2, 3), Now: []int{7}, Backward: true, New: []int{5, 6}}}},
	{"moment-asked", shop(), View{Selected: []int{2}, Moment: &Moment{NoGrad: ids(0), Asked: ids(1, 2, 3)}}},
	{"moment-fork", skips(),
		View{Moment: &Moment{NoGrad: ids(0, 1, 2, 3), Now: []int{5}, Backward: true, New: []int{4}}}},
	{"moment-folded", net(100, 50), View{Moment: &Moment{NoValue: ids(9, 10), Now: []int{3, 4}, New: []int{3, 4}}}},
	{"moment-unfolded", net(100, 50), View{Unfolded: unfolded("Affine1").Unfolded,
		Moment: &Moment{NoGrad: ids(1, 2), Now: []int{4}, Backward: true, New: []int{3}}}},
	{"moment-broken", broken(), View{Moment: &Moment{NoGrad: ids(0, 1), Now: []int{2}, Backward: true, New: []int{2}}}},
	{"tiles-digit", batch(1), View{Pictures: true, Unfolded: map[string]bool{"ReLU1": true}}},
	{"tiles-growing", batch(1), View{Pictures: true, Growing: true}},
	{"tiles-batch", batch(3), View{Pictures: true}},
	{"down", net(100, 50), View{Down: true}},
	{"down-affine1", net(100, 50), View{Down: true, Unfolded: unfolded("Affine1").Unfolded}},
	{"down-shop", shop(), View{Down: true, Selected: []int{2}, Moment: &Moment{NoGrad: ids(0), Asked: ids(1, 2, 3)}}},
	{"down-skips", skips(), View{Down: true}},
	{"down-names", names(), View{Down: true, Unfolded: unfolded("Many1").Unfolded}},
	{"down-tiles", batch(1), View{Down: true, Pictures: true, Unfolded: map[string]bool{"ReLU1": true}}},
	{"moment-long", long(), View{Moment: &Moment{NoValue: ids(4), Now: []int{3}, New: []int{3}}}},
}

func ids(list ...int) map[int]bool {
	set := map[int]bool{}
	for _, id := range list {
		set[id] = true
	}
	return set
}

func TestPictures(t *testing.T) {
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			root, err := Draw(p.graph, p.view)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := WriteSVG(&b, root, BothThemes); err != nil {
				t.Fatal(err)
			}
			wellFormed(t, b.Bytes())
			golden(t, p.name+".svg", b.Bytes())
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs: look at it, and if it is right, run go test -update", file)
	}
}
