package augment

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// fine is how many times finer the paper is on which ink is thinned.
const fine = 3

const fineSide = fine * digits.Side

// Path returns where the pen went that made an image: short strokes, in pixels, whose rendering by digits.Render is the
// digit in the form of a drawing. It is the ink's skeleton: the image, three times as fine and with each pixel either
// ink or paper, thinned until no stroke is wider than a pixel.
//
// Source: Zhang and Suen, A Fast Parallel Algorithm for Thinning Digital Patterns (1984).
func Path(image []byte) digits.Strokes {
	ink := enlarge(image)
	thin(ink)
	var s digits.Strokes
	point := func(i int) digits.Point {
		return digits.Point{float64(i%fineSide) / fine, float64(i/fineSide) / fine}
	}
	for i, v := range ink {
		if !v {
			continue
		}
		join := func(j int) { s = append(s, []digits.Point{point(i), point(j)}) }
		// To the right and down, so that each pair comes once; a corner is not cut where the way around it is inked.
		left, right, below := ink[i-1], ink[i+1], ink[i+fineSide]
		if right {
			join(i + 1)
		}
		if below {
			join(i + fineSide)
		}
		if ink[i+fineSide+1] && !right && !below {
			join(i + fineSide + 1)
		}
		if ink[i+fineSide-1] && !left && !below {
			join(i + fineSide - 1)
		}
		if !slices.ContainsFunc(around[:], func(o int) bool { return ink[i+o] }) {
			s = append(s, []digits.Point{point(i)}) // a dot
		}
	}
	return s
}

// around leads to the eight neighbours of a place, clockwise from the one above.
var around = [8]int{-fineSide, -fineSide + 1, 1, fineSide + 1, fineSide, fineSide - 1, -1, -fineSide - 1}

// enlarge returns whether there is ink, at least half of black, at each place of the finer paper. Its outermost ring is
// blank.
func enlarge(image []byte) []bool {
	ink := make([]bool, fineSide*fineSide)
	at := func(x, y int) int {
		if x >= digits.Side || y >= digits.Side {
			return 0
		}
		return int(image[y*digits.Side+x])
	}
	for y := 1; y < fineSide-1; y++ {
		for x := 1; x < fineSide-1; x++ {
			i, j, a, b := x/fine, y/fine, x%fine, y%fine
			v := (fine-b)*((fine-a)*at(i, j)+a*at(i+1, j)) + b*((fine-a)*at(i, j+1)+a*at(i+1, j+1))
			ink[y*fineSide+x] = v >= 128*fine*fine
		}
	}
	return ink
}

// thin removes ink from the edges, one of the two halves of the algorithm after the other, until nothing more can go.
func thin(ink []bool) {
	var inked, gone []int
	for i, v := range ink {
		if v {
			inked = append(inked, i)
		}
	}
	for step, still := 0, 0; still < 2; step++ {
		gone = gone[:0]
		for _, i := range inked {
			if !ink[i] {
				continue
			}
			var p [8]bool
			neighbours, changes := 0, 0
			for k, o := range around {
				p[k] = ink[i+o]
				if p[k] {
					neighbours++
				}
			}
			for k := range p {
				if !p[k] && p[(k+1)%8] {
					changes++
				}
			}
			first, second := p[0] && p[2] && p[4], p[2] && p[4] && p[6] // in the one half
			if step%2 == 1 {
				first, second = p[0] && p[2] && p[6], p[0] && p[4] && p[6]
			}
			if 2 <= neighbours && neighbours <= 6 && changes == 1 && !first && !second {
				gone = append(gone, i)
			}
		}
		for _, i := range gone {
			ink[i] = false
		}
		if still++; len(gone) > 0 {
			still = 0
		}
	}
}
