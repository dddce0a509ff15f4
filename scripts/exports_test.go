package scripts_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// interfaces are the methods by which go-app, and the standard library, know what a type can do.
var interfaces = []string{"OnMount", "OnUpdate", "OnDismount", "OnNav", "Render",
	"Error", "String", "MarshalJSON", "UnmarshalJSON", "ServeHTTP"}

// TestNothingIsExportedInVain looks at the functions, types and methods of the rooms of the page: another package uses
// what one exports, be it in a test, or what it uses has that type. So a capital letter says that others rely on a
// name. Of methods it compares the names alone.
func TestNothingIsExportedInVain(t *testing.T) {
	type name struct{ folder, identifier string }
	exported := map[name]string{} // where it is declared
	used := map[name]bool{}
	type method struct{ where, folder, receiver, identifier string }
	var methods []method
	called := map[string]map[string]bool{} // the packages, or interfaces, that use a method of that name
	call := func(identifier, by string) {
		if called[identifier] == nil {
			called[identifier] = map[string]bool{}
		}
		called[identifier][by] = true
	}
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
					if m, ok := d.(*ast.FuncDecl); ok && m.Name.IsExported() && ast.IsExported(receiver(m)) {
						methods = append(methods,
							method{fset.Position(m.Pos()).String(), folder, receiver(m), m.Name.Name})
					}
					declared, mentioned := names(d)
					for _, id := range declared {
						exported[name{folder, id.Name}] = fset.Position(id.Pos()).String()
					}
					for _, id := range mentioned {
						used[name{folder, id.Name}] = true
					}
				}
			}
			imported := map[string]string{} // the path, for ours the folder, by the name in this file
			for _, i := range f.Imports {
				p := strings.Trim(i.Path.Value, `"`)
				local := path.Base(p)
				if i.Name != nil {
					local = i.Name.Name
				}
				imported[local] = short(p)
			}
			by := folder
			if strings.HasSuffix(f.Name.Name, "_test") {
				by += "_test"
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && imported[x.Name] != "" {
						used[name{imported[x.Name], n.Sel.Name}] = true
					} else {
						call(n.Sel.Name, by)
					}
				case *ast.InterfaceType:
					for _, m := range n.Methods.List {
						for _, id := range m.Names {
							call(id.Name, "an interface")
						}
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
	for _, m := range methods {
		others := maps.Clone(called[m.identifier])
		delete(others, m.folder)
		if len(others) == 0 && !slices.Contains(interfaces, m.identifier) {
			t.Errorf("%s: no package uses %s.%s.%s: it need not be exported", m.where, path.Base(m.folder), m.receiver,
				m.identifier)
		}
	}
}

// receiver names the type that a function is a method of, or is "".
func receiver(m *ast.FuncDecl) string {
	if m.Recv == nil {
		return ""
	}
	of := m.Recv.List[0].Type
	for {
		switch x := of.(type) {
		case *ast.StarExpr:
			of = x.X
		case *ast.IndexExpr:
			of = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
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
