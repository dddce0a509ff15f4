package state_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestGraphQuestion(t *testing.T) {
	s := state.New()
	if _, _, ok := s.Graph.Question(s.Engine, s.Draw); ok {
		t.Error("there is a graph of a batch before there are images")
	}
	s = statetest.Trained(0)
	if _, c, ok := s.Graph.Question(s.Engine, s.Draw); !ok || c.Pixels != nil {
		t.Errorf("a batch: %v, %v", c, ok)
	}
	s.Graph = s.Graph.WithSource(true, -1)
	if _, _, ok := s.Graph.Question(s.Engine, s.Draw); ok {
		t.Error("there is a graph of an empty drawing")
	}
	s.Draw = s.Draw.Begin([2]float64{1, 1})
	s.Draw = s.Draw.Classified(s.Draw.Version, protocol.Classified{Network: &protocol.Reading{Digit: 7},
		Pixels: []float64{1}})
	if _, _, ok := s.Graph.Question(s.Engine, s.Draw); ok {
		t.Error("there is a graph of a drawing that still grows")
	}
	s.Draw = s.Draw.End()
	subject, c, ok := s.Graph.Question(s.Engine, s.Draw)
	if !ok || c.Label != protocol.SeenLabel || len(c.Pixels) != 1 {
		t.Errorf("the drawing: %+v, %+v, %v", subject, c, ok)
	}
	if g := s.Graph.Answered(subject, protocol.Graphed{Graph: statetest.OfDigit(1), Label: 9}, 0); g.Of.Label != 9 {
		t.Errorf("the target is %d, want what the network in the graph sees", g.Of.Label)
	}
	if _, c, _ = s.Graph.WithSource(true, 1).Question(s.Engine, s.Draw); c.Label != 1 {
		t.Errorf("the target is %d, want the learner's", c.Label)
	}
	opened := s.Redraw(s.Draw.Sampled(protocol.Sampled{Index: 5, Label: 4, Pixels: []float64{1}}))
	opened.Graph = opened.Graph.WithSource(true, 4) // from the panel Mistakes
	drawn := opened.Draw.Begin([2]float64{2, 2})
	if next := opened.Redraw(drawn); next.Graph.Label != -1 || !next.Graph.Own {
		t.Errorf("the target of a new drawing is the label of the image before, %d", next.Graph.Label)
	}
	opened.Graph = opened.Graph.WithSource(true, 1)
	if chosen := opened.Redraw(drawn); chosen.Graph.Label != 1 {
		t.Errorf("a target that was chosen has become %d", chosen.Graph.Label)
	}
	if _, _, ok := s.Graph.Question(s.Engine, s.Draw.Begin([2]float64{2, 2}).End()); ok {
		t.Error("a drawing has a graph before the network has seen it")
	}
}

// The reader's graph is one of a drawing, for a prediction, and is chosen by a switch or a link.
func TestGraphOfTheReader(t *testing.T) {
	s := statetest.Read(statetest.Penned(statetest.Trained(3), [][2]float64{{1, 1}, {2, 2}}), 7)
	s.Graph = s.Graph.WithSource(false, -1).WithTraining(true).WithReader(true)
	subject, c, ok := s.Graph.Question(s.Engine, s.Draw)
	if !ok || !c.Reader || !subject.Reader || !subject.Own || c.Train || c.Pixels == nil {
		t.Errorf("%+v, %+v, %t", subject, c, ok)
	}
	if name := s.Engine.NameOf(subject).At(3); name != "the reader" || s.ModeWords() != "" {
		t.Errorf("the graph is of %s, %s", name, s.ModeWords())
	}
	if batch, c, _ := s.Graph.WithSource(false, -1).Question(s.Engine, s.Draw); batch.Reader || c.Reader || !c.Train {
		t.Errorf("of a batch: %+v, %+v", batch, c)
	}
	linked := state.New().WithSettings(statetest.Parsed(t, "graphOf=reader"), nil)
	if !linked.Graph.Reader || !linked.Graph.Own {
		t.Errorf("from a link: %+v", linked.Graph)
	}
	if alone := linked.Graph.BesidePad(false); !alone.Own {
		t.Error("without a drawing area the link is of a batch")
	}
	if again := linked.WithSettings(statetest.Parsed(t, ""), nil); again.Graph.Reader {
		t.Error("a link without the reader has it")
	}
}

// A batch is computed as in training and a drawing as for a prediction, until the learner chooses.
func TestGraphModes(t *testing.T) {
	s := state.New()
	for _, c := range []struct {
		mode            string
		ofBatch, ofMine bool
	}{{setting.GraphAuto, true, false}, {setting.GraphTrain, true, true}, {setting.GraphPredict, false, false}} {
		g := state.New().WithSettings(statetest.Parsed(t, "graphMode="+c.mode), nil).Graph
		subject, command, _ := g.Question(s.Engine, s.Draw)
		if command.Train != c.ofBatch || subject.Train != c.ofBatch {
			t.Errorf("%s: a batch: %+v, %+v", c.mode, subject, command)
		}
		if own := g.WithSource(true, 3); own.Trains() != c.ofMine {
			t.Errorf("%s: a drawing: %v, want %v", c.mode, own.Trains(), c.ofMine)
		}
	}
	a := s.Graph.Answered(statetest.About(1, 7), protocol.Graphed{Graph: statetest.OfDigit(1)}, 0)
	other := statetest.About(1, 3)
	other.Train = true
	if b := a.Answered(other, protocol.Graphed{Graph: statetest.OfDigit(2)}, 0); b.Was != nil {
		t.Error("a graph of training is compared with one of a prediction")
	}
}

