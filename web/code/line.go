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
	// Steps are the variables that the operations of a layer compute in turn in that pass, with true for those of the
	// operation at work. It is nil where the layer is at work as a whole.
	Steps map[string]bool
}

// variables are what the classes call the outputs of operations within a layer, by their kinds.
var variables = map[string]string{"Mean": "mu", "RunningMean": "mu", "Variance": "var", "RunningVariance": "var",
	"Normalize": "xn", "RowNormalize": "xn", "Mask": "mask", "Softmax": "y", "LogOfSoftmax": "log_y"}

// along are variables that are assigned for the sake of others before them.
var along = map[string]string{"running_mean": "mu", "running_var": "var"}

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
// asks for train_flg, those of its case. With Steps they are those that lead to the variables of the operation at work.
func PythonLines(class string, w *Work) []Line {
	if w != nil && w.Part {
		w = nil
	}
	const block = "        " // of a method
	var lines []Line
	var leading []int // lines whose variables no step computes, before the one that they lead to
	within, skipped, lit := false, false, w != nil && w.Steps == nil
	for text := range strings.Lines(class) {
		l := Line{Text: strings.TrimSuffix(text, "\n")}
		if def, ok := strings.CutPrefix(l.Text, "    def "); ok {
			within = w != nil && strings.HasPrefix(def, w.method()+"(")
			leading = nil
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
		if names, ok := assigned(l.Text); ok && within && !skipped {
			step, now := w.step(names)
			switch {
			case w.Steps == nil:
			case step:
				lit = now
				for _, i := range leading {
					lines[i].Lit = lit
				}
				leading = nil
			default: // until a step comes, it belongs to the one before, as in a loop that completes it
				leading = append(leading, len(lines))
			}
			l.Lit, l.Value = lit, w.valuesOf(names)
		}
		lines = append(lines, l)
	}
	for i := range lines {
		if !lines[i].Lit {
			lines[i].Value = ""
		}
	}
	return lines
}

// assigned returns the variables and attributes that a line assigns, without self.
func assigned(line string) (names []string, ok bool) {
	left, _, ok := strings.Cut(line, " = ")
	for name := range strings.SplitSeq(strings.TrimSpace(left), ", ") {
		names = append(names, strings.TrimPrefix(name, "self."))
	}
	return names, ok
}

// step says that a step computes one of the variables, and that this step is at work.
func (w *Work) step(names []string) (step, now bool) {
	for _, name := range names {
		if first, ok := along[name]; ok {
			name = first
		}
		at, ok := w.Steps[name]
		step, now = step || ok, now || at
	}
	return step, now
}

// valuesOf returns the values of variables; "" unless all are known.
func (w *Work) valuesOf(names []string) string {
	var values []string
	for _, name := range names {
		v, ok := w.Values[name]
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
