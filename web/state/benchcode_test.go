package state_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// In every step of every kind of layer on the bench lines of its class are at work, in both directions; in the end each
// assignment was, and what stands behind it is what the board shows.
func TestBenchWork(t *testing.T) {
	for _, k := range spec.Lone() {
		for _, e := range append(k.Examples, spec.Example{Layer: spec.FormatAlone(k.Default)}) {
			for _, mode := range []string{setting.GraphTrain, setting.GraphPredict} {
				s := state.New().WithBenchExample(e)
				s.Settings = s.Settings.With("layerMode", mode)
				t.Run(fmt.Sprint(k.Name, "/", e.Name, "/", mode), func(t *testing.T) { workOf(t, benched(t, s), k) })
			}
		}
	}
}

func workOf(t *testing.T, s state.State, k *spec.Kind) {
	if kind, operations, work := s.BenchWork(); kind != k.Name || len(operations) == 0 || work != nil {
		t.Errorf("at the end: %q, %q, %+v", kind, operations, work)
	}
	w, _ := s.BenchAt()
	lit := map[bool]map[int]bool{false: {}, true: {}}
	valued := map[string]bool{}
	var source []code.Line
	for at := range w.End() {
		kind, operations, work := s.BenchGoTo(at).BenchWork()
		if m := w.Moment(at); (len(m.Now) > 0) != (work != nil) {
			t.Fatalf("at %d: %+v", at, work)
		}
		if work == nil {
			continue
		}
		now := 0
		source = code.PythonLines(code.Class(kind, operations...), work)
		for i, l := range source {
			if !l.Lit {
				continue
			}
			now++
			lit[work.Backward][i] = true
			if l.Value != "" {
				left, _, _ := strings.Cut(strings.TrimSpace(l.Text), " = ")
				valued[left] = true
				valueOf(t, s, left, l.Value)
			}
		}
		if now == 0 && !unseen(s, w.Moment(at)) {
			t.Errorf("no line is lit at %d: %s of\n%s", at, operations, code.Class(kind, operations...))
		}
	}
	method := ""
	skipped := false
	for i, l := range source {
		if def, ok := strings.CutPrefix(l.Text, "    def "); ok {
			method, _, _ = strings.Cut(def, "(")
		}
		skip := map[string]string{"        if train_flg:": setting.GraphPredict, "        else:": setting.GraphTrain}
		if of, ok := skip[l.Text]; ok || !strings.HasPrefix(l.Text, "         ") {
			skipped = of == s.Bench.Of.Mode
		}
		if method != "forward" && method != "backward" || !strings.Contains(l.Text, " = ") || skipped {
			continue
		}
		if !lit[method == "backward"][i] {
			t.Errorf("no step lights %q", l.Text)
		}
	}
	for _, must := range []string{"out", "loss", "dx"} {
		if text := code.Class(k.Name); strings.Contains(text, must+" = ") && !valued[must] && !valued["self."+must] {
			t.Errorf("nothing stands behind %s: %v", must, valued)
		}
	}
}

// unseen says that an operation sends a gradient to a value on the way only, which has no variable.
func unseen(s state.State, m *graphview.Moment) bool {
	for _, in := range s.Bench.Benched.Graph.Nodes[m.Now[0]].Inputs {
		n := s.Bench.Benched.Graph.Nodes[in]
		if !m.Backward || n.Grad != nil && (len(n.Inputs) == 0 || code.VariableOf(n.Kind) != "") {
			return false
		}
	}
	return true
}

// valueOf holds what stands behind a line against the tensors of the bench, by their names there.
func valueOf(t *testing.T, s state.State, left, text string) {
	t.Helper()
	names := map[string]string{"mu": "μ", "var": "σ²", "xn": "x̂"}
	all := map[string]*snapshot.Tensor{}
	nodes := s.Bench.Benched.Graph.Nodes
	for i := range nodes {
		value, gradient := s.Bench.NamesOf(&nodes[i])
		all[value], all[gradient] = nodes[i].Value, nodes[i].Grad
	}
	for _, a := range s.Bench.Benched.Kept {
		all[a.Name] = &snapshot.Tensor{Shape: a.Shape, Data: a.Data}
	}
	rest := text
	for name := range strings.SplitSeq(left, ", ") {
		name = strings.TrimPrefix(name, "self.")
		d := ""
		if short, ok := strings.CutPrefix(name, "d"); ok && names[short] != "" {
			d, name = "d", short
		}
		if other, ok := names[name]; ok {
			name = other
		}
		v := all[d+name]
		if predicted := map[string]string{"μ": "running mean", "σ²": "running variance"}[name]; v == nil {
			v = all[d+predicted]
		}
		if name == "mask" && v == nil {
			v = all["x"] // 1 and 0 are read below
		}
		if v == nil {
			t.Fatalf("behind %s stands %s, and the bench has no %s", left, text, d+name)
		}
		said, after, _ := strings.Cut(rest, ", ")
		rest = after
		if said == phrase.Shape(v.Shape) && len(v.Data) > 1 {
			continue
		}
		words := strings.Fields(strings.NewReplacer("[", " ", "]", " ").Replace(said))
		if len(words) != len(v.Data) {
			t.Fatalf("behind %s stands %s, of %v", left, said, v.Data)
		}
		for i, word := range words {
			want := graphview.Format(v.Data[i], 3)
			if name == "mask" {
				blocked := all["mask"] == nil && v.Data[i] <= 0
				want = map[bool]string{true: "T", false: "F"}[blocked || all["mask"] != nil && v.Data[i] == 1]
			}
			if word != want {
				t.Errorf("behind %s stands %s, want %s at %d", left, said, want, i)
			}
		}
	}
}
