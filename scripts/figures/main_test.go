package main

import (
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/panel"
)

func TestFigures(t *testing.T) {
	const data = "../../build/web/data"
	if _, err := os.Stat(filepath.Join(data, "network.safetensors")); errors.Is(err, fs.ErrNotExist) &&
		os.Getenv("INKGRAD_BROWSER") != "required" {
		t.Skip("this test draws the network that make build has trained")
	}
	out := t.TempDir()
	if err := write(out, data); err != nil {
		t.Fatal(err)
	}
	for _, p := range panel.All() {
		if _, err := os.Stat(filepath.Join(out, p.Figure+".svg")); err != nil {
			t.Errorf("nothing draws the figure of the panel %s: %v", p.Name, err)
		}
	}
	// The numbers of the formulas are those of the book; of the network, names and shapes.
	for name, wants := range map[string][]string{
		"two-apples-with-tax":         {">apple<", ">220 →<", ">← 2.2<", ">← 200<"},
		"apples-and-oranges-with-tax": {">n_orange<", ">650 →<", ">715 →<", ">← 165<"},
		"square-of-a-sum":             {">9 →<", ">← 6<"},
		"sigmoid-neuron":              {">exp<", ">0.7311 →<"},
		"softmax-with-cross-entropy":  {">a2<", ">log<"},
		"relu-neuron":                 {">max<", ">0.5 →<"},
		"network":                     {">Affine1<", ">784×50<", ">loss<"},
		"network-unfolded":            {">Affine2<", ">W2<", ">50×10<"},
		"network-product":             {">780 others<"},
		"draw":                        {"read as a 7", ">99.9%<"},
		"fool":                        {"An image of a 7", "make a 3 for the network", ">seen as 3, "},
		"mistakes":                    {"of 10000 test images"},
		"check":                       {">W1<", ">50 of 39200<", ">10 of 10<", "e-1"},
		"train":                       {">loss 0.", ">test accuracy 9", ">step 1000<"},
	} {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(out, name+".svg"))
			if err != nil {
				t.Fatal(err)
			}
			for d := xml.NewDecoder(strings.NewReader(string(body))); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
			for _, want := range wants {
				if !strings.Contains(string(body), want) {
					t.Errorf("it lacks %s", want)
				}
			}
		})
	}
}

func TestWithoutDataTheFileIsNamed(t *testing.T) {
	err := write(t.TempDir(), t.TempDir())
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), ".gz") &&
		!strings.Contains(err.Error(), "network.safetensors") {
		t.Errorf("error %v", err)
	}
}
