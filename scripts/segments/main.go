// Segments joins the data segments of a WebAssembly program that lie close together in memory.
//
//	go run ./scripts/segments build/web/app.wasm
//
// Go's linker leaves out each run of eight zeros or more, and begins a segment with an address of its own after it: up
// to 100,000 segments, which is as many as a browser takes. Zeros compress to nearly nothing and addresses do not, so
// that with its zeros the page is 7 per cent smaller in brotli, the engine 10. What is in memory is the same.
package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
)

// gap is the shortest run of zeros that is left out. Above 64 nothing is gained any more.
const gap = 64

func main() {
	flag.Parse()
	for _, name := range flag.Args() {
		if err := rewrite(name); err != nil {
			fmt.Fprintf(os.Stderr, "segments: %s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

func rewrite(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	program, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if program, err = join(program); err != nil {
		return err
	}
	return os.WriteFile(name, program, info.Mode())
}

// The parts of the binary format that are read here: https://webassembly.github.io/spec/core/binary/modules.html.
const (
	header      = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
	active      = 0x00 // a segment that is copied into memory 0 when the program starts
	i32Const    = 0x41
	end         = 0x0b
)

// join returns the program with the segments of its data section joined, and all else as it is.
func join(program []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(program, []byte(header))
	if !ok {
		return nil, errors.New("it is no WebAssembly program")
	}
	out := []byte(header)
	for r := (reader{rest}); len(r.rest) > 0; {
		id, err := r.bytes(1)
		if err != nil {
			return nil, err
		}
		body, err := r.vector()
		if err != nil {
			return nil, fmt.Errorf("section %d: %w", id[0], err)
		}
		if id[0] == dataSection {
			segments, err := parse(body)
			if err != nil {
				return nil, fmt.Errorf("the data section: %w", err)
			}
			body = encode(joined(segments))
		}
		out = append(out, id[0])
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	return out, nil
}

// segment is the content of memory from an address on.
type segment struct {
	at      int
	content []byte
}

// parse returns the segments in the order of memory, of which none lies over another.
func parse(section []byte) ([]segment, error) {
	r := reader{section}
	count, err := r.number()
	if err != nil {
		return nil, err
	}
	all := make([]segment, 0, min(count, len(section)))
	for range count {
		if kind, err := r.bytes(2); err != nil || kind[0] != active || kind[1] != i32Const {
			return nil, errors.Join(errors.New("a segment is not for a constant address in memory 0"), err)
		}
		at, err := r.signed()
		if err != nil {
			return nil, err
		}
		if last, err := r.bytes(1); err != nil || last[0] != end {
			return nil, errors.Join(errors.New("an address is computed"), err)
		}
		content, err := r.vector()
		if err != nil {
			return nil, err
		}
		all = append(all, segment{at, content})
	}
	slices.SortFunc(all, func(a, b segment) int { return cmp.Compare(a.at, b.at) })
	for i := 1; i < len(all); i++ {
		if all[i].at < all[i-1].at+len(all[i-1].content) {
			return nil, errors.New("two segments are for the same address")
		}
	}
	return all, nil
}

// joined joins those with less than gap between them.
func joined(all []segment) []segment {
	var out []segment
	for _, s := range all {
		if len(out) > 0 {
			last := &out[len(out)-1]
			if between := s.at - last.at - len(last.content); between < gap {
				last.content = append(append(last.content, make([]byte, between)...), s.content...)
				continue
			}
		}
		out = append(out, segment{s.at, bytes.Clone(s.content)})
	}
	return out
}

func encode(all []segment) []byte {
	section := binary.AppendUvarint(nil, uint64(len(all)))
	for _, s := range all {
		section = append(section, active, i32Const)
		section = appendSigned(section, s.at)
		section = append(section, end)
		section = binary.AppendUvarint(section, uint64(len(s.content)))
		section = append(section, s.content...)
	}
	return section
}

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
