// Slim prepares a build of the page without code that nothing in it calls.
//
//	go run ./scripts/slim -out build/slim
//	GOOS=js GOARCH=wasm go build -modfile=build/slim/go.mod ./wasm/app
//
// Package app of go-app has what runs in the page and the HTTP handler that serves it. The handler
// brings net/http, TLS with all its cryptography and text/template into the page, a fifth of it. States that are kept
// encrypted bring AES, routes by pattern bring regexp with the tables of Unicode, and the name of a page among those of
// a browser brings a module for all kinds of UUIDs, with SHA-1, MD5 and database/sql: together another 7 per cent. Slim
// copies the package out of the module cache, excludes these files from wasm, adds what others need of them, and writes
// a go.mod in which the copy, and a small package uuid, replace the originals. Without it the page is the same but
// larger.
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
	"slices"
	"strings"
)

const (
	module = "github.com/maxence-charriere/go-app/v9"
	// version is the one whose files were looked at.
	version = "v9.8.0"
	// uuidModule is of another maker; go-app calls one function of it.
	uuidModule = "github.com/google/uuid"
)

// leftOut are the files of package app that are not in the page: of a server, of patterns of routes, of encryption.
var leftOut = []string{"http.go", "resource.go", "route.go", "crypto.go"}

// rest is what other files of the package need of those that are leftOut: it repeats them. cut is what they need as
// well, but with less in it. uuid is a package of one function.
var (
	//go:embed rest.txt
	rest []byte
	//go:embed cut.txt
	cut []byte
	//go:embed uuid.txt
	uuid []byte
)

func main() {
	out := flag.String("out", "build/slim", "`folder` to write")
	flag.Parse()
	if err := slim(*out, "."); err != nil {
		fmt.Fprintln(os.Stderr, "slim:", err)
		os.Exit(1)
	}
}

// slim writes into the folder out what builds the module in the folder root. It removes nothing there: a Go file that
// is not its own would be built, and is an error.
func slim(out, root string) error {
	dir, err := locate(root)
	if err != nil {
		return err
	}
	files, err := goapp(dir)
	if err != nil {
		return err
	}
	files["uuid/go.mod"] = []byte("module " + uuidModule + "\n")
	files["uuid/uuid.go"] = uuid
	for _, name := range []string{"go.mod", "go.sum"} {
		if files[name], err = os.ReadFile(filepath.Join(root, name)); err != nil {
			return err
		}
	}
	if err := refuseOthers(out, files); err != nil {
		return err
	}
	for name, content := range files {
		file := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return replace(out)
}

// locate returns the folder of go-app in the module cache.
func locate(root string) (string, error) {
	listed, err := output(root, "go", "mod", "download", "-json", module)
	if err != nil {
		return "", err
	}
	var m struct{ Dir, Version string }
	if err := json.Unmarshal(listed, &m); err != nil {
		return "", err
	}
	if m.Version != version {
		return "", fmt.Errorf("go-app is %s: look which of its files the page does not need, as was done for %s",
			m.Version, version)
	}
	return m.Dir, nil
}

// goapp returns the files of go-app as they are to be, by their paths with slashes.
func goapp(dir string) (map[string][]byte, error) {
	files := map[string][]byte{"goapp/pkg/app/rest_wasm.go": rest, "goapp/pkg/app/cut_wasm.go": cut}
	names := []string{filepath.Join(dir, "go.mod")}
	for _, pkg := range []string{"app", "errors"} {
		of, err := filepath.Glob(filepath.Join(dir, "pkg", pkg, "*.go"))
		if err != nil {
			return nil, err
		}
		names = append(names, of...)
	}
	left := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(leftOut, filepath.Base(name)) && filepath.Base(filepath.Dir(name)) == "app" {
			left++
			if content, err = exclude(content); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		relative, err := filepath.Rel(dir, name)
		if err != nil {
			return nil, err
		}
		files["goapp/"+filepath.ToSlash(relative)] = content
	}
	if left != len(leftOut) {
		return nil, fmt.Errorf("%d of the files %v are in %s", left, leftOut, dir)
	}
	return files, nil
}

// exclude keeps a Go file out of programs for the browser.
func exclude(content []byte) ([]byte, error) {
	if bytes.Contains(content, []byte("//go:build")) {
		return nil, errors.New("there is a build constraint already")
	}
	return append([]byte("//go:build !wasm\n\n"), content...), nil
}

// refuseOthers returns an error if there is a Go file in the folder that is not one of files.
func refuseOthers(out string, files map[string][]byte) error {
	for _, pattern := range []string{"goapp/pkg/app/*.go", "goapp/pkg/errors/*.go", "uuid/*.go"} {
		found, err := filepath.Glob(filepath.Join(out, filepath.FromSlash(pattern)))
		if err != nil {
			return err
		}
		for _, file := range found {
			name, err := filepath.Rel(out, file)
			if err != nil {
				return err
			}
			if _, ours := files[filepath.ToSlash(name)]; !ours {
				return fmt.Errorf("%s is not of this program: move it away, or name another folder", file)
			}
		}
	}
	return nil
}

// replace puts the copies in the place of the originals in the go.mod of the build.
func replace(out string) error {
	at := filepath.ToSlash(out)
	if !filepath.IsAbs(out) {
		at = "./" + at // as seen from the module's root
	}
	_, err := output(".", "go", "mod", "edit", "-replace", module+"="+at+"/goapp", "-replace",
		uuidModule+"="+at+"/uuid",
		filepath.Join(out, "go.mod"))
	return err
}

func output(dir, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", cmd, err)
	}
	return out, nil
}
