package state_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/state"
)

// A State only puts parts together: what becomes of a part is decided by its own methods. So no method of State copies
// a part or makes one.
func TestPartsOwnTheirTransitions(t *testing.T) {
	part := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[state.State]()) {
		part[f.Type.Elem().Name()] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset, methods := token.NewFileSet(), 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			m, ok := d.(*ast.FuncDecl)
			if !ok || receiver(m) != "State" {
				continue
			}
			methods++
			ast.Inspect(m.Body, func(n ast.Node) bool {
				made := ""
				switch n := n.(type) {
				case *ast.CompositeLit:
					if id, ok := n.Type.(*ast.Ident); ok {
						made = id.Name
					}
				case *ast.StarExpr:
					if s, ok := n.X.(*ast.SelectorExpr); ok {
						made = s.Sel.Name
					}
				}
				if part[made] {
					t.Errorf("%s: State.%s writes %s itself", fset.Position(n.Pos()), m.Name.Name, made)
				}
				return true
			})
		}
	}
	if methods == 0 {
		t.Error("there are no methods of State")
	}
}

// receiver names the type that a function is a method of, or is "".
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	of := f.Recv.List[0].Type
	if p, ok := of.(*ast.StarExpr); ok {
		of = p.X
	}
	id, _ := of.(*ast.Ident)
	if id == nil {
		return ""
	}
	return id.Name
}
