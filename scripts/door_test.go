package scripts_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/version"
)

// read returns a file of the repository.
func read(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", path))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// The newest heading in CHANGELOG.md is that of the version, below what is not released yet.
func TestChangelogHasTheVersion(t *testing.T) {
	log := strings.Replace(read(t, "CHANGELOG.md"), "\n## Unreleased\n", "\n", 1)
	newest := regexp.MustCompile(`(?m)^## (\S+)`).FindStringSubmatch(log)
	if newest == nil || newest[1] != version.Current {
		t.Errorf("CHANGELOG.md begins with %v, this is %s", newest, version.Current)
	}
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(version.Current) {
		t.Errorf("%s is not a version", version.Current)
	}
}

// What the workflows run is there: targets of the Makefile, and programs.
func TestWorkflowsRunWhatIsThere(t *testing.T) {
	files, err := filepath.Glob("../.github/workflows/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	makefile := read(t, "Makefile")
	runs := 0
	for _, file := range files {
		name, err := filepath.Rel("..", file)
		if err != nil {
			t.Fatal(err)
		}
		text := read(t, name)
		for _, m := range regexp.MustCompile(`(?m)^\s+(?:- )?run: (.+)$`).FindAllStringSubmatch(text, -1) {
			runs++
			words := strings.Fields(m[1])
			if words[0] != "make" {
				if info, err := os.Stat(filepath.Join("..", words[0])); err != nil || info.Mode()&0o111 == 0 {
					t.Errorf("%s runs %s, which is no program of the repository", name, words[0])
				}
				continue
			}
			for _, word := range words[1:] {
				if variable, _, ok := strings.Cut(word, "="); ok {
					if !strings.Contains(makefile, "$("+variable+")") &&
						!strings.Contains(makefile, "$(or $("+variable+")") {
						t.Errorf("%s sets %s, which the Makefile does not read", name, variable)
					}
				} else if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(word) + `:`).MatchString(makefile) {
					t.Errorf("%s makes %s, which is no target", name, word)
				}
			}
		}
	}
	if runs < 2 {
		t.Errorf("the workflows run %d commands", runs)
	}
}

// documents are what a contributor reads first.
var documents = []string{"README.md", "CHANGELOG.md", ".github/ARCHITECTURE.md", ".github/CONTRIBUTING.md",
	"static/notes/README.md",
	"wasm/edge/README.md"}

// What stands in a document between backquotes and begins with a folder of the repository, and the target of each of
// its links, is there.
func TestPathsInDocuments(t *testing.T) {
	link, code := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`), regexp.MustCompile("`([^`\n]+)`")
	folder := regexp.MustCompile(`^(?:nn|web|wasm|static|scripts|\.github|\.ci)(?:/[\w.*-]+)*/?$`)
	named := 0
	for _, document := range documents {
		text := read(t, document)
		paths := map[string]string{}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			paths[m[1]] = filepath.Join(filepath.Dir(document), m[1])
		}
		for _, m := range code.FindAllStringSubmatch(text, -1) {
			if folder.MatchString(m[1]) {
				paths[m[1]] = m[1]
			}
		}
		named += len(paths)
		for name, path := range paths {
			if _, err := os.Stat(filepath.Join("..", path)); err != nil {
				t.Errorf("%s names %s, which is not there", document, name)
			}
		}
	}
	if named < 50 {
		t.Errorf("only %d paths were found", named)
	}
}

// The commands that documents give are there: targets of the Makefile, and programs.
func TestCommandsInDocuments(t *testing.T) {
	makefile := read(t, "Makefile")
	target, program := regexp.MustCompile("(?m)(?:^|[`\n])make ([a-z][a-z0-9-]*)"),
		regexp.MustCompile(`go run \./([\w/]+)`)
	for _, document := range documents {
		text := read(t, document)
		for _, m := range target.FindAllStringSubmatch(text, -1) {
			if !regexp.MustCompile(`(?m)^` + m[1] + `:.*##`).MatchString(makefile) {
				t.Errorf("%s says make %s, which is no target", document, m[1])
			}
		}
		for _, m := range program.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join("..", m[1], "main.go")); err != nil {
				t.Errorf("%s runs %s, which is no program", document, m[1])
			}
		}
	}
}
