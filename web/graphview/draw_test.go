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
}

func TestPictures(t *testing.T) {
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			root, err := Draw(p.graph, p.view)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := WriteSVG(&b, root); err != nil {
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
