package palette_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/palette"
)

var update = flag.Bool("update", false, "write the colours into "+sheet)

const (
	top   = "../.." // of the repository
	sheet = "static/inkgrad.css"
)

// block is what stands between two comments in the sheet. The first is for light paper, the others are for dark.
var block = regexp.MustCompile(`(?s)( *)/\* palette \*/\n(.*?) */\* end of palette \*/`)

func TestSheetHasThePalette(t *testing.T) {
	old, err := os.ReadFile(filepath.Join(top, sheet))
	if err != nil {
		t.Fatal(err)
	}
	blocks := 0
	want := block.ReplaceAllStringFunc(string(old), func(found string) string {
		indent := block.FindStringSubmatch(found)[1]
		var b strings.Builder
		fmt.Fprintf(&b, "%s/* palette */\n", indent)
		for _, c := range palette.All() {
			value := c.Dark
			if blocks == 0 {
				value = c.Light
			}
			if c.Name != "" && (blocks == 0 || c.Light != c.Dark) {
				fmt.Fprintf(&b, "%s--%s: %s;\n", indent, c.Name, value.Hex())
			}
		}
		blocks++
		return b.String() + indent + "/* end of palette */"
	})
	if blocks != 3 {
		t.Fatalf("%d blocks of colours, not 3: light, dark by the system, dark by choice", blocks)
	}
	if want == string(old) {
		return
	}
	if *update {
		if err := os.WriteFile(filepath.Join(top, sheet), []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s has not the colours of this package: run go test ./web/palette -update", sheet)
}

// TestAllIsAll holds All against the source: reflection finds no variables of a package.
func TestAllIsAll(t *testing.T) {
	source, err := os.ReadFile("palette.go")
	if err != nil {
		t.Fatal(err)
	}
	values := regexp.MustCompile(`\{"([a-z0-9-]*)", 0x`).FindAllStringSubmatch(string(source), -1)
	var names []string
	for _, v := range values {
		names = append(names, v[1])
	}
	var all []string
	for _, c := range palette.All() {
		all = append(all, c.Name)
	}
	slices.Sort(names)
	slices.Sort(all)
	if !reflect.DeepEqual(names, all) {
		t.Errorf("All has %q, the package %q", all, names)
	}
}

// What looks like a colour, by the kind of file. A named colour is looked for in CSS only.
var (
	hex    = regexp.MustCompile(`(?:(?:^|[^&\w%/])#|%23)([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b`)
	parts  = regexp.MustCompile(`\b(?:rgb|hsl|lab|lch|oklab|oklch)a?\(|color\.N?RGBA\{\s*0x|0x[0-9a-fA-F]{2}, 0x[0-9a-fA-F]{2}, 0x[0-9a-fA-F]{2}\b`)
	byName = regexp.MustCompile(
		`:[^;{]*\b(?:white|black|gr[ae]y|red|orange|yellow|green|blue|purple|silver|navy)\b(?:[^-]|$)`)
	drawing = []string{".css", ".js", ".html", ".svg", ".webmanifest", ".go", ".lua", ".py"}
)

// TestEveryColourIsOfThePalette looks for colours in all files that draw.
func TestEveryColourIsOfThePalette(t *testing.T) {
	known := map[string]bool{}
	for _, c := range palette.All() {
		known[c.Light.Hex()], known[c.Dark.Hex()] = true, true
	}
	looked := 0
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if skip := name == "build" || name == "dist" || name == "testdata" || name == "node_modules" ||
				len(name) > 2 && name[0] == '.'; skip {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains(drawing, filepath.Ext(name)) || strings.HasSuffix(name, "_test.go") ||
			filepath.Dir(path) == filepath.Join(top, "web/palette") {
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		looked++
		short, _ := filepath.Rel(top, path)
		if short == sheet { // the test above has its blocks
			body = block.ReplaceAllFunc(body, func(b []byte) []byte {
				return []byte(strings.Repeat("\n", strings.Count(string(b), "\n")))
			})
		}
		for i, line := range strings.Split(string(body), "\n") {
			if problem := problem(line, filepath.Ext(name), known); problem != "" {
				t.Errorf("%s:%d: %s: %s", short, i+1, problem, strings.TrimSpace(line))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if looked < 200 {
		t.Errorf("looked at %d files only", looked)
	}
}

// problem returns what is wrong with the colours of a line, or "".
func problem(line, kind string, known map[string]bool) string {
	if parts.MatchString(line) {
		return "a colour in parts: take it from web/palette"
	}
	for _, found := range hex.FindAllStringSubmatch(line, -1) {
		value := strings.ToLower(found[1])
		switch {
		case kind == ".css" && !strings.Contains(line, "url(\"data:"): // which knows no custom property
			return "a colour in a style sheet: use a custom property of web/palette"
		case kind == ".go":
			return "a colour in Go: take it from web/palette"
		case len(value) == 8:
			value = value[:6] // the rest says how opaque it is
		}
		if !known["#"+value] {
			return "no colour of web/palette"
		}
	}
	if kind == ".css" && byName.MatchString(line) {
		return "a colour by its name: use a custom property of web/palette"
	}
	return ""
}

func TestProblem(t *testing.T) {
	known := map[string]bool{"#d55e00": true}
	for _, c := range []struct {
		line, kind string
		wrong      bool
	}{
		{"  color: #d55e00;", ".css", true},
		{"  color: var(--backward);", ".css", false},
		{"  color: rgb(1 2 3);", ".css", true},
		{"  border: 1px solid black;", ".css", true},
		{"  white-space: nowrap;", ".css", false},
		{"  color: CanvasText;", ".css", false},
		{"fill: #d55e00", ".js", false},
		{"fill: #d55e0080", ".js", false},
		{"fill: #d55e01", ".js", true},
		{"fill: #fff", ".js", true},
		{`f := "#d55e00"`, ".go", true},
		{"c := color.RGBA{0xd5, 0x5e, 0x00, 0xff}", ".go", true},
		{"pix := []byte{0xd5, 0x5e, 0x00}", ".go", true},
		{`s := "&#39;"`, ".go", false},
	} {
		if got := problem(c.line, c.kind, known); (got != "") != c.wrong {
			t.Errorf("%s %s: %q", c.kind, c.line, got)
		}
	}
}

// TestPropertiesExist holds that style sheets use no property that nothing sets, and that each colour that has a
// property is used.
func TestPropertiesExist(t *testing.T) {
	used := map[string]string{}
	set := map[string]bool{}
	uses, sets := regexp.MustCompile(`var\(--([a-z0-9-]+)`), regexp.MustCompile(`--([a-z0-9-]+)"?[:,]`)
	comment := regexp.MustCompile(`(?m)^\s*//.*$`)
	files, err := filepath.Glob(filepath.Join(top, "static/*.css"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	err = filepath.WalkDir(filepath.Join(top, "web"), func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".go" && !strings.HasSuffix(path, "_test.go") {
			files = append(files, path) // which set what is computed
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		body = comment.ReplaceAll(body, nil)
		for _, m := range uses.FindAllStringSubmatch(string(body), -1) {
			used[m[1]] = file
		}
		for _, m := range sets.FindAllStringSubmatch(string(body), -1) {
			set[m[1]] = true
		}
	}
	for name, file := range used {
		if !set[name] {
			t.Errorf("%s uses --%s, which nothing sets", file, name)
		}
	}
	for _, c := range palette.All() {
		if c.Name != "" && used[c.Name] == "" {
			t.Errorf("no style sheet uses --%s", c.Name)
		}
	}
}

func TestRGB(t *testing.T) {
	c := palette.RGB(0xd55e0f)
	if r, g, b := c.Split(); c.Hex() != "#d55e0f" || r != 0xd5 || g != 0x5e || b != 0x0f {
		t.Errorf("%s, %x %x %x", c.Hex(), r, g, b)
	}
}
