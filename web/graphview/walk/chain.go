package walk

import (
	"math"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/graphview"
)

// chain shows, for each operand that has a gradient, what an operation on numbers sends back to it:
//
//	∂L/∂apple   =    2    ×    1.1      =  2.2
//	               local     upstream
//
// and, if the operand is used several times and this is the last share, the sum. If the operation's value has a name of
// its own, say t, the same stands before it in letters: ∂t/∂apple · ∂L/∂t.
func (w *Walk) chain(s *Saying, op, at int) {
	n := w.wire(op)
	upstream := n.Grad.Data[0]
	var rows, sums []string
	waiting, before := "", 0
	for i, in := range n.Inputs {
		x := w.wire(in)
		if x.Grad == nil {
			continue // a number that was typed
		}
		last, shares := w.share(edge{op, i})
		what, local, sent := w.slope(in), n.Local[i], n.Local[i]*upstream
		if len(w.uses[in]) > 1 {
			what = "<mrow><mtext>share of\u00a0</mtext>" + w.called(in).math + "</mrow>"
		}
		l, u, c := numberTerm(local), numberTerm(upstream), numberTerm(sent)
		product := infix(l, "×", u, precProduct)
		row := []string{what, "<mo>=</mo>"}
		if w.isNamed(op) {
			row = append(row, w.quotient(op, in), "<mo>·</mo>", `<mrow class="math-backward">`+w.slope(op)+"</mrow>",
				"<mo>"+equals(local, upstream)+"</mo>")
		}
		before = len(row)
		rows = append(rows, cells("share", append(row, l.fenced(precMinus).row(), "<mo>×</mo>",
			u.fenced(precProduct).in("backward").math, "<mo>"+equals(local, upstream, sent)+"</mo>",
			c.in("backward").row())...))
		s.speak(w.called(in).plain + ": " + product.plain + " = " + c.plain + ".")
		switch {
		case len(w.uses[in]) == 1:
		case last:
			sums = append(sums, w.sum(s, in, shares))
		case w.gradAt[in] > at:
			waiting = w.called(in).plain + " is used " + strconv.Itoa(len(w.uses[in])) +
				" times. Its gradient is the sum of all shares: " +
				strconv.Itoa(len(w.uses[in])-len(shares)) + " still to come."
		}
	}
	labels := append(make([]string, before), "<mtext>local</mtext>", "", "<mtext>upstream</mtext>", "", "")
	rows = append(rows, cells("labels", labels...))
	table := mathML("chain", "<mtable>"+strings.Join(rows, "")+"</mtable>")
	s.add("", append([]string{table}, sums...)...)
	if waiting != "" {
		s.add(waiting)
	}
}

// cells makes a row of the chain rule.
func cells(class string, content ...string) string {
	row := `<mtr class="` + class + `">`
	for _, c := range content {
		row += "<mtd>" + c + "</mtd>"
	}
	return row + "</mtr>"
}

// sum shows how the shares of a value's gradient add up.
func (w *Walk) sum(s *Saying, id int, shares []edge) string {
	var all term
	numbers := []float64{}
	for i, e := range shares {
		n := w.wire(e.op)
		v := n.Local[e.operand] * n.Grad.Data[0]
		numbers = append(numbers, v)
		switch t := numberTerm(v); {
		case i == 0:
			all = t
		case i < most:
			all = infix(all, "+", t, precSum)
		case i == most:
			all = infix(all, "+", atom("<mo>…</mo>", "…"), precSum)
		}
	}
	grad := w.wire(id).Grad.Data[0]
	s.speak(w.called(id).plain + " in total: " + all.plain + " = " + numberTerm(grad).plain + ".")
	return mathML("", w.slope(id)+"<mo>=</mo>"+all.in("backward").math+"<mo>"+equals(append(numbers, grad)...)+"</mo>"+
		numberTerm(grad).in("backward").math)
}

// slope sets ∂L/∂x, with the names of the result and of the value.
func (w *Walk) slope(id int) string { return w.quotient(w.result, id) }

// quotient sets ∂y/∂x for two values.
func (w *Walk) quotient(of, by int) string {
	return "<mfrac><mrow><mo>∂</mo>" + w.word(of).fenced(precAtom).math + "</mrow><mrow><mo>∂</mo>" +
		w.word(by).fenced(precAtom).math + "</mrow></mfrac>"
}

