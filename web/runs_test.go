package web

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// parsed are settings as in a link.
func parsed(t *testing.T, query string) setting.Settings {
	t.Helper()
	s, errs := setting.ParseQuery(query)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return s
}

// train is what the page hears of n steps with the settings.
func (s State) train(settings setting.Settings, n int) State {
	step := s.Engine.Status.Step
	s = s.Observe(protocol.Status{Settings: settings, Step: step, Parameters: 1, Running: true})
	for i := range n {
		s = s.Observe(protocol.Progress{Step: step + i + 1, MeanLoss: 1})
	}
	return s.Observe(protocol.Evaluated{Step: step + n, TestAccuracy: 0.5})
}

// scratch is what the page hears of a network from scratch.
func (s State) scratch(settings setting.Settings) State {
	return s.Observe(protocol.Status{Settings: settings, Parameters: 1})
}

func TestARunBecomesAnEarlierOne(t *testing.T) {
	sgd, adam, wide := setting.Default(), parsed(t, "optimizer=Adam"), parsed(t, "hidden=100")
	run := NewState().scratch(sgd).train(sgd, 20)
	for _, c := range []struct {
		name   string
		status protocol.Status
		runs   int
	}{
		{"from scratch", protocol.Status{Settings: sgd}, 1},
		{"the built-in network", protocol.Status{Settings: sgd, Step: 10_000, Builtin: true}, 1},
		{"another network from a file", protocol.Status{Settings: wide, Step: 25}, 1},
		{"the same, with another optimizer", protocol.Status{Settings: adam, Step: 20}, 0},
		{"back to a checkpoint", protocol.Status{Settings: sgd, Step: 10}, 0},
	} {
		c.status.Parameters = 1
		s := run.Observe(c.status)
		if got := len(s.Runs.Earlier); got != c.runs {
			t.Errorf("%s: %d earlier runs, want %d", c.name, got, c.runs)
			continue
		}
		if c.runs == 1 && (len(s.Runs.Earlier[0].Loss.Points) != 20 || len(s.Runs.Earlier[0].TestAccuracy.Points) != 1 || len(s.Train.Loss.Points) != 0) {
			t.Errorf("%s: %+v", c.name, s.Runs.Earlier[0])
		}
	}
	if s := NewState().scratch(sgd).scratch(sgd); len(s.Runs.Earlier) != 0 {
		t.Error("a run without a step is kept")
	}
	if len(run.Runs.Earlier) != 0 {
		t.Error("an earlier State was changed")
	}
}

