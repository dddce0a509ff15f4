package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// longest is how long a kept input may be, in bytes of its file.
const longest = 2048

// keep copies into git those of the inputs found that reach a block of the package, or of what it imports from here,
// that neither a seed nor a kept input reaches. It tries the shortest first.
func (t target) keep(ctx context.Context, out io.Writer) error {
	files, err := shortest(t.found())
	if err != nil || len(files) == 0 {
		return err
	}
	dir, err := os.MkdirTemp("", "fuzz")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary, profile := filepath.Join(dir, "test"), filepath.Join(dir, "profile")
	c := exec.CommandContext(ctx, "go", "test", "-c", "-cover", "-coverpkg=./"+t.folder+"/...", "-o", binary,
		"./"+t.folder)
	if said, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", t, err, said)
	}
	reached := map[string]bool{}
	// reach runs the seeds, or one of them, and says whether it reached anything new.
	reach := func(seeds string) (more bool, err error) {
		c := exec.CommandContext(ctx, binary, "-test.run=^"+t.name+"$"+seeds, "-test.coverprofile="+profile)
		c.Dir = t.folder
		if said, err := c.CombinedOutput(); err != nil {
			return false, fmt.Errorf("%v: %w\n%s", t, err, said)
		}
		blocks, err := covered(profile)
		for _, b := range blocks {
			more = more || !reached[b]
			reached[b] = true
		}
		return more, err
	}
	if _, err := reach(""); err != nil {
		return err
	}
	n := 0
	for _, file := range files {
		name := filepath.Base(file)
		to := filepath.Join(t.kept(), name)
		if _, err := os.Stat(to); err == nil {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := errors.Join(os.MkdirAll(t.kept(), 0o755), os.WriteFile(to, content, 0o644)); err != nil {
			return err
		}
		more, err := reach("/^" + name + "$")
		if err != nil {
			return err
		}
		if more {
			n++
		} else if err := os.Remove(to); err != nil {
			return err
		}
	}
	_ = os.Remove(t.kept()) // which fails unless it is empty
	fmt.Fprintf(out, "%v\tkept %d of %d\n", t, n, len(files))
	return nil
}

// shortest returns the files of a folder that are not too long, the shortest first.
func shortest(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	type file struct {
		path string
		size int64
	}
	var files []file
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		if info.Size() <= longest {
			files = append(files, file{filepath.Join(dir, e.Name()), info.Size()})
		}
	}
	slices.SortFunc(files, func(a, b file) int {
		return cmp.Or(cmp.Compare(a.size, b.size), strings.Compare(a.path, b.path))
	})
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.path
	}
	return paths, err
}

// covered returns the blocks that a profile says were reached.
func covered(profile string) ([]string, error) {
	f, err := os.Open(profile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var blocks []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		// web/x.go:3.2,5.7 2 1: a place, the number of statements, how often
		block, times, _ := strings.Cut(lines.Text(), " ")
		if !strings.HasSuffix(times, " 0") {
			blocks = append(blocks, block)
		}
	}
	return blocks, lines.Err()
}
