package check

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
)

// vee is a curve that falls with h² to 1e-8 at h = 1e-4, and grows with 1/h from there; in float32 it is flat, and once
// not a number.
func vee() []protocol.CurvePoint {
	var points []protocol.CurvePoint
	for k := range 23 {
		e := -1 - float64(k)/2
		wide := 2*e + 0.0
		if e < -4 {
			wide = -12 - e
		}
		points = append(points, protocol.CurvePoint{H: math.Pow(10, e), Float32: 1e-3, Float64: math.Pow(10, wide)})
	}
	points[3].Float32 = math.NaN()
	return points
}

func TestCurveChart(t *testing.T) {
	k := state.New().Check
	k.H = k.H.With("1e-6")
	k.Curve = &state.CurveResult{Curved: protocol.Curved{Points: vee()}}
	c := curveChart(k, 38+440+84) // 40 pixels a decade, between the margins
	p := c.Layout()
	if len(p.Lines) != 2 || p.Lines[0].Text != "float32" || p.Lines[1].Text != "float64" {
		t.Fatalf("lines %+v", p.Lines)
	}
	// The axis is from 1e-8 to 1e0; the area is from 10 to 238 pixels.
	if wide := p.Lines[1].Path; !strings.HasPrefix(wide, "M38.0 67.0L58.0 95.5") ||
		!strings.Contains(wide, "L158.0 238.0L178.0 223.") ||
		!strings.HasSuffix(wide, "L478.0 10.0") {
		t.Errorf("float64 goes %s", wide)
	}
	if n := strings.Count(p.Lines[0].Path, "L"); n != 21 || strings.Contains(p.Lines[0].Path, "NaN") {
		t.Errorf("float32 goes %s", p.Lines[0].Path)
	}
	if len(p.Marks) != 1 || math.Abs(p.Marks[0].At-238) > 1e-9 || p.Marks[0].Text != "h = 1e−6" {
		t.Errorf("marks %+v", p.Marks)
	}
	if first := p.X[0]; first.Text != "1e−12" || math.Abs(first.At-478) > 1e-9 {
		t.Errorf("ticks %+v", p.X)
	}
	for _, tick := range p.Y {
		if !strings.HasPrefix(tick.Text, "1e") || tick.At < p.Up || tick.At > p.Down {
			t.Errorf("tick %+v", tick)
		}
	}
	k.Curve = nil
	if p := curveChart(k, 0).Layout(); len(p.Lines) != 0 || len(p.X) < 3 || len(p.Y) < 3 || len(p.Marks) != 1 {
		t.Errorf("before it is measured: %+v", p)
	}
}

func TestReadingTheCurve(t *testing.T) {
	points := vee()
	if p := least(points, float64Error); math.Abs(p.H/1e-4-1) > 1e-9 {
		t.Errorf("the least error is at %v", p.H)
	}
	for _, c := range []struct{ h, want float64 }{{0.1, 0.1}, {1.2e-5, 1e-5}, {2e-5, math.Pow(10, -4.5)},
		{1e-12, 1e-12}} {
		if p := closest(points, c.h); math.Abs(p.H/c.want-1) > 1e-9 {
			t.Errorf("closest to %v is %v, want %v", c.h, p.H, c.want)
		}
	}
}

// In a network with ReLU a large step crosses kinks, and what is said of truncation does not hold for it.
func TestTheCurveSaysWhereItCrossesKinks(t *testing.T) {
	points := vee()
	if got := crossedText(points); got != "" {
		t.Errorf("without kinks: %q", got)
	}
	for i := range points[:6] {
		points[i].Crossed = 6 - i
	}
	if got, want := crossedText(points), " With h = 3.2e−4 or more, some"; !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
