// Package augment makes other images of a digit from one: as other hands, pens and sheets of paper would have made it.
//
// An image is shifted, turned, scaled, sheared and bent, and its strokes made bolder or finer, all by random amounts
// within Ranges. A network that sees each training image in another shape each time learns what a digit is rather than
// the 60,000 examples of it.
//
//	d := augment.NewDistorter(augment.Hands())
//	d.Apply(x, set.Image(i), rng) // x: 784 numbers in 0..1, as digits.Gather writes them
//
// Images are as in package digits, 28×28, ink 1. Lengths are in pixels, angles in radians, x to the right, y downwards.
// The same generator state gives the same bits; nothing is allocated.
//
// Sources: Simard, Steinkraus and Platt, Best Practices for Convolutional Neural Networks Applied to Visual Document
// Analysis (2003), for affine and elastic distortions; Rueckert et al., Nonrigid Registration Using Free-Form
// Deformations (1999), for the field of B-splines.
package augment

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// Ranges says how far distortions go. The zero Ranges leaves an image as it is.
type Ranges struct {
	Shift    float64 // in x and in y: at most that many pixels either way
	Rotation float64 // at most that angle either way
	Scale    float64 // in x and in y: by e^s, with s at most that either way
	Shear    float64 // what is one pixel lower goes at most that many pixels to the side
	Elastic  float64 // the standard deviation of each pixel's own displacement, in x and in y
	Finer    float64 // strokes eroded at most by that fraction of a pixel at each edge
	Bolder   float64 // strokes dilated at most by that fraction
}

// Hands are the ranges that the built-in network is trained with.
func Hands() Ranges {
	return Ranges{Shift: 1.5, Rotation: 0.26, Scale: 0.15, Shear: 0.25, Elastic: 0.8, Finer: 0.5, Bolder: 0.8}
}

// Distorter distorts images. It has buffers, so that each goroutine needs its own.
type Distorter struct {
	ranges Ranges
	image  [digits.Pixels]float32
	field  [2][digits.Pixels]float64 // the elastic displacement, x and y
}

// NewDistorter returns a Distorter for these ranges.
func NewDistorter(r Ranges) *Distorter { return &Distorter{ranges: r} }

// Apply sets dst, 784 numbers in 0..1, to a distorted image src, 784 bytes. What leaves the image is lost, paper comes
// in. It panics on other sizes.
//
// With c the centre, the pixel p of dst is what lies in src, between its pixels by bilinear interpolation, at
//
//	c + R·H·S·(p − c − shift) + u(p)
//
// where R turns, H shears, S scales and u is the elastic field.
func (d *Distorter) Apply(dst []float32, src []byte, rng *rand.Rand) {
	if len(dst) != digits.Pixels || len(src) != digits.Pixels {
		panic(fmt.Sprintf("augment: Apply of %d pixels to %d", len(src), len(dst)))
	}
	within := func(limit float64) float64 { return limit * (2*rng.Float64() - 1) }
	r := &d.ranges
	d.width(src, r.Bolder, r.Finer, within(1))
	dx, dy := within(r.Shift), within(r.Shift)
	sin, cos := math.Sincos(within(r.Rotation))
	sx, sy := math.Exp(within(r.Scale)), math.Exp(within(r.Scale))
	shear := within(r.Shear)
	xx, xy := cos*sx, (cos*shear-sin)*sy
	yx, yy := sin*sx, (sin*shear+cos)*sy
	for i := range d.field {
		bend(&d.field[i], r.Elastic, rng)
	}
	const centre = float64(digits.Side) / 2 // of mass, in MNIST: see digits.Render
	for y := range digits.Side {
		for x := range digits.Side {
			px, py := float64(x)-centre-dx, float64(y)-centre-dy
			i := y*digits.Side + x
			dst[i] = d.at(centre+xx*px+xy*py+d.field[0][i], centre+yx*px+yy*py+d.field[1][i])
		}
	}
}

