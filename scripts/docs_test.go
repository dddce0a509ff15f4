package scripts_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// built is what go list says of a package that was compiled.
type built struct {
	ImportPath, Name, Dir, Export string
	GoFiles                       []string
}

// TestExamplesInDocs type-checks the code in the documentation of packages. What an example takes for granted, such as
// a file that is open or a batch that is there, may be undefined; whatever else the compiler says is wrong.
func TestExamplesInDocs(t *testing.T) {
	lookAtSources(t)
	cmd := exec.Command("go", "list", "-deps", "-export", "-json=ImportPath,Name,Dir,Export,GoFiles", "./nn/...",
		"./web/...", "testing")
	cmd.Dir = ".."
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd, err)
	}
	export := map[string]string{}
	// What a name in front of a dot stands for, beside our packages.
	others := map[string]string{"rand": "math/rand/v2", "testing": "testing", "time": "time", "fmt": "fmt"}
	var ours []built
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p built
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		export[p.ImportPath] = p.Export
		if within(p.ImportPath, module) {
			ours = append(ours, p)
		}
	}
	load := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(export[path])
	})
	checked := 0
	for _, p := range ours {
		paths := maps.Clone(others)
		// Of two with one name, nn/train and web/train, the one under the same roof is meant.
		for _, other := range ours {
			if paths[other.Name] == "" || roof(other.ImportPath) == roof(p.ImportPath) {
				paths[other.Name] = other.ImportPath
			}
		}
		for _, code := range codeOf(t, p) {
			ok, problems := checkExample(code, paths, load)
			if ok {
				checked++
			}
			for _, problem := range problems {
				t.Errorf("the documentation of %s: %s, in\n%s", short(p.ImportPath), problem, code)
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d examples were found", checked)
	}
}

// roof is the first folder of a package of ours: nn or web.
func roof(path string) string {
	top, _, _ := strings.Cut(short(path), "/")
	return top
}

// codeOf returns the blocks of code in the documentation of a package.
func codeOf(t *testing.T, p built) []string {
	var code []string
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil,
			parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range new(comment.Parser).Parse(f.Doc.Text()).Content {
			if b, ok := b.(*comment.Code); ok {
				code = append(code, b.Text)
			}
		}
	}
	return code
}

var ellipsis = regexp.MustCompile(`(?m)^\s*\.\.\.$|\.\.\. (\})`)

// checkExample says what is wrong with an example. A block that is no statements is none, unless it has an assignment.
func checkExample(code string, paths map[string]string, load types.Importer) (ok bool, problems []string) {
	body := ellipsis.ReplaceAllString(code, "$1")
	function := "func _() (_ error) {\n" + body + "\nreturn nil\n}\n"
	if strings.HasPrefix(body, "func ") {
		function = body // a file
	}
	source := "package example\n" + function
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "", source, parser.SkipObjectResolution)
	if err != nil {
		if strings.Contains(code, ":=") {
			return false, []string{err.Error()}
		}
		return false, nil
	}
	var imports strings.Builder
	seen := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && paths[x.Name] != "" && !seen[x.Name] && !assigned(f, x.Name) {
				seen[x.Name] = true
				fmt.Fprintf(&imports, "import %s %q\n", x.Name, paths[x.Name])
			}
		}
		return true
	})
	if len(seen) == 0 && !strings.Contains(code, ":=") {
		return false, nil
	}
	source = "package example\n" + imports.String() + function
	if f, err = parser.ParseFile(files, "", source, parser.SkipObjectResolution); err != nil {
		return false, []string{err.Error()}
	}
	config := types.Config{Importer: load, Error: func(err error) {
		var e types.Error
		if errors.As(err, &e) && !granted.MatchString(e.Msg) {
			problems = append(problems, e.Msg)
		}
	}}
	_, _ = config.Check("example", files, []*ast.File{f}, nil) // Error has what it returns
	return true, problems
}

// granted is what the compiler says of names that the example does not explain, or does not use.
var granted = regexp.MustCompile(`^undefined: [a-z]\w*$|^declared and not used|^cannot infer T|is not used$`)

// assigned says whether an example gives a value to a name, which then is no package.
func assigned(f *ast.File, name string) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
			for _, left := range a.Lhs {
				if x, ok := left.(*ast.Ident); ok && x.Name == name {
					found = true
				}
			}
		}
		return true
	})
	return found
}

// listed returns the names in the list of a package's documentation, one a line.
func listed(t *testing.T, file string) []string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^//\t(\w+) {2,}`).FindAllStringSubmatch(string(body), -1) {
		names = append(names, m[1])
	}
	return names
}

// folders returns the folders in a folder.
func folders(t *testing.T, path string) []string {
	t.Helper()
	entries, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "testdata" {
			names = append(names, e.Name())
		}
	}
	return names
}

// The lists of folders are whole.
func TestFoldersAreListed(t *testing.T) {
	for _, c := range []struct{ doc, folder string }{{"doc.go", "."}, {"../nn/doc.go", "../nn"}} {
		names := listed(t, c.doc)
		slices.Sort(names)
		if want := folders(t, c.folder); !slices.Equal(names, want) {
			t.Errorf("%s lists %v, there are %v", c.doc, names, want)
		}
	}
}

// The folders of nn are listed in an order in which each imports only what stands before it.
func TestOrderOfFolders(t *testing.T) {
	order := listed(t, "../nn/doc.go")
	place := func(path string) int {
		folder, _, _ := strings.Cut(strings.TrimPrefix(short(path), "nn/"), "/")
		return slices.Index(order, folder)
	}
	for _, p := range list(t, nil, "./nn/...") {
		for _, imported := range p.Imports {
			if within(short(imported), "nn") && place(imported) > place(p.ImportPath) && !plainData(short(imported)) {
				t.Errorf("nn/doc.go has %s before %s, which it imports", short(p.ImportPath), short(imported))
			}
		}
	}
}

// plainData says whether a room imports nothing that computes.
func plainData(path string) bool {
	r, ok := find(path)
	return ok && strings.HasPrefix(r.why, "it is plain data")
}
