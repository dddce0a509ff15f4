package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

// The table of functions that Go's runtime and linker agree on, of Go 1.20 and later: runtime/symtab.go and
// runtime/runtime2.go describe it. It begins with the magic, its sizes and the places of its parts; this is that of
// machines with pointers of 8 bytes and instructions of any length.
const (
	tableHeader = "\xf1\xff\xff\xff\x00\x00\x01\x08"
	tableWords  = 8 // numbers of 8 bytes after it
	tableStart  = uint64(len(tableHeader) + 8*tableWords)
)

// function is what the table has of each function, before its lists of offsets.
type function struct {
	Entry, Name, Args, DeferReturn, PCSP, File, Line, PCData, Unit, StartLine uint32
	ID, Flag, Pad, FuncData                                                   uint8
}

// Where function has what is cleared.
const (
	fileAt, lineAt, startLineAt = 20, 24, 36
	functionSize                = 44
)

var errTable = errors.New("its table of functions is of a form that is not known")

// findTable returns the table of functions in memory, from its header on, and the numbers after that.
func findTable(memory []byte) (table []byte, words [tableWords]uint64, ok bool) {
	for {
		at := bytes.Index(memory, []byte(tableHeader))
		if at < 0 {
			return nil, words, false
		}
		table = memory[at:]
		_, err := binary.Decode(table[len(tableHeader):], binary.LittleEndian, &words)
		parts := words[3:] // the names begin at once
		if err == nil && parts[0] == tableStart && slices.IsSorted(parts) && parts[len(parts)-1] < uint64(len(table)) &&
			words[0] > 0 && words[0] < uint64(len(table))/8 {
			return table, words, true
		}
		memory = table[1:]
	}
}

// dropLines clears the tables of lines of a Go program that is in memory. A function without one has the line 0 of the
// file "?". With an error nothing has changed.
func dropLines(memory []byte) error {
	table, words, ok := findTable(memory)
	if !ok {
		return errTable
	}
	count, pcs, list := words[0], words[6], words[7]
	values, functions := table[pcs:list], table[list:]
	used := make([]bool, len(values))
	var found []int // where the functions are
	for i := range int(count) {
		var entry [2]uint32 // of the instructions, and of the function
		if _, err := binary.Decode(functions[min(8*i, len(functions)):], binary.LittleEndian, &entry); err != nil {
			return errTable
		}
		at := int(entry[1])
		var f function
		if _, err := binary.Decode(functions[min(at, len(functions)):], binary.LittleEndian, &f); err != nil ||
			f.Entry != entry[0] {
			return errTable
		}
		offsets := make([]uint32, min(f.PCData, 256)) // there are few kinds
		lists := functions[min(at+functionSize, len(functions)):]
		if _, err := binary.Decode(lists, binary.LittleEndian, offsets); err != nil {
			return errTable
		}
		for _, offset := range append(offsets, f.PCSP) {
			if !use(used, values, offset) {
				return errTable
			}
		}
		if int(f.File) >= len(values) || int(f.Line) >= len(values) {
			return errTable
		}
		found = append(found, at)
	}
	for _, at := range found {
		for _, field := range []int{fileAt, lineAt, startLineAt} {
			clear(functions[at+field : at+field+4])
		}
	}
	for i, kept := range used {
		if !kept {
			values[i] = 0
		}
	}
	return nil
}

// use marks the bytes of the values of a function that begin at an offset, where 0 stands for none: pairs of varints,
// of which the first is 0 at the end, but not at the beginning.
func use(used []bool, values []byte, offset uint32) bool {
	if offset == 0 {
		return true
	}
	for at := int(offset); ; {
		if at >= len(values) {
			return false
		}
		v, n := binary.Uvarint(values[at:])
		if n <= 0 {
			return false
		}
		if v == 0 && at > int(offset) {
			used[at] = true
			return true
		}
		_, m := binary.Uvarint(values[at+n:])
		if m <= 0 {
			return false
		}
		for range n + m {
			used[at] = true
			at++
		}
	}
}
