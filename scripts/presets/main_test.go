package main

import (
	"os"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

// What picking a network in the page leads to, on all of MNIST. The MLP takes about a quarter of a minute; INKGRAD_LONG
// asks for the others, too, which take some minutes.
func TestPresets(t *testing.T) {
	images, test, err := mnist.Load()
	if err != nil {
		t.Fatal(err)
	}
	least := map[string]float64{
		"Deep MLP": 0.98,
		"MLP with BatchNormalization and Dropout": 0.98,
		"SimpleConvNet": 0.985, // within 3 epochs
		"LeNet":         0.98,
	}
	for _, p := range setting.Presets() {
		want, known := least[p.Name]
		if !known || !strings.Contains(p.Name, "BatchNormalization") && os.Getenv("INKGRAD_LONG") == "" {
			continue
		}
		t.Run(p.Name, func(t *testing.T) {
			var line strings.Builder
			accuracy, err := train(&line, p.Name, p.Apply(setting.Default()), images, test)
			if err != nil {
				t.Fatal(err)
			}
			t.Log(line.String())
			if accuracy < want {
				t.Errorf("%s: want %v", line.String(), want)
			}
		})
	}
}
