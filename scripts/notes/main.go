// Notes writes a chapter on backpropagation, with seven live panels in it, for each of the programs that teachers make
// notes with: Jekyll, MkDocs, Hugo, Jupyter and Quarto.
//
//	go run ./scripts/notes -host https://inkgrad.example -out ~/notes   # to use: with the address of an Inkgrad
//	go run ./scripts/notes                                              # after a change of backpropagation.md
//
// backpropagation.md is the text of all of them: Markdown with formulas between $ signs, and <ink-grad> on a line of
// its own where a panel is to be. The panels become what web/share writes for the program, the formulas what it reads
// as such. The rest of static/notes is written by hand: what a program needs to build the page by itself.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed backpropagation.md
var source string

// host stands in static/notes where the address of an Inkgrad is to be.
const host = "https://your.host"

func main() {
	out := flag.String("out", "static/notes", "`folder` to write")
	root := flag.String("root", ".", "`folder` with static/ in it")
	at := flag.String("host", host, "`URL` of the Inkgrad that the panels are from")
	install := flag.Bool("install", false,
		"instead, install what make notes-test builds the pages with, where this machine lets it")
	flag.Parse()
	if *install {
		installPrograms()
		return
	}
	if err := write(filepath.Join(*root, "static", "notes"), *out, strings.TrimSuffix(*at, "/")); err != nil {
		fmt.Fprintln(os.Stderr, "notes:", err)
		os.Exit(1)
	}
}

// write brings the notes to the folder out, with the pages made again: those files of from that are written by hand,
// and the pages, both with the address at.
func write(from, out, at string) error {
	pages, err := pages(source)
	if err != nil {
		return err
	}
	files := map[string]string{}
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(path)
		files[filepath.ToSlash(name)] = string(b)
		return err
	})
	if err != nil {
		return err
	}
	for name, text := range pages {
		files[name] = text
	}
	for name, text := range files {
		file := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(text, host, at)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// packages are Debian's, by the program that each brings. Quarto has none; its extension is Lua for pandoc.
var packages = []struct{ program, names string }{
	{"jekyll", "jekyll"},
	{"mkdocs", "mkdocs python3-pymdownx"},
	{"hugo", "hugo"},
	{"jupyter-nbconvert", "jupyter-nbconvert"},
	{"pandoc", "pandoc"},
}

// installPrograms runs apt-get as root, by a sudo that asks for no password if need be. What cannot be installed is
// told, and is no error: the tests leave it out.
func installPrograms() {
	var missing []string
	for _, p := range packages {
		if _, err := exec.LookPath(p.program); err != nil {
			missing = append(missing, strings.Fields(p.names)...)
		}
	}
	if len(missing) == 0 {
		return
	}
	prefix := []string{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get"}
	if os.Geteuid() != 0 {
		prefix = slices.Concat([]string{"sudo", "-n"}, prefix)
	}
	for _, args := range [][]string{{"update"},
		slices.Concat([]string{"install", "--yes", "--no-install-recommends"}, missing)} {
		command := slices.Concat(prefix, args)
		fmt.Fprintln(os.Stderr, "notes: running", strings.Join(command, " "))
		c := exec.Command(command[0], command[1:]...)
		c.Stdout, c.Stderr = os.Stderr, os.Stderr
		if err := c.Run(); err != nil {
			fmt.Fprintf(os.Stderr, "notes: %s cannot be installed from here: %v\n", strings.Join(missing, ", "), err)
			return
		}
	}
}
