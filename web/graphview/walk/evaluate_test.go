package walk

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// array is a tensor of a rule under evaluation; a number has no axes.
type array struct {
	shape []int
	data  []float64
}

func number(v float64) array { return array{nil, []float64{v}} }

func volume(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

func (a array) at(index []int) array {
	switch {
	case len(index) > len(a.shape):
		fail("%d indices of %v", len(index), a.shape)
	case len(index) > 1 && len(index) < len(a.shape): // the last counts what is left
		a.shape = append(slices.Clone(a.shape[:len(index)-1]), volume(a.shape[len(index)-1:]))
	}
	offset, rest := 0, a.shape[len(index):]
	for i, v := range index {
		offset = offset*a.shape[i] + v
	}
	size := volume(rest)
	return array{rest, a.data[offset*size:][:size]}
}

// matrix is an array as a matrix: its first axis by all others.
func (a array) matrix() array {
	if len(a.shape) < 3 {
		return a
	}
	return array{[]int{a.shape[0], volume(a.shape[1:])}, a.data}
}

// badRule is panicked by what does not fit.
type badRule string

func fail(format string, args ...any) { panic(badRule(fmt.Sprintf(format, args...))) }

// each applies f element by element; a number goes with any array, all else has to have the same shape.
func each(f func(a, b float64) float64, a, b array) array {
	if len(a.shape) > 0 && len(b.shape) > 0 && !slices.Equal(a.shape, b.shape) {
		fail("shapes %v and %v differ", a.shape, b.shape)
	}
	long := a
	if len(a.shape) == 0 {
		long = b
	}
	out := array{long.shape, make([]float64, len(long.data))}
	for i := range out.data {
		x, y := a.data[0], b.data[0]
		if len(a.shape) > 0 {
			x = a.data[i]
		}
		if len(b.shape) > 0 {
			y = b.data[i]
		}
		out.data[i] = f(x, y)
	}
	return out
}

// product is that of matrices or the scalar product of vectors.
func product(a, b array) array {
	a, b = a.matrix(), b.matrix()
	if len(a.shape) == 1 && len(b.shape) == 1 {
		a, b = array{[]int{1, len(a.data)}, a.data}, array{[]int{len(b.data), 1}, b.data}
		return number(product(a, b).data[0])
	}
	if len(a.shape) != 2 || len(b.shape) != 2 || a.shape[1] != b.shape[0] {
		fail("there is no product of %v and %v", a.shape, b.shape)
	}
	n, k, m := a.shape[0], a.shape[1], b.shape[1]
	out := array{[]int{n, m}, make([]float64, n*m)}
	for i := range n {
		for j := range m {
			for l := range k {
				out.data[i*m+j] += a.data[i*k+l] * b.data[l*m+j]
			}
		}
	}
	return out
}

func turned(a array) array {
	a = a.matrix()
	if len(a.shape) != 2 {
		fail("%v cannot be transposed", a.shape)
	}
	out := array{[]int{a.shape[1], a.shape[0]}, make([]float64, len(a.data))}
	for i := range a.shape[0] {
		for j := range a.shape[1] {
			out.data[j*a.shape[0]+i] = a.data[i*a.shape[1]+j]
		}
	}
	return out
}

// functions are those of one operand.
var functions = map[string]func(float64) float64{
	"log": math.Log, "exp": math.Exp, "tanh": math.Tanh, "sin": math.Sin, "cos": math.Cos, "√": math.Sqrt,
	"sign": func(x float64) float64 { return math.Copysign(1, x) },
}

// scope is what the letters of a rule stand for: arrays, indices while they run, and functions that the rule defines.
type scope struct {
	arrays  map[string]array
	indices map[string]int
	defined map[string]func(array) array
	// special are phrases of a rule, and functions of whole arrays.
	special map[string]func(array) array
}

// expression is a part of a rule, as read.
type expression struct {
	eval func(*scope) array
	// ranges has how far each index that is in it runs.
	ranges func(s *scope, into map[string]int)
	// name and index are those of a variable, by itself or as a square.
	name   string
	index  []string
	square bool
}

func none(*scope, map[string]int) {}

func both(a, b expression) func(*scope, map[string]int) {
	return func(s *scope, into map[string]int) {
		a.ranges(s, into)
		b.ranges(s, into)
	}
}

func join(f func(a, b float64) float64, a, b expression) expression {
	return expression{eval: func(s *scope) array { return each(f, a.eval(s), b.eval(s)) }, ranges: both(a, b)}
}

// apply1 applies what gets its operand when the scope is known.
func apply1(f func(s *scope, v array) array, a expression) expression {
	return expression{eval: func(s *scope) array { return f(s, a.eval(s)) }, ranges: a.ranges}
}

// reader reads the words of a rule, as typeset cuts them.
type reader struct{ words []string }

func words(line string) []string {
	var all []string
	for strings.TrimSpace(line) != "" {
		var word string
		word, line = cut(line)
		all = append(all, word)
	}
	return all
}

func (r *reader) peek() string {
	if len(r.words) == 0 {
		return ""
	}
	return r.words[0]
}

func (r *reader) next() string {
	word := r.peek()
	if word == "" {
		fail("it ends too early")
	}
	r.words = r.words[1:]
	return word
}

func (r *reader) take(word string) bool {
	if r.peek() != word {
		return false
	}
	r.words = r.words[1:]
	return true
}

// until takes the words before one of some, or all.
func (r *reader) until(ends ...string) string {
	var all []string
	for r.peek() != "" && !slices.Contains(ends, r.peek()) {
		all = append(all, r.next())
	}
	return strings.Join(all, " ")
}

var signs = map[string]func(a, b float64) float64{
	"+": func(a, b float64) float64 { return a + b }, "−": func(a, b float64) float64 { return a - b },
	"×": func(a, b float64) float64 { return a * b }, "/": func(a, b float64) float64 { return a / b },
	">": func(a, b float64) float64 {
		if a > b {
			return 1
		}
		return 0
	},
}

func (r *reader) sum() expression {
	var out expression
	if r.take("−") {
		out = join(signs["×"], literal(-1), r.product())
	} else {
		out = r.product()
	}
	for r.peek() == "+" || r.peek() == "−" {
		f := signs[r.next()]
		out = join(f, out, r.product())
	}
	return out
}

func literal(v float64) expression {
	return expression{eval: func(*scope) array { return number(v) }, ranges: none}
}

// product reads what is multiplied and divided from left to right; what stands side by side is multiplied.
func (r *reader) product() expression {
	out := r.factor()
	for {
		switch word := r.peek(); word {
		case "×", "/":
			r.next()
			out = join(signs[word], out, r.factor())
		case "·":
			r.next()
			a, b := out, r.factor()
			out = expression{eval: func(s *scope) array { return product(a.eval(s), b.eval(s)) }, ranges: both(a, b)}
		case "", "+", "−", ",", ")", ">", "|", "if", "else":
			return out
		case "in", "over": // a phrase about what is before it
			out = apply1(phrase(r.until(",")), out)
		default:
			out = join(signs["×"], out, r.factor())
		}
	}
}

func phrase(words string) func(*scope, array) array {
	return func(s *scope, v array) array {
		f := s.special[words]
		if f == nil {
			fail("nobody knows %q", words)
		}
		return f(v)
	}
}

func (r *reader) factor() expression {
	out := r.primary()
	for {
		switch {
		case r.take("_"):
			out = subscript(out, strings.Split(strings.TrimPrefix(r.next(), "{"), ","))
		case r.take("^"):
			out = power(out, r.next())
		default:
			return out
		}
	}
}

func subscript(a expression, index []string) expression {
	for i := range index {
		index[i] = strings.TrimSpace(index[i])
	}
	return expression{name: a.name, index: index,
		eval: func(s *scope) array {
			at := make([]int, len(index))
			for i, name := range index {
				v, ok := s.indices[name]
				if !ok {
					fail("nothing says which %s", name)
				}
				at[i] = v
			}
			return a.eval(s).at(at)
		},
		ranges: func(s *scope, into map[string]int) {
			shape := a.eval(s).shape
			for i, name := range index {
				n := volume(shape[i:])
				if i < len(index)-1 || len(index) == 1 || len(index) == len(shape) {
					n = shape[i]
				}
				if old, ok := into[name]; ok && old != n {
					fail("%s runs to %d and to %d", name, old, n)
				}
				into[name] = n
			}
		}}
}

func power(a expression, exponent string) expression {
	if exponent == "T" {
		return apply1(func(_ *scope, v array) array { return turned(v) }, a)
	}
	inner := &reader{words(strings.TrimPrefix(exponent, "{"))}
	out := join(math.Pow, a, inner.sum())
	out.name, out.index, out.square = a.name, a.index, exponent == "2"
	return out
}

func (r *reader) primary() expression {
	word := r.next()
	if v, err := strconv.ParseFloat(word, 64); err == nil {
		return literal(v)
	}
	switch {
	case word == "(":
		out := r.sum()
		if !r.take(")") {
			fail("a parenthesis stays open before %q", r.peek())
		}
		return out
	case word == "|":
		out := apply1(func(_ *scope, v array) array {
			return each(func(a, _ float64) float64 { return math.Abs(a) }, v, number(0))
		}, r.sum())
		if !r.take("|") {
			fail("a bar is missing")
		}
		return out
	case word[0] == '{':
		return (&reader{words(word[1:])}).sum()
	case word == "Σ":
		return r.total()
	case word == "max" && r.peek() == "(":
		r.next()
		a := r.sum()
		if !r.take(",") {
			fail("max of one")
		}
		b := r.sum()
		r.take(")")
		return join(math.Max, a, b)
	case word == "max" || word == "mean":
		f := phrase(word + " " + r.until("x"))
		return apply1(f, r.factor())
	case functions[word] != nil:
		f := functions[word]
		return apply1(func(_ *scope, v array) array {
			return each(func(a, _ float64) float64 { return f(a) }, v, number(0))
		}, r.factor())
	}
	if slices.Contains([]string{"softmax", "im2col", "col2im", "Φ"}, word) {
		if r.take("′") {
			word += "′"
		}
		return apply1(func(s *scope, v array) array {
			if f := s.defined[word]; f != nil {
				return f(v)
			}
			return phrase(word)(s, v)
		}, r.factor())
	}
	if !unicode.IsLetter([]rune(word)[0]) {
		fail("a term begins with %q", word)
	}
	return expression{name: word, ranges: none, eval: func(s *scope) array {
		v, ok := s.arrays[word]
		if !ok {
			fail("nothing says what %s is", word)
		}
		return v
	}}
}

// total reads a sum over indices; without any, what it is over is a phrase.
func (r *reader) total() expression {
	if !r.take("_") {
		return r.product()
	}
	var index []string
	for _, name := range strings.Split(strings.TrimPrefix(r.next(), "{"), ",") {
		index = append(index, strings.TrimSpace(name))
	}
	body := r.product()
	return expression{
		eval: func(s *scope) array {
			var out array
			s.run(index, s.rangesIn(body), func() {
				v := body.eval(s)
				if out.data == nil {
					out = array{v.shape, make([]float64, len(v.data))}
				}
				out = each(signs["+"], out, v)
			})
			return out
		},
		ranges: func(s *scope, into map[string]int) {
			all := map[string]int{}
			body.ranges(s, all)
			for name, n := range all {
				if !slices.Contains(index, name) {
					into[name] = n
				}
			}
		}}
}

// rangesIn has how far each index in some expressions runs.
func (s *scope) rangesIn(parts ...expression) map[string]int {
	ranges := map[string]int{}
	for _, part := range parts {
		part.ranges(s, ranges)
	}
	return ranges
}

// run calls f for all values of the indices.
func (s *scope) run(index []string, ranges map[string]int, f func()) {
	if len(index) == 0 {
		f()
		return
	}
	n, ok := ranges[index[0]]
	if !ok {
		fail("%s is in nothing that is added up or set", index[0])
	}
	for i := range n {
		s.indices[index[0]] = i
		s.run(index[1:], ranges, f)
	}
	delete(s.indices, index[0])
}

// equation is a line of a rule: what is on its left, and on its right.
type equation struct{ left, right expression }

// equations reads a line: equations with commas between them, of which one may have two cases.
func equations(line string) []equation {
	r := &reader{words(line)}
	var all []equation
	for r.peek() != "" {
		e := equation{left: r.factor()}
		if !r.take("=") {
			fail("there is no = before %q", r.peek())
		}
		e.right = r.sum()
		if r.take("if") {
			e.right = r.cases(e.right)
		}
		all = append(all, e)
		if r.peek() != "" && !r.take(",") {
			fail("%q is left over", r.peek())
		}
	}
	return all
}

// cases reads a condition, and what there is otherwise: 0, where nothing is said.
func (r *reader) cases(then expression) expression {
	condition := r.sum()
	if !r.take(">") {
		fail("a condition is no comparison")
	}
	condition = join(signs[">"], condition, r.sum())
	other := literal(0)
	if len(r.words) > 1 && r.words[0] == "," && r.words[1] == "else" {
		r.words = r.words[2:]
		other = r.sum()
	}
	inverse := join(signs["−"], literal(1), condition)
	return join(signs["+"], join(signs["×"], condition, then), join(signs["×"], inverse, other))
}

// all computes an equation for all values of the indices on its left, and returns the whole of what is on its left.
func (e equation) all(s *scope) array {
	index := e.left.index
	ranges := s.rangesIn(e.right)
	if _, known := s.arrays[e.left.name]; known {
		ranges = s.rangesIn(e.right, e.left)
	}
	var out array
	s.run(index, ranges, func() {
		v := e.right.eval(s)
		out.shape = v.shape
		out.data = append(out.data, v.data...)
	})
	lead := make([]int, len(index))
	for i, name := range index {
		lead[i] = ranges[name]
	}
	out.shape = append(lead, out.shape...)
	if e.left.square {
		out = each(func(v, _ float64) float64 { return math.Sqrt(v) }, out, number(0))
	}
	return out
}

// fits says that what an equation gives is of the shape of what is on its left. Two liberties are those of the rules:
// the last of several indices counts all elements that are left, and a product of matrices stands for an array whose
// other axes are one.
func (e equation) fits(got, want []int) bool {
	lead := len(e.left.index)
	if slices.Equal(got, want) || len(got) < lead || len(want) < lead {
		return slices.Equal(got, want)
	}
	if lead > 1 && lead < len(want) {
		return slices.Equal(got, append(slices.Clone(want[:lead-1]), volume(want[lead-1:])))
	}
	return slices.Equal(got[:lead], want[:lead]) && slices.Equal(got[lead:], array{want[lead:], nil}.matrix().shape)
}
