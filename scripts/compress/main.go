// Compress stores the brotli and gzip form of each asset of the site in build/packed, under the hash of its content.
//
//	go run ./scripts/compress
//
// What is there already stays, and what no asset needs any more is removed, so that a second run does nothing. Both
// coders run at their best level: it takes seconds once, and every visitor saves the bytes.
package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/andybalholm/brotli"
	"github.com/inkgrad/inkgrad/web/site"
	"golang.org/x/sync/errgroup"
)

func main() {
	root := flag.String("root", ".", "`folder` with static/ and build/ in it")
	flag.Parse()
	if err := compress(*root); err != nil {
		fmt.Fprintln(os.Stderr, "compress:", err)
		os.Exit(1)
	}
}

// coder writes a compressed form to w when it is closed.
type coder func(w io.Writer) io.WriteCloser

var coders = map[string]coder{
	// A window of 16 MB, the largest, since the page's program has 15.
	".br": func(w io.Writer) io.WriteCloser {
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	},
	".gz": func(w io.Writer) io.WriteCloser {
		z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
		if err != nil {
			panic("compress: " + err.Error()) // the level is a constant that gzip knows
		}
		return z
	},
}

func compress(root string) error {
	assets, err := served(root)
	if err != nil {
		return err
	}
	dir := filepath.Join(root, "build", "packed")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	wanted := map[string]bool{}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, a := range assets {
		if !a.Compressible() {
			continue
		}
		for ext, code := range coders {
			name := a.Hash + ext
			if wanted[name] {
				continue // two paths, one content
			}
			wanted[name] = true
			group.Go(func() error { return write(filepath.Join(dir, name), a.Body, code) })
		}
	}
	return errors.Join(group.Wait(), prune(dir, wanted))
}

// served returns what the site consists of, with short links and without: its pages say whether there are any.
func served(root string) ([]*site.Asset, error) {
	var assets []*site.Asset
	for _, snapshots := range []bool{false, true} {
		config := site.Local(root)
		config.Packed, config.Snapshots = nil, snapshots
		s, err := site.New(config)
		if err != nil {
			return nil, err
		}
		assets = append(assets, s.Assets()...)
	}
	return assets, nil
}

// write stores the compressed body in file, unless that is there. It appears under its name when it is whole.
func write(file string, body []byte, code coder) error {
	if _, err := os.Stat(file); err == nil {
		return nil
	}
	var b bytes.Buffer
	w := code(&b)
	if _, err := w.Write(body); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(file+".part", b.Bytes(), 0o644); err != nil {
		return err
	}
	return os.Rename(file+".part", file)
}

// prune removes the files of dir that are not wanted.
func prune(dir string, wanted map[string]bool) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || wanted[d.Name()] {
			return err
		}
		return os.Remove(path)
	})
}
