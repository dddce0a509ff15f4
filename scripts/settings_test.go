package scripts_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// TestEverySettingIsRead looks for code that reads each field of setting.Settings: without it a control would do
// nothing. It knows no types, so that a field of the same name elsewhere counts, too.
func TestEverySettingIsRead(t *testing.T) {
	table := filepath.Join("..", "nn", "session", "setting", "table.go")
	read := map[string]bool{}
	for _, root := range []string{"nn", "web", "wasm"} {
		err := filepath.WalkDir(filepath.Join("..", root), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case path == table || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					read[s.Sel.Name] = true
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[setting.Settings]()) {
		if field.IsExported() && !read[field.Name] {
			t.Errorf("no code reads Settings.%s", field.Name)
		}
	}
}
