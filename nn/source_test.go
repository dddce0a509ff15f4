package nn_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// operation is a type of package op as its source has it.
type operation struct {
	file, name string
	kinds      []string
}

// operationTypes finds the types with a method Kind in the files of package op.
func operationTypes(t *testing.T) []operation {
	t.Helper()
	files, err := filepath.Glob("op/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var found []operation
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		o := operation{file: "nn/" + filepath.ToSlash(file)}
		for receiver, methods := range methodsOf(parsed) {
			for _, name := range []string{"Kind", "InTest"} {
				if m := methods[name]; m != nil {
					literal, ok := m.Body.List[0].(*ast.ReturnStmt).Results[0].(*ast.BasicLit)
					if !ok {
						continue // a stand-in, whose kind is given
					}
					kind, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					o.name, o.kinds = receiver, append(o.kinds, kind)
				}
			}
		}
		if o.name != "" {
			found = append(found, o)
		}
	}
	return found
}

// methodsOf has the methods in a file, by the name of the receiver's type and their own.
func methodsOf(file *ast.File) map[string]map[string]*ast.FuncDecl {
	all := map[string]map[string]*ast.FuncDecl{}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv == nil {
			continue
		}
		of := f.Recv.List[0].Type
		if star, ok := of.(*ast.StarExpr); ok {
			of = star.X
		}
		if generic, ok := of.(*ast.IndexExpr); ok {
			of = generic.X
		}
		name := of.(*ast.Ident).Name
		if all[name] == nil {
			all[name] = map[string]*ast.FuncDecl{}
		}
		all[name][f.Name.Name] = f
	}
	return all
}

// The source of each operation is in its file, letter for letter, and has its type with forward and backward.
func TestSourceOfOperations(t *testing.T) {
	operations := operationTypes(t)
	kinds := 0
	for _, o := range operations {
		kinds += len(o.kinds)
	}
	if n := len(nn.Sources()); n == 0 || n != kinds {
		t.Fatalf("there are sources of %d kinds, and %d kinds of operations", n, kinds)
	}
	for _, o := range operations {
		for _, kind := range o.kinds {
			t.Run(kind, func(t *testing.T) {
				s, ok := nn.Sources()[kind]
				if !ok || s.File != o.file {
					t.Fatalf("it is in %q, want %q", s.File, o.file)
				}
				file, err := os.ReadFile(strings.TrimPrefix(s.File, "nn/"))
				if err != nil {
					t.Fatal(err)
				}
				if !strings.HasSuffix(string(file), "\n\n"+s.Text) || strings.Contains(s.Text, "import ") {
					t.Errorf("it is not what follows the imports of %s:\n%s", s.File, s.Text)
				}
				parsed, err := parser.ParseFile(token.NewFileSet(), "", "package op\n"+s.Text, parser.ParseComments)
				if err != nil {
					t.Fatal(err)
				}
				methods := methodsOf(parsed)[o.name]
				if methods["Forward"] == nil || methods["Backward"] == nil || parsed.Scope.Lookup(o.name) == nil {
					t.Errorf("the type %s, its Forward or its Backward is not in\n%s", o.name, s.Text)
				}
				if !strings.HasPrefix(s.Text, "// "+o.name+" ") {
					t.Errorf("it begins with %.40q, not with what is said of %s", s.Text, o.name)
				}
			})
		}
	}
}

var leaves = []string{graph.KindInput, graph.KindTarget, graph.KindParam, graph.KindConstant}

// Whatever computes a node of a network, in training and in prediction, has a source; leaves have none.
func TestSourceOfNodes(t *testing.T) {
	sources := nn.Sources()
	for _, kind := range spec.Kinds() {
		variants := []spec.Layer{kind.Default}
		for _, f := range kind.Fields {
			for _, choice := range f.Choices {
				l := kind.Default
				f.SetChoice(&l, choice)
				variants = append(variants, l)
			}
		}
		for i, l := range variants {
			t.Run(fmt.Sprint(kind, i), func(t *testing.T) {
				network := spec.Network{Input: []int{1, 8, 8}, Init: spec.InitHe,
					Layers: []spec.Layer{l, spec.Affine{Units: 10}}}
				net, err := layer.New[float64](network, rand.New(rand.NewPCG(1, 0)))
				if err != nil {
					t.Fatal(err)
				}
				g := graph.New[float64]()
				x, target := tensor.New[float64](2, 1, 8, 8), tensor.New[float64](2)
				loss := net.Loss(g, g.Input("x", x), g.Target("t", target))
				if g.Err() != nil {
					t.Fatal(g.Err())
				}
				for _, mode := range []graph.Mode{graph.Train, graph.Test} {
					g.Forward(mode)
					g.Backward(loss)
					for _, n := range g.Snapshot().Nodes {
						_, ok := sources[n.Kind]
						if slices.Contains(leaves, n.Kind) == ok {
							t.Errorf("%s has a source: %v", n.Kind, ok)
						}
					}
				}
			})
		}
	}
}
