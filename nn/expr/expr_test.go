package expr

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// tree writes a node with a word for every operation, so that nothing depends on precedence.
func tree(n *Node) string {
	switch n.Kind {
	case KindNumber:
		return formatNumber(n.Value)
	case KindName:
		return n.Name
	}
	var args []string
	for _, x := range n.Args {
		args = append(args, tree(x))
	}
	return n.Kind + "(" + strings.Join(args, " ") + ")"
}

func mustParse(t testing.TB, text string) *Formula {
	t.Helper()
	f, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", cut(text), err)
	}
	return f
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, text, tree, str string }{
		{"a sum", "a+b-c", "Sub(Add(a b) c)", "a + b - c"},
		{"a sum in parentheses", "a+(b-c)", "Add(a Sub(b c))", "a + (b - c)"},
		{"a product", "a*b/c", "Div(Mul(a b) c)", "a*b/c"},
		{"a product in parentheses", "a/(b*c)", "Div(a Mul(b c))", "a/(b*c)"},
		{"sums and products", "(apple*n_apple + orange*n_orange)*tax",
			"Mul(Add(Mul(apple n_apple) Mul(orange n_orange)) tax)", "(apple*n_apple + orange*n_orange)*tax"},
		{"a power", "(x+y)^2", "Pow(Add(x y) 2)", "(x + y)^2"},
		{"powers go from the right", "a^b^c", "Pow(a Pow(b c))", "a^b^c"},
		{"a power of a power", "(a^b)^c", "Pow(Pow(a b) c)", "(a^b)^c"},
		{"a power binds tighter than a product", "2*x^3*y", "Mul(Mul(2 Pow(x 3)) y)", "2*x^3*y"},
		{"a power binds tighter than a minus", "-x^2", "Neg(Pow(x 2))", "-x^2"},
		{"the power of a negative", "(-x)^2", "Pow(Neg(x) 2)", "(-x)^2"},
		{"a negative power", "2^-x*y", "Mul(Pow(2 Neg(x)) y)", "2^(-x)*y"},
		{"a negative power of a power", "2^-x^y", "Pow(2 Neg(Pow(x y)))", "2^(-x^y)"},
		{"a minus binds tighter than a product", "-a*b", "Mul(Neg(a) b)", "-a*b"},
		{"minus a product", "-(a*b)", "Neg(Mul(a b))", "-(a*b)"},
		{"a minus after a sign", "a*-b - -c", "Sub(Mul(a Neg(b)) Neg(c))", "a*(-b) - (-c)"},
		{"a minus that begins a right operand", "a - -b*c", "Sub(a Mul(Neg(b) c))", "a - (-b)*c"},
		{"two minuses", "--x", "Neg(Neg(x))", "-(-x)"},
		{"a sigmoid neuron", "1/(1+exp(-(w*x+b)))", "Div(1 Add(1 Exp(Neg(Add(Mul(w x) b)))))",
			"1/(1 + exp(-(w*x + b)))"},
		{"functions", "max(0,x)+log(a)*relu(b)/sigmoid(c)-tanh(d)",
			"Sub(Add(Max(0 x) Div(Mul(Log(a) ReLU(b)) Sigmoid(c))) Tanh(d))",
			"max(0, x) + log(a)*relu(b)/sigmoid(c) - tanh(d)"},
		{"functions in any case", "ReLU(x)+EXP(y)", "Add(ReLU(x) Exp(y))", "relu(x) + exp(y)"},
		{"a name like a function in other case", "Max*2", "Mul(Max 2)", "Max*2"},
		{"functions in functions", "exp(log(max(x, -y)))", "Exp(Log(Max(x Neg(y))))", "exp(log(max(x, -y)))"},
		{"more parentheses than needed", "(((x)))*((y))", "Mul(x y)", "x*y"},
		{"signs as people type them", "−a×b·c⋅d÷e∕f–g", "Sub(Div(Div(Mul(Mul(Mul(Neg(a) b) c) d) e) f) g)",
			"-a*b*c*d/e/f - g"},
		{"the power as in Python", "x**2**y", "Pow(x Pow(2 y))", "x^2^y"},
		{"white space", "\t x +\n\u00a0y \r\n", "Add(x y)", "x + y"},
		{"names", "größe + x_1 + _ + 数 + नमस्ते + e", "Add(Add(Add(Add(Add(größe x_1) _) 数) नमस्ते) e)",
			"größe + x_1 + _ + 数 + नमस्ते + e"},
		{"a long name", strings.Repeat("n", 60), strings.Repeat("n", 60), strings.Repeat("n", 60)},
		{"numbers", "1 + 1.50 + .5 + 5. + 007", "Add(Add(Add(Add(1 1.5) 0.5) 5) 7)", "1 + 1.5 + 0.5 + 5 + 7"},
		{"exponents", "1e3 + 2.5E-7 + 1e+20 + 3e−1", "Add(Add(Add(1000 2.5e-7) 1e20) 0.3)",
			"1000 + 2.5e-7 + 1e20 + 0.3"},
		{"numbers at the bounds of their form", "0.0001 + 0.00009 + 999999999999999 + 1000000000000000",
			"Add(Add(Add(0.0001 9e-5) 999999999999999) 1e15)", "0.0001 + 9e-5 + 999999999999999 + 1e15"},
		{"underflow", "1e-999", "0", "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustParse(t, c.text)
			if got := tree(f.Root()); got != c.tree {
				t.Errorf("tree %s, want %s", got, c.tree)
			}
			if got := f.String(); got != c.str {
				t.Errorf("text %s, want %s", got, c.str)
			}
			if got := tree(mustParse(t, f.String()).Root()); got != c.tree {
				t.Errorf("%s is read as %s, want %s", f, got, c.tree)
			}
		})
	}
}

