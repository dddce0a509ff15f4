package form_test

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/digits/form"
)

func Example() {
	s := form.Strokes{{{0, 0}, {10, 20}}}
	fmt.Println(s.Validate())
	fmt.Println(form.Strokes{{{0, 2e9}}}.Validate())
	// Output:
	// <nil>
	// digits: stroke 1, point 1: (0, 2e+09) is outside ±1e+09
}
