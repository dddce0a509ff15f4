package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
)

// target is a fuzz target: a function of a test, and the folder of its package.
type target struct{ folder, name string }

func (t target) String() string { return t.folder + "." + t.name }

// found is the folder with the inputs that fuzzing has found so far, and kept the one with those in git.
func (t target) found() string { return filepath.Join("build/fuzz", t.folder, t.name) }
func (t target) kept() string  { return filepath.Join(t.folder, "testdata/fuzz", t.name) }

// find returns the targets of all packages below root, in the order of their names.
func find(root string) ([]target, error) {
	var all []target
	fset := token.NewFileSet()
	for _, top := range []string{"nn", "wasm", "web", "scripts"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(file string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() == "testdata" {
				return filepath.SkipDir
			}
			if err != nil || !strings.HasSuffix(file, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			folder, err := filepath.Rel(root, filepath.Dir(file))
			if err != nil {
				return err
			}
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Fuzz") {
					all = append(all, target{filepath.ToSlash(folder), fn.Name.Name})
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
