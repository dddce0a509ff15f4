package digits_test

import (
	"errors"
	"fmt"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// A 7, drawn on a canvas of any size, as the network will see it.
func ExampleRender() {
	seven := digits.Strokes{{{100, 100}, {180, 100}, {130, 220}}}
	pixels := make([]float64, digits.Pixels)
	if err := digits.Render(pixels, seven); err != nil {
		fmt.Println(err)
		return
	}
	for y := 4; y < digits.Side; y += 2 { // every other row: a character is twice as high as wide
		for x := 5; x < digits.Side-5; x++ {
			fmt.Print(string(" .+#"[int(3.99*pixels[y*digits.Side+x])]))
		}
		fmt.Println("|")
	}
	fmt.Println(errors.Is(digits.Render(pixels, nil), digits.ErrEmpty))
	// Output:
	// |
	//                   |
	//  +#############.  |
	//             .#+   |
	//            .##    |
	//            ##     |
	//           ##      |
	//          ##.      |
	//         +#+       |
	//        .#+        |
	//       .##         |
	//       ##          |
	// true
}
