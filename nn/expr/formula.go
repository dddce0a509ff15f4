package expr

import "slices"

// Formula is a formula that was read without an error. It does not change.
type Formula struct {
	root  *Node
	names []string
}

// Root returns the operation that is computed last, at the top of the tree. The tree is to be read only.
func (f *Formula) Root() *Node { return f.root }

// Names returns the names in the formula, each once, in the order in which they first appear.
func (f *Formula) Names() []string { return slices.Clone(f.names) }

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

var functions = []function{
	{"exp", "Exp", 1}, {"log", "Log", 1}, {"max", "Max", 2}, {"relu", "ReLU", 1}, {"sigmoid", "Sigmoid", 1},
	{"tanh", "Tanh", 1},
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
		kinds = append(kinds, f.kind)
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
