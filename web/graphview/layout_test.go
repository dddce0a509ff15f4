package graphview

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// area is a rectangle that something takes up for itself.
type area struct {
	what       string
	x, y, w, h int
	label      bool
}

func (a area) overlaps(b area) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

func (a area) within(b area) bool {
	return a.x >= b.x && a.y >= b.y && a.x+a.w <= b.x+b.w && a.y+a.h <= b.y+b.h
}

// areas returns what lies in a group: items (a frame is one of them) and labels.
func areas(g *group) []area {
	var as []area
	for _, c := range g.columns {
		for _, it := range c.items {
			if it.w > 0 {
				as = append(as,
					area{fmt.Sprintf("%q of node %d", it.name(), it.node), it.x, it.y - it.h/2, it.w, it.h, false})
			}
			if it.role == bend {
				continue
			}
			for _, p := range it.outs {
				if l := p.wire.label; l != nil {
					x := c.x + c.w + c.labels/2 - l.w/2
					as = append(as,
						area{fmt.Sprintf("label of %d", p.wire.value), x, it.y + p.dy - l.up, l.w, l.up + l.down, true})
				}
			}
		}
	}
	return as
}

// checkLayout holds a group, and those in it, to what every picture promises.
func checkLayout(t *testing.T, g *group) {
	t.Helper()
	as := areas(g)
	whole := area{"group", 0, 0, g.w, g.h, false}
	for i, a := range as {
		if !a.within(whole) {
			t.Errorf("%s leaves its group %q: %+v in %d×%d", a.what, g.scope, a, g.w, g.h)
		}
		for _, b := range as[:i] {
			if a.overlaps(b) {
				t.Errorf("%s overlaps %s: %+v, %+v", a.what, b.what, a, b)
			}
		}
	}
	for i := range g.columns {
		checkLinks(t, g, i, as)
		for _, it := range g.columns[i].items {
			if it.role == frame {
				checkFrame(t, it)
				checkLayout(t, it.body)
			}
		}
	}
	for _, w := range g.wires {
		checkPath(t, w, draw(w.links, g, 0, 0))
	}
}

// checkLinks looks at the level parts of the wires: from an item, or a bend, to where the curves begin.
func checkLinks(t *testing.T, g *group, i int, as []area) {
	t.Helper()
	c := &g.columns[i]
	for _, l := range c.links {
		if l.from.column != i || l.to.column != i+1 {
			t.Errorf("wire %d goes from column %d to %d", l.wire.value, l.from.column, l.to.column)
		}
		left := l.from.right()
		if l.from.role == bend {
			left = c.x
		}
		line := area{"line", left, l.fromY(), c.bus() - left, 1, false}
		for _, a := range as {
			if !a.overlaps(line) {
				continue
			}
			own := l.wire.label != nil && a.label && a.what == fmt.Sprintf("label of %d", l.wire.value)
			if !own {
				t.Errorf("wire %d runs through %s: %+v, %+v", l.wire.value, a.what, line, a)
			}
		}
		if next := &g.columns[i+1]; c.bus() > next.x {
			t.Errorf("no room for curves between columns %d and %d", i, i+1)
		}
	}
}

// checkFrame sees to it that wires go on where they cross the frame.
func checkFrame(t *testing.T, it *item) {
	t.Helper()
	_, top := it.within()
	top += it.y
	for _, side := range []struct {
		role  role
		ports []port
		x     int
	}{{entry, it.ins, 0}, {exit, it.outs, it.body.w}} {
		for _, p := range side.ports {
			found := false
			for _, inner := range it.body.items {
				if inner.role == side.role && inner.node == p.wire.value {
					found = true
					if top+inner.y != it.y+p.dy || inner.x != side.x {
						t.Errorf("wire %d breaks at the frame of %s", p.wire.value, it.scope)
					}
				}
			}
			if !found {
				t.Errorf("wire %d ends at the frame of %s", p.wire.value, it.scope)
			}
		}
	}
}

// checkPath reads what is drawn: every line runs from left to right, or down.
func checkPath(t *testing.T, w *wire, d *drawing) {
	t.Helper()
	line := string(d.line.b)
	x := 0.0
	for _, step := range strings.FieldsFunc(
		strings.NewReplacer("M", "|M ", "H", "|H ", "V", "|V ", "C", "|C ").Replace(line),
		func(r rune) bool { return r == '|' }) {
		f := strings.Fields(step)
		along := 1
		if f[0] == "C" {
			along = 5
		}
		if d.line.turned && f[0] != "V" {
			along++
		}
		at := f[along]
		to, err := strconv.ParseFloat(at, 64)
		if err != nil {
			t.Fatalf("wire %d: path %q: %v", w.value, line, err)
		}
		if f[0] != "M" && to < x {
			t.Errorf("wire %d runs to the left: %s", w.value, line)
		}
		x = to
	}
	if n := strings.Count(string(d.heads.b), "M"); n > len(w.ends) {
		t.Errorf("wire %d has %d arrowheads for %d ends", w.value, n, len(w.ends))
	}
}

