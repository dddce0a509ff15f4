package scripts_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingIsExportedInVain looks at the functions and types of the rooms of the page: another package uses what one
// exports, be it in a test, or what it uses has that type. So a capital letter says that others rely on a name.
func TestNothingIsExportedInVain(t *testing.T) {
	type name struct{ folder, identifier string }
	exported := map[name]string{} // where it is declared
	used := map[name]bool{}
	fset := token.NewFileSet()
	for _, top := range []string{"nn", "web", "wasm", "scripts"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(file string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() == "testdata" {
				return filepath.SkipDir
			}
			if err != nil || filepath.Ext(file) != ".go" {
				return err
			}
			f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			folder := filepath.ToSlash(strings.TrimPrefix(filepath.Dir(file), ".."+string(filepath.Separator)))
			if within(folder, "web") && !strings.HasSuffix(file, "_test.go") {
				for _, d := range f.Decls {
					declared, mentioned := names(d)
					for _, id := range declared {
						exported[name{folder, id.Name}] = fset.Position(id.Pos()).String()
					}
					for _, id := range mentioned {
						used[name{folder, id.Name}] = true
					}
				}
			}
			imported := map[string]string{} // the folder of ours, by the name in this file
			for _, i := range f.Imports {
				p := strings.Trim(i.Path.Value, `"`)
				if !strings.HasPrefix(p, module+"/") {
					continue
				}
				local := path.Base(p)
				if i.Name != nil {
					local = i.Name.Name
				}
				imported[local] = short(p)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok && imported[x.Name] != "" {
						used[name{imported[x.Name], s.Sel.Name}] = true
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for n, where := range exported {
		if !used[n] {
			t.Errorf("%s: no package uses %s.%s: it need not be exported", where, path.Base(n.folder), n.identifier)
		}
	}
}

// names are the exported functions and types that a declaration declares, and the identifiers in what it tells about
// exported ones.
func names(d ast.Decl) (declared, mentioned []*ast.Ident) {
	mention := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				mentioned = append(mentioned, id)
			}
			return true
		})
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() {
			if d.Recv == nil {
				declared = append(declared, d.Name)
			}
			mention(d.Type)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() {
					declared = append(declared, s.Name)
					mention(s.Type)
				}
			case *ast.ValueSpec:
				if s.Type != nil {
					mention(s.Type)
				}
			}
		}
	}
	return declared, mentioned
}
