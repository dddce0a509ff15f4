package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// inBrowser runs the go command for the page's program.
func inBrowser(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, out)
	}
	return string(out)
}

// What is written compiles, and is without what it is to be without.
func TestSlim(t *testing.T) {
	out := t.TempDir()
	for range 2 { // a second time it changes nothing
		if err := slim(out, root); err != nil {
			t.Fatal(err)
		}
	}
	mod := "-modfile=" + filepath.Join(out, "go.mod")
	inBrowser(t, "build", mod, module+"/pkg/app")
	deps := strings.Fields(inBrowser(t, "list", mod, "-deps", "./wasm/app"))
	for _, dep := range deps {
		for _, never := range []string{"regexp", "net/http", "text/template", "database/sql/driver", "crypto"} {
			if dep == never || strings.HasPrefix(dep, never+"/") {
				t.Errorf("the page links %s", dep)
			}
		}
	}
	if len(deps) < 50 {
		t.Errorf("%d dependencies: %v", len(deps), deps)
	}
}

func TestForeignFilesStay(t *testing.T) {
	out := t.TempDir()
	foreign := filepath.Join(out, "goapp", "pkg", "app", "mine.go")
	if err := os.MkdirAll(filepath.Dir(foreign), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(foreign, []byte("package app\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := slim(out, root); err == nil || !strings.Contains(err.Error(), "mine.go is not of this program") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Error(err)
	}
}

// declarations returns those of a Go file by their names, printed without comments; of a function the signature alone,
// where that is asked for.
func declarations(t *testing.T, source []byte, signatures bool) map[string]string {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, d := range file.Decls {
		name := ""
		switch d := d.(type) {
		case *ast.FuncDecl:
			name = d.Name.Name
			if d.Recv != nil {
				var b bytes.Buffer
				printer.Fprint(&b, files, d.Recv.List[0].Type)
				name = b.String() + "." + name
			}
			if signatures {
				d.Body = nil
			}
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			switch s := d.Specs[0].(type) {
			case *ast.TypeSpec:
				name = s.Name.Name
			case *ast.ValueSpec:
				name = s.Names[0].Name
			}
		}
		var b bytes.Buffer
		printer.Fprint(&b, files, d)
		found[name] = regexp.MustCompile(`\s+`).ReplaceAllString(b.String(), " ")
	}
	return found
}

// What rest.txt repeats is what go-app has; what cut.txt cuts has the same signatures there, and is not the same.
func TestRest(t *testing.T) {
	dir, err := locate(root)
	if err != nil {
		t.Fatal(err)
	}
	originals, signatures := map[string]string{}, map[string]string{}
	for _, name := range leftOut {
		source, err := os.ReadFile(filepath.Join(dir, "pkg", "app", name))
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range declarations(t, source, false) {
			originals[name] = text
		}
		for name, text := range declarations(t, source, true) {
			signatures[name] = text
		}
	}
	repeated := declarations(t, rest, false)
	for name, text := range repeated {
		if text != originals[name] {
			t.Errorf("rest.txt: %s is\n%s\nthe original is\n%s", name, text, originals[name])
		}
	}
	cuts := declarations(t, cut, false)
	for name, text := range declarations(t, cut, true) {
		switch {
		case name == "errNoCryptography": // of our own
		case signatures[name] == "":
			t.Errorf("cut.txt: go-app has no %s", name)
		case cuts[name] == originals[name]:
			t.Errorf("cut.txt: %s is as in go-app: it belongs into rest.txt", name)
		case strings.HasPrefix(text, "func") && text != signatures[name]:
			t.Errorf("cut.txt: %s\nin go-app it is\n%s", text, signatures[name])
		}
	}
	if len(repeated) < 8 || len(cuts) < 6 {
		t.Errorf("%d and %d declarations were found", len(repeated), len(cuts))
	}
}
