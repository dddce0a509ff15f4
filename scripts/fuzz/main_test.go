package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestFind(t *testing.T) {
	all, err := find("../..")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(all, target{"nn/session", "FuzzDecodeModel"}) {
		t.Errorf("a target is missing in %v", all)
	}
	for _, kept := range glob(t, "../../*/testdata/fuzz/*", "../../*/*/testdata/fuzz/*",
		"../../*/*/*/testdata/fuzz/*") {
		if !slices.ContainsFunc(all, func(g target) bool { return filepath.Join("../..", g.kept()) == kept }) {
			t.Errorf("%s has inputs of no target", kept)
		}
	}
}

func glob(t *testing.T, patterns ...string) []string {
	t.Helper()
	var all []string
	for _, p := range patterns {
		found, err := filepath.Glob(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	return all
}

func TestFigures(t *testing.T) {
	const said = `fuzz: elapsed: 0s, gathering baseline coverage: 0/5 completed
fuzz: elapsed: 3s, execs: 10 (3/sec), new interesting: 1 (total: 6)
fuzz: elapsed: 6s, execs: 20 (3/sec), new interesting: 2 (total: 7)
PASS
`
	if got, want := figures(said), "execs: 20 (3/sec), new interesting: 2 (total: 7)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := figures("PASS\n"), "no input was tried"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestShortest(t *testing.T) {
	dir := t.TempDir()
	for name, size := range map[string]int{"b": 3, "a": 3, "c": 1, "d": longest + 1} {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, size), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, err := shortest(dir)
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	if err != nil || !slices.Equal(files, []string{"c", "a", "b"}) {
		t.Errorf("%v, %v", files, err)
	}
	if none, err := shortest(filepath.Join(dir, "none")); err != nil || none != nil {
		t.Errorf("of a folder that is not there: %v, %v", none, err)
	}
}

func TestTimeWasUp(t *testing.T) {
	for said, want := range map[string]bool{
		"--- FAIL: FuzzX (23.02s)\n    context deadline exceeded\nFAIL\n": true,
		"--- FAIL: FuzzX (1.1s)\n    --- FAIL: FuzzX (0.00s)\n        x_test.go:3: wrong\n    \n" +
			"    Failing input written to testdata/fuzz/FuzzX/1\n    context deadline exceeded\nFAIL\n": false,
		"--- FAIL: FuzzX (1.1s)\n    fuzzing process hung or terminated unexpectedly: exit status 2\nFAIL\n": false,
	} {
		if got := timeWasUp(said); got != want {
			t.Errorf("%v of\n%s", got, said)
		}
	}
}
