package state

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// BenchWork returns the kind of the layer on the bench, the kinds of its operations at work, or of all where none is,
// and what is known of them, as the classes of package code name it; nil where none is at work.
func (s State) BenchWork() (layer string, operations []string, work *code.Work) {
	b := s.Bench
	if b.Walk == nil {
		return s.OfBench().Kind().Name, nil, nil
	}
	nodes := b.Benched.Graph.Nodes
	last := &nodes[len(nodes)-1]
	layer = last.Scope
	all, operations := computed(nodes, layer)
	w, at := s.BenchAt()
	m := w.Moment(at)
	if m == nil || len(m.Now) == 0 {
		return layer, operations, nil
	}
	work = &code.Work{Backward: m.Backward, Predicts: b.Of.Mode != setting.GraphTrain, Values: map[string]string{},
		Steps: map[string]bool{}}
	of := classVariables(nodes, layer, all)
	set := func(name string, kind string, t *snapshot.Tensor) { work.Values[name] = benchText(kind, t) }
	for name, n := range of {
		if !m.NoValue[n.ID] {
			set(name, n.Kind, n.Value)
		}
		if n.Grad != nil && !m.NoGrad[n.ID] && n != last {
			set("d"+name, "", n.Grad)
		}
		switch {
		case !m.Backward && len(n.Inputs) > 0:
			work.Steps[name] = n.ID == end(nodes, of, m.Now[0])
		case m.Backward && n.Grad != nil && n != last:
			work.Steps["d"+name] = false
			for _, in := range nodes[m.Now[0]].Inputs {
				work.Steps["d"+name] = work.Steps["d"+name] || in == n.ID
			}
		}
	}
	if x := of[code.Inputs[0]]; layer == spec.KindReLU || layer == spec.KindLeakyReLU {
		mask := &snapshot.Tensor{Shape: x.Shape} // as the class has it; the operation needs none
		for _, v := range x.Value.Data {
			blocked := 0.0
			if v <= 0 {
				blocked = 1
			}
			mask.Data = append(mask.Data, blocked)
		}
		set("mask", kindMask, mask)
	}
	for _, a := range b.Benched.Kept {
		if !m.NoValue[last.ID] {
			set(a.Name, "", &snapshot.Tensor{Shape: a.Shape, Data: a.Data})
		}
	}
	return layer, []string{nodes[m.Now[0]].Kind}, work
}

// end returns the first node that has a variable in the class, from an operation on: its line computes this, too.
func end(nodes []snapshot.Node, of map[string]*snapshot.Node, id int) int {
	for _, n := range of {
		if n.ID == id {
			return id
		}
	}
	for i := range nodes[id:] {
		for _, in := range nodes[id+i].Inputs {
			if in == id {
				return end(nodes, of, id+i)
			}
		}
	}
	return id
}

// kindMask is the kind of a node that is shown as true and false.
const kindMask = "Mask"

// benchText writes a tensor as a debugger does: [[1 −2] [0 0.5]]. It writes the shape of one that is too long to stand
// behind a line.
func benchText(kind string, t *snapshot.Tensor) string {
	const most = 48 // characters
	var text strings.Builder
	var write func(shape []int, data []float64)
	write = func(shape []int, data []float64) {
		if len(shape) == 0 {
			word := graphview.Format(data[0], 3)
			if kind == kindMask {
				word = map[bool]string{true: "T", false: "F"}[data[0] != 0]
			}
			text.WriteString(word)
			return
		}
		text.WriteString("[")
		each := len(data) / shape[0]
		for i := range shape[0] {
			if i > 0 {
				text.WriteString(" ")
			}
			write(shape[1:], data[i*each:(i+1)*each])
		}
		text.WriteString("]")
	}
	if len(t.Data) == 1 {
		write(nil, t.Data)
	} else {
		write(t.Shape, t.Data)
	}
	if s := text.String(); len([]rune(s)) <= most {
		return s
	}
	return phrase.Shape(t.Shape)
}
