package scripts_test

import (
	"os"
	"testing"

	"github.com/inkgrad/inkgrad/web/site"
)

// maxBrotli bounds what a visitor downloads before the page works, in bytes (1 MB is 1,000,000).
var maxBrotli = map[string]int{
	"/web/app.wasm":    1_800_000,
	"/web/engine.wasm": 1_000_000,
}

func TestSizes(t *testing.T) {
	s, err := site.New(site.Local(".."))
	if err != nil {
		if os.Getenv("INKGRAD_BROWSER") == "required" {
			t.Fatal(err)
		}
		t.Skipf("this test measures what make build has built: %v", err)
	}
	measured := 0
	for _, a := range s.Assets() {
		limit, ok := maxBrotli[a.Path]
		if !ok {
			continue
		}
		measured++
		t.Logf("%s: %d bytes, brotli %d, gzip %d", a.Path, len(a.Body), len(a.Brotli), len(a.Gzip))
		if a.Brotli == nil || a.Gzip == nil {
			t.Errorf("%s has not been compressed: make build does it", a.Path)
		}
		if len(a.Brotli) > limit {
			t.Errorf("%s is %d bytes in brotli, at most %d are allowed", a.Path, len(a.Brotli), limit)
		}
	}
	if measured != len(maxBrotli) {
		t.Errorf("%d of %d programs were found", measured, len(maxBrotli))
	}
}