// A run has the settings that it was trained with, not those that were set after it for the next.
func TestARunKeepsItsSettings(t *testing.T) {
	sgd, adam := setting.Default(), parsed(t, "optimizer=Adam")
	s := NewState().scratch(sgd).train(sgd, 5)
	s = s.Observe(protocol.Status{Settings: adam, Step: 5, Parameters: 1}).scratch(adam).train(adam, 5)
	if got, want := runNames(s.all()), []string{"SGD", "Adam"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRunNames(t *testing.T) {
	for name, c := range map[string]struct{ queries, want []string }{
		"one":              {[]string{"optimizer=Adam"}, []string{"run 1"}},
		"the same":         {[]string{"", ""}, []string{"run 1", "run 2"}},
		"another seed":     {[]string{"", "seed=7"}, []string{"run 1", "run 2"}},
		"optimizers":       {[]string{"", "optimizer=Adam", "optimizer=Momentum"}, []string{"SGD", "Adam", "Momentum"}},
		"beginnings":       {[]string{"", "init=He", "init=Zeros"}, []string{"std 0.01", "He", "zeros"}},
		"rates":            {[]string{"", "learningRate=0.01"}, []string{"learning rate 0.1", "learning rate 0.01"}},
		"an unusual rate":  {[]string{"", "optimizer=Adam&learningRate=0.01"}, []string{"SGD, learning rate 0.1", "Adam, learning rate 0.01"}},
		"momenta":          {[]string{"optimizer=Momentum", "optimizer=Momentum&momentum=0.5"}, []string{"momentum 0.9", "momentum 0.5"}},
		"networks":         {[]string{"", "hidden=50,50&activation=Sigmoid"}, []string{"784–50–10 ReLU", "784–50–50–10 Sigmoid"}},
		"layers":           {[]string{"", "network=affine10"}, []string{"784–50–10 ReLU", "Affine 10"}},
		"two, and a third": {[]string{"", "optimizer=Adam", "optimizer=Adam&seed=2"}, []string{"SGD", "Adam, run 2", "Adam, run 3"}},
		"batches and data": {[]string{"", "batchSize=10&dataSize=60000"}, []string{"batch size 100, 10,000 images", "batch size 10, 60,000 images"}},
		"schedules":        {[]string{"", "schedule=Cosine&iterations=5"}, []string{"constant rate", "cosine schedule"}},
		"the page's own":   {[]string{"", "theme=dark&workers=2"}, []string{"run 1", "run 2"}},
	} {
		var runs []Run
		for i, q := range c.queries {
			s := parsed(t, q)
			runs = append(runs, Run{Number: i + 1, First: s, Last: s})
		}
		if got := runNames(runs); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	changed := []Run{{Number: 1, First: setting.Default(), Last: parsed(t, "learningRate=0.01")}, {Number: 2, First: setting.Default(), Last: setting.Default(), From: 10_000}}
	if got, want := runNames(changed), []string{"learning rate 0.1 → 0.01, from scratch", "learning rate 0.1, from step 10,000"}; !slices.Equal(got, want) {
		t.Errorf("changed on the way: %q, want %q", got, want)
	}
}

func TestRunsAreBounded(t *testing.T) {
	d := setting.Default()
	s := NewState().scratch(d)
	numbers := func() []int {
		var ns, slots []int
		for _, r := range s.Runs.Earlier {
			ns, slots = append(ns, r.Number), append(slots, r.Slot)
		}
		slices.Sort(slots)
		if len(slices.Compact(slots)) != len(ns) {
			t.Errorf("two runs look the same: %+v", slots)
		}
		return ns
	}
	for range maxRuns {
		s = s.train(d, 1).scratch(d)
	}
	s = s.ShowRun(3, false).train(d, 1).scratch(d)
	if got, want := numbers(), []int{1, 2, 4, 5, 6, 7}; !slices.Equal(got, want) {
		t.Errorf("the hidden one goes first: %v, want %v", got, want)
	}
	s = s.train(d, 1).scratch(d)
	if got, want := numbers(), []int{2, 4, 5, 6, 7, 8}; !slices.Equal(got, want) {
		t.Errorf("then the oldest: %v, want %v", got, want)
	}
	s = s.ForgetRun(5).train(d, 1).scratch(d)
	if got, want := numbers(), []int{2, 4, 6, 7, 8, 9}; !slices.Equal(got, want) {
		t.Errorf("one was removed: %v, want %v", got, want)
	}
	if s = s.ForgetRuns(); len(s.Runs.Earlier) != 0 || s.all()[0].Number != 1 {
		t.Errorf("%+v", s.Runs)
	}
}

func TestRunsAreKept(t *testing.T) {
	sgd, adam := setting.Default(), parsed(t, "optimizer=Adam")
	s := NewState().scratch(sgd).train(sgd, 30).scratch(adam).train(adam, 7).ShowRun(1, false)
	k := decodeRuns(s.encodeRuns())
	back := NewState().WithRuns(k.Earlier).
		Observe(protocol.Status{Settings: adam, Step: 7, Parameters: 1}).WithCurves(k.Now)
	if got, want := back.Runs.Earlier[0], s.Runs.Earlier[0]; !slices.Equal(got.Loss.Points, want.Loss.Points) || !got.Hidden ||
		got.Number != 1 || !reflect.DeepEqual(got.Last, want.Last) {
		t.Errorf("%+v became %+v", want, got)
	}
	if !slices.Equal(back.Train.Loss.Points, s.Train.Loss.Points) {
		t.Errorf("the curve of now is %v", back.Train.Loss.Points)
	}
	if got, want := runNames(back.all()), []string{"SGD", "Adam"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	back = back.train(adam, 1)
	if n := len(back.Train.Loss.Points); n != 8 {
		t.Errorf("it goes on with %d points, want 8", n)
	}
	for _, text := range []string{"", "null", "<undefined>", `{"Earlier": 7}`, `{"Earlier": [{"Slot": 9}]}`, `{"Now": {"Loss": {"Points": [{"X": 2}, {"X": 1}]}}}`} {
		if k := decodeRuns(text); len(k.Earlier) > 0 || k.Now != nil {
			t.Errorf("%q is read as %+v", text, k)
		}
	}
}

func TestSmooth(t *testing.T) {
	flat := []Point{{1, 3}, {2, 3}, {3, 3}, {4, 3}}
	for i, p := range Smooth(flat, 0.98) {
		if math.Abs(p.Y-3) > 1e-12 || p.X != flat[i].X {
			t.Errorf("a constant is drawn to %v", p)
		}
	}
	got := Smooth([]Point{{1, 1}, {2, 0}, {3, 0}}, 0.5)
	for i, want := range []float64{1, 1. / 3, 1. / 7} { // (½)² · ½ over 1 − (½)³, and so on
		if math.Abs(got[i].Y-want) > 1e-12 {
			t.Errorf("after %d points %v, want %v", i+1, got[i].Y, want)
		}
	}
	if raw := Smooth([]Point{{1, 1}, {2, 0}}, 0); raw[1].Y != 0 {
		t.Errorf("without smoothing %v", raw)
	}
}

func TestChartIsRead(t *testing.T) {
	c := lossChart(false, Point{10, 2}, Point{20, 1}, Point{50, 0.5})
	c.Series = append([]Series{{Name: "1", Title: "Adam", Points: []Point{{10, 3}, {15, 2.5}}}, {Points: []Point{{10, 9}}}}, c.Series...)
	read := func(step float64) []Reading {
		c.Read = &step
		return c.Readings()
	}
	for _, r := range []struct {
		step float64
		want string
	}{
		{10, "loss 2, Adam 3"}, {14, "loss 2, Adam 2.5"}, {16, "loss 1, Adam 2.5"}, {17, "loss 1"}, {49, "loss 0.5"}, {90, ""}, {0, ""},
	} {
		var words []string
		for _, one := range read(r.step) {
			words = append(words, one.Title+" "+shortNumber(one.At.Y))
		}
		if got := strings.Join(words, ", "); got != r.want {
			t.Errorf("at %v: %q, want %q", r.step, got, r.want)
		}
	}
	read(20)
	p := c.Layout()
	if !p.Reading || c.StepAt(p.Rule) != 20 || len(p.Dots) != 1 {
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

func TestLabelsOfSeveralRuns(t *testing.T) {
	c := Chart{Width: 400, Height: 116, To: 100, Top: 1, Format: percent, TickFormat: roundPercent}
	for i := range 8 {
		c.Series = append(c.Series, Series{Name: "x", Bare: true, Points: []Point{{0, 0.5}, {100, 0.9 + float64(i)/1000}}})
	}
	c.Series = append(c.Series, Series{Name: "short", Bare: true, Points: []Point{{0, 0.5}, {20, 0.9}}})
	p := c.Layout()
	room := (p.Down - p.Up) / 8
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
	c := Chart{Width: 400, Height: 116, To: 1000, LogSteps: true, Log: true, Floor: 1e-15, Format: figureText, TickFormat: tenText,
		Series: []Series{{Name: "W1", Points: []Point{{0, 1e-9}, {1000, 1e-3}}}}}
	p := c.Layout()
	var steps, values []string
	for _, tick := range p.X {
		steps = append(steps, tick.Text)
		if got := grouped(int(c.StepAt(tick.At))); got != tick.Text {
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
