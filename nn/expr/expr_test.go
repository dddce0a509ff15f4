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

// trees writes the lines of a formula.
func trees(f *Formula) string {
	var lines []string
	for _, l := range f.Lines() {
		line := tree(l.Root)
		if l.Name != "" {
			line = l.Name + " = " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
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
		{"roots, angles, absolute values", "sqrt(x)+Sin(x)*cos(x)-abs(x)",
			"Sub(Add(Sqrt(x) Mul(Sin(x) Cos(x))) Abs(x))", "sqrt(x) + sin(x)*cos(x) - abs(x)"},
		{"ln is log", "ln(x) + log(y)", "Add(Log(x) Log(y))", "log(x) + log(y)"},
		{"a name on the left", "z = (x+y)^2", "z = Pow(Add(x y) 2)", "z = (x + y)^2"},
		{"two lines", "t = x + y\nz = t^2", "t = Add(x y); z = Pow(t 2)", "t = x + y; z = t^2"},
		{"a semicolon", "t=x+y;z=t^2;", "t = Add(x y); z = Pow(t 2)", "t = x + y; z = t^2"},
		{"empty lines", "\n ; t = x+y;;\r\n\n z = t^2 ;\n\n", "t = Add(x y); z = Pow(t 2)", "t = x + y; z = t^2"},
		{"a last line without a name", "t = x + y; t^2", "t = Add(x y); Pow(t 2)", "t = x + y; t^2"},
		{"a line goes on", "t =\n x +\n y\nz = max(t,\n 1\n)\n * t\n+ x",
			"t = Add(x y); z = Add(Mul(Max(t 1) t) x)", "t = x + y; z = max(t, 1)*t + x"},
		{"a line begins with a minus sign", "t = x\n-t", "t = x; Neg(t)", "t = x; -t"},
		{"a line begins with a parenthesis", "t = x\n(t)", "t = x; t", "t = x; t"},
		{"values in the formula", "x = 3; y = -0.5; z = x*y", "x = 3; y = Neg(0.5); z = Mul(x y)",
			"x = 3; y = -0.5; z = x*y"},
		{"a value for two lines", "a = x*y; b = a + x; z = a*b", "a = Mul(x y); b = Add(a x); z = Mul(a b)",
			"a = x*y; b = a + x; z = a*b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustParse(t, c.text)
			if got := trees(f); got != c.tree {
				t.Errorf("tree %s, want %s", got, c.tree)
			}
			if got := f.String(); got != c.str {
				t.Errorf("text %s, want %s", got, c.str)
			}
			if got := trees(mustParse(t, f.String())); got != c.tree {
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
	f = mustParse(t, "t = y + x; s = 3; z = t*w*y*s")
	if got, want := f.Names(), []string{"y", "x", "w"}; !slices.Equal(got, want) {
		t.Errorf("the names without a value in the formula are %v, want %v", got, want)
	}
}

func TestNumberOfALine(t *testing.T) {
	for text, want := range map[string]float64{"x = 3": 3, "x = -3": -3, "x = --(2.5)": 2.5} {
		if v, ok := mustParse(t, text).Lines()[0].Number(); !ok || v != want {
			t.Errorf("%s: %v, %v", text, v, ok)
		}
	}
	for _, text := range []string{"x = 3 + 0", "x = y", "x = -y"} {
		if v, ok := mustParse(t, text).Lines()[0].Number(); ok {
			t.Errorf("%s is the number %v", text, v)
		}
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
		{"*x", 1, `a line begins with ` + operand + `not "*"`},
		{"x +  ", 4, `after "+" comes ` + operand + `but here it ends`},
		{"x + × y", 5, `after "+" comes ` + operand + `not "×"`},
		{"2*()", 4, `after "(" comes ` + operand + `not ")"`},
		{"max(1,)", 7, `after "," comes ` + operand + `not ")"`},
		{"größe + + 1", 9, `after "+" comes ` + operand + `not "+"`},
		{"2x", 2, `an operation, such as *, is missing before "x"`},
		{"(a)(b)", 4, `an operation, such as *, is missing before "("`},
		{"1.2.3", 4, `an operation, such as *, is missing before ".3"`},
		{"2e", 2, `an operation, such as *, is missing before "e"`},
		{"1,5", 2, `a "," can only stand between the values of a function; decimals have a point`},
		{"max((1,5),2)", 7, `a "," can only stand between the values of a function; decimals have a point`},
		{"a + sinus(x)", 5, `there is no function sinus, only exp, log, ln, sqrt, sin, cos, abs, max, relu, sigmoid ` +
			`and tanh; to multiply, write sinus*(`},
		{"exp + 1", 5, `"exp" is a function and needs a "(" here`},
		{"log", 4, `"log" is a function and needs a "(" here`},
		{"1 + max(x)", 5, `max takes 2 values, not 1`},
		{"max(1,2,3)", 1, `max takes 2 values, not 3`},
		{"exp(1,2)", 1, `exp takes 1 value, not 2`},
		{";\n;", 4, "the formula is empty"},
		{"= x", 1, `a name is missing before "="`},
		{"x + y = z", 7, `only a name can stand before "=", as in z = x + y`},
		{"3 = x", 3, `only a name can stand before "=", as in z = x + y`},
		{"z = x = y", 7, `a line has only one "="; a ";" or a new line ends a line`},
		{"z == x", 4, `after "=" comes ` + operand + `not "="`},
		{"z =", 4, `after "=" comes ` + operand + `but here it ends`},
		{"z =; x", 4, `after "=" comes ` + operand + `not ";"`},
		{"exp(x = 3)", 7, `a "=" cannot stand in parentheses; it follows the name at the beginning of a line`},
		{"sin = x", 1, `sin is a function; choose another name for the value`},
		{"t = x; t = y; t", 8, `the name t has a value already; choose another name for this one`},
		{"t = t + 1", 5, `a value cannot be computed from itself; choose another name for the new t`},
		{"z = t^2; t = x + y", 5, `the name t gets its value in a line below: move that line up`},
		{"x + t; t = 3", 5, `the name t gets its value in a line below: move that line up`},
		{"a = b + 1; b = a*2; z = a", 5,
			`the values a and b are computed from each other: a line can only use values from above it`},
		{"a = c; d = a; b = a; c = b + d; z = c", 5,
			`the values a, b and c are computed from each other: a line can only use values from above it`},
		{"x + y\nz = x", 1, `no other line can use the value of this line: give it a name, as in t = x + y`},
		{"t = x + y\nz = x^2", 1, `no line below uses t: use it there, or delete its line`},
		{"a = x; b = a; z = x", 8, `no line below uses b: use it there, or delete its line`},
		{"t = (x + y\nz = t", 5, `a "(" has no ")"`},
		{"t = (x + y; z = t", 5, `a "(" has no ")"`},
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
