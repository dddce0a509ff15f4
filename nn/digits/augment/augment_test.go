package augment_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/augment"
)

func rng() *rand.Rand { return rand.New(rand.NewPCG(5, 0)) }

// image is a drawing's, as bytes.
func image(s digits.Strokes) []byte {
	pixels := make([]float64, digits.Pixels)
	if err := digits.Render(pixels, s); err != nil {
		panic(err)
	}
	bytes := make([]byte, len(pixels))
	for i, v := range pixels {
		bytes[i] = byte(math.Round(255 * v))
	}
	return bytes
}

// five has straight and round parts, and an end inside.
func five() digits.Strokes {
	s := digits.Strokes{{{8, 0}, {1, 0}, {0, 8}}, {{0, 8}}}
	for i := range 20 {
		sin, cos := math.Sincos(-2 + 4.2*float64(i)/19)
		s[1] = append(s[1], digits.Point{3 + 5*cos, 11 + 5*sin})
	}
	return s
}

func Example() {
	set := &digits.Set{Pixels: image(five()), Labels: []byte{5}}
	d := augment.NewDistorter(augment.Hands())
	x := make([]float32, 2*digits.Pixels)
	d.Apply(x[:digits.Pixels], set.Image(0), rng())
	d.Apply(x[digits.Pixels:], set.Image(0), rng())
	fmt.Println(reflect.DeepEqual(x[:digits.Pixels], x[digits.Pixels:]))
	// Output: true
}

// moments returns the mass of an image and its centre.
func moments(x []float32) (mass, cx, cy float64) {
	for i, v := range x {
		mass += float64(v)
		cx += float64(v) * float64(i%digits.Side)
		cy += float64(v) * float64(i/digits.Side)
	}
	return mass, cx / mass, cy / mass
}

func gather(src []byte) []float32 {
	x, t := make([]float32, digits.Pixels), make([]float32, 1)
	digits.Gather(x, t, &digits.Set{Pixels: src, Labels: []byte{0}}, []int{0})
	return x
}

func TestNoRangesLeaveTheImage(t *testing.T) {
	src := image(five())
	x := make([]float32, digits.Pixels)
	augment.NewDistorter(augment.Ranges{}).Apply(x, src, rng())
	if want := gather(src); !reflect.DeepEqual(x, want) {
		t.Error("another image")
	}
}

// Each kind of distortion alone, 300 times: how far the mass and its centre go, and that they do go.
func TestEachRange(t *testing.T) {
	src := image(five())
	mass, cx, cy := moments(gather(src))
	for _, c := range []struct {
		name   string
		ranges augment.Ranges
		// The most that the mass may change, as a factor, and the centre may move.
		factor, move float64
	}{
		// Bilinear interpolation keeps the mass of what stays inside, and moves the centre exactly.
		{"shift", augment.Ranges{Shift: 2}, 1.0001, 2 * math.Sqrt2},
		// About the centre of mass, which Render puts within half a pixel of (14, 14): that turns by at most
		// 0.5·√2·0.3.
		{"rotation", augment.Ranges{Rotation: 0.3}, 1.02, 0.25},
		{"shear", augment.Ranges{Shear: 0.3}, 1.02, 0.25},
		{"scale", augment.Ranges{Scale: 0.2}, math.Exp(0.4) * 1.02, 0.25},
		// The displacement of all pixels together: that of one is N(0, 1), of the mean a good deal less.
		{"elastic", augment.Ranges{Elastic: 1}, 1.6, 3},
		{"finer", augment.Ranges{Finer: 1}, 8, 1}, // of the thinnest lines little is left
		{"bolder", augment.Ranges{Bolder: 1}, 2, 0.5},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, r := augment.NewDistorter(c.ranges), rng()
			x := make([]float32, digits.Pixels)
			low, high, far := math.Inf(1), 0.0, 0.0
			images := map[string]bool{}
			for range 300 {
				d.Apply(x, src, r)
				for i, v := range x {
					if !(v >= 0 && v <= 1) {
						t.Fatalf("pixel %d is %v", i, v)
					}
				}
				m, mx, my := moments(x)
				low, high, far = min(low, m/mass), max(high, m/mass), max(far, math.Hypot(mx-cx, my-cy))
				images[fmt.Sprint(x)] = true
			}
			if low < 1/c.factor || high > c.factor || far > c.move {
				t.Errorf("mass times %.3f to %.3f, want within a factor of %.3f; the centre moves by %.3f, want at "+
					"most %.3f",
					low, high, c.factor, far, c.move)
			}
			// Finer alone leaves the half that would be bolder as it is, and the other way round.
			if len(images) < 100 {
				t.Errorf("%d different images of 300", len(images))
			}
			if c.name == "finer" && !(low < 0.7 && high <= 1) || c.name == "bolder" && !(low >= 1 && high > 1.3) {
				t.Errorf("mass times %.3f to %.3f", low, high)
			}
		})
	}
}

