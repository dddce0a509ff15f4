package plot

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/phrase"
)

func TestSmooth(t *testing.T) {
	flat := []Point{{X: 1, Y: 3}, {X: 2, Y: 3}, {X: 3, Y: 3}, {X: 4, Y: 3}}
	for i, p := range Smooth(flat, 0.98) {
		if math.Abs(p.Y-3) > 1e-12 || p.X != flat[i].X {
			t.Errorf("a constant is drawn to %v", p)
		}
	}
	got := Smooth([]Point{{X: 1, Y: 1}, {X: 2, Y: 0}, {X: 3, Y: 0}}, 0.5)
	for i, want := range []float64{1, 1. / 3, 1. / 7} { // (½)² · ½ over 1 − (½)³, and so on
		if math.Abs(got[i].Y-want) > 1e-12 {
			t.Errorf("after %d points %v, want %v", i+1, got[i].Y, want)
		}
	}
	if raw := Smooth([]Point{{X: 1, Y: 1}, {X: 2, Y: 0}}, 0); raw[1].Y != 0 {
		t.Errorf("without smoothing %v", raw)
	}
}

func TestChartIsRead(t *testing.T) {
	c := lossChart(false, Point{X: 10, Y: 2}, Point{X: 20, Y: 1}, Point{X: 50, Y: 0.5})
	c.Series = append([]Series{{Name: "1", Title: "Adam", Points: []Point{{X: 10, Y: 3}, {X: 15, Y: 2.5}}},
		{Points: []Point{{X: 10, Y: 9}}}}, c.Series...)
	read := func(step float64) []Reading {
		c.Read = &step
		return c.Readings()
	}
	for _, r := range []struct {
		step float64
		want string
	}{
		{10, "loss 2, Adam 3"}, {14, "loss 2, Adam 2.5"}, {16, "loss 1, Adam 2.5"}, {17, "loss 1"}, {49,
			"loss 0.5"}, {90, ""}, {0, ""},
	} {
		var words []string
		for _, one := range read(r.step) {
			words = append(words, one.Title+" "+phrase.Short(one.At.Y))
		}
		if got := strings.Join(words, ", "); got != r.want {
			t.Errorf("at %v: %q, want %q", r.step, got, r.want)
		}
	}
	read(20)
	p := c.Layout()
	if !p.Reading || c.StepAt(p.Rule) != 20 || len(p.Dots) != 2 { // one is a series of its own
		t.Errorf("rule %v, which is step %v; %d dots", p.Rule, c.StepAt(p.Rule), len(p.Dots))
	}
	for key, want := range map[string]float64{"ArrowLeft": 10, "ArrowRight": 50, "Home": 10, "End": 50, "PageUp": 50} {
		if got, ok := c.KeyStep(key); !ok || got != want {
			t.Errorf("%s: %v, %t; want %v", key, got, ok, want)
		}
	}
	if _, ok := c.KeyStep("a"); ok {
		t.Error("a letter is taken for a key")
	}
	if _, ok := lossChart(false).KeyStep("Home"); ok {
		t.Error("a chart of nothing is read")
	}
}

