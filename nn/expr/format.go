package expr

import (
	"strconv"
	"strings"
)

// String returns the formula in ASCII signs, with as few parentheses as keep its tree, and around a minus sign that is
// not the first of its expression; a ";" stands between lines. Parse reads it as the same formula.
func (f *Formula) String() string {
	var b strings.Builder
	for i, l := range f.lines {
		if i > 0 {
			b.WriteString("; ")
		}
		if l.Name != "" {
			b.WriteString(l.Name + " = ")
		}
		writeText(&b, l.Root, precSum, true)
	}
	return b.String()
}

// writeText writes n where nothing that binds less than lowest can stand without parentheses. first says that nothing
// stands before it.
func writeText(b *strings.Builder, n *Node, lowest int, first bool) {
	if needsParens(n, n.prec(), lowest, first) {
		b.WriteByte('(')
		writeText(b, n, precSum, true)
		b.WriteByte(')')
		return
	}
	o, binary := operatorOf(n.Kind)
	switch {
	case n.Kind == KindNumber:
		b.WriteString(formatNumber(n.Value))
	case n.Kind == KindName:
		b.WriteString(n.Name)
	case n.Kind == neg:
		b.WriteByte('-')
		writeText(b, n.Args[0], precPower, false)
	case binary:
		left, right := o.operands()
		writeText(b, n.Args[0], left, first)
		if o.prec == precSum {
			b.WriteString(" " + string(o.sign) + " ")
		} else {
			b.WriteRune(o.sign)
		}
		writeText(b, n.Args[1], right, false)
	default:
		b.WriteString(wordOf(n.Kind) + "(")
		for i, x := range n.Args {
			if i > 0 {
				b.WriteString(", ")
			}
			writeText(b, x, precSum, true)
		}
		b.WriteByte(')')
	}
}

// operands returns how tightly the operands of o have to bind: the one that o would otherwise not take, more than
// itself.
func (o operator) operands() (left, right int) {
	if o.kind == "Pow" {
		return o.prec + 1, o.prec
	}
	return o.prec, o.prec + 1
}

func needsParens(n *Node, prec, lowest int, first bool) bool {
	return prec < lowest || n.Kind == neg && !first // no sign right after another: a − (−b)
}

func (n *Node) prec() int {
	if n.Kind == neg {
		return precMinus
	}
	if o, ok := operatorOf(n.Kind); ok {
		return o.prec
	}
	return precAtom
}

// formatNumber writes v, which is not negative, as short as reads back the same: 0.05, 1200000, 1e-7.
func formatNumber(v float64) string {
	if v == 0 || 1e-4 <= v && v < 1e15 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	sign := ""
	if exponent[0] == '-' {
		sign = "-"
	}
	return mantissa + "e" + sign + strings.TrimLeft(exponent, "+-0")
}
