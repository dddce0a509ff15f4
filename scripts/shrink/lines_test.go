package main

import (
	"bytes"
	"cmp"
	"debug/gosym"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// withoutLines is set where a test binary without its lines is to show that it works.
const withoutLines = "INKGRAD_WITHOUT_LINES"

func TestMain(m *testing.M) {
	if os.Getenv(withoutLines) != "" {
		exercise()
		return
	}
	os.Exit(m.Run())
}

// exercise has the runtime walk the stack, for the collector, for a stack that grows and for panics, and prints a
// trace.
func exercise() {
	var deep func(n int) []int
	deep = func(n int) []int {
		if n == 0 {
			runtime.GC()
			return nil
		}
		var room [100]int
		kept := append(deep(n-1), n, room[n%100])
		return kept
	}
	fmt.Println(len(deep(5_000)))
	for range 3 {
		func() {
			defer func() { fmt.Println(recover()) }()
			var none []int
			fmt.Println(none[len(deep(100))])
		}()
	}
	os.Stdout.Write(debug.Stack())
}

// This very program works as before without its lines, and its trace has the names of functions, but no lines.
func TestDropLines(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("other systems run no program that was changed")
	}
	program := itself(t)
	before := functions(t, program)
	if err := dropLines(program); err != nil {
		t.Fatal(err)
	}
	after := functions(t, program)
	if len(before) < 1_000 || len(before) != len(after) {
		t.Fatalf("there are %d functions, and before there were %d", len(after), len(before))
	}
	for i, f := range after {
		if f.Name != before[i].Name || f.Entry != before[i].Entry {
			t.Fatalf("%s is %s now", before[i].Name, f.Name)
		}
	}
	name := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(name, program, 0o700); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(name)
	c.Env = append(os.Environ(), withoutLines+"=1")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, want := range []string{"10000\n", "index out of range [200] with length 0\n", "shrink.exercise(",
		"shrink.TestMain(", "\t?:0 "} {
		if !strings.Contains(string(out), want) {
			t.Errorf("it does not say %q: %s", want, out)
		}
	}
	if strings.Contains(string(out), ".go:") {
		t.Errorf("it has lines: %s", out)
	}
}

// itself is the program that runs.
func itself(t *testing.T) []byte {
	t.Helper()
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// functions are all those of the table.
func functions(t *testing.T, program []byte) []gosym.Func {
	t.Helper()
	table, _, ok := findTable(program)
	if !ok {
		t.Fatal("it has no table of functions")
	}
	symbols, err := gosym.NewTable(nil, gosym.NewLineTable(table, 0))
	if err != nil {
		t.Fatal(err)
	}
	return symbols.Funcs
}

// What is not understood stays as it is.
func TestLinesOfAnotherForm(t *testing.T) {
	t.Parallel()
	table, words, ok := findTable(itself(t))
	if !ok {
		t.Fatal("it has no table of functions")
	}
	for what, memory := range map[string][]byte{
		"nothing":        nil,
		"another magic":  append([]byte{0xf0}, table[1:]...),
		"only a header":  table[:8],
		"no functions":   table[:72],
		"half of itself": table[:words[7]],
		"other words":    append(bytes.Clone(table[:8]), bytes.Repeat([]byte{0xff}, 4_000)...),
	} {
		after := bytes.Clone(memory)
		if err := dropLines(after); !errors.Is(err, errTable) || !bytes.Equal(after, memory) {
			t.Errorf("of %s: %v", what, cmp.Or(err, errors.New("no error")))
		}
	}
}
