package strokefile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/digits"
)

const testdata = "../testdata/strokes.json"

func TestTestdata(t *testing.T) {
	drawings, err := Read(testdata)
	if err != nil {
		t.Fatal(err)
	}
	var labels [digits.Classes]int
	writers := map[string]bool{}
	pixels := make([]float64, digits.Pixels)
	for i, d := range drawings {
		labels[d.Label]++
		writers[d.Writer] = true
		if err := digits.Render(pixels, d.Strokes); err != nil {
			t.Errorf("item %d: %v", i, err)
		}
	}
	for label, n := range labels {
		if n != 50 {
			t.Errorf("%d drawings of %d, want 50", n, label)
		}
	}
	if len(writers) != 52 {
		t.Errorf("%d writers, want 52", len(writers))
	}
}

// write makes a folder of files, given by their names.
func write(t *testing.T, files map[string]string) string {
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	one = `[{"label":1,"writer":"a","strokes":[[[0,0],[0,1]]]}]`
	two = `[{"label":2,"strokes":[[[0,0.5]],[]]},{"label":3,"strokes":[[[1,2]]]}]`
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []int  // the labels
		err   string // a part of the message
	}{
		{"one file", map[string]string{"a.json": one}, []int{1}, ""},
		{"files by name", map[string]string{"b.json": one, "a.json": two, "README.md": "no"}, []int{2, 3, 1}, ""},
		{"an empty folder", nil, nil, "no drawings"},
		{"an empty list", map[string]string{"a.json": "[]"}, nil, "no drawings"},
		{"not JSON", map[string]string{"a.json": one, "b.json": "label 7"}, nil, "b.json: invalid character"},
		{"not a digit", map[string]string{"a.json": `[{"label":10,"strokes":[[[0,0]]]}]`}, nil,
			"a.json: item 0: label 10 is not a digit"},
		{"no strokes", map[string]string{"a.json": two[:len(two)-1] + `,{"label":3}]`}, nil,
			"a.json: item 2: digits: the drawing is empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			drawings, err := Read(write(t, c.files))
			if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
				t.Fatalf("error %v, want %q in it", err, c.err)
			}
			if len(drawings) != len(c.want) {
				t.Fatalf("%d drawings, want %d", len(drawings), len(c.want))
			}
			for i, d := range drawings {
				if d.Label != c.want[i] {
					t.Errorf("drawing %d: label %d, want %d", i, d.Label, c.want[i])
				}
			}
		})
	}
}

func TestLoad(t *testing.T) {
	dir := write(t, map[string]string{"a.json": one, "b.json": two})
	for _, c := range []struct {
		name, env, fallback string
		want                int
	}{
		{"the fallback", "", testdata, 500},
		{"a file instead", filepath.Join(dir, "b.json"), testdata, 2},
		{"a folder instead", dir, "not/there.json", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(env, c.env)
			drawings, err := Load(c.fallback)
			if err != nil || len(drawings) != c.want {
				t.Errorf("%d drawings, error %v; want %d", len(drawings), err, c.want)
			}
		})
	}
	t.Setenv(env, "not/there.json")
	if _, err := Load(testdata); err == nil {
		t.Error("a wrong name in the environment went unnoticed")
	}
}

// FuzzDecode reads anything as a file: what it takes can be rendered.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`[{"label": 7, "writer": "w", "strokes": [[[1, 2], [3, 4.5]], [[0, 0]]]}]`))
	f.Add([]byte(`[{"label": 0, "strokes": [[[1e9, -1e9]], []]}]`))
	f.Fuzz(func(t *testing.T, file []byte) {
		defer cost.Bound(t, len(file))()
		drawings, err := decode(file)
		if err != nil {
			return
		}
		pixels := make([]float64, digits.Pixels)
		for i, d := range drawings {
			if err := digits.Render(pixels, d.Strokes); err != nil || d.Label < 0 || d.Label >= digits.Classes {
				t.Errorf("drawing %d of label %d: %v", i, d.Label, err)
			}
		}
	})
}
