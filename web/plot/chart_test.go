package plot

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/phrase"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		n         int
		want      []float64
	}{
		{0, 10_000, 4, []float64{0, 2500, 5000, 7500, 10_000}},
		{0, 2.5, 3, []float64{0, 1, 2}},
		{0.9, 1, 3, []float64{0.9, 0.95, 1}},
		{10_000, 10_100, 4, []float64{10_000, 10_025, 10_050, 10_075, 10_100}},
	} {
		got := ticks(c.low, c.high, c.n)
		ok := len(got) == len(c.want)
		for i := 0; ok && i < len(got); i++ {
			ok = math.Abs(got[i]-c.want[i]) < 1e-9 && !(got[i] == 0 && math.Signbit(got[i]))
		}
		if !ok {
			t.Errorf("%v to %v: %v, want %v", c.low, c.high, got, c.want)
		}
	}
}

func TestNiceCeil(t *testing.T) {
	for _, c := range []struct{ v, want float64 }{
		{0, 1}, {-3, 1}, {1, 1}, {1.1, 2}, {2.3, 2.5}, {2.6, 5}, {7, 10}, {0.03, 0.05}, {120, 200}, {100, 100},
	} {
		if got := NiceCeil(c.v); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("niceCeil(%v) = %v, want %v", c.v, got, c.want)
		}
	}
}

// lossChart is 300 by 132, so its lines lie in 38..216 by 10..110.
func lossChart(log bool, points ...Point) Chart {
	return Chart{Width: 300, Height: 132, From: 0, To: 100, Log: log, Format: phrase.Short, TickFormat: phrase.Short,
		Series: []Series{{Name: "loss", Class: "line", Points: points}}}
}

func TestLayoutPlacesPoints(t *testing.T) {
	p := lossChart(false, Point{X: 0, Y: 2}, Point{X: 50, Y: 1}, Point{X: 100, Y: 0}).Layout()
	if got, want := p.Lines[0].Path, "M38.0 10.0L127.0 60.0L216.0 110.0"; got != want {
		t.Errorf("path %q, want %q", got, want)
	}
	if got := p.Lines[0]; got.Text != "loss 0" || got.X != 216 || got.Y != 110-labelDepth {
		t.Errorf("label %+v", got)
	}
	if want := []Tick{{110, "0"}, {60, "1"}, {10, "2"}}; !reflect.DeepEqual(p.Y, want) {
		t.Errorf("ticks %v, want %v", p.Y, want)
	}
}

func TestLayoutLogarithmic(t *testing.T) {
	p := lossChart(true, Point{X: 0, Y: 1}, Point{X: 100, Y: 0.1}).Layout()
	if got, want := p.Lines[0].Path, "M38.0 10.0L216.0 110.0"; got != want {
		t.Errorf("path %q, want %q", got, want)
	}
	p = lossChart(true, Point{X: 0, Y: 1}, Point{X: 100, Y: 0}).Layout() // zero has no logarithm
	if strings.Contains(p.Lines[0].Path, "NaN") || strings.Contains(p.Lines[0].Path, "Inf") {
		t.Errorf("path %q", p.Lines[0].Path)
	}
}

func TestLayoutOfNothing(t *testing.T) {
	for _, log := range []bool{false, true} {
		p := lossChart(log).Layout()
		if len(p.Lines) != 0 || len(p.X) < 2 || len(p.Y) < 2 {
			t.Errorf("log %v: %+v", log, p)
		}
	}
}

// No line strikes through a label: at the bottom it stands above the axis.
func TestLabelsStandAboveTheAxis(t *testing.T) {
	for _, y := range []float64{0, 0.098, 0.133} {
		c := Chart{Width: 300, Height: 132, To: 100, Top: 1, Format: phrase.Accuracy, TickFormat: phrase.RoundPercent,
			Series: []Series{{Name: "train", Points: []Point{{X: 0, Y: y}}},
				{Name: "test", Points: []Point{{X: 0, Y: y}}}}}
		p := c.Layout()
		for _, l := range p.Lines {
			if baseline := l.Y + 4; baseline+3 > p.Down {
				t.Errorf("at %v the label %q has its baseline at %v, the axis is at %v", y, l.Text, baseline, p.Down)
			}
		}
	}
}

