// Package strokefile reads labelled drawings, for tests and for measuring how well drawings are recognised.
//
// A file is JSON, a list of {"label": 7, "writer": "...", "strokes": [[[x, y], ...], ...]}; nn/digits/testdata has one.
//
//	drawings, err := strokefile.Load("../digits/testdata/strokes.json")
package strokefile

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// env is the environment variable that names what Load reads: a file, or a folder whose *.json are all read.
const env = "INKGRAD_STROKES"

// Drawing is one digit and who drew it.
type Drawing struct {
	Label   int            `json:"label"`
	Writer  string         `json:"writer"`
	Strokes digits.Strokes `json:"strokes"`
}

// Check returns an error unless the drawing is one that digits.Render takes, with a label 0 to 9.
func (d Drawing) Check() error {
	if d.Label < 0 || d.Label >= digits.Classes {
		return fmt.Errorf("label %d is not a digit", d.Label)
	}
	return d.Strokes.Validate()
}

// Load reads what env names or, where that is not set, the file or folder fallback.
func Load(fallback string) ([]Drawing, error) {
	if path := os.Getenv(env); path != "" {
		return Read(path)
	}
	return Read(fallback)
}

// Read reads a file, or all *.json of a folder in the order of their names. There must be a drawing, and each must pass
// Check; an error names the file and the item.
func Read(path string) ([]Drawing, error) {
	files, err := list(path)
	if err != nil {
		return nil, fmt.Errorf("strokefile: %w", err)
	}
	var all []Drawing
	for _, file := range files {
		drawings, err := readFile(file)
		if err != nil {
			return nil, fmt.Errorf("strokefile: %s: %w", file, err)
		}
		all = append(all, drawings...)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("strokefile: %s: no drawings", path)
	}
	return all, nil
}

// list returns path itself, or the *.json in it.
func list(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return []string{path}, err
	}
	files, err := fs.Glob(os.DirFS(path), "*.json")
	for i := range files {
		files[i] = filepath.Join(path, files[i])
	}
	return files, err
}

func readFile(file string) ([]Drawing, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return decode(data)
}

func decode(data []byte) ([]Drawing, error) {
	var drawings []Drawing
	if err := json.Unmarshal(data, &drawings); err != nil {
		return nil, err
	}
	for i, d := range drawings {
		if err := d.Check(); err != nil {
			return nil, fmt.Errorf("item %d: %w", i, err)
		}
	}
	return drawings, nil
}
