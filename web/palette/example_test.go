package palette_test

import (
	"fmt"

	"github.com/inkgrad/inkgrad/web/palette"
)

func Example() {
	fill := palette.Backward.Light.Hex()
	fmt.Println(fill)
	// Output: #d55e00
}
