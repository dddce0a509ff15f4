package main

import (
	"encoding/binary"
	"errors"
)

const (
	// gap is the shortest run of zeros that is left out. Above 64 nothing is gained any more.
	gap = 64
	// maxMemory bounds what is in memory when a program starts, in bytes: Go's linker puts it at the beginning.
	maxMemory = 1 << 28
)

// parse returns what the segments put into memory.
func parse(section []byte) ([]byte, error) {
	r := reader{section}
	count, err := r.number()
	if err != nil {
		return nil, err
	}
	var memory []byte
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
		top := at + len(content)
		if top > maxMemory {
			return nil, errors.New("a segment is too high in memory")
		}
		if top > len(memory) {
			memory = append(memory, make([]byte, top-len(memory))...)
		}
		copy(memory[at:], content)
	}
	return memory, nil
}

// encode returns segments that put that into memory, which is zero before.
func encode(memory []byte) []byte {
	var segments []byte
	count := 0
	for at := 0; ; count++ {
		for at < len(memory) && memory[at] == 0 {
			at++
		}
		if at == len(memory) {
			break
		}
		stop := at + 1 // after the last byte that is not zero
		for i := stop; i < len(memory) && i < stop+gap; i++ {
			if memory[i] != 0 {
				stop = i + 1
			}
		}
		segments = append(segments, active, i32Const)
		segments = appendSigned(segments, at)
		segments = append(segments, end)
		segments = binary.AppendUvarint(segments, uint64(stop-at))
		segments = append(segments, memory[at:stop]...)
		at = stop
	}
	return append(binary.AppendUvarint(nil, uint64(count)), segments...)
}
