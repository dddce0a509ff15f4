package expr

import "strings"

// MathML returns the formula as a <math> element, as a book sets it: fractions with a line, powers raised, × for
// products, roots with their sign, and of several lines a table with a column for the names, "=" and the rest. It is
// well-formed XML and can stand in HTML as well.
func (f *Formula) MathML() string {
	var b strings.Builder
	b.WriteString(`<math xmlns="http://www.w3.org/1998/Math/MathML">`)
	if len(f.lines) == 1 {
		writeLine(&b, f.lines[0], "", "")
	} else {
		b.WriteString(`<mtable class="lines" displaystyle="true">`)
		for _, l := range f.lines {
			b.WriteString("<mtr><mtd>")
			writeLine(&b, l, "</mtd><mtd>", "</mtd><mtd>")
			b.WriteString("</mtd></mtr>")
		}
		b.WriteString("</mtable>")
	}
	b.WriteString("</math>")
	return b.String()
}

// writeLine writes a line as elements of a row, with something before and after its "=".
func writeLine(b *strings.Builder, l Line, before, after string) {
	if l.Name != "" {
		b.WriteString("<mi>" + l.Name + "</mi>" + before + "<mo>=</mo>" + after)
	} else {
		b.WriteString(before + after)
	}
	writeMath(b, l.Root, precSum, true)
}

// writeMath writes n as elements of a row; the arguments are those of writeText. Names are letters, digits, marks and
// underscores, and need no escape.
func writeMath(b *strings.Builder, n *Node, lowest int, first bool) {
	if needsParens(n, n.mathPrec(), lowest, first) {
		writeFenced(b, n)
		return
	}
	o, binary := operatorOf(n.Kind)
	switch {
	case n.Kind == KindNumber:
		writeNumber(b, n.Value)
	case n.Kind == KindName:
		b.WriteString("<mi>" + n.Name + "</mi>")
	case n.Kind == neg:
		// Without form it would be spaced as an operator between two operands where it follows a "(".
		b.WriteString(`<mo form="prefix">−</mo>`)
		writeMath(b, n.Args[0], precPower, false)
	case n.Kind == "Div":
		b.WriteString("<mfrac>")
		writeRow(b, n.Args[0], precSum)
		writeRow(b, n.Args[1], precSum)
		b.WriteString("</mfrac>")
	case n.Kind == "Pow":
		b.WriteString("<msup>")
		writeRow(b, n.Args[0], precAtom)
		writeRow(b, n.Args[1], precSum)
		b.WriteString("</msup>")
	case n.Kind == "Sqrt":
		b.WriteString("<msqrt>")
		writeMath(b, n.Args[0], precSum, true)
		b.WriteString("</msqrt>")
	case n.Kind == "Abs":
		b.WriteString("<mrow><mo>|</mo>")
		writeMath(b, n.Args[0], precSum, true)
		b.WriteString("<mo>|</mo></mrow>")
	case binary:
		left, right := o.operands()
		writeMath(b, n.Args[0], left, first)
		b.WriteString("<mo>" + mathSigns[n.Kind] + "</mo>")
		writeMath(b, n.Args[1], right, false)
	default:
		const apply = "<mo>\u2061</mo>" // invisible: the word before is a function of what follows
		b.WriteString("<mi>" + wordOf(n.Kind) + "</mi>" + apply)
		writeFenced(b, n.Args...)
	}
}

var mathSigns = map[string]string{"Add": "+", "Sub": "−", "Mul": "×"}

// writeRow writes n as exactly one element.
func writeRow(b *strings.Builder, n *Node, lowest int) {
	prec := n.mathPrec()
	call := prec == precAtom && len(n.Args) > 0
	if prec < lowest || prec >= precPower && !call { // in parentheses, or one element in itself
		writeMath(b, n, lowest, true)
		return
	}
	b.WriteString("<mrow>")
	writeMath(b, n, lowest, true)
	b.WriteString("</mrow>")
}

// writeFenced writes parentheses around ns, with commas between them.
func writeFenced(b *strings.Builder, ns ...*Node) {
	b.WriteString("<mrow><mo>(</mo>")
	for i, n := range ns {
		if i > 0 {
			b.WriteString("<mo>,</mo>")
		}
		writeMath(b, n, precSum, true)
	}
	b.WriteString("<mo>)</mo></mrow>")
}

// mathPrec is prec where it is set: a fraction holds together by its line, except as the base of a power, and a number
// with a power of ten is a product.
func (n *Node) mathPrec() int {
	switch {
	case n.Kind == "Div":
		return precPower
	case n.Kind == KindNumber && strings.Contains(formatNumber(n.Value), "e"):
		return precProduct
	}
	return n.prec()
}

func writeNumber(b *strings.Builder, v float64) {
	mantissa, exponent, ok := strings.Cut(formatNumber(v), "e")
	b.WriteString("<mn>" + mantissa + "</mn>")
	if !ok {
		return
	}
	b.WriteString("<mo>×</mo><msup><mn>10</mn>")
	if e, negative := strings.CutPrefix(exponent, "-"); negative {
		b.WriteString("<mrow><mo>−</mo><mn>" + e + "</mn></mrow>")
	} else {
		b.WriteString("<mn>" + exponent + "</mn>")
	}
	b.WriteString("</msup>")
}
