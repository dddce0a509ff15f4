package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// memory is what the segments leave in memory.
func memory(t *testing.T, all []segment) []byte {
	t.Helper()
	var m []byte
	for _, s := range all {
		if n := s.at + len(s.content); n > len(m) {
			m = append(m, make([]byte, n-len(m))...)
		}
		copy(m[s.at:], s.content)
	}
	return m
}

func TestJoinedLeavesTheSameMemory(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var all []segment
		at := 0
		for range 1 + rng.IntN(30) {
			at += rng.IntN(2 * gap)
			content := make([]byte, rng.IntN(20))
			for i := range content {
				content[i] = byte(1 + rng.IntN(255))
			}
			all = append(all, segment{at, content})
			at += len(content)
		}
		before := memory(t, all)
		again, err := parse(encode(joined(all)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(memory(t, again), before) {
			t.Fatalf("%v becomes %v", all, again)
		}
		for i := 1; i < len(again); i++ {
			if d := again[i].at - again[i-1].at - len(again[i-1].content); d < gap {
				t.Fatalf("%d bytes lie between two segments", d)
			}
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

func TestJoin(t *testing.T) {
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
	for range 2 { // what is joined stays as it is
		if err := rewrite(name); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != after {
			t.Fatalf("%q, %v; want %q", got, err, after)
		}
	}
	for i := range len(before) {
		if _, err := join([]byte(before[:i])); err == nil && i != len(header) && i != len(header)+7 {
			t.Errorf("the first %d bytes are taken for a program", i)
		}
	}
	for _, bad := range []string{"", "PK", header + "\x0b\x04\x01\x01\x01a",
		header + "\x0b\x06\x01\x00\x23\x00\x0b\x00",
		header + "\x0b\x0d\x02" + "\x00\x41\x08\x0b\x01a" + "\x00\x41\x08\x0b\x01b"} {
		if _, err := join([]byte(bad)); err == nil {
			t.Errorf("%q is taken for a program", bad)
		}
	}
}
