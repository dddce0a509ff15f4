package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// The sums of all files of data are served, of what they hold once they are unpacked.
func TestSums(t *testing.T) {
	content := strings.Repeat("an image ", 1000)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	io.WriteString(z, content)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	files := files()
	files["data/test.gz"] = &fstest.MapFile{Data: packed.Bytes()}
	files["data/network.safetensors"] = &fstest.MapFile{Data: []byte("a network")}
	s, err := New(Config{Files: []fs.FS{files}})
	if err != nil {
		t.Fatal(err)
	}
	script := body(t, get(s, "GET", "/web/sums.js"))
	text, ok := strings.CutPrefix(script, "self.inkgradSums = ")
	var sums map[string]sum
	if err := json.Unmarshal([]byte(strings.TrimSuffix(text, ";\n")), &sums); err != nil || !ok {
		t.Fatalf("%q: %v", script, err)
	}
	for name, want := range map[string]string{"test.gz": content, "network.safetensors": "a network"} {
		if got := sums[name]; got != (sum{uint32(len(want)), crc32.ChecksumIEEE([]byte(want))}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