func TestEpochsBelowTheSteps(t *testing.T) {
	c := Chart{Width: 522, Height: 114, To: 2500, Epoch: 600, Format: phrase.Accuracy, TickFormat: phrase.RoundPercent}
	p := c.Layout()
	var texts []string
	for i, e := range p.Epochs {
		texts = append(texts, e.Text)
		if want := p.Left + (p.Right-p.Left)*float64(i)*2*600/2500; math.Abs(e.At-want) > 1e-9 {
			t.Errorf("epoch %s is at %v, want %v", e.Text, e.At, want)
		}
	}
	if got := strings.Join(texts, " "); got != "0 2 4" {
		t.Errorf("epochs %s", got)
	}
	for _, e := range p.Draw(c.Width, c.Height, "").Children {
		texts = append(texts, e.Text)
	}
	if !slices.Contains(texts, "epoch") {
		t.Errorf("the axis is not named: %q", texts)
	}
}

// One measurement alone is a dot, and is told as it is.
func TestOnePoint(t *testing.T) {
	c := lossChart(false, Point{X: 61, Y: 0.5})
	if p := c.Layout(); len(p.Dots) != 1 || len(p.Lines) != 1 || p.Dots[0].X != p.Lines[0].X {
		t.Errorf("lines %v, dots %v", p.Lines, p.Dots)
	}
	if got := c.Words("nothing"); got != "loss 0.5 at step 61. " {
		t.Errorf("in words: %q", got)
	}
}

// A series of dots has no line and no label; each point is drawn.
func TestDots(t *testing.T) {
	c := lossChart(false, Point{X: 0, Y: 2}, Point{X: 50, Y: 1})
	c.Series[0].Dots = true
	if p := c.Layout(); len(p.Lines) != 0 || len(p.Dots) != 2 || p.Dots[1].X != 127 {
		t.Errorf("lines %v, dots %v", p.Lines, p.Dots)
	}
}

func TestLabelsDoNotCover(t *testing.T) {
	c := Chart{Width: 300, Height: 132, To: 100, Top: 1, Format: phrase.Percent, TickFormat: phrase.RoundPercent,
		Series: []Series{
			{Name: "train", Points: []Point{{X: 0, Y: 0.1}, {X: 100, Y: 1}}},
			{Name: "test", Points: []Point{{X: 0, Y: 0.1}, {X: 100, Y: 0.999}}},
		}}
	p := c.Layout()
	if gap := math.Abs(p.Lines[0].Y - p.Lines[1].Y); gap < lineHeight {
		t.Errorf("the labels are %v apart", gap)
	}
	for _, l := range p.Lines {
		if l.Y < p.Up || l.Y > p.Down {
			t.Errorf("the label %q is at %v, outside %v to %v", l.Text, l.Y, p.Up, p.Down)
		}
	}
}

func TestAccuracyShowsThePartThatDiffers(t *testing.T) {
	for _, c := range []struct{ least, low float64 }{{0.1, 0}, {0.6, 0.5}, {0.8, 0.75}, {0.93, 0.9}} {
		chart := Chart{Top: 1, Series: []Series{{Points: []Point{{X: 0, Y: c.least}, {X: 1, Y: 0.99}}}}}
		if low, high := chart.bounds(); low != c.low || high != 1 {
			t.Errorf("from %v: axis from %v to %v, want from %v to 1", c.least, low, high, c.low)
		}
	}
}

func TestDecades(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		n         int
		want      string
	}{
		{-12, -1, 12, "1e−12 1e−11 1e−10 1e−9 1e−8 1e−7 1e−6 1e−5 1e−4 1e−3 1e−2 1e−1"},
		{-12, -1, 6, "1e−12 1e−10 1e−8 1e−6 1e−4 1e−2"},
		{-11, 0, 4, "1e−9 1e−6 1e−3 1e0"},
		{-2, 1, 0, "1e0"},
	} {
		var texts []string
		for _, v := range decades(c.low, c.high, c.n) {
			texts = append(texts, DecadeText(v))
		}
		if got := strings.Join(texts, " "); got != c.want {
			t.Errorf("%v to %v in %d: %s, want %s", c.low, c.high, c.n, got, c.want)
		}
	}
}
