package api

import (
	"image/png"
	"os"
	"testing"
)

// What a page says of its picture is true of the file.
func TestPictureOf(t *testing.T) {
	for _, path := range []string{"/", "/formula", "/embed/formula", "/chapter", "/check"} {
		p := PictureOf(path)
		f, err := os.Open("../../../static/" + p.Name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := png.DecodeConfig(f)
		_ = f.Close()
		if err != nil || c.Width != p.Width || c.Height != p.Height || p.Alt == "" {
			t.Errorf("%s: the picture is %d×%d, %v; said is %+v", path, c.Width, c.Height, err, p)
		}
	}
}