// width sets d.image to src with its strokes bolder, for amount from 0 to 1, or finer, from 0 to -1: the image goes
// that part of the way to its grey dilation (of each pixel and its four neighbours, the most ink) or erosion (the
// least). A pixel beyond the edge does not count.
func (d *Distorter) width(src []byte, bolder, finer, amount float64) {
	t := float32(amount * bolder)
	extreme := func(a, b byte) byte { return max(a, b) }
	if amount < 0 {
		t = float32(-amount * finer)
		extreme = func(a, b byte) byte { return min(a, b) }
	}
	for i, v := range src {
		to := v
		if t != 0 {
			x, y := i%digits.Side, i/digits.Side
			if x > 0 {
				to = extreme(to, src[i-1])
			}
			if x < digits.Side-1 {
				to = extreme(to, src[i+1])
			}
			if y > 0 {
				to = extreme(to, src[i-digits.Side])
			}
			if y < digits.Side-1 {
				to = extreme(to, src[i+digits.Side])
			}
		}
		d.image[i] = (float32(v) + t*(float32(to)-float32(v))) / 255
	}
}

// at returns the ink at a place between the pixels; beyond the edge there is none.
func (d *Distorter) at(x, y float64) float32 {
	if !(x > -1 && y > -1 && x < digits.Side && y < digits.Side) {
		return 0
	}
	fx, fy := math.Floor(x), math.Floor(y)
	i, j := int(fx), int(fy)
	ax, ay := float32(x-fx), float32(y-fy)
	top := (1-ax)*d.pixel(i, j) + ax*d.pixel(i+1, j)
	bottom := (1-ax)*d.pixel(i, j+1) + ax*d.pixel(i+1, j+1)
	return (1-ay)*top + ay*bottom
}

func (d *Distorter) pixel(x, y int) float32 {
	if x < 0 || y < 0 || x >= digits.Side || y >= digits.Side {
		return 0
	}
	return d.image[y*digits.Side+x]
}

// The elastic field is a sum of cubic B-splines, each with a random height, on a lattice of spacing 7 pixels. Simard's
// is white noise smoothed by a Gaussian, at best of σ = 4 pixels. A cubic B-spline is that Gaussian, to a hundredth:
// its variance is spacing²/3. But the lattice needs 49 random numbers in place of 784, has no edge, and is smoothed in
// a thirtieth of the time.
const (
	spacing = 7
	knots   = digits.Side/spacing + 3 // in each direction, those beyond the edge that reach into the image included
)

// splines are the weights of the four knots around a pixel, by its place between two knots, and their standard
// deviation's inverse.
var splines = func() (w [spacing][4]float64) {
	for i := range w {
		t := float64(i) / spacing
		w[i] = [4]float64{(1 - t) * (1 - t) * (1 - t) / 6, (3*t*t*t - 6*t*t + 4) / 6, (-3*t*t*t + 3*t*t + 3*t + 1) / 6,
			t * t * t / 6}
		norm := 0.0
		for _, v := range w[i] {
			norm += v * v
		}
		for k := range w[i] {
			w[i][k] /= math.Sqrt(norm) // each pixel has the same variance
		}
	}
	return w
}()

// bend sets field to smooth random displacements with that standard deviation.
func bend(field *[digits.Pixels]float64, std float64, rng *rand.Rand) {
	if std == 0 {
		clear(field[:])
		return
	}
	var across [knots][digits.Side]float64 // smoothed in x
	for k := range across {
		var heights [knots]float64
		for i := range heights {
			heights[i] = std * rng.NormFloat64()
		}
		for x := range digits.Side {
			for i, w := range splines[x%spacing] {
				across[k][x] += w * heights[x/spacing+i]
			}
		}
	}
	for y := range digits.Side {
		row := field[y*digits.Side : (y+1)*digits.Side]
		clear(row)
		for k, w := range splines[y%spacing] {
			for x, v := range across[y/spacing+k] {
				row[x] += w * v
			}
		}
	}
}
