package section_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/panel"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/section"
)

// host keeps the last Event. The questions to it need no files.
type host struct{ last protocol.Event }

func (h *host) Emit(_ int, e protocol.Event)                             { h.last = e }
func (*host) Fetch(string, func(loaded, total int), func([]byte, error)) {}

// figure is what the engine computes for the figure of a section that a query sets up, or nil for a figure of a
// network.
func figure(t *testing.T, s section.Section, query string) *snapshot.Graph {
	t.Helper()
	w, errs := setting.ParseQuery(query)
	if len(errs) > 0 {
		t.Fatalf("%s: %q: %v", s.Name, query, errs)
	}
	if again := w.Figure(s.Panel); setting.Default().WithFigure(s.Panel, again).Figure(s.Panel) != again ||
		w.Query() != again {
		t.Errorf("%s: %q sets more than the figure: %q", s.Name, query, w.Query())
	}
	h := &host{}
	switch s.Panel {
	case "formula":
		session.New(h).Handle(1, protocol.Formula{Expression: w.Formula, Values: w.Values})
		if f, ok := h.last.(protocol.Formulated); ok {
			return f.Graph
		}
	case "layer":
		arrays, err := spec.ParseArrays(w.Numbers)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		session.New(h).Handle(1, protocol.Bench{Layer: w.Layer, Arrays: arrays,
			Train: w.LayerMode == setting.GraphTrain, Mask: w.Mask, Story: protocol.Element{Node: protocol.NoElement}})
		if b, ok := h.last.(protocol.Benched); ok {
			return b.Graph
		}
	default:
		return nil
	}
	t.Fatalf("%s: %q: %+v", s.Name, query, h.last)
	return nil
}

// find returns the tensor that is called name in a graph: x, dx, out, dout.
func find(g *snapshot.Graph, name string) *snapshot.Tensor {
	for _, n := range g.Nodes {
		switch name {
		case n.Name:
			return n.Value
		case "d" + n.Name:
			return n.Grad
		}
	}
	return nil
}

// Each section has all that it needs, its figures can be computed, and the element whose story a figure tells is there.
func TestSections(t *testing.T) {
	var names []string
	for _, s := range section.Chapter().Sections {
		if slices.Contains(names, s.Name) || strings.Trim(s.Name, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("%q is no name, or that of two sections", s.Name)
		}
		names = append(names, s.Name)
		if s.Title == "" || len(s.Text) == 0 || len(s.Text) > 3 || s.Question.Ask == "" || s.Question.Why == "" ||
			s.Question.Hint == "" {
			t.Errorf("%s lacks words, or has too many", s.Name)
		}
		if _, ok := panel.Find(s.Panel); !ok {
			t.Errorf("%s: there is no panel %q", s.Name, s.Panel)
		}
		if s.Kind != "" && spec.Find(s.Kind) == nil && s.Kind != spec.KindSoftmaxWithLoss {
			t.Errorf("%s: there is no layer %q", s.Name, s.Kind)
		}
		figure(t, s, s.Set)
		for _, try := range s.Tries {
			query := try.Set + "&" + s.Set
			g := figure(t, s, query)
			w, _ := setting.ParseQuery(query)
			if name, places, _ := strings.Cut(w.Element, "."); g != nil && w.Element != "" {
				of := find(g, name)
				if of == nil || len(strings.Split(places, ".")) != len(of.Shape) {
					t.Errorf("%s, %q: there is no %s", s.Name, try.Label, w.Element)
				}
			}
		}
	}
	if len(names) != 17 {
		t.Errorf("there are %d sections", len(names))
	}
}

// What the engine computes for each question is its answer, and a wrong one is not.
func TestAnswers(t *testing.T) {
	for _, s := range section.Chapter().Sections {
		q := s.Question
		if right, ok := q.Right(q.Answer); !right || !ok {
			t.Errorf("%s: its own answer %q is wrong", s.Name, q.Answer)
		}
		if right, _ := q.Right("7.5"); right {
			t.Errorf("%s: any answer is right", s.Name)
		}
		if q.Options != nil {
			continue
		}
		var computed string
		switch q.At {
		case "parameters":
			n, err := setting.Default().Spec().Resolve()
			if err != nil {
				t.Fatal(err)
			}
			sum := 0
			for _, l := range n {
				for _, p := range l.Params {
					size := 1
					for _, axis := range p.Shape {
						size *= axis
					}
					sum += size
				}
			}
			computed = strconv.Itoa(sum)
		case "epoch":
			computed = strconv.Itoa(setting.Default().DataSize / setting.Default().BatchSize)
		default:
			name, places, element := strings.Cut(q.At, ".")
			of := find(figure(t, s, q.Set), name)
			if of == nil {
				t.Errorf("%s: the figure has no %s", s.Name, q.At)
				continue
			}
			index := 0
			for axis, word := range strings.Split(places, ".") {
				if at, err := strconv.Atoi(word); element && err == nil {
					index = index*of.Shape[axis] + at
				}
			}
			computed = strconv.FormatFloat(of.Data[index], 'g', -1, 64)
			if q.Shape {
				computed = phrase.Shape(of.Shape)
			}
		}
		if right, ok := q.Right(computed); !right || !ok {
			t.Errorf("%s: the answer is %s, computed is %s", s.Name, q.Answer, computed)
		}
	}
}

func TestRight(t *testing.T) {
	number, shape := section.Question{Answer: "-0.5"}, section.Question{Answer: "3×4", Shape: true}
	choice := section.Question{Answer: "b", Options: []string{"a", "b"}}
	for _, c := range []struct {
		q         section.Question
		text      string
		right, ok bool
	}{
		{number, "-0.5", true, true}, {number, " −0,5 ", true, true}, {number, "−1/2", true, true},
		{number, "= -.5", true, true}, {number, "0.5", false, true}, {number, "half", false, false},
		{number, "", false, false}, {number, "1/0", false, false}, {number, "NaN", false, true},
		{section.Question{Answer: "39760"}, "39,760", true, true},
		{section.Question{Answer: "39760"}, "39 760", true, true},
		{section.Question{Answer: "39760"}, " 39,760 ", true, true},
		{section.Question{Answer: "0.16"}, "0,160", true, true},
		{section.Question{Answer: "3.142"}, "3,142", true, true},
		{section.Question{Answer: "3.142"}, "3,999", false, true},
		{section.Question{Answer: "0"}, "0", true, true}, {section.Question{Answer: "0"}, "0.001", false, true},
		{shape, "3x4", true, true}, {shape, "(3, 4)", true, true}, {shape, "3 by 4", true, true},
		{shape, "1×3×4", true, true}, {shape, "4×3", false, true}, {shape, "twelve", false, false},
		{shape, "", false, false}, {shape, "3×0", false, false},
		{choice, "b", true, true}, {choice, "a", false, true}, {choice, "c", false, false},
	} {
		if right, ok := c.q.Right(c.text); right != c.right || ok != c.ok {
			t.Errorf("%q to %q: %t, %t", c.text, c.q.Answer, right, ok)
		}
	}
}
