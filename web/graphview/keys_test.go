package graphview

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

func TestNeighbour(t *testing.T) {
	down := View{Down: true, Unfolded: unfolded("Affine1").Unfolded}
	two := net(1, 50) // x W1 b1 · + ReLU W2 b2 · + t loss
	for _, c := range []struct {
		name string
		g    *snapshot.Graph
		v    View
		from string
		keys string // l, r, u, d
		want string // the ends of the ids, "." for nowhere
	}{
		{"along the folded net", two, View{}, "-n0", "rrrrr", "-b0-1 -b0-5 -b0-6 -b0-11 ."},
		{"and back", two, View{}, "-b0-11", "llll", "-b0-6 -b0-5 -b0-1 -n0"},
		{"to the target", two, View{}, "-b0-6", "r", "-b0-11"},
		{"through the operations", two, unfolded("Affine1"), "-n0", "rrrr", "-n3 -n4 -b0-5 -b0-6"},
		{"parameters are beside", two, unfolded("Affine1"), "-n3", "d", "-n2"},
		{"from a wire", two, View{}, "-e4", "r", "-b0-5"},
		{"into a frame", two, unfolded("Affine1"), "-b0-1", "r", "-n1"},
		{"a heading above", two, unfolded("Affine1"), "-n4", "u", "-b0-1"},
		{"inputs of the shop", shop(), View{}, "-n0", "ddur", "-n1 . -n0 -n5"},
		{"between products", shop(), View{}, "-n5", "du", "-n6 -n5"},
		{"down the folded net", two, View{Down: true}, "-n0", "ddddd", "-b0-1 -b0-5 -b0-6 -b0-11 ."},
		{"and up", two, View{Down: true}, "-b0-11", "uuuu", "-b0-6 -b0-5 -b0-1 -n0"},
		{"parameters to the right", two, down, "-n3", "rl", "-n2 -n3"},
		{"down into a frame", two, down, "-b0-1", "d", "-n1"},
		{"up to a heading", two, down, "-n1", "u", "-b0-1"},
		{"unknown", shop(), View{}, "-n77", "r", "."},
		{"nonsense", shop(), View{}, "-exx", "r", "."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			at := "gv" + c.from
			for _, key := range c.keys {
				next := Neighbour(c.g, c.v, at, Direction(strings.IndexRune("lrud", key)))
				if next == "" {
					got = append(got, ".")
					continue
				}
				at = next
				got = append(got, strings.TrimPrefix(at, "gv"))
			}
			if text := strings.Join(got, " "); text != c.want {
				t.Errorf("got %s, want %s", text, c.want)
			}
		})
	}
	if Neighbour(nil, View{}, "gv-n0", Right) != "" {
		t.Error("a graph that is not there has neighbours")
	}
}

// From every stop, each other one that is connected with it can be reached.
func TestNeighboursReachEverything(t *testing.T) {
	for name, g := range map[string]*snapshot.Graph{"shop": shop(), "net": net(2, 5, 4), "residual": residual(),
		"skips": skips(), "twice": twice()} {
		down := everyScope(g)
		down.Down = true
		for _, v := range []View{{}, everyScope(g), down} {
			v.ID = "x"
			s := fold(g, v)
			want := 0
			var from string
			for _, st := range s.stops() {
				if st.role != frame {
					want++
					from = "x" + st.id()
				}
			}
			seen, todo := map[string]bool{from: true}, []string{from}
			for len(todo) > 0 {
				at := todo[0]
				todo = todo[1:]
				for d := Left; d <= Down; d++ {
					if next := Neighbour(g, v, at, d); next != "" && !seen[next] {
						seen[next] = true
						todo = append(todo, next)
					}
				}
			}
			if len(seen) < want {
				t.Errorf("%s, %d unfolded: %d of %d stops are reached from %s", name, len(v.Unfolded), len(seen), want,
					from)
			}
		}
	}
}

// The neighbours are elements of the picture.
func TestNeighboursAreDrawn(t *testing.T) {
	g := residual()
	v := unfolded("Block1", "Block1/Affine1")
	root, err := Draw(g, v)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	var walk func(*Element)
	walk = func(e *Element) {
		if e.Attr("tabindex") != "" {
			ids[e.Attr("id")] = true
		}
		for _, c := range e.Children {
			walk(c)
		}
	}
	walk(root)
	for id := range ids {
		for d := Left; d <= Down; d++ {
			if next := Neighbour(g, v, id, d); next != "" && !ids[next] {
				t.Errorf("from %s, key %d leads to %s, which is not in the picture", id, d, next)
			}
		}
	}
}

func TestPath(t *testing.T) {
	for _, c := range []struct {
		name string
		of   []int
		want string
	}{
		{"an input", []int{0}, "0 5 7 8"},
		{"an operation", []int{6}, "2 3 6 7 8"},
		{"the result", []int{8}, "0 1 2 3 4 5 6 7 8"},
		{"two", []int{0, 2}, "0 2 5 6 7 8"},
		{"none", nil, ""},
	} {
		var got []string
		for n, on := range onPath(shop(), c.of...) {
			if on {
				got = append(got, itoa(n))
			}
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: %s, want %s", c.name, text, c.want)
		}
	}
}

func TestOffPath(t *testing.T) {
	for _, c := range []struct {
		id, want string
	}{
		{"gv-n5", `#gv-n2,#gv-n3,#gv-n4,#gv-n6,[data-edge="2"],[data-edge="3"],[data-edge="4"],[data-edge="6"]`},
		{"gv-n8", ""}, {"gv-n9", ""}, {"", ""},
	} {
		if got := OffPath(shop(), View{}, c.id); got != c.want {
			t.Errorf("%s: %s, want %s", c.id, got, c.want)
		}
	}
	// A box is on the path if anything in it is.
	if got := OffPath(net(1, 50), View{},
		"gv-b0-5"); got != `#gv-n10,[data-edge="6"],[data-edge="7"],[data-edge="10"]` {
		t.Errorf("off the path of ReLU: %s", got)
	}
}
