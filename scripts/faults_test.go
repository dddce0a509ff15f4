package scripts_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFaults looks at the table of faults: each line says what the user sees and names a test, and each test that it
// names is there. The README leads to it.
func TestFaults(t *testing.T) {
	table, err := os.ReadFile("../.github/FAULTS.md")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "(.github/FAULTS.md)") {
		t.Error("the README does not lead to .github/FAULTS.md")
	}
	name := regexp.MustCompile("`([a-z0-9/]+)\\.((?:Test|Fuzz)[A-Za-z0-9]+)`")
	tests := map[string]map[string]bool{} // by their folders
	lines := 0
	for i, line := range strings.Split(string(table), "\n") {
		cells := strings.Split(line, " | ")
		if !strings.HasPrefix(line, "| ") || len(cells) != 4 || i < 8 || strings.HasPrefix(line, "| **") {
			continue
		}
		lines++
		named := name.FindAllStringSubmatch(cells[3], -1)
		if len(named) == 0 {
			t.Errorf("line %d names no test: %s", i+1, cells[0])
		}
		for _, n := range named {
			folder, test := n[1], n[2]
			if tests[folder] == nil {
				tests[folder] = testsOf(t, folder)
			}
			if !tests[folder][test] {
				t.Errorf("line %d: there is no %s in %s", i+1, test, folder)
			}
		}
	}
	if lines < 30 {
		t.Errorf("the table has %d lines", lines)
	}
}

// testsOf returns the names of the functions in the tests of a folder.
func testsOf(t *testing.T, folder string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
				names[fn.Name.Name] = true
			}
		}
	}
	return names
}
