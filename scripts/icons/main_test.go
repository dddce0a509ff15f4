package main

import (
	"encoding/xml"
	"image/color"
	"testing"

	"github.com/inkgrad/inkgrad/web/palette"
)

// TestRaster looks at places whose colour the description of the mark determines.
func TestRaster(t *testing.T) {
	const size = 192
	m := raster(size)
	at := func(x, y float64) color.NRGBA { return m.NRGBAAt(int(x*size/side), int(y*size/side)) }
	colour := func(c palette.RGB, alpha uint8) color.NRGBA {
		r, g, b := c.Split()
		return color.NRGBA{r, g, b, alpha}
	}
	blue, orange := strokes[2].ink, strokes[0].ink
	for _, c := range []struct {
		what string
		x, y float64
		want color.NRGBA
	}{
		{"outside the rounded corner", 0.5, 0.5, colour(paper, 0)},
		{"inside the corner", 8, 8, colour(paper, 255)},
		{"the middle of the sign", 34, 26, colour(paper, 255)},
		{"on the forward stroke", 32, 12.5, colour(blue, 255)},
		{"where the strokes meet, forward is on top", 33, 53, colour(blue, 255)},
		{"on the backward stroke", 24, 42, colour(orange, 255)},
	} {
		if got := at(c.x, c.y); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

func TestSVG(t *testing.T) {
	var doc struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			Stroke string `xml:"stroke,attr"`
			D      string `xml:"d,attr"`
		} `xml:"g>path"`
	}
	if err := xml.Unmarshal([]byte(svg()), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.ViewBox != "0 0 64 64" || len(doc.Paths) != len(strokes) {
		t.Errorf("%+v", doc)
	}
	if p := doc.Paths[2]; p.Stroke != palette.Forward.Light.Hex() || p.D != "M10 14.5Q32 11 54 12.5Q47 34 33 53" {
		t.Errorf("the forward stroke is %+v", p)
	}
}
