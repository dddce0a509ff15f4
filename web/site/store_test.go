package site

import (
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/site/api"
)

func TestFileStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "snapshots")
	id, body := api.Snapshot{Page: "/", State: "seed=7"}.Encode()
	if _, err := FileStore(dir).Get(t.Context(), id); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("of what is not there: %v", err)
	}
	for range 2 {
		if err := FileStore(dir).Put(t.Context(), id, body); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := FileStore(dir).Get(t.Context(), id); err != nil || string(got) != string(body) {
		t.Errorf("%q, %v", got, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "..", "secret"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := FileStore(dir).Get(t.Context(), "../secret"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("a path out of the folder: %v", err)
	}
	if err := FileStore(dir).Put(t.Context(), "../secret", body); err == nil {
		t.Error("it wrote to a path out of the folder")
	}
}

func TestSecurityHeaders(t *testing.T) {
	s := newSite(t)
	for path, framed := range map[string]bool{"/": false, "/share": false, "/wat": false, "/web/boot.js": false, "/embed/draw": true} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		csp := strings.Join(w.Header().Values("Content-Security-Policy"), ", ")
		if strings.Contains(csp, "frame-ancestors") == framed {
			t.Errorf("%s: may it be in a frame elsewhere? %q", path, csp)
		}
		script, _, _ := strings.Cut(strings.TrimPrefix(csp[strings.Index(csp, "script-src"):], "script-src "), ";")
		if script != "'self' 'wasm-unsafe-eval'" {
			t.Errorf("%s: scripts are allowed from %s", path, script)
		}
	}
}
