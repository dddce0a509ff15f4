package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

const folder = "../../wasm/simd"

// recorded returns what kernel.sum says.
func recorded(t *testing.T) (hash, compiler string) {
	b, err := os.ReadFile(folder + "/kernel.sum")
	if err != nil {
		t.Fatal(err)
	}
	hash, compiler, _ = strings.Cut(strings.TrimSpace(string(b)), "  ")
	return hash, compiler
}

// The module in git is made from the sources in git, or somebody forgot make kernels. This takes no compiler.
func TestSourcesAreThoseOfTheModule(t *testing.T) {
	got, err := hash(folder + "/kernel")
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := recorded(t); got != want {
		t.Errorf("the hash of the kernels' sources is %s, kernel.wasm was made from %s: run make kernels", got, want)
	}
}

// Where there is a compiler, it makes the module again: to the same bytes, if it is the same compiler.
func TestModule(t *testing.T) {
	for _, program := range []string{"clang", "wasm-ld"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not there: the module is as it was committed", program)
		}
	}
	got, err := compile(folder + "/kernel")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(folder + "/kernel.wasm")
	if err != nil {
		t.Fatal(err)
	}
	here, err := version()
	if err != nil {
		t.Fatal(err)
	}
	if _, compiler := recorded(t); here != compiler {
		t.Skipf("%s compiles the kernels, but to other bytes than %s does", here, compiler)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the sources give a module of %d bytes that is not kernel.wasm, of %d: run make kernels", len(got),
			len(want))
	}
}

func TestErrors(t *testing.T) {
	if _, err := compile(t.TempDir()); err == nil {
		t.Error("a folder without sources gives a module")
	}
	if _, err := hash(t.TempDir()); err == nil {
		t.Error("a folder without sources has a hash")
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/wrong.c", []byte("int f(void) { return x; }"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := compile(dir); err == nil || !strings.Contains(err.Error(), "clang") {
		t.Errorf("error %v, want clang's", err)
	}
}
