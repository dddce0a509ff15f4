package digits

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/kernel"
)

// Set is images with their labels. The zero Set is empty and ready to Append to.
//
// Pixels stay bytes, a quarter of the memory of float32: all of MNIST's 60,000 images are 47 MB.
type Set struct {
	// Pixels is N×784, an image a row: 0 is paper, 255 is ink.
	Pixels []byte
	// Labels is N: the digit that each image shows.
	Labels []byte

	ink  kernel.Images // for the images that Index has seen
	most int           // the largest number of places of ink in an image
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

// Grow makes room for n more images, so that appending them moves nothing. A WebAssembly memory never shrinks: growing
// once to the final size takes half the memory of growing shard by shard.
func (s *Set) Grow(n int) {
	s.Pixels = slices.Grow(s.Pixels, n*Pixels)
	s.Labels = slices.Grow(s.Labels, n)
}

// Index records where the images have ink, which is about a fifth of their pixels, so that GatherSparse can skip the
// rest. It reads only images that are new since its last call. Until then, and after any other change of Pixels,
// GatherSparse does not know them.
func (s *Set) Index() {
	if s.ink.Start == nil {
		s.ink.Start = []int32{0}
	}
	seen := len(s.ink.Start) - 1
	end := s.ink.Start[seen]
	// Room for all the images that Grow made room for, and for what a loop may read beyond them.
	room := (cap(s.Labels)-seen)*Pixels/5 + kernel.Pad
	place, level := slices.Grow(s.ink.Place[:end], room), slices.Grow(s.ink.Level[:end], room)
	for i := seen; i < s.Len(); i++ {
		for p, v := range s.Image(i) {
			if v != 0 {
				place, level = append(place, uint16(p)), append(level, v)
			}
		}
		s.ink.Start = append(s.ink.Start, int32(len(place)))
		s.most = max(s.most, len(place)-int(end))
		end = int32(len(place))
	}
	for range kernel.Pad {
		place, level = append(place, 0), append(level, 0)
	}
	s.ink.Place, s.ink.Level = place, level
}

// indexed reports whether Index has seen all images.
func (s *Set) indexed() bool { return len(s.ink.Start) == s.Len()+1 }

// First returns the first n images, or all when there are fewer. It shares the memory of s; appending to it copies.
func (s *Set) First(n int) *Set { return s.Slice(0, min(n, s.Len())) }

// Slice returns images i to j-1, sharing memory as First does. It panics if s has no such images.
func (s *Set) Slice(i, j int) *Set {
	t := &Set{Pixels: s.Pixels[i*Pixels : j*Pixels : j*Pixels], Labels: s.Labels[i:j:j]}
	if len(s.ink.Start) > j {
		t.ink, t.most = s.ink, s.most
		t.ink.Start = s.ink.Start[i : j+1 : j+1]
	}
	return t
}
