package digits

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// render returns the image of s, which must have one.
func render(t testing.TB, s Strokes) []float64 {
	t.Helper()
	image := make([]float64, Pixels)
	if err := Render(image, s); err != nil {
		t.Fatal(err)
	}
	return image
}

// scribble returns up to 4 strokes of up to 12 points in a unit square, the first of at least 2.
func scribble(rng *rand.Rand) Strokes {
	s := make(Strokes, 1+rng.IntN(4))
	for i := range s {
		for range 1 + max(rng.IntN(12), 1-i) {
			s[i] = append(s[i], Point{rng.Float64(), rng.Float64()})
		}
	}
	return s
}

// mapped returns s with f applied to each point.
func mapped(s Strokes, f func(Point) Point) Strokes {
	out := make(Strokes, len(s))
	for i, stroke := range s {
		for _, p := range stroke {
			out[i] = append(out[i], f(p))
		}
	}
	return out
}

// difference returns the largest |a - b|.
func difference(a, b []float64) float64 {
	d := 0.
	for i := range a {
		d = max(d, math.Abs(a[i]-b[i]))
	}
	return d
}

// inked returns the width and the height of what is not blank. Rounding may leave 1e-15 where the pen just ends.
func inked(image []float64) (w, h int) {
	x0, x1, y0, y1 := Side, -1, Side, -1
	for i, v := range image {
		if v > 1e-9 {
			x0, x1 = min(x0, i%Side), max(x1, i%Side)
			y0, y1 = min(y0, i/Side), max(y1, i/Side)
		}
	}
	return x1 - x0 + 1, y1 - y0 + 1
}

func TestRenderShapes(t *testing.T) {
	// At distance 0, 1 and √2 from the pen's path.
	const on, beside = 1., 0.5
	diagonal := 1.5 - math.Sqrt2
	dot := map[[2]int]float64{
		{14, 14}: on, {13, 14}: beside, {15, 14}: beside, {14, 13}: beside, {14, 15}: beside,
		{13, 13}: diagonal, {15, 13}: diagonal, {13, 15}: diagonal, {15, 15}: diagonal, {12, 14}: 0, {16, 14}: 0,
	}
	across := map[[2]int]float64{ // the path is 18 long: 5 to 23, and the ink half a pixel and its edge longer
		{5, 14}: on, {14, 14}: on, {23, 14}: on, {14, 13}: beside, {14, 15}: beside,
		{4, 14}: beside, {24, 14}: beside, {3, 14}: 0, {25, 14}: 0, {14, 12}: 0, {14, 16}: 0,
	}
	down := map[[2]int]float64{}
	for at, v := range across {
		down[[2]int{at[1], at[0]}] = v
	}
	for _, c := range []struct {
		name   string
		s      Strokes
		pixels map[[2]int]float64 // by x, y
	}{
		{"a dot of one point", Strokes{{{3, 4}}}, dot},
		{"a dot of equal points", Strokes{{{3, 4}, {3, 4}}, {{3, 4}}}, dot},
		{"a line across", Strokes{{{10, 5}, {30, 5}}}, across},
		{"a line in pieces", Strokes{{{10, 5}, {11, 5}, {20, 5}}, {}, {{30, 5}, {19, 5}}}, across},
		{"a line down", Strokes{{{0, -1}, {0, 1}}}, down},
		{"a very small line", Strokes{{{0, 0}, {0, math.SmallestNonzeroFloat64}}}, down},
		{"a very large line", Strokes{{{0, -MaxCoordinate}, {0, MaxCoordinate}}}, down},
	} {
		t.Run(c.name, func(t *testing.T) {
			image := render(t, c.s)
			for at, want := range c.pixels {
				// The centre of mass, to which all is moved, carries the rounding of some hundred additions.
				if got := image[at[1]*Side+at[0]]; math.Abs(got-want) > 1e-12 {
					t.Errorf("pixel (%d, %d) is %v, want %v", at[0], at[1], got, want)
				}
			}
		})
	}
}

func TestRenderProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	for range 200 {
		s := scribble(rng)
		image := render(t, s)
		for i, v := range image {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("pixel %d is %v: %v", i, v, s)
			}
		}
		if w, h := inked(fitted(s)); max(w, h) != inkSide {
			t.Errorf("ink of %d×%d pixels: %v", w, h, s)
		}
		x, y := centreOfMass(image)
		if max(math.Abs(x-massAt), math.Abs(y-massAt)) > 0.5 {
			t.Errorf("the centre of mass is (%v, %v): %v", x, y, s)
		}

		// Moving and scaling round the coordinates: 1e3 in size, 1e-13 in a point, a few times that in a pixel.
		dx, dy, scale := 100*rng.Float64(), 100*rng.Float64(), math.Exp(6*rng.Float64()-3)
		moved := render(t, mapped(s, func(p Point) Point { return Point{p[0] + dx, p[1] + dy} }))
		scaled := render(t, mapped(s, func(p Point) Point { return Point{p[0] * scale, p[1] * scale} }))
		if d := max(difference(image, moved), difference(image, scaled)); d > 1e-11 {
			t.Errorf("moved or scaled, a pixel differs by %v: %v", d, s)
		}

		// The order of the strokes, and which end of one came first, leave the ink as it is.
		turned := mapped(s, func(p Point) Point { return p })
		slices.Reverse(turned)
		for _, stroke := range turned {
			slices.Reverse(stroke)
		}
		if d := difference(image, render(t, turned)); d > 1e-12 {
			t.Errorf("drawn backwards, a pixel differs by %v: %v", d, s)
		}
	}
}

// fitted returns the image before it is moved to its centre of mass.
func fitted(s Strokes) []float64 {
	image := make([]float64, Pixels)
	placed, _ := fit(s)
	ink(image, placed)
	return image
}

// The bounding boxes that make ink fast must not change it: here is every pixel's distance from every segment.
func TestInkAgainstNaive(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	for range 100 {
		s := mapped(scribble(rng), func(p Point) Point { return Point{60*p[0] - 16, 60*p[1] - 16} }) // partly outside
		want := make([]float64, Pixels)
		for i := range want {
			for _, stroke := range s {
				for j := range stroke {
					d := distance(Point{float64(i % Side), float64(i / Side)}, stroke[j],
						stroke[min(j+1, len(stroke)-1)])
					want[i] = max(want[i], min(1, penRadius+0.5-d))
				}
			}
		}
		got := make([]float64, Pixels)
		ink(got, s)
		// Coordinates of up to 60 round by 1e-14 or so. (A root makes more of that only near 0, where the coverage is 1
		// anyway.)
		if d := difference(got, want); d > 1e-12 {
			t.Errorf("a pixel differs by %v: %v", d, s)
		}
	}
}

// distance is that of p from the segment a to b, by cases.
func distance(p, a, b Point) float64 {
	length := math.Hypot(b[0]-a[0], b[1]-a[1])
	along := ((p[0]-a[0])*(b[0]-a[0]) + (p[1]-a[1])*(b[1]-a[1])) / length
	switch {
	case length == 0 || along <= 0:
		return math.Hypot(p[0]-a[0], p[1]-a[1])
	case along >= length:
		return math.Hypot(p[0]-b[0], p[1]-b[1])
	}
	return math.Abs((p[0]-a[0])*(b[1]-a[1])-(p[1]-a[1])*(b[0]-a[0])) / length
}

func TestRenderErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(-1)
	many := make([]Point, MaxPoints/2)
	for _, c := range []struct {
		name string
		s    Strokes
		want string
	}{
		{"no strokes", nil, "digits: the drawing is empty"},
		{"strokes without points", Strokes{{}, nil}, "digits: the drawing is empty"},
		{"x is NaN", Strokes{{{0, 0}}, {{0, 0}, {nan, 1}}}, "digits: stroke 2, point 2: (NaN, 1) is outside ±1e+09"},
		{"y is infinite", Strokes{{{0, inf}}}, "digits: stroke 1, point 1: (0, -Inf) is outside ±1e+09"},
		{"x is too large", Strokes{{{-1.1e9, 0}}}, "digits: stroke 1, point 1: (-1.1e+09, 0) is outside ±1e+09"},
		{"just enough points", Strokes{many, many}, ""},
		{"too many points", Strokes{many, many, {{1, 1}}},
			"digits: a drawing of 10001 points; at most 10000 are possible"},
	} {
		t.Run(c.name, func(t *testing.T) {
			image := make([]float64, Pixels)
			image[9] = 0.25
			err := Render(image, c.s)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("error %q, want %q", got, c.want)
			}
			if empty := c.want == "digits: the drawing is empty"; errors.Is(err, ErrEmpty) != empty {
				t.Errorf("ErrEmpty is %v, want %v", !empty, empty)
			}
			if err != nil && image[9] != 0.25 {
				t.Error("an error, but the image was changed")
			}
		})
	}
}

