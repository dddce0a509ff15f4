package state_test

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// pulled is an answer for the loss (w − 1)² at w = 0.5, where a kink lies at 0.75.
func pulled() protocol.Pulled {
	e := protocol.Pulled{Name: "W1[0,1]", Value: 0.5, Loss: 0.25, Gradient: -1, Samples: 1, Product: -0.8, Share: 0.8}
	for i := -2; i <= 2; i++ {
		w := 0.5 + float64(i)/2
		e.Points = append(e.Points, protocol.PullPoint{Value: w, Loss: (w - 1) * (w - 1),
			Probabilities: []float64{0.25, 0.125 * float64(i+3), 0}})
	}
	for _, h := range state.Steps {
		e.Secants = append(e.Secants, protocol.Secant{H: h, Up: 0.25 - h, Down: 0.25 + h, Slope: -1 - h, Difference: h})
	}
	e.Kinks = []protocol.PullKink{{From: 0.74, To: 0.76, Loss: 0.0625, Before: -0.5, After: 0, Scope: "ReLU1", Unit: 3,
		Count: 1, Crossing: "its input crosses 0"}}
	e.Path = []protocol.PathStep{{Kind: "MatMul", Scope: "Affine1", Name: "z[0,1]", Factor: "x[0,0]", Local: 2},
		{Kind: "Add", Scope: "Affine1", Name: "z[0,1]", Local: 1}, {Kind: "ReLU", Scope: "ReLU1", Local: 1},
		{Kind: "SoftmaxWithLoss", Scope: "SoftmaxWithLoss", Name: "loss", Factor: "(y[0,1] − t[0,1])", Local: -0.4}}
	return e
}

// withWeight is a graph of a digit, and a Pull of its first parameter.
func withWeight(t *testing.T) (*state.Graph, *state.Pull) {
	t.Helper()
	g := (&state.Graph{Selected: -1, Label: -1}).Answered(statetest.About(1, 1),
		protocol.Graphed{Graph: statetest.OfDigit(1), Samples: 1, Label: 1}, 1)
	for _, n := range g.Graph.Nodes {
		if n.Kind == "Param" {
			g = g.Select(n.ID)
			break
		}
	}
	if !state.Pullable(g) {
		t.Fatal("there is no parameter with a gradient")
	}
	return g, state.New().Pull
}

func TestPullAsksWhileItIsOpen(t *testing.T) {
	g, p := withWeight(t)
	if _, _, ok := p.Question(g, false); ok {
		t.Error("it asks while it is closed")
	}
	p = p.WithOpen(true)
	of, c, ok := p.Question(g, false)
	if !ok || c.Node != g.Selected || c.Element != g.Element || c.Points%2 == 0 || c.Reach != 1 || len(c.H) < 8 ||
		c.H[0] != 1 || c.H[len(c.H)-1] != 1e-7 {
		t.Errorf("it asks %+v, %v", c, ok)
	}
	for i, h := range c.H {
		if i > 0 && !(h < c.H[i-1]) {
			t.Errorf("the steps are %v", c.H)
		}
	}
	if _, _, ok := p.Question(g.Select(0), false); ok {
		t.Error("it asks about what is no parameter")
	}
	if e, problem, _ := p.Answer(g); e != nil || problem != "" {
		t.Errorf("before there is an answer there is %v, %q", e, problem)
	}
	old := of
	old.Reach = 7
	if p.Answered(g, false, old, pulled()) != p {
		t.Error("an answer about something else counts")
	}
	p = p.Answered(g, false, of, pulled())
	if e, _, current := p.Answer(g); e == nil || !current {
		t.Error("the answer is not there")
	}
	if _, _, current := p.Answer(g.WithElement(1)); current {
		t.Error("another element has the answer")
	}
	p = p.Answered(g, false, of, protocol.Failed{Message: "No."})
	if e, problem, _ := p.Answer(g); e != nil || problem != "No." {
		t.Errorf("after a refusal there is %v, %q", e, problem)
	}
}

// While training runs each answer counts that comes, of any of the graphs; afterwards only one of the last graph.
func TestPullWhileTraining(t *testing.T) {
	g, p := withWeight(t)
	p = p.WithOpen(true)
	of, _, _ := p.Question(g, true)
	next := g.Answered(statetest.About(1, 1), protocol.Graphed{Graph: statetest.OfDigit(2), Samples: 1, Label: 1}, 2)
	if now, _, _ := p.Question(next, true); now != of {
		t.Error("each graph is another subject")
	}
	if e, _, _ := p.Answered(next, true, of, pulled()).Answer(next); e == nil {
		t.Error("an answer that comes after the next graph is dropped")
	}
	if p.Answered(next, false, of, pulled()) != p {
		t.Error("an answer of an earlier graph stays at the end")
	}
}

