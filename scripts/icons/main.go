// Icons draws Inkgrad's mark: a nabla, the sign of the gradient, written by hand. Its forward stroke is blue and runs
// to the right, its backward stroke is orange and comes back as an arrow.
//
//	go run ./scripts/icons -out build/web
//
// One description gives the vector picture icon.svg and the pixel pictures that operating systems ask for.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/inkgrad/inkgrad/web/palette"
)

func main() {
	out := flag.String("out", "build/web", "`folder` to write")
	flag.Parse()
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	files := map[string][]byte{"icon.svg": []byte(svg())}
	for _, size := range []int{192, 512} {
		var b bytes.Buffer
		if err := png.Encode(&b, raster(size)); err != nil {
			return err
		}
		files[fmt.Sprintf("icon-%d.png", size)] = b.Bytes()
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// The mark lies in a square of side 64, y downwards.
const (
	side   = 64.0
	radius = 14.0 // of the paper's corners
	width  = 6.5  // of the pen
)

var paper = palette.Paper.Light

// point is a place in the square.
type point struct{ x, y float64 }

// curve is a quadratic Bézier curve; a straight line has its control point anywhere on it.
type curve [3]point

// stroke is what the pen draws without leaving the paper.
type stroke struct {
	ink    palette.RGB
	curves []curve
}

// strokes are drawn in this order.
var strokes = []stroke{
	{palette.Backward.Light, []curve{
		{{33, 53}, {23, 42}, {15.5, 26}},
	}},
	{palette.Backward.Light, []curve{
		{{12.5, 38.5}, {14.5, 32}, {15, 25}},
		{{15, 25}, {21, 28.5}, {27.5, 30}},
	}},
	{palette.Forward.Light, []curve{
		{{10, 14.5}, {32, 11}, {54, 12.5}},
		{{54, 12.5}, {47, 34}, {33, 53}},
	}},
}

func svg() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g">`+"\n", side, side)
	fmt.Fprintf(&b, `<rect width="%g" height="%g" rx="%g" fill="%s"/>`+"\n", side, side, radius, paper.Hex())
	fmt.Fprintf(&b, `<g fill="none" stroke-width="%g" stroke-linecap="round" stroke-linejoin="round">`+"\n", width)
	for _, s := range strokes {
		start := s.curves[0][0]
		fmt.Fprintf(&b, `<path stroke="%s" d="M%g %g`, s.ink.Hex(), start.x, start.y)
		for _, c := range s.curves {
			fmt.Fprintf(&b, "Q%g %g %g %g", c[1].x, c[1].y, c[2].x, c[2].y)
		}
		b.WriteString(`"/>` + "\n")
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// raster draws the mark on size×size pixels. The coverage of a pixel is taken from the distance of its centre to the
// shape, which is exact enough for shapes that are smooth at the scale of a pixel.
func raster(size int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, size, size))
	unit := side / float64(size) // of one pixel
	for y := range size {
		for x := range size {
			p := point{(float64(x) + 0.5) * unit, (float64(y) + 0.5) * unit}
			c := paper
			for _, s := range strokes {
				c = mix(c, s.ink, coverage(s.distance(p)-width/2, unit))
			}
			alpha := coverage(cornerDistance(p), unit)
			r, g, b := c.Split()
			m.SetNRGBA(x, y, color.NRGBA{r, g, b, uint8(math.Round(255 * alpha))})
		}
	}
	return m
}

// coverage is how much of a pixel lies inside an edge at the signed distance d, which is negative inside.
func coverage(d, unit float64) float64 { return min(max(0.5-d/unit, 0), 1) }

// mix lays a share a of a colour over another.
func mix(under, over palette.RGB, a float64) palette.RGB {
	var mixed palette.RGB
	for shift := 0; shift < 24; shift += 8 {
		u, o := float64(under>>shift&0xff), float64(over>>shift&0xff)
		mixed |= palette.RGB(math.Round(u*(1-a)+o*a)) << shift
	}
	return mixed
}

// cornerDistance is the signed distance of p to the edge of the paper.
func cornerDistance(p point) float64 {
	inner := side/2 - radius
	dx, dy := math.Abs(p.x-side/2)-inner, math.Abs(p.y-side/2)-inner
	return math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius
}

// pieces is how many straight pieces stand for a curve: at 512 pixels the longest of them deviates by less than a tenth
// of a pixel.
const pieces = 24

// distance returns the distance of p to the line that the pen's tip follows.
func (s stroke) distance(p point) float64 {
	d := math.Inf(1)
	for _, c := range s.curves {
		from := c[0]
		for i := 1; i <= pieces; i++ {
			to := c.at(float64(i) / pieces)
			d = min(d, segmentDistance(p, from, to))
			from = to
		}
	}
	return d
}

func (c curve) at(t float64) point {
	a, b, d := (1-t)*(1-t), 2*t*(1-t), t*t
	return point{a*c[0].x + b*c[1].x + d*c[2].x, a*c[0].y + b*c[1].y + d*c[2].y}
}

func segmentDistance(p, a, b point) float64 {
	ux, uy := b.x-a.x, b.y-a.y
	t := ((p.x-a.x)*ux + (p.y-a.y)*uy) / (ux*ux + uy*uy)
	t = min(max(t, 0), 1)
	return math.Hypot(p.x-a.x-t*ux, p.y-a.y-t*uy)
}
