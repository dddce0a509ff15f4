// Notes writes pages with live panels for each of the programs that teachers make notes with: a chapter on
// backpropagation for some, a small site or slides for the others. The table in system.go has them all.
//
//	go run ./scripts/notes -host https://inkgrad.example -out ~/notes   # to use: with the address of an Inkgrad
//	go run ./scripts/notes                                              # after a change of a text
//
// backpropagation.md and price.md are the texts: Markdown with formulas between $ signs, and <ink-grad> on a line of
// its own where a panel is to be. The panels become what web/share writes for the program, the formulas what it reads
// as such. The rest of static/notes is written by hand: what a program needs to build the pages by itself, and where
// the script goes once for all of them.
package main

import (
	"embed"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// texts are a chapter with seven panels, and a page with two for a small site or slides.
//
//go:embed backpropagation.md price.md
var texts embed.FS

// host stands in static/notes where the address of an Inkgrad is to be.
const host = "https://your.host"

func main() {
	out := flag.String("out", "static/notes", "`folder` to write")
	root := flag.String("root", ".", "`folder` with static/ in it")
	at := flag.String("host", host, "`URL` of the Inkgrad that the panels are from")
	install := flag.String("install", "",
		"instead, install what make notes-test builds a `folder` with, or all, where this machine lets it")
	flag.Parse()
	if *install != "" {
		installPrograms(*install)
		return
	}
	if err := write(filepath.Join(*root, "static", "notes"), *out, strings.TrimSuffix(*at, "/"), texts); err != nil {
		fmt.Fprintln(os.Stderr, "notes:", err)
		os.Exit(1)
	}
}

// write brings the notes to the folder out, with the pages made again: those files of from that are written by hand,
// and the pages, both with the address at.
func write(from, out, at string, texts fs.FS) error {
	pages, err := pages(texts)
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
