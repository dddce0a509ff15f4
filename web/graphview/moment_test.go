package graphview

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// skeleton lists what must not move: the places of everything but of what a moment adds.
func skeleton(root *Element) []string {
	var lines []string
	var walk func(e *Element)
	walk = func(e *Element) {
		line := e.Tag
		for _, a := range e.Attrs {
			switch a.Name {
			case "x", "y", "cx", "cy", "width", "height", "viewBox", "d":
				line += " " + a.Value
			}
		}
		class := e.Attr("class")
		added := class == "gv-line-now" || class == "gv-head-now" || e.Tag == "title" || e.Tag == "tspan"
		number := strings.HasPrefix(class, "gv-forward") || strings.HasPrefix(class, "gv-backward")
		if !added && !number {
			lines = append(lines, line)
		}
		for _, c := range e.Children {
			walk(c)
		}
	}
	walk(root)
	return lines
}

// TestNothingMoves draws random graphs at random moments: what is not known yet leaves its room empty.
func TestNothingMoves(t *testing.T) {
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 7))
		g, v := randomGraph(rng)
		whole, err := Draw(g, v)
		if err != nil {
			t.Fatal(err)
		}
		m := &Moment{NoValue: map[int]bool{}, NoGrad: map[int]bool{}, Asked: map[int]bool{}, Backward: rng.IntN(2) == 0}
		for id := range g.Nodes {
			m.NoValue[id], m.NoGrad[id], m.Asked[id] = rng.IntN(2) == 0, rng.IntN(2) == 0, rng.IntN(4) == 0
			if len(g.Nodes[id].Inputs) > 0 && rng.IntN(3) == 0 {
				m.Now, m.New = append(m.Now, id), append(m.New, id)
			}
		}
		v.Moment = m
		part, err := Draw(g, v)
		if err != nil {
			t.Fatal(err)
		}
		checkElements(t, part)
		if !slices.Equal(skeleton(whole), skeleton(part)) {
			t.Errorf("seed %d: something moved", seed)
		}
	}
}

// find returns the first descendant with that value of an attribute.
func find(e *Element, attr, value string) *Element {
	if e.Attr(attr) == value {
		return e
	}
	for _, c := range e.Children {
		if found := find(c, attr, value); found != nil {
			return found
		}
	}
	return nil
}

// TestMomentKeepsSecrets looks for numbers that are not to be known in all that a reader, a pointer or a screen reader
// can reach.
func TestMomentKeepsSecrets(t *testing.T) {
	root, err := Draw(shop(), View{Moment: &Moment{NoValue: ids(8), NoGrad: ids(0, 1), Asked: ids(2)}})
	if err != nil {
		t.Fatal(err)
	}
	for id, c := range map[string]struct{ has, lacks string }{
		"gv-e8": {"value not computed yet", "715"},
		"gv-n8": {"value not computed yet", "715"},
		"gv-e1": {"gradient not computed yet", "110"},
		"gv-e2": {"gradient to be found", "3.3"},
		"gv-e3": {"gradient 165", "not computed"},
	} {
		e := find(root, "id", id)
		var b strings.Builder
		write(&b, e, 0)
		if all := b.String(); !strings.Contains(all, c.has) || strings.Contains(all, c.lacks) {
			t.Errorf("%s: want %q and not %q in %s", id, c.has, c.lacks, all)
		}
	}
	if e := find(find(root, "id", "gv-e2"), "class", "gv-backward gv-asked"); e == nil || e.Text != "← ?" {
		t.Errorf("the asked gradient is %+v", e)
	}
}

// TestBranchAtWork emphasises of a forked wire only the ways to the operation at work.
func TestBranchAtWork(t *testing.T) {
	root, err := Draw(skips(), View{Moment: &Moment{Now: []int{3}}}) // the addition of b and x; x has two other uses
	if err != nil {
		t.Fatal(err)
	}
	heads := func(id, class string) int {
		e := find(find(root, "id", id), "class", class)
		if e == nil {
			return 0
		}
		return strings.Count(e.Attr("d"), "Z")
	}
	if all, now := heads("gv-e0", "gv-head"), heads("gv-e0", "gv-head-now"); all != 3 || now != 1 {
		t.Errorf("of the wire of x %d of %d ends are at work, want 1 of 3", now, all)
	}
	if all, now := heads("gv-e3", "gv-head"), heads("gv-e3", "gv-head-now"); all != now || all == 0 {
		t.Errorf("of the result's wire %d of %d ends are at work, want all", now, all)
	}
	if now := heads("gv-e1", "gv-head-now"); now != 0 {
		t.Errorf("a wire that has nothing to do with the addition has %d ends at work", now)
	}
	if n := find(root, "id", "gv-n3"); n.Attr("class") != "gv-node gv-op gv-now" ||
		root.Attr("class") != "gv gv-forth" {
		t.Errorf("the addition is %q in a picture %q", n.Attr("class"), root.Attr("class"))
	}
}
