package site

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// marker is a file that GitHub Pages wants, to serve the others as they are, and a sign by which Export knows its own
// work.
const marker = ".nojekyll"

// Export writes the site as files into dir, in place of what an earlier Export wrote there. A folder with other things
// in it is an error, and stays as it is.
//
// A page becomes PATH/index.html, which a plain file server finds for PATH/ and, by a redirect, for PATH; and
// PATH.html, which GitHub Pages and most other hosts find for PATH directly. The program in the page takes either.
func (s *Site) Export(dir string) error {
	if err := clear(dir); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	for _, a := range s.Assets() {
		for _, name := range s.fileNames(a) {
			if err := write(filepath.Join(dir, filepath.FromSlash(name)), a.Body); err != nil {
				return fmt.Errorf("site: %w", err)
			}
		}
	}
	if err := write(filepath.Join(dir, marker), nil); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// fileNames returns the names, relative to the export's folder, of the files that a is written to.
func (s *Site) fileNames(a *Asset) []string {
	name := strings.TrimPrefix(a.Path, "/")
	switch {
	case !s.isPage(a.Path):
		return []string{name}
	case name == "":
		return []string{"index.html"}
	}
	return []string{name + ".html", name + "/index.html"}
}

// clear empties a folder that holds an earlier export. It leaves what begins with a dot, such as the .git of a branch
// that is published.
func clear(dir string) error {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	visible := slices.DeleteFunc(entries, func(e os.DirEntry) bool { return strings.HasPrefix(e.Name(), ".") })
	if len(visible) == 0 {
		return nil
	}
	for _, name := range []string{marker, "web/boot.js"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("%s is there and is not an export of this site: empty it, or choose another folder", dir)
		}
	}
	for _, e := range visible {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func write(file string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, body, 0o644)
}
