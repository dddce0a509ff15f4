// Package code writes the network that settings describe, with its training, as a program: in Go, for this project's
// packages, and in Python, for NumPy, with classes in the form of those in K. Saitoh's Deep Learning from Scratch: the
// same names and attributes, in words of our own.
//
//	source := code.Go(setting.Default())      // package main ... layer.New[float32](network, rng) ...
//	source = code.Python(setting.Default())   // class Relu: ... class Network: ...
//
// Both programs are complete: each fetches MNIST, trains, and prints the accuracy on the test images. The Go program
// comes to the page's weights, bit for bit. The one in Python draws the random numbers of NumPy, so that its weights
// are like the page's, not the same; its steps are.
package code

import (
	"fmt"
	"strconv"
	"strings"
)

// program collects lines.
type program struct{ strings.Builder }

func (p *program) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func literal(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// list writes a shape with commas.
func list(shape []int) string {
	words := make([]string, len(shape))
	for i, d := range shape {
		words[i] = strconv.Itoa(d)
	}
	return strings.Join(words, ", ")
}
