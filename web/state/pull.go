package state

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/plot"
)

// Pull is one element of a parameter of the graph, which is pulled, and what the loss does. All numbers are the
// engine's: see protocol.Pull. The zero Pull is closed.
type Pull struct {
	Open bool
	// Reach is the place of the range in Reaches, H that of the step in Steps.
	Reach, H int
	// at is how many points of the curve the element is pulled, from where it is.
	at int
	// answer is the latest one, or nil; it may be of another element, or of the graph before. problem says why there is
	// none.
	answer  *protocol.Pulled
	of      PullSubject
	problem string
	// rests is what at was when the element came to rest, as a link has it. linked says that it is a link's, and no
	// answer has come since.
	rests  int
	linked bool
}

// PullSubject is what an answer depends on. Graph is nil while training runs: then the answer is of any of the graphs
// that follow it, and is asked for again at intervals.
type PullSubject struct {
	Of            GraphSubject
	Graph         *snapshot.Graph
	Node, Element int
	Reach         float64
}

// Reaches are how far an element can be pulled, to both sides, and Steps the h of the secants.
var Reaches, Steps = numbers(pullReaches), numbers(pullSteps)

func numbers(texts []string) []float64 {
	all := make([]float64, len(texts))
	for i, text := range texts {
		all[i], _ = strconv.ParseFloat(text, 64) // package setting has written it
	}
	return all
}

// pullPoints is how many points the curve has.
const pullPoints = 2*setting.PullPoints + 1

// StepText writes one of Steps.
func StepText(i int) string { return graphview.Format(Steps[i], 1) }

// Pullable says that the chosen node of a graph is a parameter of the network that is trained here.
func Pullable(g *Graph) bool {
	return !g.Of.Reader && g.Tensors != nil && g.Tensors.Node.Kind == kindParam && g.Tensors.Node.Grad != nil
}

// Question returns the Command for the chosen element, or false while nothing is pulled.
func (p *Pull) Question(g *Graph, training bool) (PullSubject, protocol.Pull, bool) {
	if !p.Open || !Pullable(g) {
		return PullSubject{}, protocol.Pull{}, false
	}
	of := PullSubject{g.Of, g.Graph, g.Selected, g.Element, Reaches[p.Reach]}
	if training {
		of.Graph = nil
	}
	return of, protocol.Pull{Node: of.Node, Element: of.Element, Reach: of.Reach, Points: pullPoints, H: Steps}, true
}

// Answered records the answer about a subject. An answer about an older subject changes nothing. Another element is as
// it is, and not pulled.
func (p *Pull) Answered(g *Graph, training bool, of PullSubject, answer protocol.Event) *Pull {
	if now, _, ok := p.Question(g, training); !ok || now != of {
		return p
	}
	n := *p
	if !n.linked && (n.of.Node != of.Node || n.of.Element != of.Element || n.of.Reach != of.Reach) {
		n.at, n.rests = 0, 0
	}
	n.of, n.linked = of, false
	switch answer := answer.(type) {
	case protocol.Pulled:
		n.answer, n.problem = &answer, ""
	case protocol.Failed:
		n.answer, n.problem = nil, ProblemOf(answer)
	}
	return &n
}

// WithOpen opens it or closes it; closed it asks nothing.
func (p *Pull) WithOpen(open bool) *Pull {
	n := *p
	n.Open = open
	return &n
}

// linkedTo pulls as a link says.
func (p *Pull) linkedTo(l setting.Looks) *Pull {
	n := *p
	n.Reach, n.H = slices.Index(pullReaches, l.PullReach), slices.Index(pullSteps, l.PullStep)
	if n.rests != l.PullBy {
		n.at, n.rests, n.linked = l.PullBy, l.PullBy, true
	}
	return &n
}

// Rest records that the element is at rest. While it is dragged, a link does not follow: all that shows settings would.
func (p *Pull) Rest() *Pull {
	n := *p
	n.rests = p.at
	return &n
}

// WithReach pulls as far as another of Reaches, and lets go.
func (p *Pull) WithReach(reach int) *Pull {
	n := *p
	n.Reach, n.at, n.rests = min(max(reach, 0), len(Reaches)-1), 0, 0
	return &n
}

// WithH takes another of Steps.
func (p *Pull) WithH(h int) *Pull {
	n := *p
	n.H = min(max(h, 0), len(Steps)-1)
	return &n
}

// WithPoint pulls the element to a point of the curve, by its place.
func (p *Pull) WithPoint(place int) *Pull {
	if p.answer == nil {
		return p
	}
	n := *p
	n.at = min(max(place, 0), p.Last()) - p.Last()/2
	return &n
}

// LetGo puts the element back.
func (p *Pull) LetGo() *Pull {
	n := *p
	n.at, n.rests = 0, 0
	return &n
}

