package plot_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/plot"
)

// parabola is (x − 1)² from 0 to 2, with a tangent at 1.5 and a flat line that is below the plot.
func parabola() plot.Function {
	f := plot.Function{Width: 400, Height: 200, X: "w", Y: "loss"}
	for i := range 21 {
		x := float64(i) / 10
		f.Curve = append(f.Curve, plot.Point{X: x, Y: (x - 1) * (x - 1)})
	}
	f.Straight = []plot.Straight{{Class: "tangent", At: plot.Point{X: 1.5, Y: 0.25}, Slope: 1},
		{Class: "below", At: plot.Point{X: 1, Y: -3}}}
	f.Dots = []plot.FunctionDot{{Class: "now", At: plot.Point{X: 1.5, Y: 0.25}, Radius: 4},
		{Class: "away", At: plot.Point{X: 3, Y: 4}, Radius: 4}}
	f.Marks = []plot.Mark{{X: 1, Text: "kink"}}
	return f
}

// classes counts the elements of a picture by class.
func classes(e *graphview.Element) map[string]int {
	n := map[string]int{}
	for _, c := range e.Children {
		for _, a := range c.Attrs {
			if a.Name == "class" {
				n[a.Value]++
			}
		}
	}
	return n
}

func TestFunction(t *testing.T) {
	f := parabola()
	n := classes(f.Draw("words"))
	if n["function-curve"] != 1 || n["tangent"] != 1 || n["below"] != 0 || n["now"] != 1 || n["away"] != 0 ||
		n["function-mark"] != 1 || n["grid"] < 2 || n["tick tick-x"] < 3 {
		t.Errorf("the picture has %v", n)
	}
	// A place is read where it is drawn.
	for _, d := range f.Draw("").Children {
		if d.Tag != "circle" {
			continue
		}
		for _, a := range d.Attrs {
			if a.Name == "cx" && math.Abs(f.ValueAt(number(t, a.Value))-1.5) > 1e-3 {
				t.Errorf("a dot at 1.5 is drawn at %s, which is read as %v", a.Value, f.ValueAt(number(t, a.Value)))
			}
		}
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What is not finite leaves a gap, and a curve that is flat but for rounding looks flat.
func TestFunctionOfOddValues(t *testing.T) {
	f := parabola()
	f.Curve[7].Y, f.Curve[8].Y = math.NaN(), math.Inf(1)
	f.Straight = append(f.Straight, plot.Straight{Class: "nan", Slope: math.NaN()})
	picture := f.Draw("")
	for _, e := range picture.Children {
		for _, a := range e.Attrs {
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				t.Errorf("%s is %s", a.Name, a.Value)
			}
			if a.Value == "nan" {
				t.Error("a line without a slope is drawn")
			}
			if strings.HasPrefix(a.Value, "M") && strings.Count(a.Value, "L") > 10 && strings.Count(a.Value, "M") != 2 {
				t.Errorf("the curve is %s", a.Value)
			}
		}
	}
	for i := range f.Curve {
		f.Curve[i].Y = 2.3 + 1e-16*float64(i%3)
	}
	for _, e := range f.Draw("").Children {
		if e.Tag == "text" && strings.Contains(e.Text, "2.30000000000000") {
			t.Errorf("rounding is drawn: %s", e.Text)
		}
	}
	plot.Function{Width: 400, Height: 200}.Draw("")
}
