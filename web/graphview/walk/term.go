package walk

import (
	"strings"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// digits is how many significant digits the numbers have, the same as beside the wires.
const digits = 4

// term is a piece of a formula, as MathML (elements of a row) and for reading aloud.
type term struct {
	math, plain string
	prec        int
}

// Precedence: what binds tighter is greater.
const (
	precSum = 1 + iota
	precMinus
	precProduct
	precPower
	precAtom
)

func atom(math, plain string) term { return term{math, plain, precAtom} }

// numberTerm sets v as Format writes it.
func numberTerm(v float64) term {
	plain := graphview.Format(v, digits)
	text, minus := strings.CutPrefix(plain, "−")
	mantissa, exponent, tens := strings.Cut(text, "e")
	t := term{"<mn>" + mantissa + "</mn>", plain, precAtom}
	if tens {
		t.math += "<mo>×</mo><msup><mn>10</mn><mn>" + exponent + "</mn></msup>"
		t.prec = precProduct
	}
	if minus {
		t.math = `<mo form="prefix">−</mo>` + t.math
		t.prec = precMinus
	}
	return t
}

// name sets a variable, and cuts a very long name. The letters are ordinary ones in italics, even for one letter: a
// <mi> of one letter would by default have the slanted letters of Unicode, which come from another font if there is
// none for mathematics.
func name(s string) term {
	if letters := []rune(s); len(letters) > room {
		s = string(letters[:room-1]) + "…"
	}
	return atom(Variable(s), s)
}

// Variable sets a name, which a style sheet slants: math .name.
func Variable(s string) string { return `<mi class="name" mathvariant="normal">` + escape(s) + "</mi>" }

func escape(s string) string { return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s) }

// fenced returns t in parentheses if it binds less tightly than lowest.
func (t term) fenced(lowest int) term {
	if t.prec >= lowest {
		return t
	}
	return atom("<mrow><mo>(</mo>"+t.math+"<mo>)</mo></mrow>", "("+t.plain+")")
}

// row returns t as one element.
func (t term) row() string { return "<mrow>" + t.math + "</mrow>" }

// in returns t in the colour of a direction: the class is forward or backward.
func (t term) in(class string) term {
	t.math = `<mrow class="math-` + class + `">` + t.math + "</mrow>"
	return t
}

func infix(a term, sign string, b term, prec int) term {
	a, b = a.fenced(min(prec, precMinus)), b.fenced(max(prec+1, precProduct))
	return term{a.math + "<mo>" + sign + "</mo>" + b.math, a.plain + " " + sign + " " + b.plain, prec}
}

// apply sets an operation on terms.
func apply(kind string, args []term) term {
	switch {
	case len(args) == 2 && kind == "Add":
		return infix(args[0], "+", args[1], precSum)
	case len(args) == 2 && kind == "Sub":
		return infix(args[0], "−", args[1], precSum)
	case len(args) == 2 && kind == "Mul":
		return infix(args[0], "×", args[1], precProduct)
	case len(args) == 2 && kind == "Div":
		return term{"<mfrac>" + args[0].row() + args[1].row() + "</mfrac>",
			args[0].fenced(precAtom).plain + " / " + args[1].fenced(precAtom).plain, precPower}
	case len(args) == 2 && kind == "Pow":
		base := args[0].fenced(precAtom)
		return term{"<msup>" + base.row() + args[1].row() + "</msup>",
			base.plain + " ^ " + args[1].fenced(precAtom).plain, precPower}
	case len(args) == 1 && kind == "Neg":
		a := args[0].fenced(precPower)
		return term{`<mo form="prefix">−</mo>` + a.math, "−" + a.plain, precMinus}
	case len(args) == 1 && kind == "Sqrt":
		return atom("<msqrt>"+args[0].row()+"</msqrt>", "sqrt("+args[0].plain+")")
	case len(args) == 1 && kind == "Abs":
		return atom("<mrow><mo>|</mo>"+args[0].math+"<mo>|</mo></mrow>", "abs("+args[0].plain+")")
	}
	word := strings.ToLower(kind)
	t := atom("<mi>"+escape(word)+"</mi><mrow><mo>(</mo>", word+"(")
	for i, a := range args {
		if i > 0 {
			t.math, t.plain = t.math+"<mo>,</mo>", t.plain+", "
		}
		t.math, t.plain = t.math+a.math, t.plain+a.plain
	}
	return atom(t.math+"<mo>)</mo></mrow>", t.plain+")")
}

// A value is written as its formula if that is no longer and no deeper than this. A longer one is written as "…": the
// picture shows which value it is.
const (
	room  = 24
	depth = 3
)

// called returns how a value is written: as its name, or its number, or the operation with its operands.
func (w *Walk) called(id int) term {
	t, ok := w.formula(id, depth)
	if !ok || utf8.RuneCountInString(t.plain) > room && len(w.graph.Nodes[id].Inputs) > 0 {
		return atom("<mo>…</mo>", "…")
	}
	return t
}

// formula sets how a value is computed. ok says that it is no deeper than deep.
func (w *Walk) formula(id, deep int) (t term, ok bool) {
	n := &w.graph.Nodes[id]
	switch {
	case n.Name != "":
		return name(n.Name), true
	case len(n.Inputs) == 0 && isScalar(n):
		return numberTerm(n.Value.Data[0]), true
	case len(n.Inputs) == 0 || !isScalar(n):
		return name(n.Kind), true
	case deep == 0:
		return term{}, false
	}
	args := make([]term, len(n.Inputs))
	for i, in := range n.Inputs {
		if args[i], ok = w.formula(in, deep-1); !ok {
			return term{}, false
		}
	}
	return apply(n.Kind, args), true
}

func isScalar(n *snapshot.Node) bool { return n.Value != nil && len(n.Value.Data) == 1 }

// equals returns "=" if the shown numbers are exact, apart from the rounding of float64, else "≈".
func equals(numbers ...float64) string {
	const rounding = 12 // float64 has nearly 16 digits, and a long formula loses a few
	for _, v := range numbers {
		if graphview.Format(v, digits) != graphview.Format(v, rounding) {
			return "≈"
		}
	}
	return "="
}
