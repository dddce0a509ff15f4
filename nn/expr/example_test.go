package expr_test

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/expr"
)

func ExampleParse() {
	f, err := expr.Parse("1/(1 + exp(−(w·x + b)))")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Names())
	fmt.Println(f)
	// Output:
	// [w x b]
	// 1/(1 + exp(-(w*x + b)))
}

// Names on the left of "=" are values on the way.
func ExampleFormula_Lines() {
	f, err := expr.Parse("t = x + y\nz = t^2")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range f.Lines() {
		fmt.Println(l.Name, l.Root.Kind)
	}
	fmt.Println(f.Names())
	// Output:
	// t Add
	// z Pow
	// [x y]
}

func ExampleSyntaxError() {
	for _, text := range []string{"tax*(apple + orange", "2x", "x + * y", "max(x)"} {
		_, err := expr.Parse(text)
		fmt.Println(err)
	}
	// Output:
	// column 5: a "(" has no ")"
	// column 2: an operation, such as *, is missing before "x"
	// column 5: after "+" comes a number, a name or a "(", not "*"
	// column 1: max takes 2 values, not 1
}

func ExampleFormula_MathML() {
	f, err := expr.Parse("x/y")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.MathML())
	// Output: <math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>x</mi><mi>y</mi></mfrac></math>
}
