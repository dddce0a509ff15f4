package api

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
)

// hears lets the reader do something, and says what the page around the frame hears of it: the data of the event,
// without those of other names.
func (h *host) hears(event string, do func(s *state.State)) string {
	h.said()
	h.desk.Update(do)
	var data []string
	for line := range strings.Lines(h.said()) {
		if rest, ok := strings.CutPrefix(line, `{"inkgrad":1,"event":"`+event+`","data":`); ok {
			data = append(data, strings.TrimSuffix(strings.TrimSpace(rest), "}"))
		}
	}
	return strings.Join(data, " ")
}

// check lets the reader do one thing after the other, and says where the event's data are not those that are wanted.
func (h *host) check(event string, steps []step) {
	h.t.Helper()
	for _, s := range steps {
		if got := h.hears(event, s.do); got != s.want {
			h.t.Errorf("%s: it said %s of it %s, want %s", s.name, event, got, s.want)
		}
	}
}

// step is something that a reader does, and the data of the event that tells of it, or "" where none does.
type step struct {
	name, want string
	do         func(s *state.State)
}

func TestNewsOfDrawings(t *testing.T) {
	newHost(t).check("drawing", []step{
		{"the pen comes down", ``, func(s *state.State) { *s = s.Redraw(s.Draw.Begin([2]float64{1, 2})) }},
		{"it moves", ``, func(s *state.State) { *s = s.Redraw(s.Draw.Extend([2]float64{3, 4.4})) }},
		{"it is lifted", `{"strokes":[[[1,2],[3,4.5]]]}`, func(s *state.State) { *s = s.Redraw(s.Draw.End()) }},
		{"something else", ``, func(s *state.State) { s.Settings = s.Settings.With("seed", "7") }},
		{"clear", `{"strokes":[]}`, func(s *state.State) { *s = s.Redraw(s.Draw.Clear()) }},
		{"undo", `{"strokes":[[[1,2],[3,4.5]]]}`, func(s *state.State) { *s = s.Redraw(s.Draw.Undo()) }},
		{"a sample", `{"pixels":[0,1]}`, func(s *state.State) {
			*s = s.Redraw(s.Draw.Sampled(protocol.Sampled{Pixels: []float64{0, 1}, Index: 3, Label: 7}))
		}},
	})
}

func TestNewsOfAnswers(t *testing.T) {
	give := func(text string) func(s *state.State) { return func(s *state.State) { *s = s.GiveAnswer(text) } }
	pick := func(answer string) func(s *state.State) {
		return func(s *state.State) {
			s.Check = s.Check.With(func(k *state.Check) { k.Puzzle.Picked = answer }).Answer()
		}
	}
	h := newHost(t)
	right := h.desk.State().Section().Question.Answer
	name := h.desk.State().Section().Name
	h.check("answer", []step{
		{"typing", ``, func(s *state.State) { *s = s.TypeAnswer("12") }},
		{"nothing", ``, give(" ")},
		{"wrong", `{"panel":"chapter","question":"` + name + `","answer":"-1234","right":false}`, give("-1234")},
		{"words", ``, give("many")},
		{"right", `{"panel":"chapter","question":"` + name + `","answer":"` + right + `","right":true}`, give(right)},
		{"the puzzle begins", ``, func(s *state.State) {
			s.Check = s.Check.With(func(k *state.Check) {
				k.SetPuzzle(true)
				k.SetNumber("17")
				k.Planted = &state.CheckResult{Checked: protocol.Checked{
					Planted: &protocol.Planted{Bug: protocol.Bug{Name: "sign"}, Scope: "Affine2"}}}
			})
		}},
		{"wrong layer", `{"panel":"check","question":"17/layer","answer":"Affine1","right":false}`, pick("Affine1")},
		{"giving up", ``, func(s *state.State) { s.Check = s.Check.GiveUp() }},
		{"right mistake", `{"panel":"check","question":"17/mistake","answer":"sign","right":true}`, pick("sign")},
		{"another puzzle", ``, func(s *state.State) {
			s.Check = s.Check.With(func(k *state.Check) { k.SetNumber("18") })
		}},
	})
}

func TestNewsOfPredictions(t *testing.T) {
	value := func(v float64) *snapshot.Tensor { return &snapshot.Tensor{Shape: []int{}, Data: []float64{v}} }
	h := newHost(t)
	h.receive(1, `{"method": "setFormula", "params": {"expression": "x*y", "values": {"x": 2, "y": 3}}}`)
	h.engine.Answer(protocol.Formulated{Text: "x*y", Names: []string{"x", "y"},
		Values: map[string]float64{"x": 2, "y": 3}, Graph: &snapshot.Graph{Nodes: []snapshot.Node{
			{ID: 0, Kind: "Input", Name: "x", Inputs: []int{}, Shape: []int{}, Value: value(2), Grad: value(3)},
			{ID: 1, Kind: "Input", Name: "y", Inputs: []int{}, Shape: []int{}, Value: value(3), Grad: value(2)},
			{ID: 2, Kind: "Mul", Inputs: []int{0, 1}, Local: []float64{3, 2}, Shape: []int{},
				Value: value(6), Grad: value(1)},
		}}})
	guess := func(text string) func(s *state.State) {
		return func(s *state.State) { s.Formula = s.Formula.WithGuess(text) }
	}
	of := func(node, name, answer, right string) string {
		return `{"formula":"x*y","node":` + node + `,"name":"` + name + `","answer":"` + answer + `","right":` + right +
			`}`
	}
	h.check("prediction", []step{
		{"asking", ``, func(s *state.State) { s.Formula = s.Formula.Ask(true).AskFor(0) }},
		{"typing", ``, func(s *state.State) { s.Formula = s.Formula.Guess("2") }},
		{"wrong", of("0", "x", "2", "false"), guess("2")},
		{"wrong again", of("0", "x", "2", "false"), guess("2")},
		{"right", of("0", "x", "6/2", "true"), guess("6/2")},
		{"show the answer", ``, func(s *state.State) { s.Formula = s.Formula.AskFor(1).Tell() }},
		{"start over", ``, func(s *state.State) { s.Formula = s.Formula.BeginAgain() }},
	})
}
