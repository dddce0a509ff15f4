package expr

import "slices"

// Formula is a formula that was read without an error. It does not change.
type Formula struct {
	lines []Line
	names []string
}

// Line is one line of a formula: t = x + y. Every line but the last has a name, and a later line uses it.
type Line struct {
	// Name is what the line's value is called, or "".
	Name string
	// Root is the operation that is computed last, at the top of the tree. The tree is to be read only.
	Root *Node
}

// Lines returns the lines in the order in which they are computed. The last one is the result.
func (f *Formula) Lines() []Line { return slices.Clone(f.lines) }

// Names returns the names that no line gives a value to, each once, in the order in which they first appear.
func (f *Formula) Names() []string { return slices.Clone(f.names) }

// Number returns the value of a line that is a number alone, perhaps with minus signs before it; false for all others.
func (l Line) Number() (v float64, ok bool) {
	sign, n := 1.0, l.Root
	for ; n.Kind == neg; n = n.Args[0] {
		sign = -sign
	}
	return sign * n.Value, n.Kind == KindNumber
}

// Node is a part of a formula: a number, a name, or an operation on other parts.
type Node struct {
	// Kind is KindNumber or KindName, or else one of Operations.
	Kind string
	// Value is a KindNumber's, never negative: a minus sign is the operation Neg.
	Value float64
	// Name is a KindName's.
	Name string
	// Args are the operands of an operation, in the order in which they were typed.
	Args []*Node
}

// The kinds of parts that are not operations.
const (
	KindNumber = "Number"
	KindName   = "Name"
)

// Precedence: what binds tighter is greater.
const (
	precSum = 1 + iota
	precProduct
	precMinus
	precPower
	precAtom // a number, a name, a function, parentheses
)

// operator is a sign between two operands.
type operator struct {
	sign rune
	kind string
	prec int
}

var operators = []operator{
	{'+', "Add", precSum}, {'-', "Sub", precSum}, {'*', "Mul", precProduct}, {'/', "Div", precProduct},
	{'^', "Pow", precPower},
}

func operatorOf(kind string) (o operator, ok bool) {
	i := slices.IndexFunc(operators, func(o operator) bool { return o.kind == kind })
	if i < 0 {
		return operator{}, false
	}
	return operators[i], true
}

// function is a word with values in parentheses.
type function struct {
	word, kind string
	args       int
}

// functions are the functions by what they are called. Of two words for one kind, the first is the one that is written.
var functions = []function{
	{"exp", "Exp", 1}, {"log", "Log", 1}, {"ln", "Log", 1}, {"sqrt", "Sqrt", 1}, {"sin", "Sin", 1}, {"cos", "Cos", 1},
	{"abs", "Abs", 1}, {"max", "Max", 2}, {"relu", "ReLU", 1}, {"sigmoid", "Sigmoid", 1}, {"tanh", "Tanh", 1},
}

// Functions returns the words that are functions in a formula: exp, log and so on.
func Functions() []string {
	words := make([]string, len(functions))
	for i, f := range functions {
		words[i] = f.word
	}
	return words
}

// neg is the kind of a minus sign before an operand.
const neg = "Neg"

// Operations returns the kinds of operations that a formula can have, as nn/op has them.
func Operations() []string {
	kinds := []string{neg}
	for _, o := range operators {
		kinds = append(kinds, o.kind)
	}
	for _, f := range functions {
		if !slices.Contains(kinds, f.kind) {
			kinds = append(kinds, f.kind)
		}
	}
	return kinds
}

// wordOf returns the word of a function.
func wordOf(kind string) string {
	i := slices.IndexFunc(functions, func(f function) bool { return f.kind == kind })
	if i < 0 {
		panic("expr: there is no operation " + kind)
	}
	return functions[i].word
}
