// Package smalljson reads and writes the JSON in the files of networks.
//
// It is for the program in the Web Worker. There encoding/json, with the reflection that it needs, takes 80 kB,
// compressed; this package is a twentieth of that. Native programs and the page use encoding/json.
//
//	v, err := smalljson.Parse([]byte(`{"shape": [2, 3]}`))
//	shape, err := smalljson.Ints(v.(map[string]any)["shape"])   // [2 3], nil
//
// A value is nil, a bool, a Number, a string, a []any or a map[string]any. Parse accepts only what RFC 8259 allows. In
// addition, two members of an object may not have the same name, and values may not be nested more than MaxDepth deep.
//
// Source: T. Bray, ed., The JavaScript Object Notation (JSON) Data Interchange Format, RFC 8259 (2017).
package smalljson

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/excerpt"
)

// Number is the text of a number.
type Number string

// MaxDepth bounds how deep arrays and objects are nested.
const MaxDepth = 100

// Parse reads one value, and rejects anything after it except white space.
func Parse(text []byte) (any, error) {
	p := parser{text: text}
	v, err := p.value(0)
	if err == nil {
		if p.skip(); p.at < len(text) {
			err = errors.New("something follows the value")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("JSON, byte %d: %w", p.at, err)
	}
	return v, nil
}

// parser is at a byte of the text.
type parser struct {
	text []byte
	at   int
}

// skip skips white space.
func (p *parser) skip() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t' || p.text[p.at] == '\n' ||
		p.text[p.at] == '\r') {
		p.at++
	}
}

// next returns the next byte, or 0 at the end. A 0 in the text is as invalid as the end.
func (p *parser) next() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// take skips the byte c, if it is next.
func (p *parser) take(c byte) bool {
	if p.next() != c {
		return false
	}
	p.at++
	return true
}

func (p *parser) value(depth int) (any, error) {
	if depth > MaxDepth {
		return nil, fmt.Errorf("values are nested more than %d deep", MaxDepth)
	}
	p.skip()
	switch c := p.next(); {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		return p.string()
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	}
	for _, w := range words {
		if len(p.text)-p.at >= len(w.text) && string(p.text[p.at:p.at+len(w.text)]) == w.text {
			p.at += len(w.text)
			return w.value, nil
		}
	}
	return nil, errors.New("there is no value")
}

var words = []struct {
	text  string
	value any
}{{"null", nil}, {"true", true}, {"false", false}}

func (p *parser) object(depth int) (any, error) {
	p.at++
	members := map[string]any{}
	if p.skip(); p.take('}') {
		return members, nil
	}
	for {
		p.skip()
		if p.next() != '"' {
			return nil, errors.New("there is no name")
		}
		name, err := p.string()
		if err != nil {
			return nil, err
		}
		if _, twice := members[name]; twice {
			return nil, fmt.Errorf("the name %s is there twice", excerpt.Quote(name))
		}
		if p.skip(); !p.take(':') {
			return nil, errors.New("there is no colon behind a name")
		}
		if members[name], err = p.value(depth + 1); err != nil {
			return nil, err
		}
		if p.skip(); p.take('}') {
			return members, nil
		}
		if !p.take(',') {
			return nil, errors.New("an object does not go on")
		}
	}
}

func (p *parser) array(depth int) (any, error) {
	p.at++
	values := []any{}
	if p.skip(); p.take(']') {
		return values, nil
	}
	for {
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
		if p.skip(); p.take(']') {
			return values, nil
		}
		if !p.take(',') {
			return nil, errors.New("an array does not go on")
		}
	}
}

// digits skips the next digits, and reports whether there are any.
func (p *parser) digits() bool {
	from := p.at
	for c := p.next(); c >= '0' && c <= '9'; c = p.next() {
		p.at++
	}
	return p.at > from
}

func (p *parser) number() (any, error) {
	from := p.at
	p.take('-')
	ok := p.take('0') || p.digits()
	if ok && p.take('.') {
		ok = p.digits()
	}
	if ok && (p.take('e') || p.take('E')) {
		if !p.take('+') {
			p.take('-')
		}
		ok = p.digits()
	}
	if !ok {
		return nil, errors.New("a number lacks a digit")
	}
	return Number(p.text[from:p.at]), nil
}

