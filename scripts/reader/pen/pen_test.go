package pen_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/scripts/reader/pen"
)

func TestDigits(t *testing.T) {
	all := pen.Digits()
	var of [digits.Classes]int
	writers := map[string]bool{}
	for _, d := range all {
		of[d.Label]++
		writers[d.Writer] = true
	}
	if len(all) != 4605 || len(writers) != 210 {
		t.Errorf("%d digits by %d people, want 4605 by 210", len(all), len(writers))
	}
	for label, n := range of {
		if n < 300 {
			t.Errorf("%d of them are a %d, want 300 at least", n, label)
		}
	}
}

// No writer of the test is among those of training, nor is one both trained on and held out.
func TestWritersAreOthers(t *testing.T) {
	people := func(drawings []strokefile.Drawing) map[string]bool {
		m := map[string]bool{}
		for _, d := range drawings {
			m[d.Writer] = true
		}
		return m
	}
	test, err := strokefile.Read("../../../nn/digits/testdata/strokes.json")
	if err != nil {
		t.Fatal(err)
	}
	train, heldOut := pen.Split(pen.Digits())
	trained, held, tested := people(train), people(heldOut), people(test)
	if n := len(held); n < 15 || n > 40 {
		t.Errorf("%d of %d writers are held out, want about one in eight", n, n+len(trained))
	}
	for w := range trained {
		if held[w] || tested[w] {
			t.Errorf("%s is trained on and held out (%t) or in the test (%t)", w, held[w], tested[w])
		}
	}
	for w := range held {
		if tested[w] {
			t.Errorf("%s is held out and in the test", w)
		}
	}
}

func TestPack(t *testing.T) {
	all := []strokefile.Drawing{
		{Label: 7, Writer: "a", Strokes: digits.Strokes{{{0, 0}, {0.62, 0}, {0.1, 1}}, {{0.123, 0.5}}}},
		{Label: 0, Writer: "b", Strokes: digits.Strokes{{{1, 0.5}}}},
		{Label: 1, Writer: "a", Strokes: digits.Strokes{{{0.3, -0.2}, {0.3, 0.8}}}},
	}
	got, err := pen.Unpack(pen.Pack(all))
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range all {
		g := got[i]
		if g.Label != d.Label || g.Writer != d.Writer || len(g.Strokes) != len(d.Strokes) {
			t.Fatalf("digit %d became %v", i, g)
		}
		for j, stroke := range d.Strokes {
			for k, p := range stroke {
				q := g.Strokes[j][k]
				if math.Abs(p[0]-q[0]) > 0.0025001 || math.Abs(p[1]-q[1]) > 0.0025001 {
					t.Errorf("digit %d, stroke %d, point %d: %v became %v", i, j, k, p, q)
				}
			}
		}
	}
}

func TestUnpackRefuses(t *testing.T) {
	whole := pen.Pack([]strokefile.Drawing{{Label: 7, Writer: "a", Strokes: digits.Strokes{{{0, 0}, {1, 1}}}}})
	for name, file := range map[string][]byte{
		"nothing":                  nil,
		"a part":                   whole[:len(whole)-9],
		"a label that is no digit": pen.Pack([]strokefile.Drawing{{Label: 10, Strokes: digits.Strokes{{{0, 0}}}}}),
		"a digit without ink":      pen.Pack([]strokefile.Drawing{{Label: 1}}),
	} {
		if got, err := pen.Unpack(file); err == nil {
			t.Errorf("%s was read as %v", name, got)
		}
	}
}
