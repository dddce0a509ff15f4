package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

func TestCompress(t *testing.T) {
	root := t.TempDir()
	put := func(name, content string) {
		t.Helper()
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	program := strings.Repeat("program ", 1000)
	for _, name := range []string{"static/guard.js", "static/ink.js", "static/boot.js", "static/engine.js",
		"static/boot.css", "static/manifest.webmanifest", "build/web/engine.wasm",
		"build/web/wasm_exec.js", "build/web/icon.svg", "build/web/icon-192.png", "build/web/icon-512.png"} {
		put(name, name)
	}
	put("build/web/app.wasm", program)
	put("build/packed/of-an-earlier-build.br", "old")

	// files returns the packed files, with the time of their last change.
	files := func() map[string]time.Time {
		t.Helper()
		entries, err := os.ReadDir(filepath.Join(root, "build", "packed"))
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]time.Time{}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil {
				t.Fatal(err)
			}
			m[e.Name()] = info.ModTime()
		}
		return m
	}
	if err := compress(root); err != nil {
		t.Fatal(err)
	}
	first := files()
	found := map[string]int{}
	for name := range first {
		b, err := os.ReadFile(filepath.Join(root, "build", "packed", name))
		if err != nil {
			t.Fatal(err)
		}
		var r io.Reader = brotli.NewReader(bytes.NewReader(b))
		if strings.HasSuffix(name, ".gz") {
			if r, err = gzip.NewReader(bytes.NewReader(b)); err != nil {
				t.Fatal(err)
			}
		}
		plain, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if string(plain) == program {
			found[filepath.Ext(name)]++
		}
	}
	if found[".br"] != 1 || found[".gz"] != 1 {
		t.Errorf("the program is there in %v", found)
	}
	if _, ok := first["of-an-earlier-build.br"]; ok {
		t.Error("what no asset needs is still there")
	}

	if err := compress(root); err != nil {
		t.Fatal(err)
	}
	second := files()
	for name, changed := range first {
		if !second[name].Equal(changed) {
			t.Errorf("%s was written again, or is gone", name)
		}
	}
}
