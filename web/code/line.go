package code

import "strings"

// Line is a line of a source. Lit says that it is at work; Value is what it computed, or "" where that is not known.
type Line struct {
	Text  string
	Lit   bool
	Value string
}

// Work is what a class is doing: forward, or backward, and the values of its variables after it, by their names in
// operationClasses. Those of forward can be known while backward is at work.
type Work struct {
	Backward bool
	Values   map[string]string
}

// method is the name of the method at work, as Python has it.
func (w *Work) method() string {
	if w.Backward {
		return "backward"
	}
	return "forward"
}

// PythonLines returns the lines of a class. At work are the assignments in the method of w, which may be nil.
func PythonLines(class string, w *Work) []Line {
	var lines []Line
	within := false
	for text := range strings.Lines(class) {
		l := Line{Text: strings.TrimSuffix(text, "\n")}
		if def, ok := strings.CutPrefix(l.Text, "    def "); ok {
			within = w != nil && strings.HasPrefix(def, w.method()+"(")
		}
		if names, _, ok := strings.Cut(l.Text, " = "); ok && within {
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
