package state_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestGraphQuestion(t *testing.T) {
	s := state.New()
	if _, _, ok := s.GraphQuestion(); ok {
		t.Error("there is a graph of a batch before there are images")
	}
	s = statetest.Trained(0)
	if _, c, ok := s.GraphQuestion(); !ok || c.Pixels != nil {
		t.Errorf("a batch: %v, %v", c, ok)
	}
	s = s.WithSource(true, -1)
	if _, _, ok := s.GraphQuestion(); ok {
		t.Error("there is a graph of an empty drawing")
	}
	s = s.Begin([2]float64{1, 1})
	s = s.Classified(s.Draw.Version, protocol.Classified{Digit: 7, Probabilities: make([]float64, 10), Pixels: []float64{1}})
	if _, _, ok := s.GraphQuestion(); ok {
		t.Error("there is a graph of a drawing that still grows")
	}
	s = s.End()
	subject, c, ok := s.GraphQuestion()
	if !ok || c.Label != 7 || len(c.Pixels) != 1 || subject.Label != 7 {
		t.Errorf("the drawing: %+v, %+v, %v", subject, c, ok)
	}
	if _, c, _ = s.WithSource(true, 1).GraphQuestion(); c.Label != 1 {
		t.Errorf("the target is %d, want the learner's", c.Label)
	}
	opened := s.Sampled(protocol.Sampled{Index: 5, Label: 4, Pixels: []float64{1}}).WithSource(true, 4) // from the panel Mistakes
	if next := opened.Begin([2]float64{2, 2}); next.Graph.Label != -1 || !next.Graph.Own {
		t.Errorf("the target of a new drawing is the label of the image before, %d", next.Graph.Label)
	}
	if chosen := opened.WithSource(true, 1).Begin([2]float64{2, 2}); chosen.Graph.Label != 1 {
		t.Errorf("a target that was chosen has become %d", chosen.Graph.Label)
	}
	if _, _, ok := s.Begin([2]float64{2, 2}).End().GraphQuestion(); ok {
		t.Error("a drawing has a graph before the network has seen it")
	}
}

func TestGraphIsDrawnAndSelected(t *testing.T) {
	s := statetest.Trained(0).Graphed(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small(), Step: 5, Samples: 1})
	folded := s.Graph.Picture
	if folded == nil || s.Graph.Step != 5 || s.Graph.Tensors != nil {
		t.Fatalf("graph %+v", s.Graph)
	}
	open := s.Toggle("Affine1")
	if reflect.DeepEqual(open.Graph.Picture, folded) {
		t.Error("unfolding changes nothing")
	}
	if !reflect.DeepEqual(open.Toggle("Affine1").Graph.Picture, folded) {
		t.Error("folding does not undo unfolding")
	}
	if s.Graph.Unfolded["Affine1"] {
		t.Error("an earlier State was changed")
	}

	s = open.Select(1)
	v, g := s.Graph.Tensors.Value, s.Graph.Tensors.Grad
	if v.Min != 3 || v.Max != 4 || v.Norm != 5 || g.Min != -1 || g.Mean != 0.5 {
		t.Errorf("value %+v, gradient %+v", v, g)
	}
	if s = s.Select(2); s.Graph.Tensors.Grad != nil || s.Graph.Tensors.Value.Data[0] != 11 {
		t.Errorf("tensors %+v", s.Graph.Tensors)
	}
	next := s.Graphed(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small(), Step: 6})
	if next.Graph.Selected != 2 || next.Graph.Tensors == nil || !next.Graph.Unfolded["Affine1"] {
		t.Error("a new snapshot of the same network loses what was chosen")
	}
	other := statetest.Small()
	other.Nodes[2].Kind = "Mul"
	if next = s.Graphed(state.GraphSubject{}, protocol.Graphed{Graph: other}); next.Graph.Selected != -1 {
		t.Error("the choice went over to another node")
	}
	if f := s.Graphed(state.GraphSubject{}, protocol.Failed{Message: "none"}); f.Graph.Problem != "none" || f.Graph.Picture == nil {
		t.Errorf("after a refusal: %+v", f.Graph)
	}
}

func TestMalformedGraphIsTold(t *testing.T) {
	g := statetest.Small()
	g.Nodes[2].Inputs[0] = 9
	s := statetest.Trained(0).Graphed(state.GraphSubject{}, protocol.Graphed{Graph: g})
	if s.Graph.Picture != nil || s.Graph.Problem == "" {
		t.Errorf("graph %+v", s.Graph)
	}
}

func TestDigitsAreShownAsImages(t *testing.T) {
	data := make([]float64, 2*form.Pixels)
	data[form.Pixels+29] = 1 // of the second image the pixel in row 1, column 1
	rows := state.ViewTensor("", &snapshot.Tensor{Shape: []int{2, form.Pixels}, Data: data})
	if p := rows.Pixmap; p.W*p.H != (28+1+28)*28 || rows.Tiles == "" {
		t.Errorf("two rows are %d×%d pixels", p.W, p.H)
	}
	turned := make([]float64, len(data))
	for i, v := range data {
		turned[i%form.Pixels*2+i/form.Pixels] = v
	}
	cols := state.ViewTensor("", &snapshot.Tensor{Shape: []int{form.Pixels, 2}, Data: turned})
	if !reflect.DeepEqual(cols.Pixmap, rows.Pixmap) {
		t.Error("columns give another picture than the same images as rows")
	}
	if state.ViewTensor("", nil) != nil || state.ViewTensor("", &snapshot.Tensor{}) != nil {
		t.Error("there is a picture of no data")
	}
}

func TestGraphInSteps(t *testing.T) {
	s := statetest.Trained(0).Graphed(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small()})
	if w, _ := s.GraphAt(); w != nil || s.GraphTo(1).Graph.Picture == nil {
		t.Error("there is a way before it is asked for")
	}
	s = s.WithSteps(true)
	w, at := s.GraphAt()
	if w == nil || at != 0 || s.Graph.Drawn().View.Moment == nil {
		t.Fatalf("the way begins at %d of %v", at, w)
	}
	s = s.GraphTo(w.End())
	if _, at := s.Toggle("Affine1").GraphAt(); at != s.Toggle("Affine1").Graph.Walk.End() {
		t.Errorf("after unfolding, the end is %d", at)
	}
	s = s.GraphTo(1).Graphed(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small(), Step: 6})
	if _, at := s.GraphAt(); at != 1 {
		t.Errorf("a new snapshot goes to %d", at)
	}
	if s = s.WithSteps(false); s.Graph.Walk != nil || s.Graph.Drawn().View.Moment != nil {
		t.Error("the steps go on")
	}
	bad := statetest.Small()
	bad.Nodes[2].Inputs[0] = 9
	if n := s.WithSteps(true).Graphed(state.GraphSubject{}, protocol.Graphed{Graph: bad}); n.Graph.Walk != nil || n.Graph.Problem == "" {
		t.Error("there is a way through a malformed graph")
	}
}