// What the switch says is what the kinds of the network's layers say.
func TestModeWords(t *testing.T) {
	const batch, mine = "network=affine5-batchnorm-dropout0.5-affine10", "network=affine5-relu-affine10"
	s := state.New()
	s.Engine = &state.Engine{Status: protocol.Status{Settings: statetest.Parsed(t, mine)}}
	if words := s.ModeWords(); words != "" {
		t.Errorf("without a layer that has two modes it says %q", words)
	}
	s.Engine = &state.Engine{Status: protocol.Status{Settings: statetest.Parsed(t, batch)}}
	norm, dropout := spec.Find(spec.KindBatchNormalization), spec.Find(spec.KindDropout)
	for _, c := range []struct {
		own, train bool
		want       string
	}{
		{false, true, norm.Training + " " + dropout.Training},
		{false, false, norm.Prediction + " " + dropout.Prediction},
		{true, true, norm.OneImage + " " + dropout.Training},
		{true, false, norm.Prediction + " " + dropout.Prediction},
	} {
		s.Graph = state.New().Graph.WithSource(c.own, 3).WithTraining(c.train)
		if words := s.ModeWords(); words != c.want {
			t.Errorf("own %v, training %v: %q, want %q", c.own, c.train, words, c.want)
		}
	}
}

func TestGraphIsDrawnAndSelected(t *testing.T) {
	s := state.New().Graph.Answered(state.GraphSubject{},
		protocol.Graphed{Graph: statetest.Small(), Step: 5, Samples: 1}, 0)
	folded := s.Picture
	if folded == nil || s.Step != 5 || s.Tensors != nil {
		t.Fatalf("graph %+v", s.Graph)
	}
	open := s.Toggle("Affine1")
	if reflect.DeepEqual(open.Picture, folded) {
		t.Error("unfolding changes nothing")
	}
	if !reflect.DeepEqual(open.Toggle("Affine1").Picture, folded) {
		t.Error("folding does not undo unfolding")
	}
	if s.Unfolded["Affine1"] {
		t.Error("an earlier State was changed")
	}

	s = open.Select(1)
	v, g := s.Tensors.Value, s.Tensors.Grad
	if v.Min != 3 || v.Max != 4 || v.Norm != 5 || g.Min != -1 || g.Mean != 0.5 {
		t.Errorf("value %+v, gradient %+v", v, g)
	}
	if s = s.Select(2); s.Tensors.Grad != nil || s.Tensors.Value.Data[0] != 11 {
		t.Errorf("tensors %+v", s.Tensors)
	}
	next := s.Answered(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small(), Step: 6}, 0)
	if next.Selected != 2 || next.Tensors == nil || !next.Unfolded["Affine1"] {
		t.Error("a new snapshot of the same network loses what was chosen")
	}
	other := statetest.Small()
	other.Nodes[2].Kind = "Mul"
	if next = s.Answered(state.GraphSubject{}, protocol.Graphed{Graph: other}, 0); next.Selected != -1 {
		t.Error("the choice went over to another node")
	}
	if f := s.Answered(state.GraphSubject{}, protocol.Failed{Message: "none"}, 0); f.Problem != "none" ||
		f.Picture == nil {
		t.Errorf("after a refusal: %+v", f.Graph)
	}
}

func TestMalformedGraphIsTold(t *testing.T) {
	g := statetest.Small()
	g.Nodes[2].Inputs[0] = 9
	s := state.New().Graph.Answered(state.GraphSubject{}, protocol.Graphed{Graph: g}, 0)
	if s.Picture != nil || s.Problem == "" {
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
	s := state.New().Graph.Answered(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small()}, 0)
	if w, _ := s.Position(); w != nil || s.GoTo(1).Picture == nil {
		t.Error("there is a way before it is asked for")
	}
	s = s.WithSteps(true)
	w, at := s.Position()
	if w == nil || at != 0 || s.Drawn().View.Moment == nil {
		t.Fatalf("the way begins at %d of %v", at, w)
	}
	s = s.GoTo(w.End())
	if _, at := s.Toggle("Affine1").Position(); at != s.Toggle("Affine1").Walk.End() {
		t.Errorf("after unfolding, the end is %d", at)
	}
	s = s.GoTo(1).Answered(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small(), Step: 6}, 0)
	if _, at := s.Position(); at != 1 {
		t.Errorf("a new snapshot goes to %d", at)
	}
	if s = s.WithSteps(false); s.Walk != nil || s.Drawn().View.Moment != nil {
		t.Error("the steps go on")
	}
	bad := statetest.Small()
	bad.Nodes[2].Inputs[0] = 9
	if n := s.WithSteps(true).Answered(state.GraphSubject{}, protocol.Graphed{Graph: bad}, 0); n.Walk != nil ||
		n.Problem == "" {
		t.Error("there is a way through a malformed graph")
	}
}
