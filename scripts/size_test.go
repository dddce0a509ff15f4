package scripts_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/site"
)

var updateSizes = flag.Bool("update-sizes", false, "record the sizes of the programs anew, in testdata/sizes.txt")

const (
	// sizesFile has, for each program that a visitor downloads before the page works, its path and its bytes in brotli.
	sizesFile = "testdata/sizes.txt"
	// growth is how many hundredths a program may be larger than it was when its size was recorded: more is a decision
	// that is to be seen in a diff.
	growth = 2
)

// recorded reads what sizesFile has.
func recorded(t *testing.T) map[string]int {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(sizesFile))
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{}
	for line := range strings.Lines(string(text)) {
		path, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		if sizes[path], err = strconv.Atoi(number); err != nil || sizes[path] <= 0 {
			t.Fatalf("%s: %q is not a path and a number of bytes", sizesFile, line)
		}
	}
	return sizes
}

// grown says that a program is larger than is allowed without a new record.
func grown(bytes, recorded int) bool { return 100*bytes > (100+growth)*recorded }

func TestSizes(t *testing.T) {
	sizes := recorded(t)
	s, err := site.New(site.Local(".."))
	if err != nil {
		if os.Getenv("INKGRAD_BROWSER") == "required" {
			t.Fatal(err)
		}
		t.Skipf("this test measures what make build has built: %v", err)
	}
	var record strings.Builder
	for _, a := range s.Assets() {
		if !strings.HasSuffix(a.Path, ".wasm") {
			continue
		}
		if a.Brotli == nil || a.Gzip == nil {
			t.Errorf("%s has not been compressed: make build does it", a.Path)
			continue
		}
		was, ok := sizes[a.Path]
		if !ok && !*updateSizes {
			t.Errorf("%s is not in %s: make size records it", a.Path, sizesFile)
			continue
		}
		delete(sizes, a.Path)
		now := len(a.Brotli)
		fmt.Fprintf(&record, "%s %d\n", a.Path, now)
		t.Logf("%s: %d bytes in brotli, recorded are %d; %d in gzip, %d as it is",
			a.Path, now, was, len(a.Gzip), len(a.Body))
		if grown(now, was) && !*updateSizes {
			t.Errorf("%s is %d bytes in brotli, %.1f per cent more than the %d that %s has. Where that is worth it, "+
				"make size records it anew, for the commit to show.",
				a.Path, now, 100*float64(now-was)/float64(was), was, sizesFile)
		}
	}
	if *updateSizes {
		if err := os.WriteFile(filepath.FromSlash(sizesFile), []byte(record.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for path := range sizes {
		t.Errorf("%s has %s, which is not there", sizesFile, path)
	}
}

func TestGrown(t *testing.T) {
	for _, c := range []struct {
		bytes int
		want  bool
	}{{900_000, false}, {1_000_000, false}, {1_020_000, false}, {1_020_001, true}, {2_000_000, true}} {
		if grown(c.bytes, 1_000_000) != c.want {
			t.Errorf("%d bytes: want %t", c.bytes, c.want)
		}
	}
}
