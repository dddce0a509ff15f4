// Package pen has 4,605 digits that 210 people drew with a pen on a tablet, for the reader to be trained on: what they
// wrote, not scans of it.
//
//	train, heldOut := pen.Split(pen.Digits())
//
// The people are others than those of nn/digits/testdata, whose digits are a test.
//
// # The file
//
// digits.strokes.gz is, compressed by gzip, a row of numbers, each an unsigned varint of encoding/binary: how many
// writers there are, and for each the length of its name and the name; how many digits, and for each the label, the
// number of its writer, how many strokes, and for each how many points. A point is two signed varints: how much further
// right and down it lies than the one before, in 1/200 of the longer side of the digit's box. [Pack] writes it.
//
// Source: UNIPEN train_r01_v07, section 1a, International Unipen Foundation, <https://doi.org/10.5281/zenodo.1195803>,
// licence CC BY 4.0. Changed from the source: digits selected (badly cut ones left out by their shape alone),
// coordinates scaled and rounded, points thinned out.
package pen

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
)

// unit is how many steps of a coordinate make the longer side of a digit.
const unit = 200

//go:embed digits.strokes.gz
var packed []byte

// Digits returns all of them.
func Digits() []strokefile.Drawing {
	all, err := Unpack(packed)
	if err != nil {
		panic("pen: " + err.Error()) // the file is part of the program
	}
	return all
}

// Split divides drawings by their writers: one writer in eight is held out, to choose by what training must not see.
// The name alone decides, so that a writer stays where it is when others come.
func Split(all []strokefile.Drawing) (train, heldOut []strokefile.Drawing) {
	for _, d := range all {
		h := fnv.New32a()
		h.Write([]byte(d.Writer))
		if h.Sum32()%8 == 0 {
			heldOut = append(heldOut, d)
		} else {
			train = append(train, d)
		}
	}
	return train, heldOut
}

// Pack writes drawings in the form of the file, their coordinates rounded.
func Pack(all []strokefile.Drawing) []byte {
	var writers []string
	for _, d := range all {
		if !slices.Contains(writers, d.Writer) {
			writers = append(writers, d.Writer)
		}
	}
	b := binary.AppendUvarint(nil, uint64(len(writers)))
	for _, w := range writers {
		b = append(binary.AppendUvarint(b, uint64(len(w))), w...)
	}
	b = binary.AppendUvarint(b, uint64(len(all)))
	for _, d := range all {
		b = binary.AppendUvarint(b, uint64(d.Label))
		b = binary.AppendUvarint(b, uint64(slices.Index(writers, d.Writer)))
		b = binary.AppendUvarint(b, uint64(len(d.Strokes)))
		var last [2]int64
		for _, stroke := range d.Strokes {
			b = binary.AppendUvarint(b, uint64(len(stroke)))
			for _, p := range stroke {
				for k, v := range p {
					at := int64(math.Round(v * unit))
					b = binary.AppendVarint(b, at-last[k])
					last[k] = at
				}
			}
		}
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		w.Write(b)
		err = w.Close()
	}
	if err != nil {
		panic("pen: " + err.Error()) // a buffer takes all
	}
	return out.Bytes()
}

// Unpack reads what Pack has written.
func Unpack(file []byte) ([]strokefile.Drawing, error) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	r := reader{bytes.NewReader(data), nil}
	writers := make([]string, r.count())
	for i := range writers {
		name := make([]byte, r.count())
		r.fill(name)
		writers[i] = string(name)
	}
	all := make([]strokefile.Drawing, r.count())
	for i := range all {
		d := &all[i]
		d.Label = r.number()
		if w := r.number(); w < len(writers) {
			d.Writer = writers[w]
		}
		d.Strokes = make(digits.Strokes, r.count())
		var at [2]int64
		for j := range d.Strokes {
			d.Strokes[j] = make([]digits.Point, r.count())
			for k := range d.Strokes[j] {
				for axis := range at {
					at[axis] += r.signed()
					d.Strokes[j][k][axis] = float64(at[axis]) / unit
				}
			}
		}
		if r.err == nil {
			r.err = d.Check()
		}
		if r.err != nil {
			return nil, fmt.Errorf("digit %d: %w", i, r.err)
		}
	}
	return all, r.err
}

// reader reads numbers until one is wrong; then all are 0.
type reader struct {
	*bytes.Reader
	err error
}

// count reads how many things follow, of which each takes a byte at least.
func (r *reader) count() int {
	n := r.number()
	if r.err == nil && n > r.Len() {
		r.err = io.ErrUnexpectedEOF
	}
	if r.err != nil {
		return 0
	}
	return n
}

// number reads a number that an int32 holds.
func (r *reader) number() int {
	v, err := binary.ReadUvarint(r)
	if err == nil && v > math.MaxInt32 {
		err = fmt.Errorf("a number of %d", v)
	}
	if r.err == nil {
		r.err = err
	}
	if r.err != nil {
		return 0
	}
	return int(v)
}

func (r *reader) signed() int64 {
	v, err := binary.ReadVarint(r)
	if r.err == nil {
		r.err = err
	}
	return v
}

func (r *reader) fill(b []byte) {
	if _, err := io.ReadFull(r, b); r.err == nil {
		r.err = err
	}
}
