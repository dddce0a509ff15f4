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

// The newest heading in CHANGELOG.md is that of the version.
func TestChangelogHasTheVersion(t *testing.T) {
	newest := regexp.MustCompile(`(?m)^## (\S+)`).FindStringSubmatch(read(t, "CHANGELOG.md"))
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
					if !strings.Contains(makefile, "$("+variable+")") && !strings.Contains(makefile, "$(or $("+variable+")") {
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
