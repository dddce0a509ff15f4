// Npm writes the package inkgrad of npm: embed.js with the element and the types, for programs that are bundled. It
// publishes nothing.
//
//	go run ./scripts/npm -out build/package && npm pack ./build/package
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/inkgrad/inkgrad/nn/version"
)

func main() {
	out := flag.String("out", "build/package", "`folder` to write")
	root := flag.String("root", ".", "`folder` of the repository")
	flag.Parse()
	if err := write(*root, *out); err != nil {
		fmt.Fprintln(os.Stderr, "npm:", err)
		os.Exit(1)
	}
	fmt.Println("The package is in", *out)
}

// files are those of the package, by the file of the repository that each is made of.
var files = map[string]string{
	"embed.js":   "static/embed.js",
	"embed.d.ts": "static/embed.d.ts",
	"element.js": "static/element.js",
	"README.md":  "scripts/npm/README.md",
	"LICENSE":    "LICENSE",
}

// home is the line of embed.js that says where Inkgrad is: where that file is, which a bundler takes elsewhere.
var home = regexp.MustCompile(`(?ms)^const HOME = .*?;$`)

// write writes the package into a folder.
func write(root, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, from := range files {
		body, err := os.ReadFile(filepath.Join(root, from))
		if err != nil {
			return err
		}
		if name == "embed.js" {
			if n := len(home.FindAll(body, -1)); n != 1 {
				return fmt.Errorf("embed.js has %d lines that say where Inkgrad is, want 1", n)
			}
			body = home.ReplaceAll(body, []byte(`const HOME = "";`))
		}
		if err := os.WriteFile(filepath.Join(out, name), body, 0o644); err != nil {
			return err
		}
	}
	type entry struct {
		Types   string `json:"types"`
		Default string `json:"default"`
	}
	manifest, err := json.MarshalIndent(struct {
		Name        string           `json:"name"`
		Version     string           `json:"version"`
		Description string           `json:"description"`
		License     string           `json:"license"`
		Repository  string           `json:"repository"`
		Keywords    []string         `json:"keywords"`
		Type        string           `json:"type"`
		Types       string           `json:"types"`
		Exports     map[string]entry `json:"exports"`
	}{
		"inkgrad", version.Current,
		"Panels of Inkgrad in your own page: draw a digit, train a network, and see the graph it computes.",
		"MIT", "github:inkgrad/inkgrad", []string{"backpropagation", "computational-graph", "mnist", "teaching"},
		"module", "./embed.d.ts", map[string]entry{".": {"./embed.d.ts", "./embed.js"}},
	}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "package.json"), append(manifest, '\n'), 0o644)
}
