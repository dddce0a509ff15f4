package expr

import (
	"fmt"
	"strconv"
	"unicode"
)

// token is a word, a number or a sign of a formula.
type token struct {
	// kind is the sign itself, in ASCII, or one of the kinds below.
	kind   rune
	text   string // as it was typed
	value  float64
	column int
	fresh  bool  // the first of its line
	err    error // of tokenBad
}

const (
	tokenEnd rune = -1 - iota
	tokenNumber
	tokenName
	tokenBad
	tokenBreak // the end of a line
)

// signs are the signs of a formula and other ways to type them.
var signs = map[rune]rune{
	'+': '+', '-': '-', '*': '*', '/': '/', '^': '^', '(': '(', ')': ')', ',': ',', '=': '=', ';': ';',
	'−': '-', '–': '-', '×': '*', '·': '*', '⋅': '*', '÷': '/', '∕': '/',
}

// scanner cuts a formula into tokens.
type scanner struct {
	text []rune
	pos  int
	// open counts the parentheses that are open, and whole says that a line may end here: after an operand.
	open  int
	whole bool
}

// next returns the token at pos and goes past it. At the end it returns tokenEnd, however often it is called.
func (s *scanner) next() token {
	end := -1
	for ; unicode.IsSpace(s.peek(0)); s.pos++ {
		if s.peek(0) == '\n' && end < 0 {
			end = s.pos
		}
	}
	start := s.pos
	t := token{column: start + 1, fresh: end >= 0}
	r := s.peek(0)
	sign, isSign := signs[r]
	switch {
	case end >= 0 && s.whole && s.open == 0 && begins(r):
		s.whole = false
		return token{kind: tokenBreak, column: end + 1}
	case start == len(s.text):
		t.kind = tokenEnd
		return t
	case isDigit(r), r == '.' && isDigit(s.peek(1)):
		s.scanNumber(&t)
	case r == '_' || unicode.IsLetter(r):
		t.kind = tokenName
		for inName(s.peek(0)) {
			s.pos++
		}
	case r == '*' && s.peek(1) == '*':
		t.kind = '^'
		s.pos += 2
	case isSign:
		t.kind = sign
		s.pos++
	default:
		t.kind, t.err = tokenBad, t.errorf("%s", strange(r))
		s.pos++
	}
	t.text = string(s.text[start:s.pos])
	s.note(t.kind)
	return t
}

// note keeps in mind what a token means for the end of a line.
func (s *scanner) note(kind rune) {
	s.whole = kind == tokenNumber || kind == tokenName || kind == ')'
	switch kind {
	case '(':
		s.open++
	case ')':
		s.open = max(0, s.open-1)
	case ';':
		s.open = 0
	}
}

// begins says that a line can begin with r. What cannot goes on with the line before.
func begins(r rune) bool {
	sign, ok := signs[r]
	return !ok || sign == '-' || sign == '('
}

// peek returns the character i after pos, or 0 behind the end.
func (s *scanner) peek(i int) rune {
	if s.pos+i >= len(s.text) {
		return 0
	}
	return s.text[s.pos+i]
}

func (s *scanner) digits() {
	for isDigit(s.peek(0)) {
		s.pos++
	}
}

// scanNumber reads digits with a point among or around them, and an exponent if digits follow the e.
func (s *scanner) scanNumber(t *token) {
	start := s.pos
	s.digits()
	if s.peek(0) == '.' {
		s.pos++
		s.digits()
	}
	mantissa, exponent := string(s.text[start:s.pos]), "0"
	if r := s.peek(0); r == 'e' || r == 'E' {
		sign, digit := "", 1
		if c := signs[s.peek(1)]; c == '+' || c == '-' {
			sign, digit = string(c), 2
		}
		if isDigit(s.peek(digit)) {
			s.pos += digit
			from := s.pos
			s.digits()
			exponent = sign + string(s.text[from:s.pos])
		}
	}
	v, err := strconv.ParseFloat(mantissa+"e"+exponent, 64)
	t.kind, t.value = tokenNumber, v
	if err != nil { // of the right form, so it is out of range
		t.kind, t.err = tokenBad, t.errorf("the number %s is too large", cut(string(s.text[start:s.pos])))
	}
}

// isDigit says whether r is a digit of a number. Names may have other digits, too.
func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// inName allows marks because some scripts, and accents on some keyboards, are typed with them.
func inName(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// strange says what is wrong with a character that no formula has.
func strange(r rune) string {
	switch r {
	case '²', '³':
		return fmt.Sprintf("write ^%c instead of %c", map[rune]rune{'²': '2', '³': '3'}[r], r)
	case '[', ']', '{', '}':
		return `only "(" and ")" are brackets`
	}
	return quote(string(r)) + " cannot be part of a formula"
}

// quote returns a token for a message.
func quote(s string) string { return strconv.Quote(cut(s)) }

// cut shortens what is too long for a message.
func cut(s string) string {
	const most = 24
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
