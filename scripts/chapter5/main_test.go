package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

// TestChapter runs the whole chapter, as long as it takes (a quarter of a minute), and reads what it printed.
func TestChapter(t *testing.T) {
	images, test, err := mnist.Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("gradient check", func(t *testing.T) {
		var out strings.Builder
		if err := gradientCheck(&out, images); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 4 {
			t.Fatalf("%d parameters, want 4:\n%s", len(lines), out.String())
		}
		for i, name := range []string{"W1", "b1", "W2", "b2"} {
			var diff float64
			if _, err := fmt.Sscanf(lines[i], name+":%g", &diff); err != nil || diff > 1e-9 {
				t.Errorf("%s: %v, want a mean absolute difference of at most 1e-9", lines[i], err)
			}
		}
	})
	t.Run("training", func(t *testing.T) {
		var out strings.Builder
		if err := training(&out, images, test); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		var trainAccuracy, testAccuracy float64
		if _, err := fmt.Sscan(lines[len(lines)-1], &trainAccuracy, &testAccuracy); err != nil || testAccuracy < 0.965 {
			t.Errorf("the last line is %s, want a test accuracy of at least 0.965", lines[len(lines)-1])
		}
		if len(lines) != 18 { // the first step, 16 epochs of 600 more, and the last step
			t.Errorf("%d lines, want 18:\n%s", len(lines), out.String())
		}
	})
}
