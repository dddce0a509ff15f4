// Kernels compiles the SIMD kernels: the C files in wasm/simd/kernel to wasm/simd/kernel.wasm, which is committed, so
// that only those who change a kernel need a compiler of C.
//
//	go run ./scripts/kernels
//
// Beside it goes kernel.sum, with the hash of what it was made from and the compiler that made it. It takes clang and
// wasm-ld.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	folder := flag.String("folder", "wasm/simd", "`folder` of the kernels")
	flag.Parse()
	if err := run(*folder); err != nil {
		fmt.Fprintln(os.Stderr, "kernels:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	program, err := compile(filepath.Join(folder, "kernel"))
	if err != nil {
		return err
	}
	sum, err := describe(filepath.Join(folder, "kernel"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "kernel.wasm"), program, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "kernel.sum"), []byte(sum+"\n"), 0o644)
}

// flags are clang's. Loops are unrolled and made into vectors by hand, where it pays; the compiler, left to itself,
// makes the module three times as large and no faster. There is no library, so that it may not call one.
var flags = []string{"--target=wasm32", "-msimd128", "-std=c11", "-O2", "-ffreestanding", "-fno-builtin",
	"-fno-unroll-loops", "-fno-vectorize",
	"-fno-slp-vectorize", "-Wall", "-Wextra", "-Werror"}

// The memory is another program's: there may be no data of ours in it. A stack of size 0 makes a kernel that uses one
// fail at once.
var linkFlags = []string{"--no-entry", "--import-memory", "--strip-all", "--global-base=0", "-z", "stack-size=0"}

// compile returns the module. clang could link by itself, but then calls the wasm-opt it finds, and some of those
// refuse SIMD.
func compile(folder string) ([]byte, error) {
	sources, err := filepath.Glob(filepath.Join(folder, "*.c"))
	if err != nil || len(sources) == 0 {
		return nil, fmt.Errorf("no C files in %s: %v", folder, err)
	}
	dir, err := os.MkdirTemp("", "kernels")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "kernel.wasm")
	link := append(append([]string{}, linkFlags...), "-o", out)
	for _, source := range sources {
		object := filepath.Join(dir, filepath.Base(source)+".o")
		if err := command("clang", append(append([]string{}, flags...), "-c", source, "-o", object)...); err != nil {
			return nil, err
		}
		link = append(link, object)
	}
	if err := command("wasm-ld", link...); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
}

func command(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// describe returns what kernel.sum says: the hash of the sources and flags, and the compiler's version.
func describe(folder string) (string, error) {
	h, err := hash(folder)
	if err != nil {
		return "", err
	}
	v, err := version()
	return h + "  " + v, err
}

// hash is that of all that the module is made from.
func hash(folder string) (string, error) {
	sources, err := filepath.Glob(filepath.Join(folder, "*.[ch]"))
	if err != nil || len(sources) == 0 {
		return "", fmt.Errorf("no C files in %s: %v", folder, err)
	}
	h := sha256.New()
	fmt.Fprintln(h, flags, linkFlags)
	for _, source := range sources {
		b, err := os.ReadFile(source)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, filepath.Base(source), len(b))
		h.Write(b)
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

func version() (string, error) {
	out, err := exec.Command("clang", "--version").Output()
	first, _, _ := strings.Cut(string(out), "\n")
	return first, err
}