func TestLayout(t *testing.T) {
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			s := fold(p.graph, p.view)
			arrange(s.root, 0)
			checkLayout(t, s.root)
			var b strings.Builder
			describeLayout(&b, s.root, "")
			golden(t, p.name+".txt", []byte(b.String()))
		})
	}
}

// describeLayout writes a layout for people who review a change of it: the columns, and in them the items by middle and
// size.
func describeLayout(b *strings.Builder, g *group, indent string) {
	fmt.Fprintf(b, "%s%d×%d\n", indent, g.w, g.h)
	roles := [...]string{leaf: "leaf", op: "op", box: "box", frame: "frame", entry: "entry", exit: "exit",
		output: "output", bend: "bend"}
	for i, c := range g.columns {
		fmt.Fprintf(b, "%scolumn %d at %d: %d items, %d labels, %d curves\n", indent, i, c.x, c.w, c.labels, c.curves)
		for _, it := range c.items {
			fmt.Fprintf(b, "%s  %s %d %q: x %d to %d, y %d, height %d",
				indent, roles[it.role], it.node, it.title, it.x, it.right(), it.y, it.h)
			for _, l := range it.from {
				fmt.Fprintf(b, "; wire %d to %s %d", l.wire.value, roles[l.to.role], l.to.node)
			}
			b.WriteByte('\n')
			if it.role == frame {
				describeLayout(b, it.body, indent+"    ")
			}
		}
	}
}

// TestRandom draws graphs that no network has: random wires, scopes that interleave, any of them unfolded.
func TestRandom(t *testing.T) {
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 5))
		g, v := randomGraph(rng)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			if err := Validate(g); err != nil {
				t.Fatal(err)
			}
			s := fold(g, v)
			arrange(s.root, 0)
			checkLayout(t, s.root)
			render(s)
		})
	}
}

func randomGraph(rng *rand.Rand) (*snapshot.Graph, View) {
	m := newMaker()
	scopes := []string{"", "A", "B", "A/C", "A/D", "A/C/E", "B/F"}
	v := View{Unfolded: map[string]bool{}, Down: rng.IntN(2) == 0}
	for _, s := range scopes {
		v.Unfolded[s] = rng.IntN(2) == 0
	}
	kinds := []string{"Add", "Mul", "ReLU", "Sigmoid", "SomethingElse"}
	for i := range 2 + rng.IntN(40) {
		scope := scopes[rng.IntN(len(scopes))]
		inputs := rng.IntN(4)
		if i < 2 || inputs == 0 {
			m.node([]string{"Input", "Param", "Target"}[rng.IntN(3)], "v"+strconv.Itoa(i), scope, one(1), one(1))
			continue
		}
		ins := make([]int, inputs)
		for k := range ins {
			ins[k] = max(0, i-1-rng.IntN(1+rng.IntN(12)))
		}
		value := one(0.25)
		if rng.IntN(2) == 0 {
			value = m.random(0, 1, 3, 4)
		}
		m.node(kinds[rng.IntN(len(kinds))], "", scope, value, nil, ins...)
	}
	return &m.g, v
}

// TestLarge draws what a formula may become. A step that took time as the square of the size, or recursion along a
// chain, would show.
func TestLarge(t *testing.T) {
	nested := newMaker()
	x, scope := nested.num("Input", "x", 1, 1), ""
	for range 100 {
		scope += "/Block"
		x = nested.node("Exp", "", scope, one(1), one(1), x)
	}
	for _, c := range []struct {
		name    string
		graph   *snapshot.Graph
		columns int
	}{
		{"chain", chain(2000), 2001},
		{"star", star(2000), 4},
		{"tangle", tangle(2000), 0},
		{"nested scopes", &nested.g, 0},
		{"network", deep(58), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := fold(c.graph, everyScope(c.graph))
			arrange(s.root, 0)
			if n := len(s.root.columns); c.columns != 0 && n != c.columns {
				t.Errorf("%d columns, want %d", n, c.columns)
			}
			if c.name != "star" && c.name != "tangle" { // all pairs of these are too many
				checkLayout(t, s.root)
			}
			if render(s).Attr("width") != itoa(s.root.w+2*margin) {
				t.Error("the picture is not as wide as its layout")
			}
		})
	}
}
