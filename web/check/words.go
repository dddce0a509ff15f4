package check

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train/method"
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
			Checked: phrase.Grouped(p.Checked) + " of " + phrase.Grouped(p.Size), Mark: "✓", Verdict: "agrees"}
		if differs(p) {
			row.Mark, row.Verdict = "✗", "differs"
		}
		rows = append(rows, row)
	}
	return rows
}

func figureText(v float64) string { return graphview.Format(v, 2) }

// differs reports whether the mean difference is larger than rounding and truncation explain.
func differs(p protocol.CheckedParam) bool { return !(p.MeanAbsDiff <= method.CheckTolerance) } // a NaN differs

// verdict says in a sentence or two what a check found, and what may cause a difference that is not a mistake.
func verdict(r *state.CheckResult) string {
	var wrong []string
	for _, p := range r.Params {
		if differs(p) {
			wrong = append(wrong, p.Name)
		}
	}
	switch {
	case len(wrong) == 0 && r.Planted == nil:
		return "All of them agree: the backward pass computes the gradient of the loss."
	case len(wrong) == 0 && r.Of.Samples == 1:
		return "All of them agree, although there is a mistake. Some show only when a batch has more than one image."
	case len(wrong) == 0:
		return "All of them agree, although there is a mistake. Try more images."
	}
	text := phrase.List(wrong) + " differ."
	if len(wrong) == 1 {
		text = wrong[0] + " differs."
	}
	switch {
	case r.Of.DType == protocol.Float32:
		return text + " In float32, rounding alone can do that: check in float64."
	case r.KinkCount > 0:
		return text + " The kinks below can be the cause: take a smaller h."
	case r.Of.H > 1e-3:
		return text + " With such a large h, truncation can be the cause: try 1e−4."
	case r.Of.H < 1e-8:
		return text + " With such a small h, rounding can be the cause: try 1e−4."
	case r.Planted == nil:
		return text + " The backward pass does not compute the gradient of the loss."
	}
	return text
}

// resultOf says what was checked, and how.
func resultOf(r *state.CheckResult) string {
	return phrase.Grouped(r.Checked.Checked) + " of " + phrase.Grouped(r.Size) + " elements, " +
		phrase.Counted(r.Of.Samples, "image") +
		", h = " + figureText(r.Of.H) + ", " + r.Of.DType + "; the network of step " + phrase.Grouped(r.Step) + "."
}

// kinkText describes one kink with its numbers.
func kinkText(r *state.CheckResult, k protocol.Kink) string {
	return k.Param + phrase.Index(r.Shape(k.Param), k.Element) + " moved by ±" + figureText(r.Of.H) +
		": the input of " + k.Scope +
		", unit " + strconv.Itoa(k.Unit) + ", image " + strconv.Itoa(k.Image) + ", is " + figureText(k.Input) +
		" and crosses 0."
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
		Numerical: r.NumericalSeconds / float64(r.Checked.Checked) * float64(r.Size)}
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
