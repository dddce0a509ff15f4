package main

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/augment"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
	"github.com/inkgrad/inkgrad/scripts/reader/pen"
)

// some returns the first n training images of MNIST.
func some(t *testing.T, n int) *digits.Set {
	t.Helper()
	images, _, err := mnist.Load()
	if err != nil {
		t.Fatal(err)
	}
	return images.First(n)
}

// withPen are these images and the pen's digits.
func withPen(images *digits.Set) material { return material{images, asDrawings(images), pen.Digits()} }

// The same seed gives the same file, whichever part is done first, and another seed another.
func TestSameSeedSameBits(t *testing.T) {
	images := some(t, 2*batch)
	m := withPen(images)
	run := func(seed uint64) []byte {
		tr, err := newTrainer(seed, m)
		if err != nil {
			t.Fatal(err)
		}
		if err := tr.run(1, func(int, float64) error { return nil }); err != nil {
			t.Fatal(err)
		}
		return encode(tr.net(), reader.Sure, seed, 1)
	}
	one := run(1)
	if !bytes.Equal(one, run(1)) {
		t.Error("the same seed gave another network")
	}
	if bytes.Equal(one, run(2)) {
		t.Error("another seed gave the same network")
	}
}

// On one batch, shown in another shape each time, the loss falls well below that of a guess, log 10; and all copies
// stay the same.
func TestStepsLearn(t *testing.T) {
	images := some(t, batch)
	tr, err := newTrainer(1, withPen(images))
	if err != nil {
		t.Fatal(err)
	}
	tr.optimizer.LearningRate = learningRate / 5
	last := 0.0
	for i := range 40 {
		loss := tr.step(tr.order)
		if i >= 30 {
			last += loss / 10
		}
	}
	if last > 0.85*math.Log(10) {
		t.Errorf("after 40 steps the loss is %.3f, a guess has %.3f", last, math.Log(10))
	}
	for i, p := range tr.net().Params() {
		for _, h := range tr.parts[1:] {
			if q := h.net.Params()[i]; !bytes.Equal(bits(p.Value.Data), bits(q.Value.Data)) {
				t.Fatalf("%s differs between the copies", p.Name)
			}
		}
	}
}

func bits(x []float32) (b []byte) {
	for _, v := range x {
		u := math.Float32bits(v)
		b = append(b, byte(u), byte(u>>8), byte(u>>16), byte(u>>24))
	}
	return b
}

// What is shown is an image with a label, or something with no label; in about the shares that are said.
func TestShow(t *testing.T) {
	images := some(t, 1000)
	tr, err := newTrainer(1, withPen(images))
	if err != nil {
		t.Fatal(err)
	}
	none, others := 0., 0.
	p := tr.parts[0]
	for i := range images.Len() {
		p.show(0, i)
		target := p.t.Data[:digits.Classes]
		sum := float32(0)
		for _, v := range target {
			sum += v
		}
		if math.Abs(float64(sum)-1) > 1e-6 {
			t.Fatalf("the target %v", target)
		}
		switch slices.Max(target) {
		case 1:
			if target[images.Label(i)] != 1 {
				others++
			}
		case 1. / digits.Classes:
			none++
		default:
			t.Fatalf("the target %v", target)
		}
		for j, v := range p.x.Data[:digits.Pixels] {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("pixel %d is %v", j, v)
			}
		}
	}
	// Of 1,000 draws, five times √(0.15·0.85/1000), and √(0.31·0.69/1000): nine in ten of the pen's digits have another
	// label than the image in whose place they are.
	if share := none / 1000; math.Abs(share-scribbled) > 0.056 {
		t.Errorf("%.3f are no digit, want %.2f", share, scribbled)
	}
	if share, want := others/1000, 0.9*penned*(1-scribbled); math.Abs(share-want) > 0.073 {
		t.Errorf("%.3f are another digit of the pen, want %.2f", share, want)
	}
}

func TestScribblesCanBeDrawn(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	for range 2000 {
		if s := scribble(rng); s.Validate() != nil {
			t.Fatalf("%v: %v", s.Validate(), s)
		}
	}
}

// A variant has more ink than the digit, never less, and only in digits that have variants; its share is as said.
func TestVariant(t *testing.T) {
	images := some(t, 5000)
	rng := rand.New(rand.NewPCG(1, 0))
	var changed, all [digits.Classes]float64
	for i := range images.Len() {
		digit := bytes.Clone(images.Image(i))
		variant(digit, images.Label(i), rng)
		all[images.Label(i)]++
		for j, v := range images.Image(i) {
			if digit[j] < v {
				t.Fatalf("image %d lost ink", i)
			}
		}
		if !bytes.Equal(digit, images.Image(i)) {
			changed[images.Label(i)]++
		}
	}
	want := [digits.Classes]float64{0: slashed, 1: footed, 7: barred}
	for label := range all {
		// About 500 images each: five times √(0.3·0.7/500). A bar may lie on the ink of a 7.
		if share := changed[label] / all[label]; math.Abs(share-want[label]) > 0.1 ||
			(share == 0) != (want[label] == 0) {
			t.Errorf("%.2f of the %ds have a variant, want %.2f", share, label, want[label])
		}
	}
}

// A drawing gets such strokes in the shares that are said, and can be drawn. The cap of a 5 lies apart from its belly.
func TestPenVariant(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	var changed, all [digits.Classes]float64
	for _, d := range pen.Digits() {
		even := augment.Even(d.Strokes)
		s := penVariant(augment.Even(d.Strokes), d.Label, rng)
		if err := s.Validate(); err != nil {
			t.Fatal(err)
		}
		all[d.Label]++
		if len(s) != len(even) {
			changed[d.Label]++
		}
	}
	most := [digits.Classes]float64{0: slashed, 1: footed, 5: capped, 7: barred}
	for label := range all {
		// Not all digits take one: a 1 with a flag has one. About 400 each: five times √(0.3·0.7/400).
		share := changed[label] / all[label]
		if share > most[label]+0.11 || share < most[label]/6 {
			t.Errorf("%.2f of the %ds have a variant, want at most %.2f", share, label, most[label])
		}
	}
	five := augment.Even(digits.Strokes{{{0.7, 0}, {0.1, 0}, {0.05, 0.45}, {0.5, 0.4}, {0.6, 0.7}, {0.3, 1}, {0, 0.9}}})
	if s := capApart(five, rng); len(s) != 2 || len(s[1]) != 2 || s[0][0][0] > 0.2 {
		t.Errorf("the cap was not drawn apart: %v", s)
	}
}