// WithValue pulls the element to the point of the curve that is closest to a value.
func (p *Pull) WithValue(v float64) *Pull {
	if p.answer == nil || math.IsNaN(v) {
		return p
	}
	first, last := p.answer.Points[0].Value, p.answer.Points[p.Last()].Value
	part := min(1, max(0, (v-first)/(last-first)))
	return p.WithPoint(int(math.Round(part * float64(p.Last()))))
}

// Pulled says that the element is not where it was.
func (p *Pull) Pulled() bool { return p.at != 0 }

// Last is the place of the last point of the curve, and Point that to which the element is pulled.
func (p *Pull) Last() int {
	if p.answer == nil {
		return pullPoints - 1
	}
	return len(p.answer.Points) - 1
}

func (p *Pull) Point() int { return min(max(p.Last()/2+p.at, 0), p.Last()) }

// Answer returns the latest answer or, if that was none, why; at first nil and "". Where it is still of another element
// than the chosen one, that is not current.
func (p *Pull) Answer(g *Graph) (answer *protocol.Pulled, problem string, current bool) {
	return p.answer, p.problem, p.of.Node == g.Selected && p.of.Element == g.Element
}

// The size of the plot.
const pullWidth, pullHeight = 480, 260

// Plot is the loss over the value of the element: the tangent at the value that it has, the secant, and the kinks.
func (p *Pull) Plot() plot.Function {
	f := plot.Function{Width: pullWidth, Height: pullHeight, Y: "loss"}
	e := p.answer
	if e == nil {
		return f
	}
	f.X = e.Name
	kinks := e.Kinks
	for _, at := range e.Points {
		for len(kinks) > 0 && kinks[0].From < at.Value {
			f.Curve = append(f.Curve, plot.Point{X: kinks[0].From, Y: kinks[0].Loss})
			kinks = kinks[1:]
		}
		f.Curve = append(f.Curve, plot.Point{X: at.Value, Y: at.Loss})
	}
	s, now := e.Secants[p.H], plot.Point{X: e.Value, Y: e.Loss}
	f.Straight = []plot.Straight{
		{Class: "pull-secant", At: plot.Point{X: e.Value - s.H, Y: s.Down}, Slope: s.Slope},
		{Class: "pull-tangent", At: now, Slope: e.Gradient},
	}
	for _, k := range e.Kinks {
		f.Marks = append(f.Marks, plot.Mark{X: (k.From + k.To) / 2})
	}
	if len(f.Marks) == 1 {
		f.Marks[0].Text = "kink"
	}
	pulled := e.Points[p.Point()]
	f.Dots = []plot.FunctionDot{
		{Class: "pull-end", At: plot.Point{X: e.Value - s.H, Y: s.Down}, Radius: 3},
		{Class: "pull-end", At: plot.Point{X: e.Value + s.H, Y: s.Up}, Radius: 3},
		{Class: "pull-now", At: now, Radius: 4},
		{Class: "pull-dot", At: plot.Point{X: pulled.Value, Y: pulled.Loss}, Radius: 7},
	}
	return f
}

// PullOf says of what the curve is.
func (p *Pull) PullOf(g *Graph) string {
	e := p.answer
	if e == nil {
		return ""
	}
	what := "of your digit"
	if !g.Of.Own {
		what = "of this batch of " + phrase.Counted(e.Samples, "image")
		if e.Samples < g.Samples {
			what = "of the first " + phrase.Counted(e.Samples, "image") + " of this batch, as more would take long"
		}
	}
	return "The loss " + what + " while " + e.Name + " moves and all else stays: drag the dot, or move the slider. " +
		"The same nodes run again for each point, in float64; the network does not change."
}

// Dot says where the element is pulled to, and what that does.
func (p *Pull) Dot(g *Graph) string {
	e := p.answer
	if e == nil {
		return ""
	}
	at := e.Points[p.Point()]
	text := e.Name + " is " + graphview.Format(at.Value, 4) + " now: the loss is " +
		graphview.Format(at.Loss, 5) + "."
	if p.Pulled() {
		text = e.Name + " is pulled to " + graphview.Format(at.Value, 4) + ": the loss is " +
			graphview.Format(at.Loss, 5) + ", " + more(at.Loss-e.Loss) + "."
	}
	if t := g.Of.Label; at.Probabilities != nil && t >= 0 && t < len(at.Probabilities) {
		text += " The probability of " + strconv.Itoa(t) + " is " + phrase.Percent(at.Probabilities[t])
		if p.Pulled() {
			text += ", it was " + phrase.Percent(e.Points[p.Last()/2].Probabilities[t])
		}
		text += "."
	}
	return text
}

