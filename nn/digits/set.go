package digits

import "slices"

const (
	// Side is the width and the height of an image in pixels, Pixels their number.
	Side   = 28
	Pixels = Side * Side
	// Classes is the number of labels: the digits 0 to 9.
	Classes = 10
)

// Set is images with their labels. The zero Set is empty and ready to Append to.
//
// Pixels stay bytes, a quarter of the memory of float32: all of MNIST's 60,000 images are 47 MB.
type Set struct {
	// Pixels is N×784, an image a row: 0 is paper, 255 is ink.
	Pixels []byte
	// Labels is N: the digit that each image shows.
	Labels []byte
}

// Len returns the number of images, N.
func (s *Set) Len() int { return len(s.Labels) }

// Image returns the 784 pixels of image i. They are the set's own: the caller must not write to them.
func (s *Set) Image(i int) []byte { return s.Pixels[i*Pixels : (i+1)*Pixels : (i+1)*Pixels] }

// Label returns the digit that image i shows.
func (s *Set) Label(i int) int { return int(s.Labels[i]) }

// Append adds copies of t's images after those of s.
func (s *Set) Append(t *Set) {
	s.Pixels = append(s.Pixels, t.Pixels...)
	s.Labels = append(s.Labels, t.Labels...)
}

// Grow makes room for n more images, so that appending them moves nothing. A WebAssembly memory never shrinks: growing once
// to the final size costs half of what growing shard by shard does.
func (s *Set) Grow(n int) {
	s.Pixels = slices.Grow(s.Pixels, n*Pixels)
	s.Labels = slices.Grow(s.Labels, n)
}

// First returns the first n images, or all when there are fewer. It shares the memory of s; appending to it copies.
func (s *Set) First(n int) *Set { return s.Slice(0, min(n, s.Len())) }

// Slice returns images i to j-1, sharing memory as First does. It panics where s has no such images.
func (s *Set) Slice(i, j int) *Set {
	return &Set{Pixels: s.Pixels[i*Pixels : j*Pixels : j*Pixels], Labels: s.Labels[i:j:j]}
}
