package code

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

var update = flag.Bool("update", false, "write testdata anew")

// every has settings in which there is all that no preset has.
const every = "network=conv4k3s2p1-batchnorm-leakyrelu0.1-avgpool3s2-flatten-sigmoid-dropout0.3-tanh-affine10" +
	"&init=Zeros&optimizer=RMSProp&schedule=Step&stepFactor=0.5&weightDecay=0.001&dataSize=20000"

// cases are the settings by the name of their files.
func cases(t *testing.T) map[string]setting.Settings {
	t.Helper()
	all := map[string]setting.Settings{}
	for i, p := range setting.Presets() {
		all[fmt.Sprint("preset", i)] = p.Apply(setting.Default())
	}
	s, errs := setting.ParseQuery(every)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	all["every"] = s
	return all
}

// kinds are settings with each kind of layer, by the kind; of these there are no files.
func kinds(t *testing.T) map[string]setting.Settings {
	t.Helper()
	all := map[string]setting.Settings{}
	for _, kind := range spec.Kinds() {
		for i, s := range ofKind(t, kind) {
			all[fmt.Sprint(kind.Name, i)] = s
		}
	}
	return all
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed; -update writes it anew. Now it is\n%s", path, got)
	}
}

// Every Go program is formatted as gofmt does, and passes the type checker with the packages as they are.
func TestGo(t *testing.T) {
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", exports(t))
	check := func(name, source string) {
		t.Run(name, func(t *testing.T) {
			formatted, err := format.Source([]byte(source))
			if err != nil {
				t.Fatal(err)
			}
			if string(formatted) != source {
				t.Errorf("gofmt makes of it\n%s", formatted)
			}
			file, err := parser.ParseFile(fset, name+".go", source, 0)
			if err != nil {
				t.Fatal(err)
			}
			config := types.Config{Importer: imports}
			if _, err := config.Check("main", fset, []*ast.File{file}, nil); err != nil {
				t.Error(err)
			}
		})
	}
	for name, s := range cases(t) {
		source := Go(s)
		golden(t, name+".go", source)
		check(name, source)
	}
	for _, all := range []map[string]setting.Settings{kinds(t), methods(t)} {
		for name, s := range all {
			check(name, Go(s))
		}
	}
}

// exports finds what the compiler wrote about the packages that the programs import.
func exports(t *testing.T) importer.Lookup {
	t.Helper()
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}",
		"fmt", "log", "math/rand/v2", "./nn/layer", "./nn/layer/spec", "./nn/train", "./scripts/data/mnist")
	cmd.Dir, cmd.Stderr = "../..", os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for l := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(l), " ")
		files[path] = file
	}
	return func(path string) (io.ReadCloser, error) { return os.Open(files[path]) }
}

// Where there is Python, it can read every program. Each imports NumPy and modules of Python itself, and has the
// classes that it uses, each once, and no others.
func TestPython(t *testing.T) {
	sources := map[string]string{}
	for name, s := range cases(t) {
		sources[name] = Python(s)
		golden(t, name+".py", sources[name])
	}
	for _, all := range []map[string]setting.Settings{kinds(t), methods(t)} {
		for name, s := range all {
			sources[name] = Python(s)
		}
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no Python reads the programs: ", err)
	}
	text, err := json.Marshal(sources)
	if err != nil {
		t.Fatal(err)
	}
	const read = `
import ast, json, sys
for name, source in json.load(sys.stdin).items():
    nodes = list(ast.walk(ast.parse(source, name)))
    imported = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    imported |= {n.module for n in nodes if isinstance(n, ast.ImportFrom)}
    others = {i.split(".")[0] for i in imported} - {"numpy"} - sys.stdlib_module_names
    if others:
        sys.exit(f"{name} imports {others}")
    classes = [n.name for n in nodes if isinstance(n, ast.ClassDef)]
    calls = {n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    made = {c for c in calls if c[0].isupper() and c not in imported} - {"OrderedDict", "Path"}
    if sorted(classes) != sorted(made):
        sys.exit(f"{name} defines {classes} and uses {made}")
`
	cmd := exec.Command(python, "-c", read)
	cmd.Stdin = bytes.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
