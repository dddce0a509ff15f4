package expr

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a formula. maxDepth keeps the parser's recursion small; the nodes bound that of every walk over the
// tree, which a chain such as x + x + x + … makes as deep as it is long.
const (
	maxLength = 100_000 // characters
	MaxNodes  = 10_000  // numbers, names and operations
	maxDepth  = 200     // expressions within expressions: parentheses, values of functions, right operands
)

// SyntaxError says what keeps a text from being a formula.
type SyntaxError struct {
	// Column is where, from 1 in characters; behind the end of the text it is one more than that has.
	Column int
	// Text is what is wrong or was expected, for a learner to read.
	Text string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Text) }

func (t token) errorf(format string, args ...any) error {
	return &SyntaxError{t.column, fmt.Sprintf(format, args...)}
}

// Parse reads a formula, as the package's documentation says. Its error is a *SyntaxError.
func Parse(text string) (*Formula, error) {
	if utf8.RuneCountInString(text) > maxLength {
		return nil, &SyntaxError{maxLength + 1, fmt.Sprintf("a formula has at most %d characters", maxLength)}
	}
	p := &parser{scanner: scanner{text: []rune(strings.TrimRightFunc(text, unicode.IsSpace))}}
	p.tok = p.scanner.next()
	for {
		for p.tok.kind == ';' || p.tok.kind == tokenBreak {
			p.advance()
		}
		if p.tok.kind == tokenEnd {
			break
		}
		if err := p.line(); err != nil {
			return nil, err
		}
	}
	if len(p.lines) == 0 {
		return nil, p.tok.errorf("the formula is empty")
	}
	if err := p.order(); err != nil {
		return nil, err
	}
	f := &Formula{}
	for _, l := range p.lines {
		f.lines = append(f.lines, l.Line)
		for _, u := range l.uses {
			if p.lineOf(u.text) < 0 && !slices.Contains(f.names, u.text) {
				f.names = append(f.names, u.text)
			}
		}
	}
	return f, nil
}

type parser struct {
	scanner   scanner
	last, tok token // the token before, and the one to read now
	open      token // the "(" that is open, if any
	depth     int
	nodes     int
	lines     []parsed
}

// parsed is a line with what its errors need.
type parsed struct {
	Line
	first token
	uses  []token // the names in it, each once
}

func (p *parser) advance() { p.last, p.tok = p.tok, p.scanner.next() }

// expression reads operands and the operators between them that bind at least as tightly as lowest. Without an error,
// the token after it is an operator that binds less, a ")", a "," or the end.
func (p *parser) expression(lowest int) (*Node, error) {
	if p.depth == maxDepth {
		return nil, p.tok.errorf("parentheses and operations are nested more than %d deep", maxDepth)
	}
	p.depth++
	defer func() { p.depth-- }()
	left, err := p.operand()
	for err == nil {
		switch p.tok.kind {
		case tokenBad:
			return nil, p.tok.err
		case tokenNumber, tokenName, '(':
			if p.tok.fresh && p.open.kind == '(' {
				return nil, p.open.errorf(unclosed)
			}
			return nil, p.tok.errorf("an operation, such as *, is missing before %s", quote(p.tok.text))
		}
		i := slices.IndexFunc(operators, func(o operator) bool { return o.sign == p.tok.kind })
		if i < 0 || operators[i].prec < lowest {
			return left, nil
		}
		p.advance()
		_, tighter := operators[i].operands()
		var right *Node
		if right, err = p.expression(tighter); err == nil {
			left, err = p.node(&Node{Kind: operators[i].kind, Args: []*Node{left, right}})
		}
	}
	return nil, err
}

// operand reads a number, a name, a function with its values, an expression in parentheses, or a minus sign with what
// it negates.
func (p *parser) operand() (*Node, error) {
	t := p.tok
	switch t.kind {
	case tokenNumber:
		p.advance()
		return p.node(&Node{Kind: KindNumber, Value: t.value})
	case tokenName:
		p.advance()
		if f, ok := p.function(t); ok {
			return p.call(t, f)
		}
		if p.tok.kind == '(' {
			return nil,
				t.errorf("there is no function %s, only %s; to multiply, write %[1]s*(", cut(t.text), list(Functions()))
		}
		return p.name(t)
	case '-':
		p.advance()
		x, err := p.expression(precMinus)
		if err != nil {
			return nil, err
		}
		return p.node(&Node{Kind: neg, Args: []*Node{x}})
	case '(':
		outer := p.open
		p.open = t
		p.advance()
		x, err := p.expression(precSum)
		if err != nil {
			return nil, err
		}
		p.open = outer
		return x, p.closing(t)
	case tokenBad:
		return nil, t.err
	}
	return nil, p.operandExpected()
}

func (p *parser) name(t token) (*Node, error) {
	l := &p.lines[len(p.lines)-1]
	if !slices.ContainsFunc(l.uses, func(u token) bool { return u.text == t.text }) {
		l.uses = append(l.uses, t)
	}
	return p.node(&Node{Kind: KindName, Name: t.text})
}

// function returns the function that a name is: written in any case where a "(" follows, exactly where none does, so
// that a variable may be called Max.
func (p *parser) function(t token) (function, bool) {
	word := t.text
	if p.tok.kind == '(' {
		word = strings.ToLower(word)
	}
	i := slices.IndexFunc(functions, func(f function) bool { return f.word == word })
	if i < 0 {
		return function{}, false
	}
	return functions[i], true
}

// call reads the values of a function, whose name was read.
func (p *parser) call(t token, f function) (*Node, error) {
	open := p.tok
	switch open.kind {
	case tokenBad:
		return nil, open.err
	case '(':
	default:
		return nil, open.errorf(`"%s" is a function and needs a "(" here`, f.word)
	}
	n := &Node{Kind: f.kind}
	outer := p.open
	p.open = open
	for more := true; more; more = p.tok.kind == ',' {
		p.advance()
		x, err := p.expression(precSum)
		if err != nil {
			return nil, err
		}
		n.Args = append(n.Args, x)
	}
	p.open = outer
	if err := p.closing(open); err != nil {
		return nil, err
	}
	switch {
	case len(n.Args) == f.args:
		return p.node(n)
	case f.args == 1:
		return nil, t.errorf("%s takes 1 value, not %d", f.word, len(n.Args))
	}
	return nil, t.errorf("%s takes %d values, not %d", f.word, f.args, len(n.Args))
}

// closing reads the ")" of the "(" given.
func (p *parser) closing(open token) error {
	switch p.tok.kind {
	case ')':
		p.advance()
		return nil
	case ',':
		return p.comma()
	case '=':
		return p.tok.errorf(`a "=" cannot stand in parentheses; it follows the name at the beginning of a line`)
	}
	return open.errorf(unclosed)
}

const unclosed = `a "(" has no ")"`

func (p *parser) comma() error {
	return p.tok.errorf(`a "," can only stand between the values of a function; decimals have a point`)
}

func (p *parser) operandExpected() error {
	where := "a line begins with"
	if p.last.text != "" {
		where = "after " + quote(p.last.text) + " comes"
	}
	found := "not " + quote(p.tok.text)
	if p.tok.kind == tokenEnd {
		found = "but here it ends"
	}
	return p.tok.errorf(`%s a number, a name or a "(", %s`, where, found)
}

// node counts the nodes of the tree.
func (p *parser) node(n *Node) (*Node, error) {
	p.nodes++
	if p.nodes > MaxNodes {
		return nil, p.last.errorf("a formula has at most %d numbers, names and operations", MaxNodes)
	}
	return n, nil
}
