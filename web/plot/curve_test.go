package plot

import (
	"math"
	"slices"
	"testing"
)

func TestCurveKeepsAllWhileThereIsRoom(t *testing.T) {
	var c Curve
	for i := range curveLength {
		c = c.AddAll(i, []float64{float64(2 * i)})
	}
	for i, p := range c.Points {
		if p != (Point{X: float64(i), Y: float64(2 * i)}) {
			t.Fatalf("point %d is %v", i, p)
		}
	}
}

func TestCurveIsBoundedAndKeepsTheMean(t *testing.T) {
	var c Curve
	const n = 100_000
	for i := range n {
		c = c.AddAll(i, []float64{1 + float64(i%2)}) // 1, 2, 1, 2, ...: every pair has the mean 1.5
	}
	if len(c.Points) > curveLength || len(c.Points) < curveLength/2 {
		t.Errorf("%d points", len(c.Points))
	}
	for i, p := range c.Points[:len(c.Points)-1] { // the last may still be open
		if i < FirstPoints && p != (Point{float64(i), 1 + float64(i%2)}) {
			t.Fatalf("point %d is %v: the first are to stay as they are", i, p)
		}
		if i >= FirstPoints && p.Y != 1.5 {
			t.Fatalf("point %d has the mean %v, want 1.5", i, p.Y)
		}
		if p.X >= c.Points[i+1].X {
			t.Fatalf("points %d and %d are not in order", i, i+1)
		}
	}
	if last, _ := c.Last(); last.X != n-1 {
		t.Errorf("the last point is at %v, want %v", last.X, n-1)
	}
}

// What is kept rather than averaged has been measured at its step.
func TestCurveKeepsMeasurements(t *testing.T) {
	var c Curve
	for i := range 10_000 {
		c = c.Keep(float64(i), float64(3*i))
		if last, _ := c.Last(); last.X != float64(i) {
			t.Fatalf("after %d the last is %v", i, last)
		}
	}
	if len(c.Points) > curveLength {
		t.Errorf("%d points", len(c.Points))
	}
	for _, p := range c.Points {
		if p.Y != 3*p.X {
			t.Fatalf("%v was not measured", p)
		}
	}
}

func TestCurveIsImmutable(t *testing.T) {
	var c Curve
	for i := range curveLength + 1 { // so that the last point is open
		c = c.AddAll(i, []float64{0})
	}
	a, b := c.AddAll(600, []float64{1}), c.AddAll(600, []float64{2})
	la, _ := a.Last()
	lb, _ := b.Last()
	lc, _ := c.Last()
	if la.Y == lb.Y || lc.Y != 0 {
		t.Errorf("last points %v, %v of %v", la, lb, lc)
	}
}

func TestCurveLeavesOutWhatIsNoNumber(t *testing.T) {
	c := Curve{}.AddAll(1, []float64{math.NaN(), math.Inf(1)})
	if _, ok := c.Last(); ok {
		t.Error("NaN has a place on a plot")
	}
}

func TestCurveUntil(t *testing.T) {
	var c Curve
	for i := range 10 {
		c = c.AddAll(i, []float64{0})
	}
	cut := c.Until(4).AddAll(5, []float64{1})
	if n := len(cut.Points); n != 6 || len(c.Points) != 10 {
		t.Errorf("%d points of %d", n, len(c.Points))
	}
	if c.Points[5] != (Point{X: 5, Y: 0}) {
		t.Error("the curve that was cut has changed")
	}
	if n := len(c.Until(-1).Points); n != 0 {
		t.Errorf("%d points before all", n)
	}
}

// A run that is taken back and trained again has the same curve, and so has one after a longer one.
func TestCurveOfTheSameRunAgain(t *testing.T) {
	ys := make([]float64, 10_000)
	for i := range ys {
		ys[i] = math.Sin(float64(i * i))
	}
	whole := Curve{}.AddAll(1, ys)
	if again := whole.Until(0).AddAll(1, ys[:700]); !slices.Equal(again.Points, Curve{}.AddAll(1, ys[:700]).Points) {
		t.Error("after a longer run, a run from the start has another curve")
	}
	for _, step := range []int{150, 1199, 1200, 1203, 5001, 9999} {
		again := whole.Until(float64(step)).AddAll(step+1, ys[step:])
		differ := 0
		for i, p := range again.Points {
			if w := whole.Points[i]; p.X != w.X || math.Abs(p.Y-w.Y) > 1e-12 { // means of means are rounded otherwise
				differ++
			}
		}
		if len(again.Points) != len(whole.Points) || differ > 1 {
			t.Errorf("taken back to %d: %d points of %d, of which %d differ", step, len(again.Points),
				len(whole.Points), differ)
		}
	}
}
