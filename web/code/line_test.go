package code

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn"
	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/expr/build"
	"github.com/inkgrad/inkgrad/nn/graph"
)

// run is one of an operation in a formula: what testdata/lines.py is asked for, and what the graph has.
type run struct {
	Source string    `json:"source"`
	Inputs []float64 `json:"inputs"`
	Dout   float64   `json:"dout"`
	values map[string]float64
}

// formulaOf is an operation of two variables, or of one, as a formula, multiplied by a number that becomes its dout.
func formulaOf(t *testing.T, kind string) *expr.Formula {
	t.Helper()
	texts := []string{"x+y", "x-y", "x*y", "x/y", "x^y", "-x"}
	for _, f := range expr.Functions() {
		texts = append(texts, f+"(x)", f+"(x, y)")
	}
	for _, text := range texts {
		f, err := expr.Parse("k*(" + text + ")")
		if err != nil {
			continue // it takes another number of arguments
		}
		if f.Lines()[0].Root.Args[1].Kind == kind {
			return f
		}
	}
	t.Fatalf("no formula has the operation %s", kind)
	return nil
}

func runOf(t *testing.T, kind string, x, y float64) run {
	t.Helper()
	const k = 1.7
	f := formulaOf(t, kind)
	g := graph.New[float64]()
	out, err := build.Formula(g, f, map[string]float64{"k": k, "x": x, "y": y})
	if err != nil {
		t.Fatal(err)
	}
	g.Forward(graph.Train)
	g.Backward(out)
	op := out.Inputs()[1]
	r := run{Source: Class("", kind), Dout: op.Grad.Data[0],
		values: map[string]float64{"out": op.Value.Data[0], "dout": op.Grad.Data[0]}}
	for i, in := range op.Inputs() {
		name := []string{"x", "y"}[i]
		r.Inputs = append(r.Inputs, in.Value.Data[0])
		r.values[name], r.values["d"+name] = in.Value.Data[0], in.Grad.Data[0]
	}
	return r
}

// Each operation of formulas has a class, whose lines compute, in their order, what the graph has: forward the output,
// backward the gradients. What a line says behind it is what it really assigns, as Python tells line by line.
func TestLines(t *testing.T) {
	runs := map[string]run{}
	for _, kind := range expr.Operations() {
		for i, v := range [][2]float64{{2, 3}, {0.5, 0.25}, {1.5, 1.5}, {3, -2}, {-2, 3}} {
			if r := runOf(t, kind, v[0], v[1]); isFinite(r.values) {
				runs[kind+strconv.Itoa(i)] = r
			}
		}
	}
	text, err := json.Marshal(runs)
	if err != nil {
		t.Fatal(err)
	}
	assigned := map[string]map[string]map[string]float64{}
	cmd := exec.Command(numpy(t), "-B", "testdata/lines.py")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &assigned); err != nil {
		t.Fatal(err)
	}
	for name, r := range runs {
		values := map[string]string{}
		for variable, v := range r.values {
			values[variable] = strconv.FormatFloat(v, 'g', -1, 64)
		}
		lit := 0
		for _, backward := range []bool{false, true} {
			found := map[string]bool{}
			for i, l := range PythonLines(r.Source, &Work{Backward: backward, Values: values}) {
				got := assigned[name][strconv.Itoa(i+1)]
				if !l.Lit {
					continue
				}
				lit++
				names, _, _ := strings.Cut(strings.TrimSpace(l.Text), " = ")
				said := strings.Split(l.Value, ", ")
				for j, variable := range strings.Split(names, ", ") {
					short := strings.TrimPrefix(variable, "self.")
					v, ok := got[variable]
					if !ok {
						t.Errorf("%s: line %d is lit in a pass backward: %v, in which Python does not run it: %s", name,
							i+1, backward, l.Text)
					}
					found[short] = true
					if l.Value == "" && short == "mask" {
						continue // the graph has none
					}
					if want, err := strconv.ParseFloat(said[j], 64); err != nil || math.Abs(v-want) > 1e-10 {
						t.Errorf("%s: behind %q stands %s, Python assigns %v", name, l.Text, l.Value, v)
					}
				}
			}
			for _, variable := range []string{"out", "dx", "dy"} {
				_, has := r.values[variable]
				if has && backward == (variable != "out") && !found[variable] {
					t.Errorf("%s: no line at work assigns %s", name, variable)
				}
			}
		}
		if lines := len(assigned[name]); lit != lines {
			t.Errorf("%s: %d lines are lit, Python assigns in %d", name, lit, lines)
		}
	}
	if lines := PythonLines(Class("", "Mul"), nil); len(lines) < 8 || strings.Contains(joined(lines), "lit") {
		t.Errorf("with nothing at work the lines are\n%s", joined(lines))
	}
}

// isFinite is false for what an operation makes of a number that it is not defined for, such as log −2.
func isFinite(values map[string]float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// joined is the text of lines, with a mark behind those at work.
func joined(lines []Line) string {
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.Text)
		if l.Lit {
			text.WriteString(" lit")
		}
		text.WriteString("\n")
	}
	return text.String()
}

// In Go the body of Forward or of Backward is at work, in every operation.
func TestGoLines(t *testing.T) {
	for kind, source := range nn.Sources() {
		for _, backward := range []bool{false, true} {
			method := "Forward("
			if backward {
				method = "Backward("
			}
			lines := GoLines(source.Text, &Work{Backward: backward})
			var text, lit strings.Builder
			for i, l := range lines {
				text.WriteString(l.Text + "\n")
				if l.Lit {
					lit.WriteString(l.Text + "\n")
				}
				if begins := strings.HasPrefix(l.Text, "func ") && strings.Contains(l.Text, ") "+method); begins &&
					!lines[i+1].Lit && lines[i+1].Text != "}" {
					t.Errorf("%s: the body of %s is not lit", kind, l.Text)
				}
			}
			if text.String() != source.Text || strings.Contains(lit.String(), "func (") ||
				lit.Len() == 0 && kind != "Mask" && kind != "KeptShare" {
				t.Errorf("%s: at work in %s are\n%s", kind, method, lit.String())
			}
		}
	}
}
