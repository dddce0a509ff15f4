// Edge writes what Cloudflare serves beside the Worker of wasm/edge: the files of the site, and the headers that they have.
//
//	go run ./scripts/edge -out build/edge/assets -origin https://inkgrad.example.workers.dev
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/inkgrad/inkgrad/web/site"
)

func main() {
	out := flag.String("out", "build/edge/assets", "`folder` to write; what an earlier run wrote there is replaced")
	root := flag.String("root", ".", "`folder` with static/ and build/ in it")
	origin := flag.String("origin", "", "`URL` under which the site will be, for the tags that must name one")
	flag.Parse()
	if err := export(*root, *out, *origin); err != nil {
		fmt.Fprintln(os.Stderr, "edge:", err)
		os.Exit(1)
	}
}

func export(root, out, origin string) error {
	config := site.Local(root)
	config.Packed = nil // Cloudflare compresses by itself
	config.Origin = origin
	config.Snapshots = true // the Worker keeps them
	s, err := site.New(config)
	if err != nil {
		return err
	}
	if err := s.Export(out); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "_headers"), []byte(s.Headers()), 0o644)
}