// more says how much more a number is than before.
func more(d float64) string {
	switch {
	case d > 0:
		return graphview.Format(d, 3) + " more than before"
	case d < 0:
		return graphview.Format(-d, 3) + " less than before"
	}
	return "as before"
}

// Slopes are the two that are compared, of the secant with the chosen h, and what there is to say of their difference.
func (p *Pull) Slopes() (tangent, secant, words string) {
	if p.answer == nil {
		return "–", "–", ""
	}
	s := p.answer.Secants[p.H]
	return graphview.Format(p.answer.Gradient, 7), graphview.Format(s.Slope, 7), p.difference(s)
}

func (p *Pull) difference(s protocol.Secant) string {
	// A loss of about 1 is a float64 with this rounding.
	const unit = 1e-16
	e := p.answer
	var text string
	switch digits := int(math.Floor(-math.Log10(s.Difference))); {
	case math.IsNaN(s.Difference):
		return "One of them is not a number."
	case s.Difference == 0:
		return "They are the same."
	case s.Difference < 1e-2:
		text = "They differ by " + graphview.Format(s.Difference, 2) + " of their size: " + strconv.Itoa(digits) +
			" digits agree."
	default:
		text = "They differ by " + phrase.Percent(s.Difference) + "."
	}
	rounding := unit * max(1, e.Loss) / s.H
	switch {
	case s.Crossed:
		return text + " A kink lies within ±h: the secant has a mean of two slopes, and the tangent has one of them."
	case s.Difference*math.Abs(e.Gradient) <= 30*rounding:
		return text + " With this h the two losses are so close to each other that their rounding shows."
	}
	return text + " The curve bends within ±h: a smaller h comes closer."
}

// Kinks says where the curve has kinks.
func (p *Pull) Kinks() []string {
	if p.answer == nil {
		return nil
	}
	const most = 3
	var all []string
	others := 0
	for _, k := range p.answer.Kinks {
		if len(all) == most || math.IsNaN(k.Before) {
			others += k.Count
			continue
		}
		all = append(all, "Kink at "+graphview.Format((k.From+k.To)/2, 4)+", where the slope jumps from "+
			graphview.Format(k.Before, 3)+" to "+graphview.Format(k.After, 3)+": unit "+phrase.Grouped(k.Unit)+" of "+
			k.Scope+", "+k.Crossing+".")
		others += k.Count - 1
	}
	switch {
	case others > 0 && len(all) > 0:
		all = append(all, "There are "+phrase.Counted(others, "more kink")+".")
	case others > 0:
		all = append(all, "There are "+phrase.Counted(others, "kink")+" on the way, at the marks: units of single "+
			"images switch, and each bends the mean over the batch a little.")
	}
	return all
}

// PathTerm is a factor of the strongest path: letters, the number below them, and where it comes from.
type PathTerm struct{ Letters, Number, Where string }

// Path are the factors along the strongest path from the element to the loss, without those that only pass on, and what
// there is to say of it.
func (p *Pull) Path() (terms []PathTerm, words string) {
	e := p.answer
	if e == nil || len(e.Path) == 0 {
		return nil, ""
	}
	for _, s := range e.Path {
		if s.Local == 1 && (s.Kind == "Add" || s.Kind == "Flatten") {
			continue
		}
		terms = append(terms, PathTerm{letters(s), graphview.Format(s.Local, 4), s.Scope})
	}
	return terms, strings.TrimSpace(p.pathWords())
}

func letters(s protocol.PathStep) string {
	if s.Factor != "" {
		return s.Factor
	}
	return s.Kind + "′"
}

func (p *Pull) pathWords() string {
	e := p.answer
	last := e.Path[len(e.Path)-1]
	text := ""
	if e.Image >= 0 && e.Samples > 1 {
		text = "It goes through image " + phrase.Grouped(e.Image) + ", which contributes most. "
	}
	switch share := e.Share; {
	case last.Local == 0 && (last.Kind == kindMatMul || last.Kind == kindConvolution):
		return "All that it is multiplied by is 0, in every image: the loss does not depend on it here."
	case last.Local == 0 && last.Kind == "ReLU":
		return text + "The path ends there: the input of " + last.Scope + " is not above 0, and it passes nothing on."
	case last.Local == 0:
		return text + "The path ends at " + last.Kind + " in " + last.Scope + ", which passes nothing on."
	case math.IsNaN(share) || math.IsInf(share, 0) || math.Abs(share) > 100:
		return text + "The other paths cancel it out."
	case share < 0:
		return text + "The other paths are stronger together, and have the other sign."
	case share > 1:
		return text + "It is " + phrase.Percent(share) + " of the gradient; the other paths take the rest away."
	case share > 0.9999:
		return text + "It is the whole gradient: there is no other path."
	default:
		return text + "It has " + phrase.Percent(share) + " of the gradient; the other paths have the rest."
	}
}
