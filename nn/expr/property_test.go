package expr

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/cost"
)

// random returns a tree of at most depth operations from top to bottom.
func random(r *rand.Rand, depth int) *Node {
	if depth == 0 || r.IntN(5) == 0 {
		if r.IntN(2) == 0 {
			return &Node{Kind: KindName, Name: []string{"x", "y", "größe", "n_apple", "e"}[r.IntN(5)]}
		}
		v := float64(r.IntN(10))
		if r.IntN(2) == 0 {
			v = math.Exp(50 * r.NormFloat64()) // any magnitude, with all the digits that a float64 has
		}
		return &Node{Kind: KindNumber, Value: v}
	}
	kinds, args := []string{neg}, []int{1}
	for _, o := range operators {
		kinds, args = append(kinds, o.kind), append(args, 2)
	}
	for _, f := range functions {
		kinds, args = append(kinds, f.kind), append(args, f.args)
	}
	i := r.IntN(len(kinds))
	n := &Node{Kind: kinds[i]}
	for range args[i] {
		n.Args = append(n.Args, random(r, depth-1))
	}
	return n
}

// randomFormula returns a formula of as many lines as names, each of which uses the value of the one before.
func randomFormula(r *rand.Rand, names ...string) *Formula {
	f := &Formula{lines: []Line{{Root: random(r, 1+r.IntN(7))}}}
	for i, name := range names {
		f.lines[i].Name = name
		root := random(r, r.IntN(5))
		f.lines = append(f.lines, Line{Root: &Node{Kind: "Mul", Args: []*Node{{Kind: KindName, Name: name}, root}}})
	}
	return f
}

// Whatever the tree, its text is read as the same tree, and its MathML is well formed.
func TestTextOfRandomTrees(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		f := randomFormula(r, []string{"t", "ü"}[:r.IntN(3)]...)
		again, err := Parse(f.String())
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if !reflect.DeepEqual(again.lines, f.lines) {
			t.Fatalf("%s\nis read as %s\nwant       %s", f, trees(again), trees(f))
		}
		checkMathML(t, f)
	}
}

// checkMathML holds the MathML to be XML in which fractions and powers have two children each, and which has the
// formula's names and as many numbers as it, those of powers of ten aside.
func checkMathML(t *testing.T, f *Formula) {
	t.Helper()
	var names []string
	numbers := 0
	for _, l := range f.lines {
		if l.Name != "" {
			names = append(names, l.Name)
		}
		walk(l.Root, func(n *Node) {
			switch n.Kind {
			case KindName:
				names = append(names, n.Name)
			case KindNumber:
				numbers++
				if strings.Contains(formatNumber(n.Value), "e") {
					numbers += 2
				}
			}
		})
	}
	d := xml.NewDecoder(strings.NewReader(f.MathML()))
	var open []string
	var children []int
	var gotNames []string
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v in %s", f, err, f.MathML())
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if len(children) > 0 {
				children[len(children)-1]++
			}
			open, children = append(open, tok.Name.Local), append(children, 0)
		case xml.CharData:
			switch open[len(open)-1] {
			case "mi":
				if !slices.ContainsFunc(functions, func(f function) bool { return f.word == string(tok) }) {
					gotNames = append(gotNames, string(tok))
				}
			case "mn":
				numbers--
			}
		case xml.EndElement:
			last := len(open) - 1
			if (open[last] == "mfrac" || open[last] == "msup") && children[last] != 2 {
				t.Fatalf("%s: %s with %d children in %s", f, open[last], children[last], f.MathML())
			}
			open, children = open[:last], children[:last]
		}
	}
	if !slices.Equal(gotNames, names) || numbers != 0 {
		t.Fatalf("%s: names %q, want %q; %d numbers too few, in %s", f, gotNames, names, numbers, f.MathML())
	}
}

func walk(n *Node, visit func(*Node)) {
	visit(n)
	for _, x := range n.Args {
		walk(x, visit)
	}
}

func FuzzParse(f *testing.F) {
	for _, e := range Examples() {
		f.Add(e.Formula)
	}
	for _, text := range []string{
		"", "x²", "−a×b·c÷d", "1e999", "2e-3x", "max(1,2", "((((", "x**-y", "größe_1 ^ .5", "\xff", "a,b", "1..2",
		"t = x + y\nz = t^2", "a = b; b = a", ";;x=3;", "t=(x\ny", "sqrt(abs(x)) = 2",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer cost.Bound(t, len(text))()
		formula, err := Parse(text)
		if err != nil {
			var e *SyntaxError
			if !errors.As(err, &e) || e.Column < 1 || e.Column > utf8.RuneCountInString(text)+1 || e.Text == "" {
				t.Fatalf("%q: error %#v", text, err)
			}
			return
		}
		again, err := Parse(formula.String())
		if err != nil {
			t.Fatalf("%q: %s: %v", text, formula, err)
		}
		if !reflect.DeepEqual(again, formula) {
			t.Fatalf("%q: %s is read as %s", text, formula, again)
		}
		checkMathML(t, formula)
	})
}
