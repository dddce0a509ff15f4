package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

func TestSegmentsLeaveTheSameMemory(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var memory []byte
		for range 1 + rng.IntN(30) {
			memory = append(memory, make([]byte, rng.IntN(2*gap))...)
			for range 1 + rng.IntN(20) {
				memory = append(memory, byte(1+rng.IntN(255)))
			}
		}
		segments := encode(memory)
		again, err := parse(segments)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again, memory) {
			t.Fatalf("%v becomes %v", memory, again)
		}
		want := 1
		for zeros, i := 0, bytes.IndexFunc(memory, func(r rune) bool { return r != 0 }); i < len(memory); i++ {
			switch {
			case memory[i] == 0:
				zeros++
			case zeros >= gap:
				want++
				fallthrough
			default:
				zeros = 0
			}
		}
		if int(segments[0]) != want {
			t.Fatalf("%v comes in %d segments, want %d", memory, segments[0], want)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, at := range []int{0, 1, 63, 64, 127, 128, 8191, 8192, 1 << 20, 1<<31 - 1, 1 << 31, 1<<32 - 64, 1<<32 - 1} {
		r := reader{appendSigned(nil, at)}
		if got, err := r.signed(); err != nil || got != at || len(r.rest) > 0 {
			t.Errorf("%d is read as %d, %v", at, got, err)
		}
	}
}

func TestShrink(t *testing.T) {
	t.Parallel()
	const before = header + "\x00\x05\x04test" + // a section that stays as it is
		"\x0b\x14\x03" +
		"\x00\x41\x80\x02\x0b\x01c" + "\x00\x41\x08\x0b\x01a" + "\x00\x41\x10\x0b\x01b"
	const after = header + "\x00\x05\x04test" +
		"\x0b\x16\x02" + "\x00\x41\x08\x0b\x09a\x00\x00\x00\x00\x00\x00\x00b" + "\x00\x41\x80\x02\x0b\x01c"
	name := filepath.Join(t.TempDir(), "program.wasm")
	if err := os.WriteFile(name, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // what is shrunk stays as it is
		if err := rewrite(name, true); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != after {
			t.Fatalf("%q, %v; want %q", got, err, after)
		}
	}
	for i := range len(before) {
		if _, err := shrink([]byte(before[:i]), true); err == nil && i != len(header) && i != len(header)+7 {
			t.Errorf("the first %d bytes are taken for a program", i)
		}
	}
	const twice = "\x00\x41\x08\x0b\x01a" + "\x00\x41\x08\x0b\x01b" // the second lies over the first
	if got, err := shrink([]byte(header+"\x0b\x0d\x02"+twice), true); err != nil ||
		string(got) != header+"\x0b\x07\x01\x00\x41\x08\x0b\x01b" {
		t.Errorf("of two segments for one place, %q, %v stays", got, err)
	}
	for _, bad := range []string{"", "PK", header + "\x0b\x04\x01\x01\x01a",
		header + "\x0b\x06\x01\x00\x23\x00\x0b\x00",
		header + "\x0b\x0b\x01\x00\x41\x80\x80\x80\x80\x78\x0b\x01a"} {
		if _, err := shrink([]byte(bad), true); err == nil {
			t.Errorf("%q is taken for a program", bad)
		}
	}
}
