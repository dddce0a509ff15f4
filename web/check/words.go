package check

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// row is a line of the table.
type row struct{ Name, Shape, Mean, Largest, Checked, Mark, Verdict string }

// rowsOf returns a line for each parameter of r, or, before there is a check, for each of net.
func rowsOf(net state.NetworkLayers, r *state.CheckResult) []row {
	var rows []row
	if r == nil {
		for _, p := range net.Params {
			rows = append(rows, row{Name: p.Name, Shape: phrase.Shape(p.Shape), Mean: "–", Largest: "–", Checked: "–"})
		}
		return rows
	}
	for _, p := range r.Params {
		row := row{Name: p.Name, Shape: phrase.Shape(r.Shape(p.Name)),
			Mean: figureText(p.MeanAbsDiff), Largest: figureText(p.MaxRelDiff),
			Checked: phrase.Grouped(p.Checked) + " of " + phrase.Grouped(p.Size)}
		switch {
		case p.Differing > 0:
			row.Mark, row.Verdict = "✗", "differs"
		case p.Checked == 0:
			row.Mean, row.Largest, row.Mark, row.Verdict = "–", "–", "–", "on kinks"
		case hidden(p):
			row.Mark, row.Verdict = "?", "unclear"
		case rough(p):
			row.Mark, row.Verdict = "≈", "roughly"
		default:
			row.Mark, row.Verdict = "✓", "agrees"
		}
		rows = append(rows, row)
	}
	return rows
}

func figureText(v float64) string { return graphview.Format(v, 2) }

// closely is what a mean difference stays below in float64 with a step between 1e-6 and 1e-4.
const closely = 1e-7

// rough says that a parameter agrees as far as rounding, truncation or the book's logarithm let one see.
func rough(p protocol.CheckedParam) bool { return p.Coarse > 0 || p.MeanAbsDiff > closely }

// hidden says that a parameter agrees only because nothing can be told: the differences are about as large as the
// gradients, as if backpropagation had found nothing.
func hidden(p protocol.CheckedParam) bool {
	return p.Differing == 0 && rough(p) && p.MeanAbsDiff > p.MeanAbs/2
}

// verdict says in a few sentences what a check found.
func verdict(r *state.CheckResult) string {
	var wrong, unseen []string
	roughly, all := false, true
	for _, p := range r.Params {
		switch {
		case p.Differing > 0:
			wrong = append(wrong, p.Name)
		case hidden(p):
			unseen = append(unseen, p.Name)
		case p.Checked > 0:
			all = false
		}
		roughly = roughly || rough(p)
	}
	text := "All of them agree"
	switch {
	case len(unseen) > 0 && len(wrong) == 0:
		text = unseenText(unseen, all, r.Planted != nil)
	case len(wrong) == 1:
		text = wrong[0] + " differs"
	case len(wrong) > 1:
		text = phrase.List(wrong) + " differ"
	}
	switch {
	case len(unseen) > 0 && len(wrong) == 0:
	case r.Planted == nil && len(wrong) == 0:
		text += ": the backward pass computes the gradient of the loss."
		if roughly {
			text = "All of them agree as closely as can be told."
		}
	case r.Planted == nil:
		text += " by more than rounding and truncation explain: the backward pass does not compute the gradient of " +
			"the loss."
	case len(wrong) > 0:
		text += "."
	case r.Of.Samples == 1:
		text += ", although there is a mistake. Some show only when a batch has more than one image."
	case roughly:
		text += ", although there is a mistake: it is smaller than what this check can tell."
	default:
		text += ", although there is a mistake. Try more images."
	}
	if roughly && len(wrong) == 0 {
		text += " " + whyRough(r)
	}
	if len(wrong) == 0 && tiny(r) {
		text += " A large relative difference is that of an element whose gradient is so small that rounding counts."
	}
	if stand := kinked(r); stand > 0 {
		text += " " + phrase.Grouped(stand) + " of " + phrase.Grouped(r.Checked.Checked+stand)
		if stand == 1 {
			text += " stands on a kink: the derivative does not exist there, and it does not count."
		} else {
			text += " stand on a kink: the derivative does not exist there, and they do not count."
		}
	}
	return text
}

// unseenText says of which parameters, or of all, a check can tell nothing.
func unseenText(unseen []string, all, planted bool) string {
	text := "Nothing can be told: the differences are as large as the gradients."
	if !all {
		text = "Nothing can be told about " + phrase.List(unseen) + ": the differences are as large as the " +
			"gradients. The others agree as closely as can be told."
	}
	if planted {
		text += " There is a mistake, and this check cannot show it."
	}
	return text
}