// A chart says at which step a value was measured that is not of the step at which it is read.
func TestReadingsSayTheirSteps(t *testing.T) {
	c := Chart{Width: 400, Height: 114, To: 1000, Top: 1, Epoch: 600, Format: phrase.Accuracy,
		Series: []Series{{Name: "test", Points: []Point{{X: 0, Y: 0.0982}, {X: 600, Y: 0.9031}}}}}
	for step, want := range map[float64]string{
		260: "Step 260, epoch 0.4. test 9.82%, at step 0, epoch 0.",
		600: "Step 600, epoch 1. test 90.31%.",
		400: "Step 400, epoch 0.7. test 90.31%, at step 600, epoch 1.",
		605: "Step 600, epoch 1. test 90.31%.", // a little beyond the end of the line
	} {
		c.Read = &step
		if got := c.ReadingWords(c.Readings()); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	c = lossChart(false, Point{X: 1, Y: 2.3}, Point{X: 2, Y: 2.2}, Point{X: 90, Y: 0.5})
	c.Series[0].Means = true
	for step, want := range map[float64]string{
		2: "Step 2. loss 2.2.", 3: "Step 3. loss 0.5, mean of steps 3 to 90.",
		90: "Step 90. loss 0.5, mean of steps 3 to 90.",
		91: "Step 90. loss 0.5, mean of steps 3 to 90.",
	} {
		c.Read = &step
		if got := c.ReadingWords(c.Readings()); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestLabelsOfSeveralRuns(t *testing.T) {
	c := Chart{Width: 400, Height: 116, To: 100, Top: 1, Format: phrase.Percent, TickFormat: phrase.RoundPercent}
	for i := range 8 {
		c.Series = append(c.Series, Series{Name: "x", Bare: true,
			Points: []Point{{X: 0, Y: 0.5}, {X: 100, Y: 0.9 + float64(i)/1000}}})
	}
	c.Series = append(c.Series, Series{Name: "short", Bare: true, Points: []Point{{X: 0, Y: 0.5}, {X: 20, Y: 0.9}}})
	p := c.Layout()
	room := (p.Down - labelDepth - p.Up) / 8
	for i, a := range p.Lines {
		if a.Y < p.Up-1e-9 || a.Y > p.Down+1e-9 {
			t.Errorf("label %d is at %v", i, a.Y)
		}
		for _, b := range p.Lines[:i] {
			if a.X == b.X && math.Abs(a.Y-b.Y) < room-1e-9 {
				t.Errorf("two labels are %v apart, there is room for %v", math.Abs(a.Y-b.Y), room)
			}
		}
	}
}

func TestChartOverLogarithmicSteps(t *testing.T) {
	c := Chart{Width: 400, Height: 116, To: 1000, LogSteps: true, Log: true, Floor: 1e-15, Format: phrase.Short,
		TickFormat: TenText,
		Series:     []Series{{Name: "W1", Points: []Point{{X: 0, Y: 1e-9}, {X: 1000, Y: 1e-3}}}}}
	p := c.Layout()
	var steps, values []string
	for _, tick := range p.X {
		steps = append(steps, tick.Text)
		if got := phrase.Grouped(int(c.StepAt(tick.At))); got != tick.Text {
			t.Errorf("at the tick of %s is step %s", tick.Text, got)
		}
	}
	for _, tick := range p.Y {
		values = append(values, tick.Text)
	}
	if got := strings.Join(steps, " "); got != "0 1 10 100 1,000" {
		t.Errorf("steps %s", got)
	}
	if got := strings.Join(values, " "); got != "1e−9 1e−7 1e−5 1e−3" {
		t.Errorf("values %s", got)
	}
	if p.X[0].At != p.Left || math.Abs(p.X[4].At-p.Right) > 0.1 {
		t.Errorf("ticks %v, the plot is from %v to %v", p.X, p.Left, p.Right)
	}
}

// An axis that begins late has its beginning written, and the powers of ten that have room beside it.
func TestLogarithmicStepsThatBeginLate(t *testing.T) {
	for _, c := range []struct {
		from, to float64
		want     string
	}{
		{629, 630, "629"}, {629, 20_000, "629 10,000"}, {990, 200_000, "990 100,000"}, {0, 100, "0 1 10 100"},
	} {
		chart := Chart{Width: 400, Height: 116, From: c.from, To: c.to, LogSteps: true, Log: true, Format: phrase.Short,
			TickFormat: TenText, Series: []Series{{Name: "W1", Points: []Point{{X: c.from, Y: 1}, {X: c.to, Y: 2}}}}}
		var steps []string
		for _, tick := range chart.Layout().X {
			steps = append(steps, tick.Text)
		}
		if got := strings.Join(steps, " "); got != c.want {
			t.Errorf("from %v to %v: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}