// A dot goes where the formula says: turned by R about the centre.
func TestRotationTurns(t *testing.T) {
	src := make([]byte, digits.Pixels)
	src[14*digits.Side+20] = 255 // 6 to the right of the centre
	d, r := augment.NewDistorter(augment.Ranges{Rotation: 0.4}), rng()
	x := make([]float32, digits.Pixels)
	low, high := 0.0, 0.0
	for range 300 {
		d.Apply(x, src, r)
		_, cx, cy := moments(x)
		if radius := math.Hypot(cx-14, cy-14); math.Abs(radius-6) > 0.15 { // bilinear interpolation is not round
			t.Fatalf("the dot is %v from the centre", radius)
		}
		angle := math.Atan2(cy-14, cx-14)
		low, high = min(low, angle), max(high, angle)
	}
	if low < -0.42 || low > -0.37 || high > 0.42 || high < 0.37 {
		t.Errorf("angles of %v to %v, want ±0.4", low, high)
	}
}

// The elastic field has the standard deviation that it is asked for, everywhere, and is smooth.
func TestElasticField(t *testing.T) {
	const n = 4000
	r := rng()
	for _, at := range [][2]int{{0, 0}, {14, 14}, {10, 3}, {27, 27}} {
		i := at[1]*digits.Side + at[0]
		square, step := 0.0, 0.0
		for range n {
			f := augment.Bend(1.5, r)
			beside := i + 1
			if at[0] == digits.Side-1 {
				beside = i - 1
			}
			square += f[i] * f[i]
			step += (f[beside] - f[i]) * (f[beside] - f[i])
		}
		// The deviation of n draws is known to 1/√(2n), 0.011; five times that.
		if std := math.Sqrt(square / n); math.Abs(std/1.5-1) > 0.056 {
			t.Errorf("at %v the standard deviation is %.3f, want 1.5", at, std)
		}
		// A Gaussian field of σ = 4 pixels changes by std/(√2·4) a pixel, 0.27 here.
		if std := math.Sqrt(step / n); std < 0.2 || std > 0.35 {
			t.Errorf("at %v it changes by %.3f a pixel, want about 0.27", at, std)
		}
	}
}

func TestSameSeedSameBits(t *testing.T) {
	src := image(five())
	var runs [2][]float32
	for i := range runs {
		d, r := augment.NewDistorter(augment.Hands()), rng()
		for range 5 {
			x := make([]float32, digits.Pixels)
			d.Apply(x, src, r)
			runs[i] = append(runs[i], x...)
		}
	}
	if !reflect.DeepEqual(runs[0], runs[1]) {
		t.Error("other images")
	}
	n := digits.Pixels
	if reflect.DeepEqual(runs[0][:n], runs[0][n:2*n]) {
		t.Error("the same image twice")
	}
}

func TestApplyAllocatesNothing(t *testing.T) {
	d, r, src, x := augment.NewDistorter(augment.Hands()), rng(), image(five()), make([]float32, digits.Pixels)
	if n := testing.AllocsPerRun(10, func() { d.Apply(x, src, r) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestApplyPanicsOnOtherSizes(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	augment.NewDistorter(augment.Ranges{}).Apply(make([]float32, 9), make([]byte, 9), rng())
}

// A drawing's image leads back to its path: rendered again, it is nearly the same image.
func TestPathOfADrawing(t *testing.T) {
	src := image(five())
	again := image(augment.Path(src))
	sum, diff := 0.0, 0.0
	for i, v := range src {
		sum += float64(v)
		diff += math.Abs(float64(v) - float64(again[i]))
	}
	if diff > 0.2*sum {
		t.Errorf("a fraction of %.2f of the ink is another", diff/sum)
	}
}

// However bold a stroke is, its path is one line along its middle.
func TestPathOfABar(t *testing.T) {
	for _, half := range []int{1, 2, 3} {
		src := make([]byte, digits.Pixels)
		for y := 4; y < 24; y++ {
			for x := 14 - half; x <= 14+half; x++ {
				src[y*digits.Side+x] = 255
			}
		}
		path := augment.Path(src)
		top, bottom := math.Inf(1), 0.0
		for _, stroke := range path {
			for _, p := range stroke {
				top, bottom = min(top, p[1]), max(bottom, p[1])
				if math.Abs(p[0]-14) > 0.7 {
					t.Errorf("of a bar %d wide the path goes through %v", 2*half+1, p)
				}
			}
		}
		if ends := float64(half) + 1; top > 4+ends || bottom < 23-ends {
			t.Errorf("of a bar %d wide the path goes from %v to %v", 2*half+1, top, bottom)
		}
	}
}

// A ring stays closed: each point of its path has two neighbours, so thinning left no gap and no spur.
func TestPathOfARing(t *testing.T) {
	src := make([]byte, digits.Pixels)
	for i := range src {
		r := math.Hypot(float64(i%digits.Side)-14, float64(i/digits.Side)-14)
		src[i] = byte(255 * max(0, min(1, 2-math.Abs(r-8))))
	}
	joined := map[digits.Point]int{}
	for _, stroke := range augment.Path(src) {
		if len(stroke) != 2 {
			t.Fatalf("a stroke of %d points", len(stroke))
		}
		joined[stroke[0]]++
		joined[stroke[1]]++
	}
	for p, n := range joined {
		if r := math.Hypot(p[0]-14, p[1]-14); math.Abs(r-8) > 0.8 {
			t.Errorf("%v is %v from the middle of the ring", p, r)
		}
		if n != 2 {
			t.Errorf("%v has %d neighbours", p, n)
		}
	}
}

func TestPathOfPaper(t *testing.T) {
	if path := augment.Path(make([]byte, digits.Pixels)); len(path) != 0 {
		t.Errorf("%d strokes on blank paper", len(path))
	}
}
