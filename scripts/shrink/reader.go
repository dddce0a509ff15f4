package main

import (
	"encoding/binary"
	"errors"
)

// reader reads what is left of a binary.
type reader struct{ rest []byte }

var errShort = errors.New("it ends too early")

func (r *reader) bytes(n int) ([]byte, error) {
	if n > len(r.rest) {
		return nil, errShort
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b, nil
}

// number reads an unsigned number in LEB128, the form of Go's varints.
func (r *reader) number() (int, error) {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > 1<<32-1 {
		return 0, errShort
	}
	r.rest = r.rest[n:]
	return int(v), nil
}

// signed reads a signed number in LEB128, which has the sign in the highest bit that is there. An address of the upper
// half of memory is negative.
func (r *reader) signed() (int, error) {
	v, shift := 0, 0
	for {
		b, err := r.bytes(1)
		if err != nil {
			return 0, err
		}
		v |= int(b[0]&0x7f) << shift
		shift += 7
		if b[0]&0x80 != 0 && shift < 35 {
			continue
		}
		if b[0]&0x40 != 0 {
			v |= -1 << shift
		}
		return v & (1<<32 - 1), nil
	}
}

func appendSigned(to []byte, v int) []byte {
	v = int(int32(v)) // the format takes an address of 32 bits as signed
	for v < -0x40 || v >= 0x40 {
		to = append(to, byte(v)|0x80)
		v >>= 7
	}
	return append(to, byte(v)&0x7f)
}

// vector reads bytes after their number.
func (r *reader) vector() ([]byte, error) {
	n, err := r.number()
	if err != nil {
		return nil, err
	}
	return r.bytes(n)
}
