package site

import (
	"errors"
	"os"
	"path/filepath"
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
	// A file that a disk has damaged is whole again when somebody shares the same.
	if err := os.WriteFile(filepath.Join(dir, id), body[:5], 0o644); err != nil {
		t.Fatal(err)
	}
	if err := FileStore(dir).Put(t.Context(), id, body); err != nil {
		t.Fatal(err)
	}
	if got, err := FileStore(dir).Get(t.Context(), id); err != nil || string(got) != string(body) {
		t.Errorf("shared again it is %q, %v", got, err)
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