func TestNames(t *testing.T) {
	f := mustParse(t, "b*(a + exp(b)) - a + B^2")
	want := []string{"b", "a", "B"}
	names := f.Names()
	if !slices.Equal(names, want) {
		t.Fatalf("names %v, want %v", names, want)
	}
	names[0] = "changed"
	if got := f.Names(); !slices.Equal(got, want) {
		t.Errorf("the caller's list is the formula's: %v", got)
	}
}

func TestErrors(t *testing.T) {
	const operand = `a number, a name or a "(", `
	for _, c := range []struct {
		text   string
		column int
		want   string
	}{
		{"", 1, "the formula is empty"},
		{"  ", 1, "the formula is empty"},
		{"(x+y)*(z", 7, `a "(" has no ")"`},
		{"exp(x", 4, `a "(" has no ")"`},
		{"max(1, 2", 4, `a "(" has no ")"`},
		{"((x)", 1, `a "(" has no ")"`},
		{"x)", 2, `a ")" has no "("`},
		{"*x", 1, `a formula begins with ` + operand + `not "*"`},
		{"x +  ", 4, `after "+" comes ` + operand + `but here it ends`},
		{"x + × y", 5, `after "+" comes ` + operand + `not "×"`},
		{"2*()", 4, `after "(" comes ` + operand + `not ")"`},
		{"max(1,)", 7, `after "," comes ` + operand + `not ")"`},
		{"größe + + 1", 9, `after "+" comes ` + operand + `not "+"`},
		{"2x", 2, `an operation, such as *, is missing before "x"`},
		{"(a)(b)", 4, `an operation, such as *, is missing before "("`},
		{"1.2.3", 4, `an operation, such as *, is missing before ".3"`},
		{"2e", 2, `an operation, such as *, is missing before "e"`},
		{"1,5", 2, `a "," stands only between the values of a function; decimals have a point`},
		{"max((1,5),2)", 7, `a "," stands only between the values of a function; decimals have a point`},
		{"a + sin(x)", 5,
			`there is no function sin, only exp, log, max, relu, sigmoid and tanh; to multiply, write sin*(`},
		{"exp + 1", 5, `exp is a function and needs a "(" here`},
		{"log", 4, `log is a function and needs a "(" here`},
		{"1 + max(x)", 5, `max takes 2 values, not 1`},
		{"max(1,2,3)", 1, `max takes 2 values, not 3`},
		{"exp(1,2)", 1, `exp takes 1 value, not 2`},
		{"y = x", 3, `a formula has no "=": type what stands on one side of it`},
		{"x²", 2, `write ^2 instead of ²`},
		{"[x]", 1, `only "(" and ")" are brackets`},
		{"x + $", 5, `"$" cannot be part of a formula`},
		{"exp $", 5, `"$" cannot be part of a formula`},
		{"(x $", 4, `"$" cannot be part of a formula`},
		{"x + .", 5, `"." cannot be part of a formula`},
		{"x\xff", 2, `"�" cannot be part of a formula`},
		{"x\x00", 2, `"\x00" cannot be part of a formula`},
		{"1 + 1e999", 5, `the number 1e999 is too large`},
		{"1 " + strings.Repeat("n", 60), 3,
			`an operation, such as *, is missing before "` + strings.Repeat("n", 24) + `…"`},
	} {
		t.Run(cut(c.text), func(t *testing.T) {
			_, err := Parse(c.text)
			var e *SyntaxError
			if !errors.As(err, &e) {
				t.Fatalf("error %v, want a SyntaxError", err)
			}
			if e.Column != c.column || e.Text != c.want {
				t.Errorf("%v\nwant column %d: %s", err, c.column, c.want)
			}
		})
	}
}

// Each bound admits what is within it, however long or deep, and refuses what is beyond with a word on it.
func TestBounds(t *testing.T) {
	nest := func(open, within, close string, n int) string {
		return strings.Repeat(open, n) + within + strings.Repeat(close, n)
	}
	const deep = "column 201: parentheses and operations are nested more than 200 deep"
	for _, c := range []struct {
		name, text string
		want       string // part of the error, or "" for none
	}{
		{"the longest name", strings.Repeat("n", maxLength), ""},
		{"a longer name", strings.Repeat("n", maxLength+1), "column 100001: a formula has at most 100000 characters"},
		{"the length is in characters", strings.Repeat("ß", maxLength), ""},
		{"the longest sum", "x" + strings.Repeat("+x", MaxNodes/2-1), ""},
		{"a longer sum", "x" + strings.Repeat("+x", MaxNodes/2),
			"a formula has at most 10000 numbers, names and operations"},
		{"the deepest parentheses", nest("(", "x", ")", maxDepth-1), ""},
		{"deeper parentheses", nest("(", "x", ")", maxDepth), deep},
		{"100,000 parentheses", nest("(", "x", ")", 50_000)[1:], deep},
		{"100,000 open parentheses", nest("(", "", "", 100_000), deep},
		{"minus signs", nest("-", "x", "", 50_000), "nested more than 200 deep"},
		{"powers", nest("x^", "x", "", 40_000), "nested more than 200 deep"},
		{"functions", nest("exp(", "x", ")", 15_000), "nested more than 200 deep"},
		{"right operands", nest("x+(", "x", ")", 20_000), "nested more than 200 deep"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse(c.text)
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if again := mustParse(t, f.String()); again.String() != f.String() {
					t.Error("the text is read as another formula")
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}
