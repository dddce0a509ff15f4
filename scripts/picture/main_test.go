package main

import (
	"image"
	"image/color"
	"testing"
)

func TestReduce(t *testing.T) {
	frequent := func(i int) color.RGBA { return color.RGBA{uint8(16 * (i / 16)), uint8(16 * (i % 16)), 100, 255} }
	rare := func(i int) color.RGBA { c := frequent(i); c.B += 3; return c }
	m := image.NewRGBA(image.Rect(0, 0, 256, 3))
	for i := range 256 {
		m.SetRGBA(i, 0, frequent(i))
		m.SetRGBA(i, 1, frequent(i))
		m.SetRGBA(i, 2, frequent(i))
		if i%5 == 0 {
			m.SetRGBA(i, 2, rare(i))
		}
	}
	p := reduce(m)
	if len(p.Palette) != 256 || p.Bounds() != m.Bounds() {
		t.Fatalf("%d colours in %v", len(p.Palette), p.Bounds())
	}
	for i := range 256 {
		for y := range 3 {
			if got := p.At(i, y); got != frequent(i) {
				t.Errorf("%v became %v, not its neighbour %v", m.At(i, y), got, frequent(i))
			}
		}
	}
	few := reduce(image.NewRGBA(image.Rect(0, 0, 2, 2)))
	if len(few.Palette) != 1 {
		t.Errorf("one colour gave %d", len(few.Palette))
	}
}
