// Slim prepares a build of the page that leaves the server half of go-app out.
//
//	go run ./scripts/slim -out build/slim
//	GOOS=js GOARCH=wasm go build -modfile=build/slim/go.mod ./wasm/app
//
// Package app of go-app is both what runs in the page and the HTTP handler that serves it, in one package, and the
// handler brings net/http, TLS with all its cryptography, text/template and regexp into the page, where nothing calls
// them: a fifth of it, 1,771 kB in brotli where 1,394 kB do. Slim copies the package out of the module cache, excludes
// the handler's files from wasm, and writes a go.mod in which the copy replaces the original. Without it, with the
// original, the page is the same but larger.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	module = "github.com/maxence-charriere/go-app/v9"
	// version is the one whose files were looked at.
	version = "v9.8.0"
)

// serverFiles are those of package app that only a server needs.
var serverFiles = []string{"http.go", "resource.go"}

// rest is what other files of the package need of the serverFiles.
//
//go:embed rest.txt
var rest []byte

func main() {
	out := flag.String("out", "build/slim", "`folder` to write, below the module's root")
	flag.Parse()
	if err := slim(filepath.ToSlash(*out)); err != nil {
		fmt.Fprintln(os.Stderr, "slim:", err)
		os.Exit(1)
	}
}

func slim(out string) error {
	dir, err := locate()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	copied := filepath.Join(out, "goapp")
	for _, name := range []string{"pkg/app", "pkg/errors"} {
		if err := copyPackage(filepath.Join(copied, name), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	app := filepath.Join(copied, "pkg", "app")
	for _, name := range serverFiles {
		if err := exclude(filepath.Join(app, name)); err != nil {
			return err
		}
	}
	err = os.WriteFile(filepath.Join(app, "rest_wasm.go"), rest, 0o644)
	return errors.Join(err, copyFile(filepath.Join(copied, "go.mod"), filepath.Join(dir, "go.mod")), replace(out))
}

// locate returns the folder of go-app in the module cache.
func locate() (string, error) {
	listed, err := output("go", "mod", "download", "-json", module)
	if err != nil {
		return "", err
	}
	var m struct{ Dir, Version string }
	if err := json.Unmarshal(listed, &m); err != nil {
		return "", err
	}
	if m.Version != version {
		return "", fmt.Errorf("go-app is %s: look which of its files only a server needs, as was done for %s",
			m.Version, version)
	}
	return m.Dir, nil
}

// copyPackage copies the Go files of a folder, without tests.
func copyPackage(to, from string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(from, "*.go"))
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if err := copyFile(filepath.Join(to, filepath.Base(name)), name); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(to, from string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}

// exclude keeps a Go file out of programs for the browser.
func exclude(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if bytes.Contains(b, []byte("//go:build")) {
		return fmt.Errorf("%s has a build constraint already", file)
	}
	return os.WriteFile(file, append([]byte("//go:build !wasm\n\n"), b...), 0o644)
}

// replace writes the go.mod and go.sum of the build.
func replace(out string) error {
	mod := filepath.Join(out, "go.mod")
	if err := errors.Join(copyFile(mod, "go.mod"), copyFile(filepath.Join(out, "go.sum"), "go.sum")); err != nil {
		return err
	}
	_, err := output("go", "mod", "edit", "-replace", module+"=./"+out+"/goapp", mod)
	return err
}

func output(name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", cmd, err)
	}
	return out, nil
}
