package scripts_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each class of a style sheet is one that some code gives: by its whole name, or by the beginning up to a hyphen, to
// which the rest is added.
func TestEveryClassIsUsed(t *testing.T) {
	var source strings.Builder
	for _, top := range []string{"../web", "../static"} {
		err := filepath.WalkDir(top, func(path string, _ fs.DirEntry, err error) error {
			if kind := filepath.Ext(path); err != nil || strings.HasSuffix(path, "_test.go") ||
				kind != ".go" && kind != ".js" && kind != ".html" {
				return err
			}
			body, err := os.ReadFile(path)
			source.Write(body)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	words := map[string]bool{}
	for _, word := range regexp.MustCompile(`[A-Za-z][\w-]*`).FindAllString(source.String(), -1) {
		words[word] = true
	}
	sheets, err := filepath.Glob("../static/*.css")
	if err != nil || len(sheets) == 0 {
		t.Fatal(sheets, err)
	}
	comment := regexp.MustCompile(`(?s)/\*.*?\*/`)
	rule, class := regexp.MustCompile(`([^{};]+)\{`), regexp.MustCompile(`\.([A-Za-z][\w-]*)`)
	for _, sheet := range sheets {
		body, err := os.ReadFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rule.FindAllStringSubmatch(string(comment.ReplaceAll(body, nil)), -1) {
			for _, m := range class.FindAllStringSubmatch(r[1], -1) {
				name := m[1]
				begin := name[:strings.LastIndex(name, "-")+1]
				if !words[name] && (begin == "" || !strings.Contains(source.String(), begin+`"`) &&
					!strings.Contains(source.String(), begin+"`")) {
					t.Errorf("%s styles .%s, which nothing has", sheet, name)
				}
			}
		}
	}
}