// string reads a string. Invalid UTF-8 and half a surrogate pair become U+FFFD, as in package encoding/json.
func (p *parser) string() (string, error) {
	p.at++
	var out []byte
	for {
		c := p.next()
		switch {
		case c < ' ':
			return "", errors.New("a string does not end, or has a control character")
		case c == '"':
			p.at++
			return string(out), nil
		case c == '\\':
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, r)
		default:
			r, size := utf8.DecodeRune(p.text[p.at:])
			out = utf8.AppendRune(out, r)
			p.at += size
		}
	}
}

// escapes maps a letter after a backslash to its meaning.
var escapes = [...]struct{ letter, value byte }{
	{'"', '"'}, {'\\', '\\'}, {'/', '/'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'},
}

func (p *parser) escape() (rune, error) {
	p.at++
	c := p.next()
	for _, e := range escapes {
		if e.letter == c {
			p.at++
			return rune(e.value), nil
		}
	}
	r, ok := p.unit()
	if !ok {
		return 0, errors.New("an escape that there is not")
	}
	if !utf16.IsSurrogate(r) {
		return r, nil
	}
	if from := p.at; p.take('\\') {
		if low, ok := p.unit(); ok {
			if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
				return both, nil
			}
		}
		p.at = from // it stands for itself
	}
	return utf8.RuneError, nil
}

// unit reads u00E9.
func (p *parser) unit() (rune, bool) {
	if len(p.text)-p.at < 5 || p.text[p.at] != 'u' {
		return 0, false
	}
	v := rune(0)
	for _, c := range p.text[p.at+1 : p.at+5] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		v = v<<4 | rune(c)
	}
	p.at += 5
	return v, true
}

// Describe says in a message what v is: what stands in the text, or of how much.
func Describe(v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case Number:
		return excerpt.Cut(string(v))
	case string:
		return excerpt.Quote(v)
	case []any:
		return "an array"
	case map[string]any:
		return "an object"
	}
	return "null"
}

// Text returns the string v, or an error if v is not a string.
func Text(v any) (string, error) {
	if s, ok := v.(string); ok {
		return s, nil
	}
	return "", errors.New(Describe(v) + " is not a text")
}

// Int returns the whole number v, or an error if v is not one, or is written as 1.0 or 1e3.
func Int(v any) (int, error) {
	if n, ok := v.(Number); ok {
		if i, err := strconv.Atoi(string(n)); err == nil {
			return i, nil
		}
	}
	return 0, errors.New(Describe(v) + " is not a whole number")
}

// Float returns the number v, or an error if v is not a number or too large.
func Float(v any) (float64, error) {
	if n, ok := v.(Number); ok {
		if f, err := strconv.ParseFloat(string(n), 64); err == nil {
			return f, nil
		}
	}
	return 0, errors.New(Describe(v) + " is not a number")
}

// Ints returns the whole numbers in v, or an error if v is not an array of them.
func Ints(v any) ([]int, error) {
	values, ok := v.([]any)
	if !ok {
		return nil, errors.New(Describe(v) + " is not an array")
	}
	ns := make([]int, len(values))
	for i, v := range values {
		var err error
		if ns[i], err = Int(v); err != nil {
			return nil, err
		}
	}
	return ns, nil
}

const hexDigits = "0123456789abcdef"

// AppendString appends a string as package encoding/json writes it: with the special characters of HTML escaped, and
// U+FFFD for invalid UTF-8.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ' || r == '<' || r == '>' || r == '&' || r == '\u2028' || r == '\u2029':
			b = appendEscape(b, r)
		case r == utf8.RuneError:
			b = append(b, `\ufffd`...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

func appendEscape(b []byte, r rune) []byte {
	for _, e := range escapes {
		if rune(e.value) == r {
			return append(b, '\\', e.letter)
		}
	}
	return append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// AppendInts appends whole numbers as an array.
func AppendInts(b []byte, ns []int) []byte {
	b = append(b, '[')
	for i, n := range ns {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return append(b, ']')
}
