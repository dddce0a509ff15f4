package code

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session"
)

// Every program in Go runs, and comes to the weights and the accuracy of the page, bit for bit. To compile them once,
// all of them become one program, in which the run of each has a name of its own, and tells a hash of its weights.
func TestRunGo(t *testing.T) {
	learn, test := load(t)
	all := short(t)
	names := slices.Sorted(maps.Keys(all))
	folder := t.TempDir()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	standIn, err := filepath.Abs("testdata/mnist/mnist.go")
	if err != nil {
		t.Fatal(err)
	}
	overlay := map[string]string{filepath.Join(root, "scripts/data/mnist/mnist.go"): standIn}
	add := func(file, source string) {
		t.Helper()
		path := filepath.Join(folder, file)
		if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		overlay[filepath.Join(root, "scripts/mynetwork", file)] = path
	}
	calls := ""
	for i, name := range names {
		replaced := func(source, old, new string) string {
			t.Helper()
			if strings.Count(source, old) != 1 {
				t.Fatalf("%q is not once in the program of %s", old, name)
			}
			return strings.Replace(source, old, new, 1)
		}
		source := replaced(Go(all[name]), mainFunction, "")
		source = replaced(source, "\t\"log\"\n", "")
		source = replaced(source, "func run() error {", fmt.Sprintf("func run%d() error {", i))
		source = replaced(source, "predictor.Accuracy(test))\n", "predictor.Accuracy(test))\n\ttell(net.Params())\n")
		add(fmt.Sprintf("run%d.go", i), source)
		calls += fmt.Sprintf("\trun(run%d)\n", i)
	}
	add("main.go", fmt.Sprintf(mainProgram, calls))
	text, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "mynetwork")
	if err := os.WriteFile(program+".json", text, 0o644); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-overlay", program+".json", "-o", program, "./scripts/mynetwork")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	run := exec.Command(program)
	run.Env = append(os.Environ(), "INKGRAD_MNIST="+written(t, learn, test))
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	told := accuracyLine.FindAllStringSubmatch(strings.ReplaceAll(string(out), "\nweights ", " weights "), -1)
	if len(told) != len(names) {
		t.Fatalf("%d of %d programs say how good they have become:\n%s", len(told), len(names), out)
	}
	for i, name := range names {
		c, accuracy, err := session.Pretrain(all[name], learn.First(all[name].DataSize), test)
		if err != nil {
			t.Fatal(err)
		}
		hash := fnv.New64()
		for _, p := range c.Params {
			for _, v := range p.Data {
				fmt.Fprintln(hash, v)
			}
		}
		if want := fmt.Sprintf("%.4f weights %x", accuracy, hash.Sum64()); told[i][1] != want {
			t.Errorf("%s comes to %s, the page to %s", name, told[i][1], want)
		}
	}
}

const mainFunction = "func main() {\n\tif err := run(); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n"

// mainProgram runs what it is given.
const mainProgram = `package main

import (
	"fmt"
	"hash/fnv"
	"log"

	"github.com/inkgrad/inkgrad/nn/layer"
)

func main() {
%s}

func run(f func() error) {
	if err := f(); err != nil {
		log.Fatal(err)
	}
}

func tell(params []layer.Param[float32]) {
	hash := fnv.New64()
	for _, p := range params {
		for _, v := range p.Value.Data {
			fmt.Fprintln(hash, float64(v))
		}
	}
	fmt.Printf("weights %%x\n", hash.Sum64())
}
`
