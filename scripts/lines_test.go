package scripts_test

import (
	"bytes"
	"go/format"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// maxColumns is how long a line may be, with tabs of tabColumns.
const maxColumns, tabColumns = 120, 4

// TestLayout looks at all code, its comments and documents: Go is formatted as gofmt does it, and no line is too long.
// A raw string of Go may be longer, for a line's end would be part of it, and so may a line that has no place to
// break: a URL, or the row of a table in Markdown. The texts of scripts/notes have a line for each paragraph, as have
// the pages that are written from them.
func TestLayout(t *testing.T) {
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("%v: %v", cmd, err) // not in a checkout
	}
	looked := 0
	for path := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		kind := filepath.Ext(path)
		if !slices.Contains([]string{".go", ".js", ".css", ".c", ".h", ".md"}, kind) ||
			strings.Contains(path, "/testdata/") || kind == ".md" && strings.Contains(path, "/notes/") &&
			!strings.HasSuffix(path, "README.md") {
			continue
		}
		body, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			continue // removed, and not committed yet
		}
		looked++
		free := map[int]bool{}
		if kind == ".go" {
			free = rawLines(body)
			if formatted, err := format.Source(body); err != nil || !bytes.Equal(formatted, body) {
				t.Errorf("gofmt would change %s (%v)", path, err)
			}
		}
		for i, line := range strings.Split(string(body), "\n") {
			columns := utf8.RuneCountInString(line) + (tabColumns-1)*strings.Count(line, "\t")
			if columns > maxColumns && !free[i+1] && !strings.Contains(line, "url(") &&
				!(kind == ".md" && strings.HasPrefix(line, "|")) {
				t.Errorf("%s:%d has %d columns", path, i+1, columns)
			}
		}
	}
	if looked < 300 {
		t.Errorf("looked at %d files only", looked)
	}
}

// rawLines returns the lines of Go source on which a raw string lies.
func rawLines(source []byte) map[int]bool {
	lines := map[int]bool{}
	file := token.NewFileSet().AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, 0)
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			return lines
		}
		if tok == token.STRING && strings.HasPrefix(text, "`") {
			first := file.Line(pos)
			for i := range strings.Count(text, "\n") + 1 {
				lines[first+i] = true
			}
		}
	}
}
