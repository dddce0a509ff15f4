// Package expr reads formulas that people type, and writes them as text and as MathML.
//
//	f, err := expr.Parse("1/(1 + exp(−(w·x + b)))")
//	f.Names()  // [w x b]
//	f.String() // 1/(1 + exp(-(w*x + b)))
//
// A formula is made of
//
//	numbers       3   1.1   .5   2e-3
//	names         x   n_apple   größe   any letters, digits and underscores, not a digit first
//	a + b  a − b
//	a * b  a / b  also × · for *, and ÷ for /
//	−a            binds tighter than * and looser than ^: −x^2 is −(x^2)
//	a ^ b         the power, also **; from the right: a^b^c is a^(b^c)
//	exp(a)  log(a), the natural logarithm, also ln(a)  sqrt(a)  sin(a)  cos(a)  abs(a)
//	max(a, b)  relu(a)  sigmoid(a)  tanh(a)
//	(a)
//
// and every multiplication is written: 2x is an error that says so. The minus sign may be the
// ASCII hyphen, the Unicode minus or an en dash. Names are told apart by case, functions are not.
//
// # Lines
//
// A formula has one line or several, with a new line or a ";" between them:
//
//	t = x + y
//	z = t^2
//
// The last one is the result; its name may be left out. The others have a name on the left of "=", and a line below
// uses it. A line uses only names from above it, or names that no line gives a value to: those are the formula's Names,
// whose values are given elsewhere. A line that is a number, x = 3, gives a value as well.
//
// Within parentheses and after an operator a new line is white space, and so it is before an operator other than a
// minus sign.
//
// # Errors
//
// Parse returns a *SyntaxError: the column, counted from 1 in characters (Unicode code points), and what is wrong or
// was expected there, for a learner to read: column 7: a "(" has no ")". The first error from the left is the one
// reported.
//
// # The tree is what was typed
//
// Nothing is simplified or merged: each operation that was typed is one Node, in the words of nn/op, so that a graph
// built from the tree (nn/expr/build) shows the learner's own formula. Parentheses are not kept, and come back where
// String needs them.
//
// # Why a parser of its own
//
// Go's go/parser reads expressions of nearly this form, but as Go has them: there ^ is exclusive or, binds like + and
// goes from the left, so that x + y^2 comes out as (x + y)^2. Its errors are worded for programmers, and it refuses − ×
// · ÷.
//
// # Why the graph is elsewhere
//
// A page shows errors while the learner types, and does not link the mathematics. This package imports the standard
// library alone; nn/expr/build knows the operations.
//
// Source: precedence climbing as in Pratt, Top Down Operator Precedence (1973).
package expr