func TestPullAndLetGo(t *testing.T) {
	g, p := withWeight(t)
	p = p.WithOpen(true)
	of, _, _ := p.Question(g, false)
	p = p.Answered(g, false, of, pulled())
	if p.Pulled() || p.Point() != 2 || p.Last() != 4 {
		t.Fatalf("at first it is at %d of %d", p.Point(), p.Last())
	}
	if text := p.Dot(g); !strings.Contains(text, "W1[0,1] is 0.5 now: the loss is 0.25.") ||
		!strings.Contains(text, "The probability of 1 is 37.5%.") {
		t.Errorf("it says %q", text)
	}
	for v, want := range map[float64]int{-99: 0, -0.3: 0, 0.1: 1, 0.76: 3, 1.4: 4, 1e9: 4, math.Inf(1): 4} {
		if got := p.WithValue(v).Point(); got != want {
			t.Errorf("pulled to %v it is at %d, want %d", v, got, want)
		}
	}
	if p.WithValue(math.NaN()) != p {
		t.Error("it is pulled to NaN")
	}
	p = p.WithPoint(4)
	if text := p.Dot(g); !p.Pulled() || !strings.Contains(text, "pulled to 1.5: the loss is 0.25, as before.") ||
		!strings.Contains(text, "The probability of 1 is 62.5%, it was 37.5%.") {
		t.Errorf("it says %q", text)
	}
	if text := p.WithPoint(3).Dot(g); !strings.Contains(text, "the loss is 0, 0.25 less than before.") {
		t.Errorf("it says %q", text)
	}
	// The same element of the next graph stays pulled, another one is as it is, and so is one that was let go.
	if again := p.Answered(g, false, of, pulled()); again.Point() != 4 {
		t.Error("the next graph lets go")
	}
	if other := p.Answered(g.WithElement(1), false, another(t, p, g), pulled()); other.Pulled() {
		t.Error("another element is pulled, too")
	}
	if p.LetGo().Pulled() || p.WithReach(2).Pulled() {
		t.Error("it stays pulled")
	}
}

// another is the subject of the second element.
func another(t *testing.T, p *state.Pull, g *state.Graph) state.PullSubject {
	t.Helper()
	of, _, ok := p.Question(g.WithElement(1), false)
	if !ok {
		t.Fatal("there is no second element")
	}
	return of
}

func TestPullSaysWhatItSees(t *testing.T) {
	g, p := withWeight(t)
	p = p.WithOpen(true)
	of, _, _ := p.Question(g, false)
	says := func(change func(*protocol.Pulled)) *state.Pull {
		e := pulled()
		change(&e)
		return p.Answered(g, false, of, e)
	}
	difference := func(h int, change func(s *protocol.Secant)) string {
		_, _, words := says(func(e *protocol.Pulled) { change(&e.Secants[h]) }).WithH(h).Slopes()
		return words
	}
	for want, got := range map[string]string{
		"They are the same.":  difference(2, func(s *protocol.Secant) { s.Difference = 0 }),
		"They differ by 10.0": difference(1, func(*protocol.Secant) {}),
		"3 digits agree. The": difference(3, func(*protocol.Secant) {}),
		"A kink lies within ": difference(2, func(s *protocol.Secant) { s.Crossed = true }),
		"their rounding show": difference(7, func(s *protocol.Secant) { s.Difference = 1e-9 }),
		"not a number":        difference(3, func(s *protocol.Secant) { s.Difference = math.NaN() }),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	kinks := says(func(*protocol.Pulled) {}).Kinks()
	const kink = "Kink at 0.75, where the slope jumps from −0.5 to 0: unit 3 of ReLU1"
	if len(kinks) != 1 || !strings.HasPrefix(kinks[0], kink) {
		t.Errorf("the kinks are %q", kinks)
	}
	many := says(func(e *protocol.Pulled) {
		for range 9 {
			k := e.Kinks[0]
			k.Before, k.After, k.Count = math.NaN(), math.NaN(), 2
			e.Kinks = append(e.Kinks, k)
		}
	}).Kinks()
	if len(many) != 2 || many[1] != "There are 18 more kinks." {
		t.Errorf("the kinks are %q", many)
	}
	terms, words := says(func(*protocol.Pulled) {}).Path()
	if len(terms) != 3 || terms[0].Letters != "x[0,0]" || terms[1].Letters != "ReLU′" || terms[2].Number != "−0.4" ||
		words != "It has 80.0% of the gradient; the other paths have the rest." {
		t.Errorf("the path is %+v: %q", terms, words)
	}
	for want, share := range map[string]float64{"whole": 1, "take the rest away": 1.3, "cancel": 1e9,
		"cancel it": math.Inf(1), "other sign": -2} {
		if _, words := says(func(e *protocol.Pulled) { e.Share = share }).Path(); !strings.Contains(words, want) {
			t.Errorf("with a share of %v it says %q", share, words)
		}
	}
	for i, want := range []string{"multiplied by is 0", "The path ends at Add in Affine1",
		"input of ReLU1 is not above 0", "The path ends at SoftmaxWithLoss"} {
		_, words := says(func(e *protocol.Pulled) {
			e.Path = e.Path[:i+1]
			e.Path[i].Local, e.Path[i].Name = 0, ""
		}).Path()
		if !strings.Contains(words, want) {
			t.Errorf("where step %d passes nothing on it says %q", i, words)
		}
	}
	// The curve has the corner of the kink.
	f := says(func(*protocol.Pulled) {}).Plot()
	if len(f.Curve) != 6 || f.Curve[3].X != 0.74 || len(f.Marks) != 1 || len(f.Straight) != 2 || len(f.Dots) != 4 {
		t.Errorf("the plot is %+v", f)
	}
}