// word is what a value is called; the result has a letter where it has no name.
func (w *Walk) word(id int) term {
	if id == w.result && w.wire(id).Name == "" {
		return name(Letter(w.graph))
	}
	return w.called(id)
}

// summary lists the gradients of all names.
func (w *Walk) summary() Saying {
	s := Saying{Title: "All known"}
	if w.result < 0 {
		s.add("The formula has no names, so there is no gradient to show.")
		return s
	}
	if n := w.wire(w.result); !w.isNumbers(w.result) && len(n.Inputs) > 0 {
		s.add("Every value and every gradient is known." + w.training())
		return s
	}
	var slopes []string
	more, note := "", ""
	for _, i := range w.told() {
		if len(slopes) == most {
			more = " More are in the picture."
			break
		}
		grad := w.wire(i).Grad.Data[0]
		g := numberTerm(grad)
		content := w.slope(i)
		if along, fixed := w.along(i); along != "" {
			content += along
			if fixed {
				note = "What is written at the lower right of a derivative stays fixed there."
			}
		}
		slopes = append(slopes, mathML("", content+"<mo>"+equals(grad)+"</mo>"+g.in("backward").math))
		s.speak("Of " + w.wire(i).Name + ": " + g.plain + ".")
	}
	s.add("A gradient tells how fast the result changes when one value changes and the others stay fixed."+
		w.unless()+more, slopes...)
	if note != "" {
		s.add(note)
	}
	return s
}

// unless says why a gradient of the formula is not what a gradient tells: there is a value, or a slope, that is not a
// finite number, or a kink on the way of a gradient, where there is no slope. It returns "" where all is smooth.
func (w *Walk) unless() string {
	kinks := ""
	for i := range w.graph.Nodes {
		n := w.wire(i)
		if n.Grad == nil || len(n.Inputs) == 0 {
			continue
		}
		operands := make([]term, len(n.Inputs))
		given := true
		var slopes []string
		for j, in := range n.Inputs {
			x := w.wire(in)
			operands[j], given = numberTerm(x.Value.Data[0]), given && isFinite(x.Value.Data[0])
			if x.Grad != nil {
				slopes = append(slopes, numberTerm(n.Local[j]).plain)
			}
		}
		what := apply(n.Kind, operands).plain
		switch {
		case given && !isFinite(n.Value.Data[0]):
			return " Here it tells nothing, as " + what + " has no finite value."
		case given && !isFinite(n.Local...):
			return " Here not every gradient exists, as " + what + " has no finite slope."
		case n.Kink && n.Grad.Data[0] != 0 && strings.Count(kinks, ".") < most:
			kinks += " Here " + what + " stands on a kink, where it has no slope: backpropagation takes " +
				strings.Join(slopes, " and ") + "."
		}
	}
	return kinks
}

func isFinite(numbers ...float64) bool {
	for _, v := range numbers {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// Slope returns ∂L/∂x of a value as MathML.
func (w *Walk) Slope(id int) string { return mathML("", w.slope(id)) }

// Name returns the name of a value, in plain text.
func (w *Walk) Name(id int) string { return w.word(id).plain }

// Hint explains the gradient of a value: it comes from the local derivatives at its uses and the gradients that arrive
// there. The learner may not know all of these yet.
func (w *Walk) Hint(id int, unknown map[int]bool) string {
	uses := w.uses[id]
	if len(uses) == 0 {
		return "Nothing that leads to the result uses it."
	}
	hint := "It is the local derivative times the upstream gradient: "
	if len(uses) > 1 {
		hint = "It is used " + strconv.Itoa(len(uses)) +
			" times: add up what comes from each, the local derivative times the upstream gradient: "
	}
	var products []string
	for i, e := range uses {
		if i == most {
			products = append(products, "…")
			break
		}
		n := w.wire(e.op)
		at := "the “" + graphview.Symbol(n.Kind) + "”"
		product := numberTerm(n.Local[e.operand]).plain + " × "
		if unknown[e.op] {
			product += "what comes back to " + at + ", which you have to find first"
		} else {
			product += numberTerm(n.Grad.Data[0]).fenced(precProduct).plain + " at " + at
		}
		products = append(products, product)
	}
	return hint + strings.Join(products, "; ") + "."
}

// training says what becomes of the gradients of the parameters, if there are any.
func (w *Walk) training() string {
	for _, n := range w.graph.Nodes {
		if n.Kind == "Param" {
			return " A step of training moves each parameter against its gradient."
		}
	}
	return ""
}
