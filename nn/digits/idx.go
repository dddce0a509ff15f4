package digits

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The IDX format, MNIST's own (Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits), is a
// magic number, the size of each dimension, then the elements. Numbers are big-endian uint32; the third byte of the
// magic number is the element type (8 is unsigned byte), the fourth the number of dimensions.
const (
	imagesMagic = 0x00000803 // N×rows×columns
	labelsMagic = 0x00000801 // N
)

// ReadIDX reads a set of at most MaxImages from MNIST's pair of files, each as it is or gzipped. An error says which of
// the two has it, and where.
func ReadIDX(images, labels io.Reader) (*Set, error) {
	s := new(Set)
	d := newDecoder(images)
	s.Pixels = d.images(MaxImages)
	d.end()
	if d.err != nil {
		return nil, fmt.Errorf("digits: images: %w", d.err)
	}
	d = newDecoder(labels)
	s.Labels = d.labels(len(s.Pixels) / Pixels)
	d.end()
	if d.err != nil {
		return nil, fmt.Errorf("digits: labels: %w", d.err)
	}
	return s, nil
}

// decoder reads IDX from r. After the first error, which it keeps, its methods do nothing.
type decoder struct {
	r   io.Reader
	err error
}

// newDecoder reads r, gzipped or not: a browser may have undone the compression on the way, as a Content-Encoding.
func newDecoder(r io.Reader) *decoder {
	b := bufio.NewReader(r)
	d := &decoder{r: b}
	if head, _ := b.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		d.r, d.err = gunzip(b)
	}
	return d
}

func (d *decoder) fail(format string, args ...any) { d.err = fmt.Errorf(format, args...) }

// images reads 1 to most images, N×784.
func (d *decoder) images(most int) []byte {
	dim := d.header(imagesMagic, 3)
	switch {
	case d.err != nil:
		return nil
	case dim[1] != Side || dim[2] != Side:
		d.fail("images of %d×%d pixels, want %d×%d", dim[1], dim[2], Side, Side)
		return nil
	case dim[0] < 1 || dim[0] > uint32(most):
		d.fail("%d images, want 1 to %d", dim[0], most)
		return nil
	}
	pixels := make([]byte, int(dim[0])*Pixels)
	if n, err := d.full(pixels); err != nil {
		d.fail("image %d of %d: %w", n/Pixels+1, dim[0], err)
		return nil
	}
	return pixels
}

// labels reads exactly n labels.
func (d *decoder) labels(n int) []byte {
	dim := d.header(labelsMagic, 1)
	switch {
	case d.err != nil:
		return nil
	case uint64(dim[0]) != uint64(n):
		d.fail("%d labels for %d images", dim[0], n)
		return nil
	}
	labels := make([]byte, n)
	if got, err := d.full(labels); err != nil {
		d.fail("label %d of %d: %w", got+1, n, err)
		return nil
	}
	for i, l := range labels {
		if l >= Classes {
			d.fail("label %d of %d is %d, not a digit", i+1, n, l)
			return nil
		}
	}
	return labels
}

// header reads the magic number, which must be want, and the sizes of the dimensions.
func (d *decoder) header(want uint32, dims int) (size [3]uint32) {
	if d.err != nil {
		return size
	}
	var b [16]byte
	head := b[:4*(1+dims)]
	if n, err := d.full(head); err != nil {
		d.fail("%d of the header's %d bytes: %w", n, len(head), err)
		return size
	}
	if magic := binary.BigEndian.Uint32(head); magic != want {
		d.fail("begins with %08x where IDX has %08x", magic, want)
		return size
	}
	for i := range dims {
		size[i] = binary.BigEndian.Uint32(head[4*(1+i):])
	}
	return size
}

// shortError is the error of a file that is shorter than it says.
type shortError struct{}

func (shortError) Error() string { return "the file ends there" }
func (shortError) Unwrap() error { return io.ErrUnexpectedEOF }

// full fills b, or returns how many bytes there were.
func (d *decoder) full(b []byte) (int, error) {
	n, err := io.ReadFull(d.r, b)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = shortError{}
	}
	return n, err
}

// end makes sure that nothing follows. Behind gzip, it is also what verifies the checksum.
func (d *decoder) end() {
	if d.err != nil {
		return
	}
	var b [1]byte
	switch n, err := io.ReadFull(d.r, b[:]); {
	case n > 0:
		d.err = errors.New("more bytes follow where it should end")
	case err != io.EOF:
		d.fail("at its end: %w", err)
	}
}
