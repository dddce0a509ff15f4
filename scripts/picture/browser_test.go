package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// The page changes, and a picture of it that cannot be taken any more is an old one.
func TestThePicturesCanBeTaken(t *testing.T) {
	browsertest.Open(t, "/") // or the test is skipped
	dir := t.TempDir()
	if err := take(dir); err != nil {
		t.Fatal(err)
	}
	for _, p := range pictures {
		if info, err := os.Stat(filepath.Join(dir, p.name)); err != nil || info.Size() < 10_000 {
			t.Errorf("%s: %v, %v", p.name, info, err)
		}
	}
}