func TestRenderPanicsOnOtherSizes(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	Render(make([]float64, Pixels-1), Strokes{{{0, 0}}})
}

func TestRenderLeavesStrokes(t *testing.T) {
	s := Strokes{{{3, 4}, {5, 7}}, {{1, 1}}}
	render(t, s)
	if want := (Strokes{{{3, 4}, {5, 7}}, {{1, 1}}}); !slices.EqualFunc(s, want, slices.Equal) {
		t.Errorf("the strokes became %v", s)
	}
}

// FuzzRender reads pairs of bytes as points. It wants ink in 0..1, and the same bits for a drawing of twice the size,
// which rounds nowhere.
func FuzzRender(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6}, uint8(2), 1., 0.)
	f.Add([]byte{9, 9}, uint8(1), 1., 0.)
	f.Add([]byte{0, 0, 255, 255}, uint8(9), math.SmallestNonzeroFloat64, 0.)
	f.Add([]byte{0, 0, 255, 255}, uint8(9), 1e6, -1e8)
	f.Fuzz(func(t *testing.T, data []byte, every uint8, scale, shift float64) {
		var s Strokes
		for i := 0; i+1 < len(data); i += 2 {
			if i/2%(int(every)+1) == 0 {
				s = append(s, nil)
			}
			last := &s[len(s)-1]
			*last = append(*last, Point{float64(data[i])*scale + shift, float64(data[i+1])*scale + shift})
		}
		image := make([]float64, Pixels)
		if err := Render(image, s); err != nil {
			if s.Validate() == nil {
				t.Fatalf("valid, but %v", err)
			}
			return
		}
		sum := 0.
		for i, v := range image {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("pixel %d is %v", i, v)
			}
			sum += v
		}
		if sum == 0 {
			t.Fatal("no ink")
		}
		twice := mapped(s, func(p Point) Point { return Point{2 * p[0], 2 * p[1]} })
		if twice.Validate() == nil && difference(image, render(t, twice)) != 0 {
			t.Fatal("twice as large, it is another image")
		}
	})
}

// The first is a digit's usual 43 points, the second the most work that a drawing can ask for.
func BenchmarkRender(b *testing.B) {
	wave := make([]Point, 43)
	for i := range wave {
		wave[i] = Point{10 * math.Sin(float64(i)/5), float64(i) / 2}
	}
	zigzag := make([]Point, MaxPoints)
	for i := range zigzag {
		zigzag[i] = Point{float64(i % 2), float64(i % 2)}
	}
	image := make([]float64, Pixels)
	for name, stroke := range map[string][]Point{"usual": wave, "worst": zigzag} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := Render(image, Strokes{stroke}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The frame is where on the paper the image lies: a stroke that is drawn at the place of a pixel comes to that pixel.
func TestTheFrameOfAnImage(t *testing.T) {
	for name, s := range map[string]Strokes{
		"a seven": {{{25, 20}, {75, 20}, {40, 85}}}, "far away": {{{1e6, 2e6}, {1e6 + 3, 2e6 + 9}}},
		"a dot": {{{5, 7}}},
	} {
		dst := make([]float64, Pixels)
		f, err := RenderFramed(dst, s)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range s[0] {
			x := int((p[0] - f.X) / f.Side * Side)
			y := int((p[1] - f.Y) / f.Side * Side)
			if x < 0 || y < 0 || x >= Side || y >= Side || dst[y*Side+x] < 0.5 {
				t.Errorf("%s: the point %v is at pixel %d, %d, where there is no ink", name, p, x, y)
			}
		}
	}
}
