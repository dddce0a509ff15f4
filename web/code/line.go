package code

import "strings"

// Line is a line of a source. Lit says that it is at work; Value is what it assigns has at the end, or "" where that is
// not known.
type Line struct {
	Text  string
	Lit   bool
	Value string
}

// Work is what a class is doing: forward in training, forward for a prediction, or backward. Values has texts for its
// variables after that, by their names without self.
type Work struct {
	Backward, Predicts bool
	Values             map[string]string
	// Part says that only some operations of the layer are at work, which are not to be told apart in its class.
	Part bool
}

// variables are what the classes call the outputs of operations within a layer, by their kinds.
var variables = map[string]string{"Mean": "mu", "Variance": "var", "Normalize": "xn", "RowNormalize": "xn",
	"Mask": "mask"}

// VariableOf returns the variable that has the output of an operation within a layer, or "". Those of a layer as a
// whole are x, out, dout and dx, and dW for a parameter W.
func VariableOf(operation string) string { return variables[operation] }

// method is the name of the method at work, as Python has it.
func (w *Work) method() string {
	if w.Backward {
		return "backward"
	}
	return "forward"
}

// PythonLines returns the lines of a class. At work are the assignments in the method of w, which may be nil; where it
// asks for train_flg, those of its case.
func PythonLines(class string, w *Work) []Line {
	if w != nil && w.Part {
		w = nil
	}
	const block = "        " // of a method
	var lines []Line
	within, skipped := false, false
	for text := range strings.Lines(class) {
		l := Line{Text: strings.TrimSuffix(text, "\n")}
		if def, ok := strings.CutPrefix(l.Text, "    def "); ok {
			within = w != nil && strings.HasPrefix(def, w.method()+"(")
		}
		switch {
		case w == nil:
		case l.Text == block+"if train_flg:":
			skipped = w.Predicts
		case l.Text == block+"else:":
			skipped = !w.Predicts
		case !strings.HasPrefix(l.Text, block+" "):
			skipped = false
		}
		if names, _, ok := strings.Cut(l.Text, " = "); ok && within && !skipped {
			l.Lit, l.Value = true, w.valuesOf(strings.TrimSpace(names))
		}
		lines = append(lines, l)
	}
	return lines
}

// valuesOf returns the values of variables and attributes, written as on the left of an assignment; "" unless all are
// known.
func (w *Work) valuesOf(names string) string {
	var values []string
	for name := range strings.SplitSeq(names, ", ") {
		v, ok := w.Values[strings.TrimPrefix(name, "self.")]
		if !ok {
			return ""
		}
		values = append(values, v)
	}
	return strings.Join(values, ", ")
}

// GoLines returns the lines of the source of an operation. At work is the body of Forward or Backward.
func GoLines(source string, w *Work) []Line {
	var lines []Line
	within := false
	for text := range strings.Lines(source) {
		l := Line{Text: strings.TrimSuffix(text, "\n")}
		begins := w != nil && strings.HasPrefix(l.Text, "func (") &&
			strings.Contains(l.Text, ") "+strings.ToUpper(w.method()[:1])+w.method()[1:]+"(")
		if l.Text == "}" {
			within = false
		}
		l.Lit = within && l.Text != ""
		if begins {
			within = true
		}
		lines = append(lines, l)
	}
	return lines
}
