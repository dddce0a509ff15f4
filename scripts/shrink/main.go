// Shrink makes a WebAssembly program of Go's smaller as it is sent, in brotli.
//
//	go run ./scripts/shrink build/web/app.wasm
//
// It works on what is in memory when the program starts. The tables that say which line an instruction comes from are
// left out, 6 per cent of the page: a trace of a panic has the names of its functions, but no lines. With -lines they
// stay. And the segments of data that lie close together are joined. Go's linker leaves out each run of eight zeros or
// more, and begins a segment with an address of its own after it: up to 100,000 segments, which is as many as a browser
// takes. Zeros compress to nearly nothing and addresses do not, so that with its zeros the page is 7 per cent smaller,
// the engine 10.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	lines := flag.Bool("lines", false, "keep the lines of the source")
	flag.Parse()
	for _, name := range flag.Args() {
		if err := rewrite(name, *lines); err != nil {
			fmt.Fprintf(os.Stderr, "shrink: %s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

func rewrite(name string, lines bool) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	program, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if program, err = shrink(program, lines); err != nil {
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

// shrink returns the program with its data section made smaller, and all else as it is.
func shrink(program []byte, lines bool) ([]byte, error) {
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
			memory, err := parse(body)
			if err != nil {
				return nil, fmt.Errorf("the data section: %w", err)
			}
			if !lines {
				if err := dropLines(memory); err != nil {
					fmt.Fprintln(os.Stderr, "shrink: the lines stay, since", err)
				}
			}
			body = encode(memory)
		}
		out = append(out, id[0])
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	return out, nil
}
