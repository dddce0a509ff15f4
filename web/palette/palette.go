// Package palette has the colours of Inkgrad, each by what it means and once for light paper and once for dark.
//
//	fill := palette.Backward.Light.Hex() // "#d55e00"
//
// Whatever draws takes its colours from here: the style sheets (as custom properties, var(--backward)), pictures of
// graphs, heat maps, printed figures, icons. Two pairs must not be confused: Forward and Backward tell values from
// gradients, Positive and Negative tell the signs of numbers.
//
// To change a colour, change it here, then run
//
//	go test ./web/palette -update
//
// which writes the custom properties into static/inkgrad.css. The test names every other place that has the old colour.
package palette

// RGB is a colour of a screen (sRGB), as 0xRRGGBB.
type RGB uint32

// Hex returns the colour as CSS and SVG write it, such as "#d55e00".
func (c RGB) Hex() string {
	const digits = "0123456789abcdef"
	b := [7]byte{'#'}
	for i := range 6 {
		b[i+1] = digits[c>>(20-4*i)&0xf]
	}
	return string(b[:])
}

// Split returns the parts of the colour.
func (c RGB) Split() (r, g, b uint8) { return uint8(c >> 16), uint8(c >> 8), uint8(c) }

// Colour is what one meaning looks like.
type Colour struct {
	// Name is that of the custom property, without "--", or "" where no style sheet needs it.
	Name        string
	Light, Dark RGB
}

// The page and its texts.
var (
	// Paper is the ground of the page, Surface that of what stands on it, Sheet that of a place to draw or plot on.
	Paper   = Colour{"paper", 0xfcfbf8, 0x15171a}
	Surface = Colour{"surface", 0xffffff, 0x1e2125}
	Sheet   = Colour{"sheet", 0xffffff, 0x0f1113}
	// Ink is text, Muted less important text, Faint what stands for something that is not there yet.
	Ink   = Colour{"ink", 0x1d1f21, 0xe8e6e1}
	Muted = Colour{"muted", 0x5b5f63, 0xa9adb2}
	Faint = Colour{"faint", 0x8a8d90, 0x7f848a}
	// Hairline parts, Control is the border of what can be operated, Hover the ground of what the pointer is on.
	Hairline = Colour{"hairline", 0xdfdbd2, 0x33373c}
	Control  = Colour{"control", 0x8f8c85, 0x767b81}
	Hover    = Colour{"hover", 0xf1eee7, 0x272b30}
	Focus    = Colour{"focus", 0x1d1f21, 0xe8e6e1}
	Wrong    = Colour{"wrong", 0xa8321a, 0xff9b85}
	Shadow   = Colour{"shadow", 0x000000, 0x000000}
	// Blank is the paper of a digit. It is white in both themes: a filter turns it to black together with the ink.
	Blank = Colour{"blank", 0xffffff, 0xffffff}
	// Print is the ground of a picture in a file of its own, and PrintSurface that of boxes on it. In print they lie on
	// white.
	Print        = Colour{"", 0xffffff, 0x15171a}
	PrintSurface = Colour{"", 0xf6f6f4, 0x1e2125}
)

// What is computed forwards, and what backwards: Okabe and Ito's blue and vermilion, which people with any kind of
// colour vision tell apart, and for dark paper lighter ones.
var (
	Forward = Colour{"forward", 0x0072b2, 0x56b4e9}
	// ForwardSoft fills areas.
	ForwardSoft = Colour{"forward-soft", 0xa9cfe6, 0x2b5a78}
	Backward    = Colour{"backward", 0xd55e00, 0xf0873c}
	// BackwardText is for small type: Backward has a contrast of only 3.9 to white.
	BackwardText = Colour{"backward-text", 0xb04d00, 0xf29a5a}
)

// The ends of the one diverging scale, at whose middle the paper shows through: green and purple, which people with any
// kind of colour vision tell apart, and which are neither Forward nor Backward, since values and gradients both have
// signs. They are of one lightness, between those of text on light and on dark paper, so that a picture of pixels needs
// no theme.
var (
	Positive = Colour{"positive", 0x2a8c3c, 0x2a8c3c}
	Negative = Colour{"negative", 0x9b51c9, 0x9b51c9}
	// NotANumber is for NaN: no number has it.
	NotANumber = Colour{"nan", 0xff4488, 0xff4488}
)

// Runs are the lines of earlier runs in a chart. Each has dashes of its own, too.
var Runs = [...]Colour{
	{"run-0", 0x00805d, 0x3ecfa3},
	{"run-1", 0xa3478a, 0xdd8fc3},
	{"run-2", 0x8a6d00, 0xd9b83c},
	{"run-3", 0x2f7f96, 0x7cc7dc},
	{"run-4", 0x8c564b, 0xd09a8e},
	{"run-5", 0x6b6f9c, 0xa9aee0},
}

// All returns every colour.
func All() []Colour {
	return append([]Colour{
		Paper, Surface, Sheet, Ink, Muted, Faint, Hairline, Control, Hover, Focus, Wrong, Shadow, Blank, Print,
		PrintSurface,
		Forward, ForwardSoft, Backward, BackwardText, Positive, Negative, NotANumber,
	}, Runs[:]...)
}
