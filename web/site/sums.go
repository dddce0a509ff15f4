package site

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"strings"
)

// dataPath is where the files of data lie: the images and the built-in networks.
const dataPath = "/web/data/"

// sum is what a file of data must be once it is unpacked: engine.js checks it, and tells what is damaged.
type sum struct {
	Size  uint32 `json:"size"`
	CRC32 uint32 `json:"crc32"` // IEEE 802.3's, as gzip has it
}

// sums returns sums.js, a script of the sums of all files of data, by name.
func (s *Site) sums() []byte {
	all := map[string]sum{}
	for _, a := range s.assets {
		if name, ok := strings.CutPrefix(a.Path, dataPath); ok {
			all[name] = sumOf(a.Body)
		}
	}
	text, err := json.Marshal(all) // in the order of the names
	if err != nil {
		panic("site: " + err.Error()) // numbers by name
	}
	return append(append([]byte("self.inkgradSums = "), text...), ";\n"...)
}

// sumOf returns the sum of a file. What is gzipped has that of its content at its end: RFC 1952, 2.3.1.
func sumOf(file []byte) sum {
	const header, trailer = 10, 8
	if n := len(file); n >= header+trailer && file[0] == 0x1f && file[1] == 0x8b {
		end := file[n-trailer:]
		return sum{binary.LittleEndian.Uint32(end[4:]), binary.LittleEndian.Uint32(end)}
	}
	return sum{uint32(len(file)), crc32.ChecksumIEEE(file)}
}
