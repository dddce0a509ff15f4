package graphview

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every symbol is that of an operation which exists.
func TestSymbolsAreOfOperations(t *testing.T) {
	files, err := filepath.Glob("../../nn/op/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(body)
	}
	for kind := range symbols {
		if !strings.Contains(source.String(), `Kind() string { return "`+kind+`" }`) {
			t.Errorf("there is no operation %s in nn/op", kind)
		}
	}
}