// tiny says that a parameter agrees although a relative difference is large.
func tiny(r *state.CheckResult) bool {
	return slices.ContainsFunc(r.Params, func(p protocol.CheckedParam) bool {
		return p.Checked > 0 && !hidden(p) && p.MaxRelDiff > 0.01
	})
}

// same says that both sides gave the same numbers for every parameter.
func same(r *state.CheckResult) bool {
	return !slices.ContainsFunc(r.Params, func(p protocol.CheckedParam) bool { return p.Differing > 0 || hidden(p) })
}

// kinked is how many elements stand on a kink.
func kinked(r *state.CheckResult) int {
	n := 0
	for _, p := range r.Params {
		n += p.Kinked
	}
	return n
}

// whyRough says why the differences are larger than usual, and what would make them smaller.
func whyRough(r *state.CheckResult) string {
	switch h := figureText(r.Of.H); {
	case r.Of.DType == protocol.Float32 && r.Of.H < 1e-3:
		return "The differences are rounding: float32 has seven digits, and the error that this leaves in the loss, " +
			"divided by 2h, is up to " + figureText(r.Rounding) + ". A step of 1e−2 shows more, and float64 much more."
	case r.Of.DType == protocol.Float32:
		return "The differences are rounding, as float32 has seven digits, and truncation. float64 shows more."
	case r.Of.BookLogarithm && r.Of.H <= 1e-3 && r.Of.H >= 1e-8:
		return "The differences come from the 1e−7 in the logarithm, which y − t leaves out."
	case r.Of.H > 1e-4:
		return "The differences are truncation: they go away with a step smaller than " + h + "."
	}
	return "The differences are rounding: the error that it leaves in the loss, divided by such a small step, is up " +
		"to " + figureText(r.Rounding) + ". A step of 1e−4 shows more."
}

// resultOf says what was checked, and how.
func resultOf(r *state.CheckResult) string {
	return phrase.Grouped(r.Checked.Checked) + " of " + phrase.Grouped(r.Size) + " elements, " +
		phrase.Counted(r.Of.Samples, "image") + ", h = " + figureText(r.Of.H) + ", " + r.Of.DType + logarithmOf(r.Of) +
		"; the network of step " + phrase.Grouped(r.Step) + "."
}

func logarithmOf(c protocol.Check) string {
	if c.BookLogarithm {
		return ", 1e−7 in the log"
	}
	return ""
}

// kinkText describes one kink.
func kinkText(r *state.CheckResult, k protocol.Kink) string {
	return k.Param + phrase.Index(r.Shape(k.Param), k.Element) + " moved by ±" + figureText(r.Of.H) + ": at unit " +
		strconv.Itoa(k.Unit) + " of " + k.Scope + ", image " + strconv.Itoa(k.Image) + ", " + k.Crossing + "."
}

// secondsText writes a short time: 0.38 ms, 1.2 s, 2 min 5 s.
func secondsText(s float64) string {
	switch {
	case s < 1:
		return graphview.Format(s*1000, 2) + " ms"
	case s < 60:
		return graphview.Format(s, 2) + " s"
	}
	return phrase.Duration(s)
}

// times are what the two sides cost, for all elements.
type times struct {
	Passes                      int
	Numerical, Backprop, Factor float64
	// Measured says that the numerical side was not extrapolated.
	Measured bool
}

func timesOf(r *state.CheckResult) times {
	t := times{Passes: 2 * r.Size, Backprop: r.BackpropSeconds, Measured: r.Checked.Checked == r.Size,
		Numerical: r.NumericalSeconds / float64(r.Checked.Checked+kinked(r)) * float64(r.Size)}
	t.Factor = t.Numerical / t.Backprop
	return t
}

// factorText rounds to what a person remembers: 73,214 becomes 70,000.
func factorText(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) || f < 1 {
		return "–"
	}
	power := math.Pow(10, math.Floor(math.Log10(f)))
	return phrase.Grouped(int(math.Round(f/power) * power))
}

// least returns the point of a curve with the least error, of the kind that errorOf picks.
func least(points []protocol.CurvePoint, errorOf func(protocol.CurvePoint) float64) protocol.CurvePoint {
	return slices.MinFunc(points, func(a, b protocol.CurvePoint) int { return cmp.Compare(errorOf(a), errorOf(b)) })
}

// closest returns the point of a curve whose h is closest to h.
func closest(points []protocol.CurvePoint, h float64) protocol.CurvePoint {
	return slices.MinFunc(points, func(a, b protocol.CurvePoint) int {
		return cmp.Compare(math.Abs(math.Log(a.H/h)), math.Abs(math.Log(b.H/h)))
	})
}

func float32Error(p protocol.CurvePoint) float64 { return p.Float32 }
func float64Error(p protocol.CurvePoint) float64 { return p.Float64 }
